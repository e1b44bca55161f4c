import { floors } from './floors.ts';
import {
	attendance,
	base,
	eachEarlier,
	fixedSeats,
	groupsIn,
	toldPairs,
	type Problem
} from './problem.ts';

/** No lawful plan can have a smaller Q, fewer repeated meetings E, or a smaller total (rules B1–B10; proofs in docs/rotation.md). */
export type Bound = { Q: number; E: number; total: number };

/** m(m−1)/2. */
export const pairsIn = (m: number): number => (m * (m - 1)) / 2;
const sum = (list: ArrayLike<number>): number =>
	Array.prototype.reduce.call(list, (a, b) => (a as number) + (b as number), 0) as number;

type Reading = { here: Uint8Array[]; seat: Int32Array[]; told: Set<number>; apart: Set<number> };

function reading(problem: Problem): Reading {
	const here = attendance(problem);
	const free = (r: number) => Int32Array.from(here[r]!, (is) => (is ? -1 : -2));
	const seat = here.map((h, r) =>
		problem.rounds[r]!.kind === 'same' && r >= problem.frozen.length
			? free(r)
			: fixedSeats(problem, r, h)
	);
	const told = toldPairs(problem);
	const apart = new Set(problem.apart.map(([i, j]) => Math.min(i, j) * problem.n + Math.max(i, j)));
	return { here, seat, told, apart };
}

/** The lower bounds of a problem (rules B1–B10). */
export function bound(problem: Problem): Bound {
	const read = reading(problem);
	const rounds = byRounds(problem, read);
	const counting = byCounting(problem, read);
	const Q = Math.max(rounds.Q, counting.Q);
	const E = Math.max(rounds.E, counting.E, Math.ceil((2 * Q) / problem.sizes.length - 1e-9));
	return { Q, E, total: Math.max(Q, counting.withHistory) + floors(problem, read.here) };
}

// ---- two rounds at a time (B1, B2) -------------------------------------------------------------------------------

function byRounds(problem: Problem, read: Reading): { Q: number; E: number } {
	const R = problem.sizes.length;
	const least = Array.from({ length: R }, () => new Float64Array(R));
	const known = new Map<string, number>();
	let Q = 0;
	let E = 0;
	for (let r = 0; r < R; r++) {
		let worst = 0;
		for (let t = 0; t < r; t++) {
			least[r]![t] = least[t]![r] = pairOfRounds(problem, read, t, r, known);
			Q += least[r]![t]!;
			worst = Math.max(worst, least[r]![t]!);
		}
		E += worst;
	}
	return { Q: Math.max(Q, orderSix(problem, least, Q)), E };
}

function pairOfRounds(
	problem: Problem,
	{ here, seat, told }: Reading,
	t: number,
	r: number,
	known: Map<string, number>
): number {
	const n = problem.n;
	const rows = groupsIn(problem, t);
	const columns = groupsIn(problem, r);
	let people = 0;
	const fixed = new Map<number, number>();
	for (let i = 0; i < n; i++) {
		if (!here[t]![i] || !here[r]![i]) continue;
		people++;
		if (seat[t]![i]! < 0 || seat[r]![i]! < 0) continue;
		const cell = seat[t]![i]! * columns + seat[r]![i]!;
		fixed.set(cell, (fixed.get(cell) ?? 0) + 1);
	}
	let both = 0;
	for (const p of told)
		if (
			here[t]![Math.floor(p / n)] &&
			here[r]![Math.floor(p / n)] &&
			here[t]![p % n] &&
			here[r]![p % n]
		)
			both++;
	if (follows(problem, t, r))
		return Math.max(0, evenSpread(those(here, [t, r, base(problem, r)]), rows) - both);
	const a = limits(problem, seat, here, t, r);
	const b = limits(problem, seat, here, r, t);
	if (!a || !b) return 0;
	const key = JSON.stringify([a, b, people, [...fixed]]);
	if (!known.has(key)) known.set(key, twoRounds(a, b, people, fixed));
	return Math.max(0, known.get(key)! - both);
}

/** How many are there in all of these rounds. */
function those(here: Uint8Array[], rounds: number[]): number {
	return here[0]!.reduce((all, _, i) => all + (rounds.every((r) => here[r]![i]) ? 1 : 0), 0);
}

/** Does one of the rounds repeat the other (or both a third)? Held rounds are only what they were. */
function follows(problem: Problem, t: number, r: number): boolean {
	return (
		r >= problem.frozen.length &&
		base(problem, t) === base(problem, r) &&
		problem.rounds[r]!.kind === 'same'
	);
}

/** How many of those present in both can sit in each group of round r; null when its sizes are open. */
function limits(
	problem: Problem,
	seat: Int32Array[],
	here: Uint8Array[],
	r: number,
	other: number
): number[] | null {
	const sizes = problem.sizes[r]!;
	if (!sizes.length) return null;
	const gone = new Int32Array(sizes.length); // seats known to be taken by people who are away in the other round
	for (let i = 0; i < problem.n; i++)
		if (here[r]![i] && !here[other]![i] && seat[r]![i]! >= 0) gone[seat[r]![i]!]!++;
	return sizes.map((z, k) => z - gone[k]!);
}

/** Gale and Ryser: is there a table of 0s and 1s with these row sums and column sums? */
function zeroOneTable(rows: number[], columns: number[]): boolean {
	if (sum(rows) !== sum(columns)) return false;
	const down = [...rows].sort((a, b) => b - a);
	let seated = 0;
	for (let k = 0; k < down.length; k++) {
		seated += down[k]!;
		if (seated > columns.reduce((all, c) => all + Math.min(c, k + 1), 0)) return false;
	}
	return true;
}

const MOST_TABLES_EXACTLY = 64;

/**
 * B1. The least Σ n(n−1)/2 over tables n ≥ `fixed` with row sums ≤ rows, column sums ≤ columns and the given total.
 * Convex costs, so sending one person at a time along a cheapest path is exact (Bellman–Ford over rows and columns).
 */
export function twoRounds(
	rows: number[],
	columns: number[],
	people: number,
	fixed: Map<number, number> = new Map()
): number {
	const A = rows.length;
	const B = columns.length;
	if (!fixed.size && zeroOneTable(rows, columns)) return 0;
	if (Math.max(A, B) > MOST_TABLES_EXACTLY) return evenSpread(people, A * B);
	const cell = new Int32Array(A * B);
	const least = new Int32Array(A * B);
	const left = Int32Array.from(rows);
	const room = Int32Array.from(columns);
	let seated = 0;
	let cost = 0;
	for (const [at, count] of fixed) {
		cell[at] = least[at] = count;
		left[Math.floor(at / B)]! -= count;
		room[at % B]! -= count;
		seated += count;
		cost += pairsIn(count);
	}
	for (; seated < people; seated++) {
		const step = seatOne(cell, least, left, room);
		if (step < 0) break; // no room: only when the problem is contradictory
		cost += step;
	}
	return cost;
}

/** Seats one more person along a cheapest path from a row with people left to a column with room. Its cost, or −1. */
function seatOne(cell: Int32Array, least: Int32Array, left: Int32Array, room: Int32Array): number {
	const A = left.length;
	const B = room.length;
	const FAR = 1e9;
	const far = new Float64Array(A + B).fill(FAR);
	const via = new Int32Array(A + B).fill(-1);
	const queue: number[] = [];
	const queued = new Uint8Array(A + B);
	for (let k = 0; k < A; k++)
		if (left[k]! > 0) {
			far[k] = 0;
			queue.push(k);
			queued[k] = 1;
		}
	for (let head = 0; head < queue.length; head++) {
		const at = queue[head]!;
		queued[at] = 0;
		const reach = (next: number, price: number) => {
			if (far[at]! + price >= far[next]!) return;
			far[next] = far[at]! + price;
			via[next] = at;
			if (!queued[next]) {
				queued[next] = 1;
				queue.push(next);
			}
		};
		if (at < A) for (let l = 0; l < B; l++) reach(A + l, cell[at * B + l]!);
		else
			for (let k = 0, l = at - A; k < A; k++)
				if (cell[k * B + l]! > least[k * B + l]!) reach(k, 1 - cell[k * B + l]!);
	}
	let end = -1;
	for (let l = 0; l < B; l++) if (room[l]! > 0 && (end < 0 || far[A + l]! < far[A + end]!)) end = l;
	if (end < 0 || far[A + end]! >= FAR) return -1;
	room[end]!--;
	let at = A + end;
	while (via[at]! >= 0) {
		const from = via[at]!;
		if (at >= A) cell[from * B + (at - A)]!++;
		else cell[at * B + (from - A)]!--;
		at = from;
	}
	left[at]!--;
	return far[A + end]!;
}

/**
 * B5. Four rounds of six tables of six that never repeat a meeting would be two orthogonal squares of order 6, which
 * do not exist (Tarry 1900); and when one pair of such rounds is not perfect it repeats at least two meetings. So each
 * four of them cost 2 or more; averaged over all fours, as each pair of rounds lies in C(k−2, 2) of them.
 */
function orderSix(problem: Problem, least: Float64Array[], Q: number): number {
	if (problem.n !== 36 || problem.together.length) return Q;
	const six = problem.sizes.flatMap((s, r) =>
		s.length === 6 && s.every((z) => z === 6) ? [r] : []
	);
	const k = six.length;
	const within = six.some((r) => six.some((t) => t < r && least[r]![t]! > 0));
	if (k < 4 || within) return Q;
	const fours = (k * (k - 1) * (k - 2) * (k - 3)) / 24;
	return Q + Math.ceil((2 * fours) / pairsIn(k - 2) - 1e-9);
}

// ---- counting (B3, B4, B6) ---------------------------------------------------------------------------------------

/** Σ m(m−1)/2 when `meetings` are spread as evenly as can be over `partners`. */
export function evenSpread(meetings: number, partners: number): number {
	if (partners <= 0) return 0;
	const each = Math.floor(meetings / partners);
	const more = meetings - each * partners;
	return (partners - more) * pairsIn(each) + more * pairsIn(each + 1);
}

const MOST_PEOPLE_PAIRWISE = 700;

type Counting = { Q: number; E: number; withHistory: number };

function byCounting(problem: Problem, read: Reading): Counting {
	if (problem.sizes.some((s) => !s.length)) return { Q: 0, E: 0, withHistory: 0 };
	const meetings = problem.sizes.reduce((all, s) => all + s.reduce((a, z) => a + pairsIn(z), 0), 0);
	const even = byPerson(problem, read, meetings);
	const told =
		problem.n <= MOST_PEOPLE_PAIRWISE
			? byPair(problem, read, meetings)
			: byAllPairs(problem, read, meetings);
	return {
		Q: Math.max(even.Q, told.Q),
		E: Math.max(even.E, told.E),
		withHistory: Math.max(even.Q, told.withHistory)
	};
}

/** B4. Without told pairs: each person's meetings spread over n − 1 others, the meetings spread over the people. */
function byPerson(problem: Problem, { told }: Reading, meetings: number): { Q: number; E: number } {
	const n = problem.n;
	if (told.size) return { Q: 0, E: 0 };
	const each = Math.floor((2 * meetings) / n);
	const more = 2 * meetings - each * n;
	const Q = (n - more) * evenSpread(each, n - 1) + more * evenSpread(each + 1, n - 1);
	const E = (n - more) * Math.max(0, each - (n - 1)) + more * Math.max(0, each + 1 - (n - 1));
	return { Q: Math.ceil(Q / 2), E: Math.ceil(E / 2) };
}

/** B3 for very many people: all pairs that are not told to sit together or apart, wherever they are. */
function byAllPairs(problem: Problem, { told, apart, here }: Reading, meetings: number): Counting {
	const n = problem.n;
	let toldMeetings = 0;
	for (const p of told) for (const h of here) if (h[Math.floor(p / n)] && h[p % n]) toldMeetings++;
	const never =
		problem.frozen.length || problem.rounds.some((x) => x.kind === 'home') ? 0 : apart.size;
	const free = pairsIn(n) - told.size - never;
	const Q = evenSpread(Math.max(0, meetings - toldMeetings), free);
	return { Q, E: Math.max(0, meetings - toldMeetings - free), withHistory: Q };
}

/**
 * B3, B6. Pair by pair: `sure` meetings that fixed seats force, and `most` further ones that are possible. What is
 * left of all meetings goes where it is cheapest: the next meeting of a pair costs its meetings so far, and (for the
 * total) its earlier meetings by weight.
 */
function byPair(problem: Problem, read: Reading, meetings: number): Counting {
	const n = problem.n;
	const earlier = new Map<number, number>();
	eachEarlier(problem, (i, j, times) => {
		const p = Math.min(i, j) * n + Math.max(i, j);
		earlier.set(p, (earlier.get(p) ?? 0) + times * problem.historyWeight);
	});
	const pure = new Marginals();
	const both = new Marginals();
	let left = meetings;
	let E = 0;
	let fresh = 0;
	for (let i = 0; i < n; i++)
		for (let j = i + 1; j < n; j++) {
			const p = i * n + j;
			const { sure, most } = chances(problem, read, i, j, p);
			left -= sure;
			if (read.told.has(p)) {
				left -= most;
				continue;
			}
			const h = earlier.get(p) ?? 0;
			E += Math.max(0, sure - 1);
			if (!sure && most) fresh++;
			pure.add(sure, most, 0);
			both.add(sure, most, h);
		}
	return { Q: pure.least(left), E: E + Math.max(0, left - fresh), withHistory: both.least(left) };
}

/** In how many rounds i and j surely sit together, and in how many more they might. For told pairs: all they share. */
function chances(
	problem: Problem,
	{ here, seat, apart, told }: Reading,
	i: number,
	j: number,
	p: number
): { sure: number; most: number } {
	let sure = 0;
	let most = 0;
	for (let r = 0; r < here.length; r++) {
		if (!here[r]![i] || !here[r]![j]) continue;
		const a = seat[r]![i]!;
		const b = seat[r]![j]!;
		if (a >= 0 && b >= 0) sure += a === b ? 1 : 0;
		else if (told.has(p) || !(apart.has(p) && mayForbid(problem, r))) most++;
	}
	return { sure, most };
}

const mayForbid = (problem: Problem, r: number): boolean =>
	r >= problem.frozen.length &&
	problem.rounds[r]!.kind !== 'home' &&
	problem.rounds[r]!.kind !== 'same';

/** A pile of prices for one more meeting, taken cheapest first. */
class Marginals {
	#pile = new Map<number, number>();
	#paid = 0;

	/** A pair with `sure` meetings already, `most` more possible, and a surcharge per meeting. */
	add(sure: number, most: number, surcharge: number): void {
		this.#paid += pairsIn(sure) + sure * surcharge;
		for (let m = sure; m < sure + most; m++)
			this.#pile.set(m + surcharge, (this.#pile.get(m + surcharge) ?? 0) + 1);
	}

	/** What is surely paid, and the cheapest price of so many more meetings. */
	least(meetings: number): number {
		let cost = this.#paid;
		for (const [price, offered] of [...this.#pile].sort((a, b) => a[0] - b[0])) {
			if (meetings <= 0) break;
			cost += price * Math.min(offered, meetings);
			meetings -= offered;
		}
		return cost;
	}
}
