import { expect, test } from 'vitest';
import { check } from '#lib/domain/rotation/check.ts';
import { dutyCounts, duties } from '#lib/domain/rotation/duties.ts';
import { figures } from '#lib/domain/rotation/figures.ts';
import { swap, type Plan } from '#lib/domain/rotation/plan.ts';
import { evenSizes, parse, type Problem, type ProblemInput } from '#lib/domain/rotation/problem.ts';
import { search } from '#lib/domain/rotation/search.ts';

const after = (problem: Problem, steps: number, seed = 5): Plan => {
	for (const progress of search(problem, { seed }))
		if (progress.proved || progress.steps >= steps) return progress.plan();
	throw new Error('the search ended');
};
const cycle = (n: number, values: number): number[] =>
	Array.from({ length: n }, (_, i) => i % values);
const even = (n: number, tables: number, rounds: number): number[][] =>
	Array.from({ length: rounds }, () => evenSizes(n, tables));

test('K2: a home round seats each team at its own table, and the mixed rounds part it', () => {
	const problem = parse({
		n: 24,
		sizes: [[], ...even(24, 6, 3)],
		attributes: [{ name: 'team', values: ['a', 'b', 'c', 'd'], of: cycle(24, 4) }],
		rounds: [{ kind: 'home', homeBy: 'team' }]
	});
	const plan = after(problem, 60);
	expect(check(problem, plan)).toEqual([]);
	expect(plan.rounds[0]!.map((g) => new Set(g.map((i) => i % 4)).size)).toEqual([1, 1, 1, 1]);
	expect(plan.rounds[0]!.map((g) => g.length)).toEqual([6, 6, 6, 6]);
});

test('K2: a home too large for its table is split, the others stay whole', () => {
	const of = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
	const problem = parse({
		n: 10,
		sizes: [[4, 3, 3]],
		attributes: [{ name: 'team', values: ['a', 'b', 'c'], of }],
		rounds: [{ kind: 'home', homeBy: 'team' }]
	});
	const tables = (team: number) =>
		problem.rounds[0]!.fixedGroups!.filter((g) => g.some((i) => of[i] === team)).length;
	expect([tables(0), tables(1), tables(2)]).toEqual([2, 1, 1]);
});

test('K3: a round that repeats another has its groups, also when somebody comes late', () => {
	const problem = parse({
		n: 16,
		sizes: [[4, 4, 4, 3], evenSizes(16, 4), []],
		absent: [[7]],
		rounds: [{ kind: 'mixed' }, { kind: 'mixed' }, { kind: 'same', sameAs: 0 }]
	});
	const plan = after(problem, 60);
	expect(check(problem, plan)).toEqual([]);
	plan.rounds[0]!.forEach((group, k) =>
		expect(plan.rounds[2]![k]).toEqual(expect.arrayContaining(group))
	);
	expect(plan.rounds[2]!.flat()).toContain(7);
});

test('K4: fixed groups sit as told and the rest fill up', () => {
	const problem = parse({
		n: 12,
		sizes: even(12, 3, 3),
		rounds: [{ kind: 'fixed', fixedGroups: [[0, 1], [2], []] }]
	});
	const plan = after(problem, 60);
	expect(check(problem, plan)).toEqual([]);
	expect(plan.rounds[0]![0]).toEqual(expect.arrayContaining([0, 1]));
	expect(plan.rounds[0]![1]).toContain(2);
});

const school: ProblemInput = {
	n: 40,
	sizes: even(40, 8, 4),
	attributes: [
		{
			name: 'role',
			weight: 2,
			values: ['teacher', 'assistant', 'manager'],
			of: Array.from({ length: 40 }, (_, i) => (i < 6 ? 2 : i % 2))
		},
		{ name: 'team', weight: 1, values: ['1', '2', '3', '4', '5'], of: cycle(40, 5) }
	],
	require: [{ attribute: 'role', value: 'manager', max: 1 }],
	apart: [
		[10, 11],
		[12, 30]
	],
	together: [[20, 21]],
	wishes: [
		{ person: 9, with: 33 },
		{ person: 8, avoid: 14 },
		{ person: 17, group: 2, weight: 3 }
	],
	prefer: [{ attribute: 'role', value: 'assistant', min: 1 }],
	history: [
		[0, 1, 2],
		[2, 3, 1]
	]
};

test('all rules at once: the hard ones hold, and the wishes are met where they can be', () => {
	const problem = parse({
		...school,
		leaders: { eligible: Array.from({ length: 20 }, (_, i) => 2 * i) },
		recorders: { eligible: Array.from({ length: 40 }, (_, i) => i) }
	});
	const plan = after(problem, 250);
	const shown = figures(problem, plan);
	expect(shown.broken).toEqual([]);
	expect(shown.score).toMatchObject({ preferred: 0, H: 0 });
	expect(shown.score.wishes).toBeLessThan(3); // the wish for a table weighs 3
	expect(shown.score.total).toBeLessThan(25);
});

test('L3: nobody leads or records a second time before all who may have done so once', () => {
	const leaders = Array.from({ length: 20 }, (_, i) => 2 * i);
	const problem = parse({
		...school,
		leaders: { eligible: leaders },
		recorders: { eligible: Array.from({ length: 40 }, (_, i) => i) }
	});
	const plan = after(problem, 120);
	const { leads, records } = dutyCounts(problem, plan);
	const turns = leaders.map((i) => leads[i]!);
	expect(turns.reduce((a, b) => a + b)).toBe(32);
	expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
	expect(Math.max(...records)).toBe(1);
	for (const d of duties(problem, plan)) {
		expect(leaders).toContain(d.leader);
		expect(plan.rounds[d.round]![d.group]).toContain(d.leader);
		expect(d.recorder).not.toBe(d.leader);
	}
	for (let r = 1; r < 4; r++) {
		const soFar = duties(problem, plan)
			.filter((d) => d.round <= r)
			.map((d) => d.leader);
		const counts = leaders.map((i) => soFar.filter((x) => x === i).length);
		expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
	}
});

test('L2: leaders who keep a table sit there all day and lead it', () => {
	const problem = parse({
		n: 48,
		sizes: even(48, 8, 5),
		leaders: { eligible: [40, 41, 42, 43, 44, 45, 46, 47], how: 'pinned' }
	});
	const plan = after(problem, 400);
	expect(check(problem, plan)).toEqual([]);
	for (const d of duties(problem, plan)) expect(d.leader).toBe(40 + d.group);
	expect(figures(problem, plan).proved).toBe(true);
});

test('L5: when a table is left without anybody who may lead, it is said which', () => {
	const problem = parse({ n: 6, sizes: [[3, 3]], leaders: { eligible: [0, 1] } });
	const plan = after(problem, 5);
	const other = plan.rounds[0]!.find((g) => g.includes(1))!.find((i) => i > 1)!;
	const mate = plan.rounds[0]!.find((g) => g.includes(0))!.find((i) => i > 1)!;
	expect(check(problem, swap(plan, 0, other, mate))).toEqual([]);
	expect(check(problem, swap(plan, 0, 1, mate)).map((b) => b.rule)).toEqual(['leader']);
});

test('figures: everybody meets so many of so many others, and the spread is counted by table', () => {
	const problem = parse({
		n: 9,
		sizes: even(9, 3, 4),
		attributes: [{ name: 'role', weight: 0, values: ['a', 'b', 'c'], of: cycle(9, 3) }]
	});
	const plan = after(problem, 200);
	const shown = figures(problem, plan);
	expect(shown.people.every((p) => p.meets === 8 && p.others === 8 && p.again === 0)).toBe(true);
	expect(shown.pairs).toEqual([0, 36]);
	expect(shown.spread[0]!.rounds[0]![0]!.got.reduce((a, b) => a + b)).toBe(3);
});
