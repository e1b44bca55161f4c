import { expect, test } from 'vitest';
import { compose } from '../../src/lib/domain/composition.ts';
import { roomOf, type Thing } from '../../src/lib/domain/room.ts';
import { contradictionWords } from '../../src/lib/components/planner/contradiction.ts';

const NAMES = ['Alva Nordli', 'Birk Sandøy', 'Cato Moen'];
const all = compose(
	roomOf([
		...NAMES.map((name, at): Thing => ({
			kind: 'participant',
			id: `seat-${at}`,
			personId: `person-${at}`,
			name,
			attributes: {},
			attendance: 'expected',
			walkIn: false
		})),
		...[1, 2].map((number): Thing => ({
			kind: 'item',
			id: `round-${number}`,
			position: number,
			type: 'round',
			title: '',
			note: '',
			minutes: 30,
			startedAt: null,
			endedAt: null,
			round: {
				number,
				mix: { kind: 'mixed' },
				prompts: [],
				tables: { count: 1 },
				release: 'held',
				state: 'draft',
				carried: []
			}
		}))
	])
);

test('rules that contradict each other are a sentence each, with names, and rounds and tables counted from 1', () => {
	const told = contradictionWords(
		'rules-contradict',
		{
			round: 1,
			rules: [
				{ rule: 'apart', people: [0, 1] },
				{ rule: 'together', people: [0, 1, 2] },
				{ rule: 'pinned', person: 2, table: 3 },
				{ rule: 'require', attribute: 'profession', value: 'leder', max: 1 },
				{ rule: 'require', attribute: 'profession', value: 'lærer', min: 2 },
				{ rule: 'fixed', table: 0, people: [1] },
				{ rule: 'capacity', table: 1, chairs: 5 }
			]
		},
		all
	);
	expect(told.says).toBe('Disse reglene kan ikke gjelde samtidig i runde 2:');
	expect(told.rules).toEqual([
		'Alva Nordli og Birk Sandøy skal ikke sitte sammen',
		'Alva Nordli, Birk Sandøy og Cato Moen skal sitte sammen',
		'Cato Moen har fast plass ved bord 4',
		'Høyst 1 «leder» ved hvert bord',
		'Minst 2 «lærer» ved hvert bord',
		'Birk Sandøy er satt ved bord 1 for hånd',
		'Bord 2 har plass til 5'
	]);
	expect(told.concerns).toMatch(/Ta bort eller endre én av dem/);
});

test('a contradiction between two is told with both their names, the round and the table', () => {
	const told = contradictionWords('apart-but-pinned', { round: 0, a: 0, b: 2, table: 4 }, all);
	expect(told.rules).toEqual([]);
	expect(told.concerns).toBe('Det gjelder Alva Nordli, Cato Moen, Bord 5 og Runde 1.');
});
