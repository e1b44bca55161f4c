import { EXPONENTIAL, type Random } from './random.ts';

/**
 * Search in a smaller space: only plans with a symmetry, all pairs that it carries into each other counted at once.
 * Two kinds. `Phases`: a cyclic group that leaves every round as it is and shifts tables. `Orbits`: one that shifts
 * rounds, each round being an image of a few base rounds. Both anneal; a result is a list of rounds of groups of points.
 */
export type Symmetric = {
	name: string;
	/** One slice of work; true when `cost` has become better than it ever was. */
	work(): boolean;
	/** Is the cooling over? */
	over(): boolean;
	/** Q of the whole plan. */
	cost(): number;
	best(): number[][][];
};

const SLICE = 4096;

/** How a symmetric search cools: from, to (in repeated base pairs) over so many slices, geometric steps by halves. */
type Heat = { from: number; to: number; slices: number };

function heated(heat: Heat, slice: number): number {
	const share = slice / heat.slices;
	return heat.from + (heat.to - heat.from) * share; // straight: the span is short
}

/**
 * `order` divides `tables`. A base person has in each round an orbit of tables and a phase in ℤ(order); its copies sit
 * at tables orbit·order + phase + s. For two base persons only differences of phases matter.
 */
export function phases(
	tables: number,
	size: number,
	rounds: number,
	order: number,
	dice: Random,
	slices: number,
	{ from, to }: { from: number; to: number } = { from: 0.75, to: 0.2 }
): Symmetric {
	const orbits = tables / order;
	const people = size * orbits;
	const orbit = Array.from({ length: rounds }, () => new Int32Array(people));
	const phase = Array.from({ length: rounds }, () => new Int32Array(people));
	const members = Array.from({ length: rounds }, () =>
		Array.from({ length: orbits }, () => new Int32Array(size))
	);
	const at = Array.from({ length: rounds }, () => new Int32Array(people));
	const count = new Int32Array(people * people * order);
	const cell = (x: number, px: number, y: number, py: number): number => {
		let d = x < y ? px - py : py - px;
		if (d < 0) d += order;
		return ((x < y ? x * people + y : y * people + x) * order + d) | 0;
	};
	let cost = 0;
	const state = { slice: 0, best: Infinity, kept: [] as number[][][] };

	for (let r = 0; r < rounds; r++) {
		const deal = Array.from({ length: people }, (_, x) => x);
		for (let k = people - 1; k > 0; k--) {
			const other = dice.below(k + 1);
			[deal[k], deal[other]] = [deal[other]!, deal[k]!];
		}
		deal.forEach((x, q) => {
			const o = Math.floor(q / size);
			orbit[r]![x] = o;
			members[r]![o]![q % size] = x;
			at[r]![x] = q % size;
			phase[r]![x] = dice.below(order);
		});
		for (let o = 0; o < orbits; o++)
			for (let u = 0; u < size; u++)
				for (let v = 0; v < u; v++) {
					const x = members[r]![o]![u]!;
					const y = members[r]![o]![v]!;
					cost += count[cell(x, phase[r]![x]!, y, phase[r]![y]!)]!++;
				}
	}

	/** Change when x takes phase `to` in the group `group` in place of `out` (or of itself). */
	const gain = (r: number, x: number, to: number, group: Int32Array, out: number): number => {
		let d = 0;
		for (let q = 0; q < size; q++) {
			const y = group[q]!;
			if (y !== x && y !== out) d += count[cell(x, to, y, phase[r]![y]!)]!;
		}
		return d;
	};
	const loss = (r: number, x: number, group: Int32Array): number => {
		let d = 0;
		for (let q = 0; q < size; q++) {
			const y = group[q]!;
			if (y !== x) d += count[cell(x, phase[r]![x]!, y, phase[r]![y]!)]! - 1;
		}
		return d;
	};
	const note = (r: number, x: number, group: Int32Array, by: number): void => {
		for (let q = 0; q < size; q++) {
			const y = group[q]!;
			if (y !== x) count[cell(x, phase[r]![x]!, y, phase[r]![y]!)]! += by;
		}
	};
	const turn = (T: number): void => {
		const r = dice.below(rounds);
		const x = dice.below(people);
		const to = dice.below(order);
		if (to === phase[r]![x]) return;
		const group = members[r]![orbit[r]![x]!]!;
		const d = gain(r, x, to, group, -1) - loss(r, x, group);
		if (d > 0 && d > T * EXPONENTIAL[dice.next() & 4095]!) return;
		note(r, x, group, -1);
		phase[r]![x] = to;
		note(r, x, group, 1);
		cost += d;
	};
	const exchange = (T: number): void => {
		const r = dice.below(rounds);
		const x = dice.below(people);
		const y = dice.below(people);
		if (orbit[r]![x] === orbit[r]![y]) return;
		const gx = members[r]![orbit[r]![x]!]!;
		const gy = members[r]![orbit[r]![y]!]!;
		const px = dice.below(order);
		const py = dice.below(order);
		const d = gain(r, x, px, gy, y) + gain(r, y, py, gx, x) - loss(r, x, gx) - loss(r, y, gy);
		if (d > 0 && d > T * EXPONENTIAL[dice.next() & 4095]!) return;
		note(r, x, gx, -1);
		note(r, y, gy, -1);
		gx[at[r]![x]!] = y;
		gy[at[r]![y]!] = x;
		[at[r]![x], at[r]![y]] = [at[r]![y]!, at[r]![x]!];
		[orbit[r]![x], orbit[r]![y]] = [orbit[r]![y]!, orbit[r]![x]!];
		phase[r]![x] = px;
		phase[r]![y] = py;
		note(r, x, gy, 1);
		note(r, y, gx, 1);
		cost += d;
	};
	const develop = (): number[][][] =>
		members.map((groups, r) =>
			groups.flatMap((group) =>
				Array.from({ length: order }, (_, s) =>
					[...group].map((x) => x * order + ((s - phase[r]![x]! + order) % order))
				)
			)
		);

	const heat = { from, to, slices };
	return {
		name: `phases of ${order}`,
		work: () => {
			const T = heated(heat, state.slice++);
			let better = false;
			for (let k = 0; k < SLICE; k++) {
				if (orbits === 1 || (order > 1 && dice.next() & 1)) turn(T);
				else exchange(T);
				if (cost < state.best) {
					state.best = cost;
					better = true;
					state.kept = [];
				}
				if (
					better &&
					cost === state.best &&
					!state.kept.length &&
					(cost === 0 || k === SLICE - 1 || T < 0.4)
				)
					state.kept = develop();
				if (cost === 0) break;
			}
			if (better && !state.kept.length) state.best = Infinity;
			return better && state.kept.length > 0;
		},
		over: () => state.slice >= slices || state.best === 0,
		cost: () => state.best * order,
		best: () => state.kept
	};
}

/**
 * A cyclic group of `order` shifts the rounds. People: orbits of that length, and `fixed` people who stay. Base rounds
 * are cut freely; a round and its images are base + s. Pairs are counted by their orbit.
 */
export function orbits(
	tables: number,
	size: number,
	base: number,
	order: number,
	dice: Random,
	slices: number
): Symmetric {
	const n = tables * size;
	const fixed = n % order;
	const moving = n - fixed;
	const { cellOf, weightOf, times } = pairOrbits(n, moving, order);
	const seat = Array.from({ length: base }, () => new Int32Array(n));
	const members = Array.from({ length: base }, () =>
		Array.from({ length: tables }, () => new Int32Array(size))
	);
	const at = Array.from({ length: base }, () => new Int32Array(n));
	const count = new Int32Array(weightOf.length);
	let cost = 0;
	const state = { slice: 0, best: Infinity, kept: [] as number[][][] };
	/** What one more (by = 1) or one fewer costs in the whole plan, noted at once. */
	const note = (cell: number, by: number): number => {
		const before = count[cell]! * times[cell]!;
		const after = (count[cell]! += by) * times[cell]!;
		return (weightOf[cell]! * (after * (after - 1) - before * (before - 1))) / 2;
	};
	for (let r = 0; r < base; r++) {
		const deal = Array.from({ length: n }, (_, i) => i);
		for (let k = n - 1; k > 0; k--) {
			const other = dice.below(k + 1);
			[deal[k], deal[other]] = [deal[other]!, deal[k]!];
		}
		deal.forEach((i, q) => {
			const k = Math.floor(q / size);
			seat[r]![i] = k;
			members[r]![k]![q % size] = i;
			at[r]![i] = q % size;
		});
		for (const g of members[r]!)
			for (let u = 0; u < size; u++)
				for (let v = 0; v < u; v++) cost += note(cellOf[g[u]! * n + g[v]!]!, 1);
	}
	const withGroup = (i: number, group: Int32Array, skip: number, by: number): number => {
		let d = 0;
		const row = i * n;
		for (let q = 0; q < size; q++) {
			const x = group[q]!;
			if (x !== skip) d += note(cellOf[row + x]!, by);
		}
		return d;
	};
	const exchange = (T: number): void => {
		const r = base === 1 ? 0 : dice.below(base);
		const i = dice.below(n);
		const j = dice.below(n);
		const a = seat[r]![i]!;
		const c = seat[r]![j]!;
		if (a === c) return;
		const A = members[r]![a]!;
		const C = members[r]![c]!;
		const d =
			withGroup(i, A, i, -1) +
			withGroup(j, C, j, -1) +
			withGroup(i, C, j, 1) +
			withGroup(j, A, i, 1);
		if (d > 0 && d > T * EXPONENTIAL[dice.next() & 4095]!) {
			withGroup(i, C, j, -1);
			withGroup(j, A, i, -1);
			withGroup(i, A, i, 1);
			withGroup(j, C, j, 1);
			return;
		}
		A[at[r]![i]!] = j;
		C[at[r]![j]!] = i;
		[at[r]![i], at[r]![j]] = [at[r]![j]!, at[r]![i]!];
		seat[r]![i] = c;
		seat[r]![j] = a;
		cost += d;
	};
	const image = (i: number, s: number): number =>
		i >= moving ? i : i - (i % order) + ((i + s) % order);
	const develop = (): number[][][] =>
		members.flatMap((groups) =>
			Array.from({ length: order }, (_, s) => groups.map((g) => [...g].map((i) => image(i, s))))
		);
	const heat = { from: 0.75 * order, to: 0.16 * order, slices };
	return {
		name: `orbits of ${order}`,
		work: () => {
			const T = heated(heat, state.slice++);
			let better = false;
			for (let k = 0; k < SLICE; k++) {
				exchange(T);
				if (cost < state.best) {
					state.best = cost;
					state.kept = cost < order * 12 ? develop() : [];
					better = true;
					if (cost === 0) break;
				}
			}
			return better && state.kept.length > 0;
		},
		over: () => state.slice >= slices || state.best === 0,
		cost: () => state.best,
		best: () => state.kept
	};
}

/** Numbers the orbits of pairs: how many pairs each has, and how often each of them meets per pair in a base round. */
function pairOrbits(
	n: number,
	moving: number,
	order: number
): { cellOf: Int32Array; weightOf: Int32Array; times: Int32Array } {
	const cellOf = new Int32Array(n * n).fill(-1);
	const weightOf: number[] = [];
	const times: number[] = [];
	const image = (i: number, s: number): number =>
		i >= moving ? i : i - (i % order) + ((i + s) % order);
	for (let i = 0; i < n; i++)
		for (let j = i + 1; j < n; j++) {
			if (cellOf[i * n + j]! >= 0) continue;
			let pairs = 0;
			for (let s = 0; s < order; s++) {
				const x = image(i, s);
				const y = image(j, s);
				if (cellOf[x * n + y]! < 0) pairs++;
				cellOf[x * n + y] = cellOf[y * n + x] = weightOf.length;
			}
			weightOf.push(pairs);
			times.push(order / pairs);
		}
	return { cellOf, weightOf: Int32Array.from(weightOf), times: Int32Array.from(times) };
}
