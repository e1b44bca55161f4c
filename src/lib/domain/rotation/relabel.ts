import { load, type Board } from './board.ts';
import type { Method } from './anneal.ts';
import { keep, type Keeper } from './keeper.ts';
import { EXPONENTIAL, type Random } from './random.ts';
import { countSwap, tallyChange } from './tally.ts';

const SLICE = 2048;

/**
 * Two people exchange identities in all rounds at once: who meets whom as a pattern stays, so Q stays, while attributes,
 * history and people to be kept apart fall into place. Anneals from `from` to `to`, then loads the board anew.
 */
export function relabel(
	b: Board,
	dice: Random,
	keeper: Keeper,
	{ from, to, moves }: { from: number; to: number; moves: number }
): Method {
	const slices = Math.max(1, Math.ceil(moves / SLICE));
	const people = exchangeable(b);
	const known = acquaintances(b);
	let slice = 0;
	let sum = b.total;
	return {
		name: 'relabel',
		work: () => {
			const T = from + (to - from) * (slice / slices);
			for (let k = 0; k < SLICE && people.length > 1; k++) {
				const i = people[dice.below(people.length)]!;
				const j = people[dice.below(people.length)]!;
				if (i === j) continue;
				const d = change(b, known, i, j);
				if (d > 0 && d > T * EXPONENTIAL[dice.next() & 4095]!) continue;
				exchange(b, i, j);
				sum += d;
				if (sum <= keeper.goal + 1e-6) slice = slices;
				if (slice === slices) break;
			}
			if (++slice < slices) return true;
			load(
				b,
				b.seat.map((s) => Int32Array.from(s))
			);
			keep(keeper, b);
			return false;
		}
	};
}

/** Those who are there in every round and free in all. */
function exchangeable(b: Board): number[] {
	return Array.from({ length: b.n }, (_, i) => i).filter((i) =>
		b.locked.every((lock, r) => !b.weight[r] || !lock[i])
	);
}

type Acquaintance = { other: number; cost: number };

function acquaintances(b: Board): Acquaintance[][] {
	const { n } = b;
	const list: Acquaintance[][] = Array.from({ length: n }, () => []);
	if (!b.problem.history.length && !b.problem.apart.length && !b.problem.wishes.length) return list;
	for (let i = 0; i < n; i++)
		for (let j = 0; j < n; j++) {
			let cost = b.together[i * n + j]!;
			for (let r = 0; r < b.tables.length; r++)
				if (b.weight[r] && b.seat[r]![i]! >= 0 && b.seat[r]![i] === b.seat[r]![j])
					cost -= b.weight[r]!;
			if (i !== j && Math.abs(cost) > 1e-9) list[i]!.push({ other: j, cost });
		}
	return list;
}

function meets(b: Board, i: number, j: number): number {
	let times = 0;
	for (let r = 0; r < b.tables.length; r++)
		if (b.weight[r] && b.seat[r]![i] === b.seat[r]![j]) times += b.weight[r]!;
	return times;
}

function change(b: Board, known: Acquaintance[][], i: number, j: number): number {
	let d = 0;
	for (let q = 0; q < b.open.length; q++) {
		const r = b.open[q]!;
		const a = b.seat[r]![i]!;
		const c = b.seat[r]![j]!;
		if (a === c) continue;
		if (b.tallies.lists) d += tallyChange(b.tallies, r, i, j, a, c);
		const price = b.seatPrice[r];
		if (price)
			d += price[c * b.n + i]! - price[a * b.n + i]! + price[a * b.n + j]! - price[c * b.n + j]!;
	}
	for (const { other, cost } of known[i]!)
		if (other !== j) d += cost * (meets(b, j, other) - meets(b, i, other));
	for (const { other, cost } of known[j]!)
		if (other !== i) d += cost * (meets(b, i, other) - meets(b, j, other));
	return d;
}

function exchange(b: Board, i: number, j: number): void {
	for (let q = 0; q < b.open.length; q++) {
		const r = b.open[q]!;
		const a = b.seat[r]![i]!;
		const c = b.seat[r]![j]!;
		if (a === c) continue;
		b.seat[r]![i] = c;
		b.seat[r]![j] = a;
		countSwap(b.tallies, r, i, j, a, c);
	}
}
