import {
	attendance,
	base,
	cliques,
	eachEarlier,
	fixedSeats,
	groupsIn,
	toldPairs,
	type Problem
} from './problem.ts';
import { followSame, fromSeats, type Plan } from './plan.ts';
import {
	countSwap,
	countTallies,
	HARD,
	readTallies,
	tallied,
	tallyChange,
	type Tallies
} from './tally.ts';

type WishedPair = { a: number; b: number; weight: number; met: number };

/**
 * A plan on which a swap's cost is read in constant time.
 *
 * `together[i·n + j]` is what a further meeting of i and j costs as things stand: their (weighted) meetings, plus the
 * history's weight, plus HARD when they are to be kept apart. `near[r][k·n + i]` is the sum of that over the members
 * of group k in round r, each pair's meeting in round r itself left out. A round that is repeated by `same` rounds
 * counts `weight[r]` times; the repeating rounds are not on the board.
 */
export type Board = {
	problem: Problem;
	n: number;
	here: Uint8Array[];
	/** Rounds in which somebody can be moved. */
	open: number[];
	weight: number[];
	tables: number[];
	seat: Int32Array[];
	/** members[r][k] in no order; at[r][i] is i's place in it. */
	members: Int32Array[][];
	size: Int32Array[];
	at: Int32Array[];
	/** Who may be moved in round r by a single swap. */
	movable: Int32Array[];
	locked: Uint8Array[];
	/** Cliques told to sit together, by round of those there; they move as one. */
	blocks: number[][];
	blockOf: Int32Array;
	together: Float64Array;
	near: Float64Array[];
	told: Uint8Array | null;
	tallies: Tallies;
	/** seatPrice[r][k·n + i]: what it costs that i sits at k (changes, wishes for a table); null when never anything. */
	seatPrice: (Float64Array | null)[];
	wished: WishedPair[][];
	total: number;
};

const NONE: Tallies = {
	lists: 0,
	width: 0,
	row: 0,
	kind: [],
	got: [],
	price: [],
	more: [],
	fewer: [],
	hard: []
};

/** An empty board for a problem: rules are read, nobody sits yet. `load` seats people. */
export function board(problem: Problem): Board {
	const n = problem.n;
	const here = attendance(problem);
	const R = here.length;
	const first = here.map((_, r) => (r < problem.frozen.length ? r : base(problem, r)));
	const weight = here.map((_, r) => (first[r] === r ? first.filter((f) => f === r).length : 0));
	const tables = here.map((_, r) => groupsIn(problem, r));
	const fixed = here.map((h, r) =>
		first[r] === r ? fixedSeats(problem, r, h) : new Int32Array(n).fill(-2)
	);
	const locked = fixed.map((seat) => Uint8Array.from(seat, (k) => (k === -1 ? 0 : 1)));
	const told = toldPairs(problem);
	const b: Board = {
		problem,
		n,
		here,
		weight,
		tables,
		locked,
		open: [],
		seat: fixed.map((seat) => Int32Array.from(seat, (k) => (k < 0 ? -1 : k))),
		members: [],
		size: [],
		at: here.map(() => new Int32Array(n)),
		movable: [],
		blocks: cliques(problem),
		blockOf: new Int32Array(n).fill(-1),
		together: new Float64Array(n * n),
		near: here.map((_, r) => new Float64Array(weight[r] ? tables[r]! * n : 0)),
		told: told.size ? new Uint8Array(n * n) : null,
		tallies: NONE,
		seatPrice: here.map(() => null),
		wished: [],
		total: 0
	};
	b.blocks.forEach((block, k) => block.forEach((i) => (b.blockOf[i] = k)));
	// a fully fixed block member locks the whole block
	for (let r = 0; r < R; r++) for (const block of b.blocks) lockBlock(b, r, block);
	b.movable = locked.map((lock, r) =>
		Int32Array.from(
			Array.from({ length: n }, (_, i) => i).filter(
				(i) => !lock[i] && weight[r] && b.blockOf[i]! < 0
			)
		)
	);
	b.open = here
		.map((_, r) => r)
		.filter((r) => weight[r] && tables[r]! > 1 && locked[r]!.includes(0));
	for (const p of told) b.told![p] = b.told![(p % n) * n + Math.floor(p / n)] = 1;
	b.tallies = readTallies(b, fixed);
	readSeatPrices(b);
	readWishes(b);
	return b;
}

function lockBlock(b: Board, r: number, block: number[]): void {
	const kind = b.problem.rounds[r]!.kind;
	if (!b.weight[r] || r < b.problem.frozen.length || kind === 'home') return;
	const there = block.filter((i) => b.here[r]![i]);
	const tied = there.find((i) => b.locked[r]![i]);
	if (tied === undefined) return;
	for (const i of there) {
		b.seat[r]![i] = b.seat[r]![tied]!;
		b.locked[r]![i] = 1;
	}
}

function priceAt(b: Board, r: number): Float64Array {
	return (b.seatPrice[r] ??= new Float64Array(b.tables[r]! * b.n));
}

function readSeatPrices(b: Board): void {
	const { problem } = b;
	problem.previous.forEach((groups, t) => {
		const round = problem.frozen.length + t;
		const r = base(problem, round); // whoever moves there moves in the rounds that repeat it
		if (!problem.changeWeight) return;
		groups.forEach((group, k) => {
			for (const i of group.filter((i) => b.here[round]![i]))
				for (let l = 0; l < b.tables[r]!; l++)
					if (l !== k) priceAt(b, r)[l * b.n + i]! += problem.changeWeight;
		});
	});
	for (const w of problem.wishes)
		for (let r = problem.frozen.length; w.group !== undefined && r < b.tables.length; r++) {
			if (problem.rounds[r]!.kind !== 'mixed' || (w.rounds && !w.rounds.includes(r))) continue;
			for (let l = 0; l < b.tables[r]!; l++)
				if (l !== w.group) priceAt(b, r)[l * b.n + w.person]! += w.weight;
		}
}

function readWishes(b: Board): void {
	b.wished = Array.from(
		{ length: b.problem.wishes.some((w) => w.with !== undefined) ? b.n : 0 },
		() => []
	);
	for (const w of b.problem.wishes) {
		if (w.with === undefined || w.with === w.person) continue;
		const pair = { a: w.person, b: w.with, weight: w.weight, met: 0 };
		b.wished[w.person]!.push(pair);
		b.wished[w.with]!.push(pair);
	}
}

/** What a meeting costs before anybody has met: history, wishes not to sit together, and HARD for apart; −HARD for told pairs. */
function readPairs(b: Board): void {
	const { problem, n, together } = b;
	together.fill(0);
	const add = (i: number, j: number, cost: number) => {
		if (i === j) return;
		together[i * n + j]! += cost;
		together[j * n + i]! += cost;
	};
	eachEarlier(problem, (i, j, times) => add(i, j, times * problem.historyWeight));
	for (const w of problem.wishes) if (w.avoid !== undefined) add(w.person, w.avoid, w.weight);
	const apart = new Set(problem.apart.map(([i, j]) => Math.min(i, j) * n + Math.max(i, j)));
	for (const p of apart) add(Math.floor(p / n), p % n, HARD);
	if (b.told)
		for (let p = 0; p < n * n; p++)
			if (b.told[p]) together[p] = problem.wishes.length ? avoided(b, p) - HARD : -HARD;
}

/** Wishes not to sit with somebody count even for a pair that is told to. */
function avoided(b: Board, p: number): number {
	const i = Math.floor(p / b.n);
	const j = p % b.n;
	return b.problem.wishes.reduce(
		(sum, w) =>
			sum +
			(w.avoid !== undefined &&
			((w.person === i && w.avoid === j) || (w.person === j && w.avoid === i))
				? w.weight
				: 0),
		0
	);
}

/** Seats people as `seat` says (rounds on the board must be complete) and counts everything from scratch. */
export function load(b: Board, seat: ArrayLike<number>[]): void {
	const { n } = b;
	readPairs(b);
	b.members = b.tables.map((tables) => Array.from({ length: tables }, () => new Int32Array(0)));
	b.size = b.tables.map((tables) => new Int32Array(tables));
	b.tables.forEach((tables, r) => {
		if (!b.weight[r]) return;
		const groups: number[][] = Array.from({ length: tables }, () => []);
		for (let i = 0; i < n; i++) {
			b.seat[r]![i] = b.here[r]![i] ? seat[r]![i]! : -1;
			if (b.seat[r]![i]! >= 0) b.at[r]![i] = groups[b.seat[r]![i]!]!.push(i) - 1;
		}
		b.members[r] = groups.map((g) => Int32Array.from(g));
		b.size[r] = Int32Array.from(groups, (g) => g.length);
		for (const g of groups)
			for (const i of g)
				for (const j of g)
					if (i !== j && !b.told?.[i * n + j]) b.together[i * n + j]! += b.weight[r]!;
	});
	for (let r = 0; r < b.tables.length; r++) if (b.weight[r]) fillNear(b, r);
	countTallies(b);
	countWishes(b);
	b.total = recount(b);
}

function fillNear(b: Board, r: number): void {
	const { n, together } = b;
	const w = b.weight[r]!;
	const near = b.near[r]!;
	near.fill(0);
	b.members[r]!.forEach((group, k) => {
		for (const j of group) {
			const row = j * n;
			const to = k * n;
			for (let x = 0; x < n; x++) near[to + x]! += w * together[row + x]!;
		}
		for (const j of group)
			for (const x of group) if (x !== j && !b.told?.[j * n + x]) near[k * n + x]! -= w * w;
	});
}

function eachWished(b: Board, visit: (p: WishedPair) => void): void {
	b.wished.forEach((list, i) => list.forEach((p) => p.a === i && visit(p)));
}

function countWishes(b: Board): void {
	eachWished(b, (p) => {
		p.met = 0;
		for (let r = 0; r < b.tables.length; r++)
			if (b.weight[r] && b.seat[r]![p.a]! >= 0 && b.seat[r]![p.a] === b.seat[r]![p.b])
				p.met += b.weight[r]!;
		addWish(b, p, 1);
	});
}

/** A wish makes the first meeting of its pair cheaper: in round r, when they meet nowhere else. */
function addWish(b: Board, p: WishedPair, sign: number): void {
	for (let r = 0; r < b.tables.length; r++) {
		const w = b.weight[r]!;
		if (!w || b.seat[r]![p.a]! < 0 || b.seat[r]![p.b]! < 0) continue;
		const elsewhere = p.met - (b.seat[r]![p.a] === b.seat[r]![p.b] ? w : 0);
		if (elsewhere > 0) continue;
		b.near[r]![b.seat[r]![p.a]! * b.n + p.b]! -= sign * p.weight;
		b.near[r]![b.seat[r]![p.b]! * b.n + p.a]! -= sign * p.weight;
	}
}

/** A told pair's meeting: its price, and the repeats in the rounds that follow this one, which every pair of a group has. */
export function toldMeeting(b: Board, r: number, price: number): number {
	const w = b.weight[r]!;
	return w * price + (w * (w - 1)) / 2;
}

/** Everything counted from scratch, from the seats alone: what `total` must equal at any time. */
export function recount(b: Board): number {
	const { n } = b;
	let total = countMeetings(b);
	for (let r = 0; r < b.tables.length; r++) total += tallied(b.tallies, r);
	for (let r = 0; r < b.tables.length; r++)
		if (b.seatPrice[r] && b.weight[r])
			for (let i = 0; i < n; i++)
				if (b.seat[r]![i]! >= 0) total += b.seatPrice[r]![b.seat[r]![i]! * n + i]!;
	eachWished(b, (p) => (total += p.met ? 0 : p.weight));
	return total;
}

/**
 * What all meetings cost: for a pair that meets m times, m(m−1)/2 and m times what a meeting cost before (rule S1, S2).
 * `together` is that plus m, so a meeting in a round of weight w, after k others, adds w·together − w·k − w(w+1)/2.
 */
function countMeetings(b: Board): number {
	const { n, told, together } = b;
	const met = new Uint8Array(n * n);
	let total = 0;
	for (let r = 0; r < b.tables.length; r++) {
		const w = b.weight[r]!;
		for (const group of w ? b.members[r]! : [])
			for (let x = 1; x < group.length; x++)
				for (let y = 0; y < x; y++) {
					const p = Math.min(group[x]!, group[y]!) * n + Math.max(group[x]!, group[y]!);
					if (told?.[p]) total += toldMeeting(b, r, together[p]!);
					else total += w * (together[p]! - met[p]!) - (w * (w + 1)) / 2;
					met[p]! += w;
				}
	}
	return total;
}

/** The change in `total` when i and j, at different tables in round r, change places. Constant time. */
export function swapChange(b: Board, r: number, i: number, j: number): number {
	const n = b.n;
	const seat = b.seat[r]!;
	const a = seat[i]!;
	const c = seat[j]!;
	const near = b.near[r]!;
	let d =
		near[c * n + i]! -
		near[a * n + i]! +
		near[a * n + j]! -
		near[c * n + j]! -
		2 * b.weight[r]! * b.together[i * n + j]!;
	if (b.wished.length && b.wished[i]!.length) d += 2 * wishBetween(b, i, j);
	const price = b.seatPrice[r];
	if (price) d += price[c * n + i]! - price[a * n + i]! + price[a * n + j]! - price[c * n + j]!;
	return b.tallies.lists ? d + tallyChange(b.tallies, r, i, j, a, c) : d;
}

/** `near` of both counts the wish of i and j for each other, whom the swap does not bring together. */
function wishBetween(b: Board, i: number, j: number): number {
	let sum = 0;
	for (const p of b.wished[i]!) if ((p.a === j || p.b === j) && !p.met) sum += p.weight;
	return sum;
}

/** Swaps i and j in round r; `change` is what swapChange said. Costs O(n + sizes × rounds). */
export function swap(b: Board, r: number, i: number, j: number, change: number): void {
	const a = b.seat[r]![i]!;
	const c = b.seat[r]![j]!;
	if (b.wished.length) for (const p of touched(b, i, j)) addWish(b, p, -1);
	moveNear(b, r, i, j, a, c);
	meet(b, r, i, j, a, -1);
	meet(b, r, i, j, c, 1);
	exchangeSeats(b, r, i, j, a, c);
	countSwap(b.tallies, r, i, j, a, c);
	if (b.wished.length)
		for (const p of touched(b, i, j)) {
			p.met = 0;
			for (let t = 0; t < b.tables.length; t++)
				if (b.weight[t] && b.seat[t]![p.a]! >= 0 && b.seat[t]![p.a] === b.seat[t]![p.b])
					p.met += b.weight[t]!;
			addWish(b, p, 1);
		}
	b.total += change;
}

function touched(b: Board, i: number, j: number): Set<WishedPair> {
	return new Set([...b.wished[i]!, ...b.wished[j]!]);
}

/** In round r itself: everybody's sum towards tables a and c, when i leaves a for c and j leaves c for a. */
function moveNear(b: Board, r: number, i: number, j: number, a: number, c: number): void {
	const { n, together, told } = b;
	const w = b.weight[r]!;
	const near = b.near[r]!;
	const an = a * n;
	const cn = c * n;
	const ri = i * n;
	const rj = j * n;
	for (let x = 0; x < n; x++) {
		const d = w * (together[rj + x]! - together[ri + x]!);
		near[an + x]! += d;
		near[cn + x]! -= d;
	}
	const own = w * w; // meetings in this very round are no repeats of it
	const atA = b.members[r]![a]!;
	for (let q = 0; q < atA.length; q++) {
		const x = atA[q]!;
		if (x === i || (told !== null && told[ri + x])) continue;
		near[an + x]! += own;
		near[cn + x]! -= own;
	}
	const atC = b.members[r]![c]!;
	for (let q = 0; q < atC.length; q++) {
		const x = atC[q]!;
		if (x === j || (told !== null && told[rj + x])) continue;
		near[cn + x]! += own;
		near[an + x]! -= own;
	}
}

/** With the members of table k (a: where i was; c: where j was) i meets `sign` more, and j that many fewer. */
function meet(b: Board, r: number, i: number, j: number, k: number, sign: number): void {
	const group = b.members[r]![k]!;
	const w = sign * b.weight[r]!;
	for (let q = 0; q < group.length; q++) {
		const x = group[q]!;
		if (x === i || x === j) continue;
		meetPair(b, r, i, x, w);
		meetPair(b, r, j, x, -w);
	}
}

function meetPair(b: Board, r: number, i: number, x: number, w: number): void {
	const n = b.n;
	if (b.told !== null && b.told[i * n + x]) return;
	b.together[i * n + x]! += w;
	b.together[x * n + i]! += w;
	for (let t = 0; t < b.tables.length; t++) {
		const wt = b.weight[t]!;
		if (t === r || wt === 0) continue;
		const si = b.seat[t]![i]!;
		const sx = b.seat[t]![x]!;
		const near = b.near[t]!;
		if (sx >= 0) near[sx * n + i]! += wt * w;
		if (si >= 0) near[si * n + x]! += wt * w;
	}
}

function exchangeSeats(b: Board, r: number, i: number, j: number, a: number, c: number): void {
	const at = b.at[r]!;
	b.members[r]![a]![at[i]!] = j;
	b.members[r]![c]![at[j]!] = i;
	const place = at[i]!;
	at[i] = at[j]!;
	at[j] = place;
	b.seat[r]![i] = c;
	b.seat[r]![j] = a;
}

/** The plan on the board, rounds of kind `same` filled in. */
export function planOn(b: Board): Plan {
	const at = b.seat.map((seat, r) =>
		b.weight[r] ? Int32Array.from(seat) : new Int32Array(b.n).fill(-1)
	);
	followSame(b.problem, at, b.here);
	return fromSeats(b.problem, at);
}
