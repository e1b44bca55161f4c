import { expect, test } from 'vitest';
import { peopleMoved, searchWithin } from '#lib/domain/rotation/allowance.ts';
import { check } from '#lib/domain/rotation/check.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { evenSizes, parse, type Problem } from '#lib/domain/rotation/problem.ts';
import { moves, repair, validCards, type Morning } from '#lib/domain/rotation/repair.ts';
import { score } from '#lib/domain/rotation/score.ts';
import { search } from '#lib/domain/rotation/search.ts';

const school = parse({
	n: 48,
	sizes: Array.from({ length: 5 }, () => evenSizes(48, 8)),
	attributes: [
		{
			name: 'role',
			values: ['teacher', 'assistant', 'manager'],
			of: Array.from({ length: 48 }, (_, i) => (i < 8 ? 2 : i % 2))
		}
	],
	leaders: { eligible: Array.from({ length: 24 }, (_, i) => 2 * i) }
});

const after = (problem: Problem, steps: number, start?: Plan): Plan => {
	for (const progress of search(problem, { seed: 3, start }))
		if (progress.proved || progress.steps >= steps) return progress.plan();
	throw new Error('the search ended');
};
const published = after(school, 150);
const seven = [3, 9, 14, 20, 27, 33, 41];
const ill: Morning = { held: 0, absent: seven.map((person) => ({ person })) };

test('R3: seven are ill: fewer move than in a full re-plan, and the plan is lawful', () => {
	const mended = repair(school, published, ill);
	const plan = after(mended.problem, 60, mended.start);
	expect(check(mended.problem, plan)).toEqual([]);
	expect(plan.rounds.flat(2)).not.toEqual(expect.arrayContaining([3]));
	const full = after(parse({ ...mended.problem, changeWeight: 0 }), 60);
	expect(moves(mended.problem, plan).length).toBeLessThan(moves(mended.problem, full).length / 4);
	expect(validCards(mended.problem, plan).valid).toBeGreaterThan(
		validCards(mended.problem, full).valid
	);
	expect(validCards(mended.problem, plan).printed).toBe(41);
});

test('R3: when moves are cheap, more move and fewer meet again', () => {
	const few = repair(school, published, ill);
	const many = repair(school, published, { ...ill, changeWeight: 0.25 });
	const a = after(few.problem, 120, few.start);
	const b = after(many.problem, 120, many.start);
	expect(moves(few.problem, a).length).toBeLessThanOrEqual(moves(many.problem, b).length);
	const without = (plan: Plan) => score(parse({ ...few.problem, changeWeight: 0 }), plan).total;
	expect(without(b)).toBeLessThanOrEqual(without(a));
});

test('R7: as many move as was asked for, and the more may move the fewer meet again', () => {
	const { problem, start } = repair(school, published, ill);
	const within = (atMost: number) => {
		for (const step of searchWithin(problem, atMost, { seed: 3, start }))
			if (step.proved || step.steps >= 900) return step;
		throw new Error('the search ended');
	};
	const [few, some, all] = [within(0), within(20), within(48)];
	const moved = (step: typeof few) => peopleMoved(problem, step.plan());
	expect([few, some, all].every((step) => check(problem, step.plan()).length === 0)).toBe(true);
	expect(moved(some)).toBeLessThanOrEqual(20);
	expect(moved(few)).toBeLessThan(moved(some));
	expect(some.total).toBeLessThan(few.total);
	expect(all.total).toBeLessThanOrEqual(some.total);
	expect(some.total).toBe(score({ ...problem, changeWeight: 0 }, some.plan()).total);
	expect(within(20)).toMatchObject({ total: some.total, steps: some.steps });
});

test('B10: when only those move who must, that is proved', () => {
	const pair = parse({ n: 4, sizes: [[2, 2]], previous: [[[0, 1, 2], [3]]], changeWeight: 1000 });
	expect([...search(pair)].at(-1)).toMatchObject({ total: 1000, proved: true });
});

test('R1: after two rounds the held ones stay, without those who were never there', () => {
	const mended = repair(school, published, {
		held: 2,
		absent: [{ person: 5, from: 2 }, { person: 6 }]
	});
	const plan = after(mended.problem, 60, mended.start);
	expect(check(mended.problem, plan)).toEqual([]);
	expect(plan.rounds[0]).toEqual(published.rounds[0]!.map((g) => g.filter((i) => i !== 6)));
	expect(plan.rounds[1]!.flat()).toContain(5);
	expect(plan.rounds[2]!.flat()).not.toContain(5);
});

test('R2: one who is ill moves nobody', () => {
	const mended = repair(parse({ ...school, leaders: null }), published, {
		held: 0,
		absent: [{ person: 11 }]
	});
	const plan = after(mended.problem, 30, mended.start);
	expect(check(mended.problem, plan)).toEqual([]);
	expect(moves(mended.problem, plan)).toEqual([]);
	expect(mended.problem.sizes[0]!.toSorted()).toEqual([5, 6, 6, 6, 6, 6, 6, 6]);
});

test('R2: an empty table is filled from the largest, not more than must', () => {
	const gone = published.rounds[0]![0]!;
	const mended = repair(parse({ ...school, leaders: null }), published, {
		held: 0,
		absent: gone.map((person) => ({ person, until: 1 }))
	});
	expect(
		Math.max(...mended.problem.sizes[0]!) - Math.min(...mended.problem.sizes[0]!)
	).toBeLessThanOrEqual(2);
	const plan = after(mended.problem, 60, mended.start);
	expect(check(mended.problem, plan)).toEqual([]);
	const inFirst = moves(mended.problem, plan).filter((m) => m.round === 0).length;
	expect(inFirst).toBe(mended.problem.sizes[0]![0]!);
});

test('R4: two come unannounced in the middle of round 1: they get a table at once and in what is left', () => {
	const mended = repair(school, published, {
		held: 1,
		underWay: true,
		arrived: [{ values: { role: 'teacher' } }, {}]
	});
	expect(mended.problem.n).toBe(50);
	const plan = after(mended.problem, 60, mended.start);
	expect(check(mended.problem, plan)).toEqual([]);
	for (const round of plan.rounds) expect(round.flat()).toEqual(expect.arrayContaining([48, 49]));
	published.rounds[0]!.forEach((g, k) =>
		expect(plan.rounds[0]![k]).toEqual(expect.arrayContaining(g))
	);
	expect(mended.problem.attributes[0]!.of.slice(48)).toEqual([0, -1]);
});

test('one who was ill comes after all, from round 3 on', () => {
	const mended = repair(school, published, ill);
	const plan = after(mended.problem, 30, mended.start);
	const again = repair(mended.problem, plan, { held: 2, present: [{ person: 9 }] });
	const last = after(again.problem, 60, again.start);
	expect(check(again.problem, last)).toEqual([]);
	expect(last.rounds.map((r) => r.flat().includes(9))).toEqual([false, false, true, true, true]);
});

test('R5: when too few who may lead are left, the rule is let go and said to be', () => {
	const mended = repair(school, published, {
		held: 0,
		absent: Array.from({ length: 18 }, (_, i) => ({ person: 2 * i }))
	});
	expect(mended.notes).toEqual(['leaders-too-few']);
	expect(mended.problem.leaders).toBeNull();
});

test('a round that is not there cannot have been held', () => {
	expect(() => repair(school, published, { held: 9 })).toThrow(
		expect.objectContaining({ code: 'unknown-round' })
	);
});
