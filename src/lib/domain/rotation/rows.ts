import { fromPhases, primePowersOf, type Design } from './constructions.ts';
import { primePower } from './field.ts';
import { EXPONENTIAL, type Random } from './random.ts';
import type { Symmetric } from './symmetry.ts';

const SLICE = 8192;

/**
 * Phases (see `symmetry.ts`) of a commutative group with as many elements as tables, round by round: row r gives each of `size`
 * columns another phase, and two rounds repeat nobody when the differences of their rows are all different too. Row 0
 * may be all zeros and row 1 the numbers in order, so that both are perfect with every other from the start; the rest
 * are injections, annealed by exchanging two columns' phases or taking one that is not in use.
 */
export function rows(
	tables: number,
	size: number,
	rounds: number,
	dice: Random,
	slices: number
): Symmetric & { design(): Design } {
	const row = Array.from({ length: rounds }, (_, r) => start(tables, r, dice));
	const count = new Int32Array(rounds * rounds * tables);
	let cost = 0;
	const { minus, plus } = elements(tables);
	const state = { slice: 0, best: Infinity, kept: [] as Int32Array[] };
	/** Row r's column c leaves (by −1) or takes up (by 1) its phase: the change in repeats against every other row. */
	const note = (r: number, c: number, by: number): number => {
		let d = 0;
		const mine = row[r]![c]!;
		for (let t = 1; t < rounds; t++) {
			if (t === r) continue;
			const other = row[t]![c]!;
			const difference = r < t ? minus[mine * tables + other]! : minus[other * tables + mine]!;
			const at = (r < t ? r * rounds + t : t * rounds + r) * tables + difference;
			if (by > 0) d += count[at]!++;
			else d -= --count[at]!;
		}
		return d;
	};
	for (let r = 1; r < rounds; r++)
		for (let t = 1; t < r; t++)
			for (let c = 0; c < size; c++) {
				const difference = minus[row[t]![c]! * tables + row[r]![c]!]!;
				cost += count[(t * rounds + r) * tables + difference]!++;
			}
	const move = (T: number): void => {
		const r = 2 + dice.below(rounds - 2);
		const c = dice.below(size);
		const e = dice.below(tables); // places from `size` on hold the phases not in use
		if (c === e) return;
		const d = exchange(r, c, e);
		if (d > 0 && d > T * EXPONENTIAL[dice.next() & 4095]!) exchange(r, c, e);
		else cost += d;
	};
	const exchange = (r: number, c: number, e: number): number => {
		const mine = row[r]!;
		let d = note(r, c, -1);
		if (e < size) d += note(r, e, -1);
		const phase = mine[c]!;
		mine[c] = mine[e]!;
		mine[e] = phase;
		d += note(r, c, 1);
		return e < size ? d + note(r, e, 1) : d;
	};
	const design = (): Design => {
		// as seen from column 0, which then keeps its table
		const phases = state.kept.map((p) =>
			Array.from({ length: size }, (_, c) => minus[p[c]! * tables + p[0]!]!)
		);
		return fromPhases(tables, phases, plus);
	};
	return {
		name: `rows of ${tables}`,
		work: () => {
			const T = 0.7 - (0.5 * state.slice++) / slices;
			let better = false;
			for (let k = 0; k < SLICE && state.best > 0; k++) {
				if (rounds > 2) move(T);
				if (cost >= state.best) continue;
				state.best = cost;
				state.kept = row.map((x) => x.slice());
				better = true;
			}
			return better;
		},
		over: () => state.slice >= slices || state.best === 0,
		cost: () => state.best * tables,
		best: () => design().rounds,
		design
	};
}

/** All phases of a row, those in use first. */
function start(tables: number, r: number, dice: Random): Int32Array {
	const all = Int32Array.from({ length: tables }, (_, k) => k);
	if (r === 0) return all.fill(0);
	if (r > 1)
		for (let k = tables - 1; k > 0; k--) {
			const other = dice.below(k + 1);
			[all[k], all[other]] = [all[other]!, all[k]!];
		}
	return all;
}

/**
 * The group: cyclic where that is all there is; else a product of cyclic groups of prime order, which has full difference
 * matrices where a cyclic group of even order has none. `minus[a·n + b]` = a − b.
 */
function elements(n: number): { minus: Int32Array; plus(a: number, b: number): number } {
	const primes = primePowersOf(n).flatMap((q) =>
		new Array<number>(primePower(q)![1]).fill(primePower(q)![0])
	);
	const combine = (a: number, b: number, sign: number): number => {
		let sum = 0;
		let unit = 1;
		for (const p of primes) {
			sum += (((a % p) + sign * (b % p) + p) % p) * unit;
			unit *= p;
			a = Math.floor(a / p);
			b = Math.floor(b / p);
		}
		return sum;
	};
	const minus = new Int32Array(n * n);
	for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) minus[a * n + b] = combine(a, b, -1);
	return { minus, plus: (a, b) => combine(a, b, 1) };
}
