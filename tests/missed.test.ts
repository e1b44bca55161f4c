import { expect, test } from 'vitest';
import { missed } from '../src/lib/domain/missed.ts';
import { parse, type ProblemInput } from '../src/lib/domain/rotation/problem.ts';

/** Four people, two rounds at two tables of two: 0 and 1 are teachers, 2 and 3 are not. */
const day = (more: Partial<ProblemInput>) =>
	parse({
		n: 4,
		sizes: [
			[2, 2],
			[2, 2]
		],
		attributes: [{ name: 'yrke', weight: 0, values: ['lærer', 'annet'], of: [0, 0, 1, 1] }],
		...more
	});
const PLAN = {
	rounds: [
		[
			[0, 1],
			[2, 3]
		],
		[
			[0, 2],
			[1, 3]
		]
	]
};

test('a wish to sit with somebody is missed once, and met when they sit together in any round', () => {
	expect(missed(day({ wishes: [{ person: 0, with: 3 }] }), PLAN)).toEqual([
		{ rule: 'with', people: [0, 3] }
	]);
	expect(missed(day({ wishes: [{ person: 0, with: 2 }] }), PLAN)).toEqual([]);
});

test('a wish not to sit with somebody is told where they do', () => {
	expect(missed(day({ wishes: [{ person: 1, avoid: 3 }] }), PLAN)).toEqual([
		{ rule: 'without', people: [1, 3], round: 1, group: 1 }
	]);
});

test('a wish for a table is told in each round elsewhere, but not in one that is held', () => {
	const wishes = [{ person: 3, group: 0 }];
	expect(missed(day({ wishes }), PLAN)).toEqual([
		{ rule: 'table', people: [3], round: 0, group: 1, wanted: 0 },
		{ rule: 'table', people: [3], round: 1, group: 1, wanted: 0 }
	]);
	expect(missed(day({ wishes, frozen: [PLAN.rounds[0]!] }), PLAN)).toHaveLength(1);
});

test('a table without one of a kind, and one with too many, are told with what would be even', () => {
	const prefer = [{ attribute: 'yrke', value: 'lærer', min: 1 }];
	expect(missed(day({ prefer }), PLAN)).toEqual([
		{ rule: 'one-of', round: 0, group: 1, attribute: 'yrke', value: 'lærer', scarce: false }
	]);
	expect(missed(day({ prefer }), { rounds: PLAN.rounds.slice(1) })).toEqual([]);
	const attributes = [{ name: 'yrke', values: ['lærer', 'annet'], of: [0, 0, 1, 1] }];
	const uneven = missed(day({ attributes }), PLAN);
	expect(uneven).toHaveLength(4);
	expect(uneven[0]).toEqual({
		rule: 'spread',
		round: 0,
		group: 0,
		attribute: 'yrke',
		value: 'lærer',
		got: 2,
		even: 1
	});
});

test("a table without one of a kind of whom there are too few for all tables is told as nobody's fault", () => {
	const attributes = [{ name: 'yrke', weight: 0, values: ['leder'], of: [0, -1, -1, -1] }];
	const prefer = [{ attribute: 'yrke', value: 'leder', min: 1 }];
	const told = missed(day({ attributes, prefer }), PLAN);
	expect(told.map((one) => one.rule === 'one-of' && one.scarce)).toEqual([true, true]);
});

test('a table where nobody may write is told', () => {
	expect(missed(day({ recorders: { eligible: [0, 1] } }), PLAN)).toEqual([
		{ rule: 'recorder', round: 0, group: 1 }
	]);
});
