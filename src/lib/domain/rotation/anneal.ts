import { swap, swapChange, type Board } from './board.ts';
import { EXPONENTIAL, type Random } from './random.ts';
import { keep, type Keeper } from './keeper.ts';
import { moveBlock } from './blocks.ts';

/** One cooling: `moves` tries while the temperature falls geometrically from `from` to `to` (in meetings). */
export type Cooling = { from: number; to: number; moves: number };

/** A method of search on a board: `work` does one slice (about a millisecond) and says whether there is more to do. */
export type Method = { name: string; work(): boolean };

const SLICE = 8192; // tries in a slice
const BLOCK_EVERY = 64; // tries between two moves of a block

/** Simulated annealing by swaps (Kirkpatrick et al. 1983); what is best goes to the keeper. */
export function anneal(b: Board, dice: Random, keeper: Keeper, cooling: Cooling): Method {
	const slices = Math.max(1, Math.ceil(cooling.moves / SLICE));
	const rounds = byMovable(b);
	const factor = root(cooling.to / cooling.from, slices);
	let T = cooling.from;
	let slice = 0;
	return {
		name: 'anneal',
		work: () => {
			cool(b, dice, keeper, rounds, T);
			T *= factor;
			return ++slice < slices && !keeper.done;
		}
	};
}

/** Rounds, each as often as its share of movable people (of 64 places). */
function byMovable(b: Board): number[] {
	const open = b.open.filter((r) => b.movable[r]!.length > 1);
	const all = open.reduce((sum, r) => sum + b.movable[r]!.length, 0);
	return open.flatMap((r) =>
		new Array<number>(Math.max(1, Math.round((64 * b.movable[r]!.length) / all))).fill(r)
	);
}

function cool(b: Board, dice: Random, keeper: Keeper, rounds: number[], T: number): void {
	if (b.blocks.length) for (let k = 0; k < SLICE / BLOCK_EVERY; k++) moveBlock(b, dice, T, keeper);
	if (!rounds.length) return;
	for (let k = 0; k < SLICE; k++) {
		const r = rounds[dice.below(rounds.length)]!;
		const people = b.movable[r]!;
		const i = people[dice.below(people.length)]!;
		const j = people[dice.below(people.length)]!;
		if (b.seat[r]![i] === b.seat[r]![j]) continue;
		const d = swapChange(b, r, i, j);
		if (d > 0 && d > T * EXPONENTIAL[dice.next() & 4095]!) continue;
		swap(b, r, i, j, d);
		if (b.total < keeper.total - 1e-6 && keep(keeper, b)) return;
	}
}

/** The slices-th root of x by halving the interval: `Math.pow` may differ in its last bit between engines. */
export function root(x: number, slices: number): number {
	let low = 0;
	let high = 1;
	for (let k = 0; k < 60; k++) {
		const middle = (low + high) / 2;
		if (power(middle, slices) < x) low = middle;
		else high = middle;
	}
	return high;
}

function power(x: number, times: number): number {
	let product = 1;
	for (let factor = x; times > 0; times = Math.floor(times / 2)) {
		if (times % 2) product *= factor;
		factor *= factor;
	}
	return product;
}
