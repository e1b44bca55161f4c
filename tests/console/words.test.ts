import { expect, test } from 'vitest';
import { standing } from '../../src/lib/components/console/standing.ts';
import { tableStates } from '../../src/lib/components/console/table-state.ts';
import { longAgo, matters, nextWords } from '../../src/lib/components/console/words.ts';
import { momentOfDay } from '../../src/lib/components/clock-face.ts';
import type { Presence } from '../../src/lib/realtime/protocol.ts';
import { at, hall, itemIn } from './hall.ts';

const toBreak = (title: string) => {
	const item = { ...itemIn(hall(), 'break-1', {}), title };
	return nextWords({ do: 'start', item, hindrance: null }, [item]);
};

test('the button names what begins: a break is a break, and lunch is lunch', () => {
	expect(toBreak('Pause')).toBe('Start pausen');
	expect(toBreak('')).toBe('Start pausen');
	expect(toBreak('Lunsj')).toBe('Gå til «Lunsj»');
});

test('what was asked a moment ago was asked just now', () => {
	expect(longAgo(3_000)).toBe('akkurat nå');
	expect(longAgo(240_000)).toBe('for 4 min siden');
});

test('without contact it is said since when a table has been gone, not for how long', () => {
	const room = hall({ running: 'round-1' });
	const [group] = standing(room)!.groups;
	const presence: Presence = {
		tables: { '1': { tablets: 0, typing: false, waiting: 0, since: at(20) } },
		screens: { count: 0, shows: null },
		phones: 0,
		staff: []
	};
	const [state] = tableStates(room, [group!], presence, at(24));
	expect(matters(state!, true)).toContain('uten nett 4 min');
	expect(matters(state!, true, at(24))).toContain(`uten nett siden ${momentOfDay(at(20))}`);
});
