import { beforeEach, expect, test } from 'vitest';
import { openDeeds } from '../../src/lib/components/tablet/deeds.ts';
import { openPad, type Pad } from '../../src/lib/components/tablet/pad.svelte.ts';
import type { Point } from '../../src/lib/domain/point.ts';
import { changeOf } from '../../src/lib/realtime/drafts.ts';

const asWas: Point = {
	kind: 'point',
	id: 'point-1',
	roundId: 'round-1',
	promptId: 'prompt-1',
	groupId: 'group-1',
	table: 3,
	position: 0,
	text: 'En ukeplan',
	lang: 'nb',
	type: null,
	state: 'released',
	late: false,
	shelved: false,
	version: 1,
	other: null,
	writtenAt: 0
};
const asIs: Point = { ...asWas, text: 'En ukeplan for alle trinn', version: 2 };
const place = changeOf(asWas.id);

let sent: { name: string; input: unknown }[];
let pad: Pad;
const deeds = () =>
	openDeeds(
		{ act: (name, input) => (sent.push({ name, input }), `act-${sent.length}`) },
		pad,
		() => 'nb'
	);
const begin = () =>
	pad.write(place, 'En ukeplan', null, { version: asWas.version, text: asWas.text ?? '' });

beforeEach(() => {
	sent = [];
	pad = openPad('room/table/3', null, () => 1_000);
});

test('a field that was opened and left takes nothing back of what another wrote meanwhile', () => {
	begin();
	deeds().change(asIs, 'En ukeplan');
	expect(sent).toEqual([]);
	expect(pad.read(place)).toBeNull();
});

test('what was changed by hand is sent, as a change of what stood there when it began', () => {
	begin();
	deeds().change(asIs, 'En ukeplan med bilder');
	expect(sent).toEqual([
		{
			name: 'point.edit',
			input: { id: 'point-1', text: 'En ukeplan med bilder', version: 1 }
		}
	]);
});

test('two who write the same have changed it once', () => {
	begin();
	deeds().change(asIs, ' En ukeplan for alle trinn ');
	expect(sent).toEqual([]);
});

test('what the editing began with outlives a reload, with every key that came after', () => {
	const device = new Map<string, string>();
	const ground = {
		get length() {
			return device.size;
		},
		key: (at: number) => [...device.keys()][at] ?? null,
		getItem: (key: string) => device.get(key) ?? null,
		setItem: (key: string, value: string) => void device.set(key, value),
		removeItem: (key: string) => void device.delete(key)
	};
	pad = openPad('room/table/3', ground, () => 1_000);
	begin();
	pad = openPad('room/table/3', ground, () => 2_000);
	expect(pad.read(place)).toMatchObject({ version: 1, began: 'En ukeplan' });
});

test('a text from before this was kept is held against the point as it stands', () => {
	pad.write(place, 'En ukeplan for alle trinn', null);
	deeds().change(asIs, 'En ukeplan for alle trinn');
	expect(sent).toEqual([]);
});
