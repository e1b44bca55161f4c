import { ruledSeats } from './contradiction.ts';
import { eachEarlier } from './problem.ts';
import { load, swap, swapChange, type Board } from './board.ts';
import { shuffle, type Random } from './random.ts';
import { HARD, tablesThatCost } from './tally.ts';

/**
 * A first seating (rule F1): locked people, then those told to sit together, then the rest one by one, each where the
 * least is broken and fewest are met again; `settle` swaps away what hard rules are left. `kept[r][i]` ≥ 0 is a table
 * to try first. Loads the board.
 */
export function seatAll(b: Board, dice: Random, kept: ArrayLike<number>[] = []): void {
	const met = new Float64Array(b.n * b.n);
	readRules(b, met);
	const seat = b.tables.map((_, r) =>
		b.weight[r] ? seatRound(b, r, dice, met, kept[r]) : new Int32Array(b.n).fill(-1)
	);
	load(b, seat);
	settle(b, dice);
	if (reseat(b, dice, met, kept)) settle(b, dice);
}

/** Rounds whose hard rules swaps could not mend are seated again, those first whom the rules name (`ruledSeats`). */
function reseat(b: Board, dice: Random, met: Float64Array, kept: ArrayLike<number>[]): boolean {
	const broken = b.open.filter((r) => breaks(b, r));
	const seat: ArrayLike<number>[] = b.seat.map((s) => Int32Array.from(s));
	for (const r of broken) {
		const ruled = ruledSeats(b.problem, r, b.here[r]!);
		if (ruled) seat[r] = seatRound(b, r, dice, met, kept[r], ruled);
	}
	if (broken.length) load(b, seat);
	return broken.length > 0;
}

/** Are hard rules broken in round r: by people who are to be kept apart, counts of a kind, or groups torn asunder? */
function breaks(b: Board, r: number): boolean {
	const seat = b.seat[r]!;
	const { apart, rounds } = b.problem;
	if (rounds[r]!.kind === 'home') return false;
	const torn = (block: number[]) =>
		new Set(block.map((i) => seat[i]!).filter((k) => k >= 0)).size > 1;
	return (
		tablesThatCost(b, r, HARD / 2).includes(1) ||
		apart.some(([i, j]) => seat[i]! >= 0 && seat[i] === seat[j]) ||
		b.blocks.some(torn)
	);
}

function readRules(b: Board, met: Float64Array): void {
	for (const [i, j] of b.problem.apart) met[i * b.n + j] = met[j * b.n + i] = HARD;
	const { n } = b;
	const { historyWeight } = b.problem;
	eachEarlier(b.problem, (i, j, times) => {
		met[i * n + j]! += times * historyWeight;
		met[j * n + i]! += times * historyWeight;
	});
}

type Filling = {
	b: Board;
	r: number;
	seat: Int32Array;
	room: Int32Array;
	groups: number[][];
	got: Int32Array;
	met: Float64Array;
	cost: Float64Array;
};

function seatRound(
	b: Board,
	r: number,
	dice: Random,
	met: Float64Array,
	kept?: ArrayLike<number>,
	ruled?: Int32Array
): Int32Array {
	const f = emptyRound(b, r, met);
	const free: number[] = [];
	for (let i = 0; i < b.n; i++) {
		if (!b.here[r]![i]) continue;
		if (b.locked[r]![i]) put(f, i, b.seat[r]![i]!);
		else if (ruled && ruled[i]! >= 0) put(f, i, ruled[i]!);
		else free.push(i);
	}
	const urgent = Int32Array.from({ length: b.n }, (_, i) => urgency(b, r, i));
	const first = shuffle(free, dice).sort((x, y) => urgent[y]! - urgent[x]!);
	for (const i of first) if (f.seat[i]! < 0) seatOne(f, i, kept);
	for (const g of f.groups)
		for (const i of g) for (const j of g) if (i !== j) met[i * b.n + j]! += b.weight[r]!;
	return f.seat;
}

function emptyRound(b: Board, r: number, met: Float64Array): Filling {
	const sizes = b.problem.sizes[r]!;
	return {
		b,
		r,
		met,
		seat: new Int32Array(b.n).fill(-1),
		cost: new Float64Array(sizes.length),
		room: Int32Array.from(sizes),
		groups: sizes.map(() => []),
		got: new Int32Array(sizes.length * b.tallies.width)
	};
}

/** Blocks before single people, and people on duty or of a required kind before others. */
function urgency(b: Board, r: number, i: number): number {
	const block = b.blockOf[i]! >= 0 ? 1000 + b.blocks[b.blockOf[i]!]!.length : 0;
	const t = b.tallies;
	const asked = t.price[r]!.length && kindsOf(b, r, i).some((v) => t.price[r]![v * t.row]! >= HARD);
	return block + (asked ? 100 : 0);
}

const kindsOf = (b: Board, r: number, i: number): Int16Array =>
	b.tallies.kind[r]!.subarray(i * b.tallies.lists, (i + 1) * b.tallies.lists);

function put(f: Filling, i: number, k: number): void {
	f.seat[i] = k;
	f.room[k]!--;
	f.groups[k]!.push(i);
	for (const v of kindsOf(f.b, f.r, i)) f.got[k * f.b.tallies.width + v]!++;
}

function seatOne(f: Filling, i: number, kept?: ArrayLike<number>): void {
	const { b, r } = f;
	const block =
		b.blockOf[i]! >= 0
			? b.blocks[b.blockOf[i]!]!.filter((x) => b.here[r]![x] && f.seat[x]! < 0)
			: [i];
	const cost = f.cost.fill(0);
	for (const x of block) addCosts(f, x, cost);
	if (kept && kept[i]! >= 0) cost[kept[i]!]! -= HARD / 2;
	let best = -1;
	for (let k = 0; k < cost.length; k++)
		if (f.room[k]! >= block.length && (best < 0 || cost[k]! < cost[best]!)) best = k;
	if (best >= 0) for (const x of block) put(f, x, best);
	else
		for (const x of block)
			put(
				f,
				x,
				f.room.findIndex((z) => z > 0)
			); // torn for now: settle mends it
}

/** Adds to each table what it would cost that i sat down there now. */
function addCosts(f: Filling, i: number, cost: Float64Array): void {
	const { b, r } = f;
	const row = i * b.n;
	for (let j = 0; j < b.n; j++) {
		const k = f.seat[j]!;
		if (k >= 0) cost[k]! += b.weight[r]! * f.met[row + j]!;
	}
	const t = b.tallies;
	const prices = t.price[r]!;
	for (const v of prices.length ? kindsOf(b, r, i) : [])
		for (let k = 0; k < cost.length; k++) {
			const at = (k * t.width + v) * t.row + 1 + f.got[k * t.width + v]!;
			cost[k]! += prices[at + 1]! - prices[at]!;
		}
	const price = b.seatPrice[r];
	if (price) for (let k = 0; k < cost.length; k++) cost[k]! += price[k * b.n + i]!;
}

/** Swaps that mend broken hard rules, until none does; a few passes. */
export function settle(b: Board, dice: Random): void {
	for (let pass = 0; pass < 8; pass++) {
		let mended = false;
		for (const r of b.open) if (mayBreak(b, r)) mended = settleRound(b, r, dice) || mended;
		if (!mended) return;
	}
}

/** Are there hard rules in round r that swaps of single people can break or mend? */
function mayBreak(b: Board, r: number): boolean {
	return b.problem.apart.length > 0 || b.tallies.hard[r]!;
}

function settleRound(b: Board, r: number, dice: Random): boolean {
	const people = b.movable[r]!;
	const trouble = shuffle(inTrouble(b, r), dice);
	let mended = false;
	for (const i of trouble) {
		let best = -1;
		let least = -HARD / 2;
		for (let q = 0; q < people.length; q++) {
			const j = people[q]!;
			if (b.seat[r]![i] === b.seat[r]![j]) continue;
			const d = swapChange(b, r, i, j);
			if (d < least) {
				least = d;
				best = j;
			}
		}
		if (best >= 0) {
			swap(b, r, i, best, least);
			mended = true;
		}
	}
	return mended;
}

/** Who sits with somebody they are to be kept apart from, or in a group that has too many or too few of a kind. */
function inTrouble(b: Board, r: number): number[] {
	const broken = tablesThatCost(b, r, HARD / 2);
	return [...b.movable[r]!].filter(
		(i) => broken[b.seat[r]![i]!] || b.near[r]![b.seat[r]![i]! * b.n + i]! >= HARD / 2
	);
}
