import { expect, test } from 'vitest';
import { concerns as concernsOf, sizesOf } from '#lib/domain/concerns.ts';
import type { Item, Mix, RoundItem, Tables } from '#lib/domain/programme.ts';
import type { z } from 'zod';

let made = 0;
const line = (type: Item['type'], minutes = 15): Item => ({
	kind: 'item',
	id: `line-${++made}`,
	position: 0,
	type,
	title: type,
	note: '',
	minutes,
	startedAt: null,
	endedAt: null,
	round: null
});
const round = (
	number: number,
	tables: z.infer<typeof Tables> = { count: 8 },
	mix: Mix = { kind: 'mixed' },
	text = 'Hva lykkes vi med?'
): RoundItem => ({
	...line('round', 45),
	round: {
		number,
		mix,
		prompts: [{ id: `prompt-${made}`, text, lang: 'nb' }],
		tables,
		release: 'on-hand-in',
		state: 'draft',
		carried: []
	}
});
const people = (count: number, attributes: Record<string, string> = {}) =>
	Array.from({ length: count }, () => ({ attributes }));
/** A programme in the order it is written here. */
const concerns = (items: Item[], staff: { attributes: Record<string, string> }[]) =>
	concernsOf(
		items.map((item, position) => ({ ...item, position })),
		staff
	);
const codes = (items: Item[], staff = people(48)) => concerns(items, staff).map(({ code }) => code);

test('two rounds of six at a table, each with its plenum, are nothing to worry about', () => {
	expect(codes([line('talk'), round(1), line('plenum', 35), round(2), line('plenum', 35)])).toEqual(
		[]
	);
});

test('one round alone is too few (R115), and none at all too', () => {
	expect(codes([round(1), line('plenum', 35)])).toEqual(['too-few-rounds']);
	expect(codes([])).toEqual(['too-few-rounds']);
});

test('a round without a plenum before the next round is seen (R107), a talk between them is no plenum', () => {
	const found = concerns([round(1), line('talk'), round(2), line('plenum', 35)], people(48));
	expect(found).toMatchObject([{ code: 'no-plenum', round: 1 }]);
	expect(codes([round(1), line('plenum', 35), round(2)])).toEqual(['no-plenum']);
});

test('a plenum needs fifteen minutes and two and a half for each group', () => {
	const found = concerns([round(1), line('plenum', 20), round(2), line('plenum', 35)], people(48));
	expect(found).toMatchObject([{ code: 'short-plenum', minutes: 20, needed: 35 }]);
});

test('a break before a plenum gives ten minutes to gather the points in', () => {
	const short = line('break', 5);
	const found = concerns(
		[round(1), short, line('plenum', 35), round(2), line('plenum', 35)],
		people(48)
	);
	expect(found).toMatchObject([{ code: 'short-break', itemId: short.id, minutes: 5, needed: 10 }]);
});

test('more groups than can report one by one need a break before the plenum', () => {
	const programme = [round(1, { count: 10 }), line('plenum', 35), round(2), line('plenum', 35)];
	expect(codes(programme, people(55))).toEqual(['no-break']);
});

test('groups outside five to seven are seen, and more tables than people', () => {
	const programme = (count: number) => [
		round(1, { count }),
		line('plenum', 35),
		round(2, { count: 6 }),
		line('plenum', 35)
	];
	expect(concerns(programme(4), people(40))).toMatchObject([{ code: 'groups-large', size: 10 }]);
	expect(concerns(programme(8), people(36))).toMatchObject([{ code: 'groups-small', size: 4 }]);
	expect(codes([...programme(6)], people(3))).toEqual(['tables-over-people', 'tables-over-people']);
});

test('sizes that do not add up to the people are seen', () => {
	const programme = [
		round(1, { sizes: [6, 6, 6] }),
		line('plenum', 35),
		round(2, { count: 3 }),
		line('plenum', 35)
	];
	expect(concerns(programme, people(20))).toMatchObject([
		{ code: 'seats-differ', seats: 18, people: 20 }
	]);
	expect(codes(programme, people(18))).toEqual([]);
});

test('nobody on the list yet is no reason to speak of sizes', () => {
	expect(codes([round(1), line('plenum', 35), round(2), line('plenum', 35)], [])).toEqual([]);
});

test('groups by an attribute that somebody lacks, and by a round that is gone, are seen', () => {
	const byTeam = round(2, { count: 8 }, { kind: 'home', attribute: 'team' });
	const programme = [round(1), line('plenum', 35), byTeam, line('plenum', 35)];
	expect(concerns(programme, [...people(40, { team: 'A' }), ...people(8)])).toMatchObject([
		{ code: 'attribute-missing', attribute: 'team', people: 8 }
	]);
	const again = round(2, { count: 8 }, { kind: 'same', roundId: 'round-gone' });
	expect(codes([round(1), line('plenum', 35), again, line('plenum', 35)])).toEqual([
		'same-is-gone'
	]);
});

test('a question still to be written is seen', () => {
	const blank = round(2, { count: 8 }, { kind: 'mixed' }, '…');
	expect(codes([round(1), line('plenum', 35), blank, line('plenum', 35)])).toEqual([
		'question-missing'
	]);
});

test('people are shared evenly, the largest tables first', () => {
	expect(sizesOf(round(1, { count: 8 }), 50)).toEqual([7, 7, 6, 6, 6, 6, 6, 6]);
	expect(sizesOf(round(1, { sizes: [4, 5] }), 50)).toEqual([4, 5]);
});
