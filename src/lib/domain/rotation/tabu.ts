import { swap, swapChange, type Board } from './board.ts';
import { keep, type Keeper } from './keeper.ts';
import type { Random } from './random.ts';
import { costOf } from './tally.ts';
import type { Method } from './anneal.ts';

const LONGEST = 10; // steps that a swapped pair rests
const EVALUATIONS = 16384; // swaps looked at in a slice

/**
 * Tabu search (Glover; for this problem Dotú and Van Hentenryck 2005): always the best swap of somebody in conflict,
 * also when it is worse, but not with a pair that has just been swapped, unless it beats the best. Ends after `stall`
 * steps without anything better. A pair rests `longest` steps at most.
 */
export function tabu(
	b: Board,
	dice: Random,
	keeper: Keeper,
	stall: number,
	longest = LONGEST
): Method {
	const rest = b.open.map(() => new Int32Array(b.n * b.n));
	const run = { step: 1, best: b.total, since: 0, longest };
	return {
		name: 'tabu',
		work: () => {
			for (let looked = 0; looked < EVALUATIONS && run.since < stall && !keeper.done;)
				looked += 1 + stepOnce(b, dice, keeper, rest, run);
			return run.since < stall && !keeper.done;
		}
	};
}

type Run = { step: number; best: number; since: number; longest: number };

function stepOnce(b: Board, dice: Random, keeper: Keeper, rest: Int32Array[], run: Run): number {
	const n = b.n;
	let looked = 0;
	let least = Infinity;
	let ties = 0;
	let bi = -1;
	let bj = -1;
	let bq = -1;
	for (let q = 0; q < b.open.length; q++) {
		const r = b.open[q]!;
		const seat = b.seat[r]!;
		const people = b.movable[r]!;
		const resting = rest[q]!;
		for (let x = 0; x < people.length; x++) {
			const i = people[x]!;
			if (!inConflict(b, r, i)) continue;
			const a = seat[i]!;
			looked += people.length;
			for (let y = 0; y < people.length; y++) {
				const j = people[y]!;
				if (seat[j] === a) continue;
				const d = swapChange(b, r, i, j);
				if (d > least) continue;
				if (
					resting[i < j ? i * n + j : j * n + i]! >= run.step &&
					b.total + d >= keeper.total - 1e-6
				)
					continue;
				if (d === least) {
					if (dice.below(++ties)) continue;
				} else {
					least = d;
					ties = 1;
				}
				bi = i;
				bj = j;
				bq = q;
			}
		}
	}
	run.step++;
	run.since++;
	if (bi < 0) return looked;
	swap(b, b.open[bq]!, bi, bj, least);
	rest[bq]![bi < bj ? bi * n + bj : bj * n + bi] = run.step + 1 + dice.below(run.longest);
	if (b.total < run.best - 1e-6) {
		run.best = b.total;
		run.since = 0;
	}
	keep(keeper, b);
	return looked;
}

/** Does i meet somebody again at this table, or sit in a group that is uneven or at a table that costs? */
function inConflict(b: Board, r: number, i: number): boolean {
	const k = b.seat[r]![i]!;
	if (b.near[r]![k * b.n + i]! > 1e-9) return true;
	const price = b.seatPrice[r];
	if (price && price[k * b.n + i]! > 0) return true;
	const t = b.tallies;
	if (!t.got[r]!.length) return false;
	for (let q = 0; q < t.lists; q++)
		if (costOf(t, r, k * t.width + t.kind[r]![i * t.lists + q]!) > 0) return true;
	return false;
}
