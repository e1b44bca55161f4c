import type { Method } from './anneal.ts';
import { swap, swapChange, type Board } from './board.ts';
import { keep, type Keeper } from './keeper.ts';
import { EXPONENTIAL, type Random } from './random.ts';
import { tablesThatCost } from './tally.ts';

const EVALUATIONS = 16384; // swaps looked at in a slice
const AGAIN = 64; // steps between two looks at where the trouble is
const REST = 12; // steps that somebody who has moved stays, in each round

/**
 * Min-conflicts with a little heat: somebody in trouble (meeting people again, or in an uneven group) makes the best
 * swap there is for them, or one that is worse by no more than chance at temperature `heat` allows. For large rooms,
 * where trouble is rare and most random swaps are beside the point. Ends after `stall` steps without anything better.
 */
export function focus(b: Board, dice: Random, keeper: Keeper, heat: number, stall: number): Method {
	const run: Run = {
		trouble: [],
		step: 0,
		since: 0,
		best: b.total,
		rest: b.tables.map(() => new Int32Array(b.n))
	};
	return {
		name: 'focus',
		work: () => {
			for (let looked = 0; looked < EVALUATIONS && run.since < stall && !keeper.done;)
				looked += stepOnce(b, dice, keeper, heat, run);
			return run.since < stall && !keeper.done;
		}
	};
}

type Run = { trouble: number[]; step: number; since: number; best: number; rest: Int32Array[] };

function stepOnce(b: Board, dice: Random, keeper: Keeper, heat: number, run: Run): number {
	let looked = 1;
	if (run.step++ % AGAIN === 0) {
		run.trouble = troubled(b);
		looked += b.open.length * b.n;
	}
	run.since++;
	if (!run.trouble.length) return looked;
	const pick = run.trouble[dice.below(run.trouble.length)]!;
	const r = Math.floor(pick / b.n);
	const i = pick % b.n;
	const j = bestPartner(b, dice, r, i, run);
	looked += b.movable[r]!.length;
	if (j < 0) return looked;
	const d = swapChange(b, r, i, j);
	if (d > 0 && d > heat * EXPONENTIAL[dice.next() & 4095]!) return looked;
	swap(b, r, i, j, d);
	run.rest[r]![i] = run.rest[r]![j] = run.step + 1 + dice.below(REST);
	if (b.total < run.best - 1e-6) {
		run.best = b.total;
		run.since = 0;
	}
	keep(keeper, b);
	return looked;
}

function bestPartner(b: Board, dice: Random, r: number, i: number, run: Run): number {
	const seat = b.seat[r]!;
	const people = b.movable[r]!;
	const rest = run.rest[r]!;
	const mine = seat[i]!;
	if (rest[i]! >= run.step) return -1;
	let best = -1;
	let least = Infinity;
	let ties = 1;
	for (let q = 0; q < people.length; q++) {
		const j = people[q]!;
		if (seat[j] === mine || rest[j]! >= run.step) continue;
		const d = swapChange(b, r, i, j);
		if (d > least || (d === least && dice.below(++ties))) continue;
		if (d < least) ties = 1;
		least = d;
		best = j;
	}
	return best;
}

/** Everybody movable who meets somebody again, sits at a table that costs, or in a group that is uneven: r·n + i. */
function troubled(b: Board): number[] {
	const list: number[] = [];
	for (const r of b.open) {
		const uneven = tablesThatCost(b, r, 1e-9);
		const near = b.near[r]!;
		const price = b.seatPrice[r];
		for (const i of b.movable[r]!) {
			const at = b.seat[r]![i]! * b.n + i;
			if (near[at]! > 1e-9 || uneven[b.seat[r]![i]!] || (price && price[at]! > 0))
				list.push(r * b.n + i);
		}
	}
	return list;
}
