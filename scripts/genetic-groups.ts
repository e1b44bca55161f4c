import { attendance, fixedSeats, type Problem } from '#lib/domain/rotation/problem.ts';
import { fromSeats, type Plan } from '#lib/domain/rotation/plan.ts';
import { check } from '#lib/domain/rotation/check.ts';
import { score } from '#lib/domain/rotation/score.ts';
import type { Random } from '#lib/domain/rotation/random.ts';

/**
 * What free group calculators do, for comparison: round after round, a handful of random seatings is improved over some
 * generations by swapping people out of the worst group; only the best descendants live on. Rules are dear meetings
 * and dear seats. Whole plans are tried anew until the time is up; the best one stays.
 */
const GENERATIONS = 30;
const ANCESTORS = 5;
const DESCENDANTS = 100;
const NEWCOMERS = 2;
const BROKEN = 1e5;

type Seating = { groups: number[][]; cost: number };

export function breed(problem: Problem, dice: Random, timeIsUp: () => boolean): Plan {
	const here = attendance(problem);
	const fixed = here.map((h, r) => fixedSeats(problem, r, h));
	let best: Plan | null = null;
	let least = Infinity;
	do {
		const plan = onePlan(problem, dice, here, fixed, timeIsUp);
		const total = score(problem, plan).total + BROKEN * check(problem, plan).length;
		if (total < least) {
			least = total;
			best = plan;
		}
	} while (!timeIsUp());
	return best!;
}

function onePlan(
	problem: Problem,
	dice: Random,
	here: Uint8Array[],
	fixed: Int32Array[],
	timeIsUp: () => boolean
): Plan {
	const n = problem.n;
	const met = new Float64Array(n * n);
	for (const [i, j, times = 1] of problem.history)
		met[i * n + j] = met[j * n + i] = problem.historyWeight * times;
	for (const [i, j] of problem.apart) met[i * n + j] = met[j * n + i] = BROKEN;
	for (const clique of problem.together)
		for (const i of clique) for (const j of clique) if (i !== j) met[i * n + j] = -BROKEN;
	const seats = problem.sizes.map((_, r) => {
		const groups =
			r < problem.frozen.length
				? problem.frozen[r]!
				: oneRound(problem, dice, r, here[r]!, fixed[r]!, met, timeIsUp);
		for (const g of groups) for (const i of g) for (const j of g) if (i !== j) met[i * n + j]! += 1;
		const seat = new Int32Array(n).fill(-1);
		groups.forEach((g, k) => g.forEach((i) => (seat[i] = k)));
		return seat;
	});
	return fromSeats(problem, seats);
}

function oneRound(
	problem: Problem,
	dice: Random,
	r: number,
	here: Uint8Array,
	fixed: Int32Array,
	met: Float64Array,
	timeIsUp: () => boolean
): number[][] {
	const price = (groups: number[][]) =>
		groups.reduce((sum, g, k) => sum + groupCost(problem, r, here, fixed, met, g, k), 0);
	const random = (): Seating => {
		const groups = deal(problem, dice, r, here, fixed);
		return { groups, cost: price(groups) };
	};
	let living = Array.from({ length: ANCESTORS }, random);
	for (let g = 0; g < GENERATIONS && living[0]!.cost > 0 && !timeIsUp(); g++) {
		const least = Math.min(...living.map((s) => s.cost));
		const parents = living.filter((s) => s.cost === least).slice(0, DESCENDANTS);
		const children = parents
			.flatMap((s) => mutations(problem, dice, r, here, fixed, met, s))
			.slice(0, 20 * DESCENDANTS);
		living = [...parents, ...children, ...Array.from({ length: NEWCOMERS }, random)]
			.sort((a, b) => a.cost - b.cost)
			.slice(0, DESCENDANTS);
	}
	return living[0]!.groups;
}

function deal(
	problem: Problem,
	dice: Random,
	r: number,
	here: Uint8Array,
	fixed: Int32Array
): number[][] {
	const groups: number[][] = problem.sizes[r]!.map(() => []);
	const free: number[] = [];
	here.forEach((is, i) => is && (fixed[i]! >= 0 ? groups[fixed[i]!]!.push(i) : free.push(i)));
	for (let k = free.length - 1; k > 0; k--) {
		const other = dice.below(k + 1);
		[free[k], free[other]] = [free[other]!, free[k]!];
	}
	groups.forEach((g, k) => g.push(...free.splice(0, problem.sizes[r]![k]! - g.length)));
	return groups;
}

/** Everybody of the worst group changes places with somebody of each other group. */
function mutations(
	problem: Problem,
	dice: Random,
	r: number,
	here: Uint8Array,
	fixed: Int32Array,
	met: Float64Array,
	parent: Seating
): Seating[] {
	const costs = parent.groups.map((g, k) => groupCost(problem, r, here, fixed, met, g, k));
	const worst = costs.indexOf(Math.max(...costs));
	const children: Seating[] = [];
	parent.groups[worst]!.forEach((_, a) =>
		parent.groups.forEach((group, k) => {
			if (k === worst || !group.length) return;
			const c = dice.below(group.length);
			const groups = [...parent.groups];
			groups[worst] = [...parent.groups[worst]!];
			groups[k] = [...group];
			[groups[worst]![a], groups[k]![c]] = [groups[k]![c]!, groups[worst]![a]!];
			const cost =
				parent.cost -
				costs[worst]! -
				costs[k]! +
				groupCost(problem, r, here, fixed, met, groups[worst]!, worst) +
				groupCost(problem, r, here, fixed, met, groups[k]!, k);
			children.push({ groups, cost });
		})
	);
	return children;
}

function groupCost(
	problem: Problem,
	r: number,
	here: Uint8Array,
	fixed: Int32Array,
	met: Float64Array,
	group: number[],
	k: number
): number {
	let cost = 0;
	for (let x = 0; x < group.length; x++) {
		const i = group[x]!;
		if (fixed[i]! >= 0 && fixed[i] !== k) cost += BROKEN;
		for (let y = 0; y < x; y++) cost += met[i * problem.n + group[y]!]!;
	}
	for (const a of problem.attributes) cost += a.weight * outside(problem, r, here, a, group);
	for (const { attribute, value, min = 0, max = Infinity } of problem.require) {
		const a = problem.attributes.find((x) => x.name === attribute)!;
		const got = group.filter((i) => a.values[a.of[i]!] === value).length;
		cost += BROKEN * Math.max(0, min - got, got - max);
	}
	return cost;
}

const shares = new WeakMap<object, Map<number, { all: number[]; present: number }>>();

function outside(
	problem: Problem,
	r: number,
	here: Uint8Array,
	a: Problem['attributes'][number],
	group: number[]
): number {
	let known = shares.get(a);
	if (!known) shares.set(a, (known = new Map()));
	let there = known.get(r);
	if (!there) {
		there = {
			all: a.values.map((_, v) => a.of.filter((x, i) => x === v && here[i]).length),
			present: here.reduce((x, y) => x + y, 0)
		};
		known.set(r, there);
	}
	const got = new Array<number>(a.values.length).fill(0);
	for (const i of group) if (a.of[i]! >= 0) got[a.of[i]!]!++;
	let cost = 0;
	got.forEach((g, v) => {
		const share = (group.length * there.all[v]!) / there.present;
		cost += Math.max(0, Math.floor(share + 1e-9) - g, g - Math.ceil(share - 1e-9));
	});
	return cost;
}
