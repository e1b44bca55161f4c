import { fromPhases, type Design } from './constructions.ts';
import { EXPONENTIAL, type Random } from './random.ts';
import type { Symmetric } from './symmetry.ts';

const SLICE = 8192;

/**
 * Phases (see `symmetry.ts`) of a cyclic group as long as there are tables, round by round: row r gives each of `size`
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
	const state = { slice: 0, best: Infinity, kept: [] as Int32Array[] };
	/** Row r's column c leaves (by −1) or takes up (by 1) its phase: the change in repeats against every other row. */
	const note = (r: number, c: number, by: number): number => {
		let d = 0;
		const mine = row[r]![c]!;
		for (let t = 1; t < rounds; t++) {
			if (t === r) continue;
			let difference = r < t ? mine - row[t]![c]! : row[t]![c]! - mine;
			if (difference < 0) difference += tables;
			const at = (r < t ? r * rounds + t : t * rounds + r) * tables + difference;
			if (by > 0) d += count[at]!++;
			else d -= --count[at]!;
		}
		return d;
	};
	for (let r = 1; r < rounds; r++)
		for (let t = 1; t < r; t++)
			for (let c = 0; c < size; c++) {
				const difference = (row[t]![c]! - row[r]![c]! + tables) % tables;
				cost += count[(t * rounds + r) * tables + difference]!++;
			}
	const move = (T: number): void => {
		const r = 2 + (dice.next() % (rounds - 2));
		const c = dice.next() % size;
		const e = dice.next() % tables; // places from `size` on hold the phases not in use
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
			Array.from({ length: size }, (_, c) => (p[c]! - p[0]! + tables) % tables)
		);
		return fromPhases(tables, phases, (a, b) => (a + b) % tables);
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
