import { expect, test } from 'vitest';
import { board, load, recount, swap, swapChange } from '#lib/domain/rotation/board.ts';
import { check } from '#lib/domain/rotation/check.ts';
import { followSame, fromSeats } from '#lib/domain/rotation/plan.ts';
import { attendance, type Problem } from '#lib/domain/rotation/problem.ts';
import { score } from '#lib/domain/rotation/score.ts';
import { search } from '#lib/domain/rotation/search.ts';
import { dealt, made } from './problems.ts';

const WANTED = { people: [6, 14], rounds: [2, 4], tables: [2, 4], rules: true } as {
	people: [number, number];
	rounds: [number, number];
	tables: [number, number];
	rules: boolean;
};

test('S8: after any swaps the running sum equals a count from scratch', () => {
	let swaps = 0;
	for (const { problem, dice } of made(21, 300, WANTED)) {
		const b = board(problem);
		load(b, dealt(problem, dice));
		for (let k = 0; k < 40; k++) {
			const r = b.open[dice.below(Math.max(1, b.open.length))];
			if (r === undefined) break;
			const people = [...b.seat[r]!.keys()].filter((i) => b.seat[r]![i]! >= 0);
			const i = people[dice.below(people.length)]!;
			const j = people[dice.below(people.length)]!;
			if (b.seat[r]![i] === b.seat[r]![j]) continue;
			const before = b.total;
			const change = swapChange(b, r, i, j);
			swap(b, r, i, j, change);
			expect(b.total).toBeCloseTo(before + change, 6);
			expect(recount(b)).toBeCloseTo(b.total, 6);
			swaps++;
		}
		const fresh = board(problem);
		load(fresh, b.seat);
		expect(fresh.total).toBeCloseTo(b.total, 6);
		fresh.near.forEach((near, r) =>
			near.forEach(
				(x, c) => b.seat[r]![c % problem.n]! >= 0 && expect(x).toBeCloseTo(b.near[r]![c]!, 6)
			)
		);
	}
	expect(swaps).toBeGreaterThan(4000);
});

/** `same` rounds with other people there are settled after the search, so their sum is only known then. */
const settledLater = (problem: Problem): boolean =>
	problem.rounds.some((r, k) => r.kind === 'same' && !problem.sizes[k]!.length);

test('S6: what the search says a plan costs is what it costs, and what it calls lawful is lawful', () => {
	let looked = 0;
	for (const { problem, dice } of made(22, 150, WANTED)) {
		let steps = 0;
		for (const progress of search(problem, { seed: dice.below(1e6) })) {
			if (progress.better || progress.proved) {
				const plan = progress.plan();
				expect(check(problem, plan).length === 0, JSON.stringify(problem)).toBe(progress.lawful);
				if (progress.lawful && !settledLater(problem))
					expect(score(problem, plan).total, JSON.stringify(problem)).toBeCloseTo(
						progress.total,
						6
					);
				looked++;
			}
			if (++steps >= 4) break;
		}
	}
	expect(looked).toBeGreaterThan(150);
});

test('F5: a plan shown later is never worse', () => {
	for (const { problem } of made(23, 60, WANTED)) {
		let last = Infinity;
		let steps = 0;
		for (const { total } of search(problem, { seed: 3 })) {
			expect(total).toBeLessThanOrEqual(last);
			last = total;
			if (++steps >= 6) break;
		}
	}
});

test('C: every single rule that is broken is named', () => {
	const seen = new Set<string>();
	for (const { problem, dice } of made(24, 600, WANTED)) {
		const at = dealt(problem, dice);
		followSame(problem, at, attendance(problem));
		for (const b of check(problem, fromSeats(problem, at))) seen.add(b.rule);
	}
	expect([...seen]).toEqual(
		expect.arrayContaining(['apart', 'together', 'pinned', 'require', 'fixed'])
	);
});
