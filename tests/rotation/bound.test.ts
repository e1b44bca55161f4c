import { expect, test } from 'vitest';
import { bound, evenSpread, twoRounds } from '#lib/domain/rotation/bound.ts';
import { check } from '#lib/domain/rotation/check.ts';
import { parse, type Problem } from '#lib/domain/rotation/problem.ts';
import { score } from '#lib/domain/rotation/score.ts';
import { fromSeats, followSame, type Plan } from '#lib/domain/rotation/plan.ts';
import { attendance } from '#lib/domain/rotation/problem.ts';
import { search } from '#lib/domain/rotation/search.ts';
import { made, MOST_PLANS, seatings } from './problems.ts';

/** Every lawful plan, or null when there are too many to look at. Rules of one round do not look at another, except `same`. */
function* plans(problem: Problem): Generator<Plan> {
	const here = attendance(problem);
	const rounds = problem.sizes.map((_, r) =>
		problem.rounds[r]!.kind === 'same'
			? [new Int32Array(problem.n).fill(-1)]
			: lawfulIn(problem, r, here)
	);
	if (rounds.reduce((all, list) => all * list.length, 1) > MOST_PLANS) return;
	const chosen: Int32Array[] = [];
	const choose = function* (r: number): Generator<Plan> {
		if (r === rounds.length) {
			const at = chosen.map((s) => Int32Array.from(s));
			followSame(problem, at, here);
			yield fromSeats(problem, at);
			return;
		}
		for (const seat of rounds[r]!) {
			chosen[r] = seat;
			yield* choose(r + 1);
		}
	};
	yield* choose(0);
}

function lawfulIn(problem: Problem, r: number, here: Uint8Array[]): Int32Array[] {
	return seatings(problem, r, here[r]!).filter((seat) => {
		const at = here.map((_, t) => (t === r ? seat : new Int32Array(problem.n).fill(-1)));
		return check(problem, fromSeats(problem, at)).every((b) => b.round !== r || b.rule === 'same');
	});
}

type Least = { Q: number; E: number; total: number; plans: number };

function exhaust(problem: Problem): Least {
	const least = { Q: Infinity, E: Infinity, total: Infinity, plans: 0 };
	for (const plan of plans(problem)) {
		const s = score(problem, plan);
		least.Q = Math.min(least.Q, s.Q);
		least.E = Math.min(least.E, s.E);
		least.total = Math.min(least.total, s.total);
		least.plans++;
	}
	return least;
}

const kinds = [
	{
		name: 'plain',
		seed: 11,
		count: 1500,
		rules: false,
		people: [3, 7],
		rounds: [2, 3],
		tables: [2, 3]
	},
	{
		name: 'two tables, many rounds',
		seed: 12,
		count: 300,
		rules: false,
		people: [3, 5],
		rounds: [3, 4],
		tables: [2, 2]
	},
	{
		name: 'every rule',
		seed: 13,
		count: 2200,
		rules: true,
		people: [3, 7],
		rounds: [2, 3],
		tables: [2, 3]
	}
] as const;

test.each(kinds)(
	'B: in small rooms looked through plan by plan ($name) no bound exceeds the best there is',
	(kind) => {
		let solved = 0;
		let met = 0;
		for (const { problem } of made(kind.seed, kind.count, {
			...kind,
			people: [...kind.people],
			rounds: [...kind.rounds],
			tables: [...kind.tables]
		})) {
			const least = exhaust(problem);
			if (!least.plans) continue;
			const b = bound(problem);
			expect(b.Q, JSON.stringify(problem)).toBeLessThanOrEqual(least.Q);
			expect(b.E, JSON.stringify(problem)).toBeLessThanOrEqual(least.E);
			expect(b.total, JSON.stringify(problem)).toBeLessThanOrEqual(least.total + 1e-9);
			solved++;
			if (b.Q === least.Q) met++;
		}
		expect(solved).toBeGreaterThan(kind.count / 4);
		expect(met).toBeGreaterThan(solved / 2); // and the bound is no idle one
		process.stdout.write(
			`${kind.name}: ${solved} rooms solved exhaustively, Q bound met in ${met}\n`
		);
	}
);

test('B: with two rounds held, what is bound for the third is never too much', () => {
	let solved = 0;
	for (const { problem, dice } of made(14, 700, {
		people: [4, 7],
		rounds: [3, 3],
		tables: [2, 3],
		rules: false
	})) {
		const first = search(problem, { seed: dice.below(1000) })
			.next()
			.value!.plan();
		const held = parse({ ...problem, frozen: first.rounds.slice(0, 2) });
		const least = { Q: Infinity, E: Infinity };
		for (const seat of seatings(problem, 2, new Uint8Array(problem.n).fill(1))) {
			const plan = {
				rounds: [...first.rounds.slice(0, 2), fromSeats(problem, [seat, seat, seat]).rounds[2]!]
			};
			const s = score(held, plan);
			least.Q = Math.min(least.Q, s.Q);
			least.E = Math.min(least.E, s.E);
		}
		const b = bound(held);
		expect(b.Q).toBeLessThanOrEqual(least.Q);
		expect(b.E).toBeLessThanOrEqual(least.E);
		solved++;
	}
	expect(solved).toBe(700);
});

test('B1: six tables of eight, two rounds: twelve pairs must meet again', () => {
	expect(twoRounds([8, 8, 8, 8, 8, 8], [8, 8, 8, 8, 8, 8], 48)).toBe(12);
	expect(twoRounds([6, 6, 6, 6, 6, 6], [6, 6, 6, 6, 6, 6], 36)).toBe(0);
});

test('B3: meetings spread evenly', () => {
	expect(evenSpread(10, 10)).toBe(0);
	expect(evenSpread(25, 10)).toBe(20);
});

test('B5: six tables of six in four rounds cannot do with fewer than two, and two is found', () => {
	const problem = parse({ n: 36, sizes: Array.from({ length: 4 }, () => [6, 6, 6, 6, 6, 6]) });
	expect(bound(problem)).toMatchObject({ Q: 2 });
	const last = [...search(problem, { seed: 1 })].at(-1)!;
	expect(last).toMatchObject({ total: 2, proved: true });
});
