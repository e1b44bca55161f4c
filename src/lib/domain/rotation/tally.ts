import type { Board } from './board.ts';
import { rota } from './duties.ts';
import type { Problem } from './problem.ts';
import { evenShare, spreads } from './score.ts';

/** What one broken hard rule costs on the board, so that any lawful plan is cheaper. A power of two: sums stay exact. */
export const HARD = 2 ** 20;

/**
 * How many of each kind sit in each group, and what that costs. A list is an attribute, or being on duty; everybody has
 * one kind in each list, and the first kind of a list is «none», which costs nothing. `cell` is k·width + kind.
 */
export type Tallies = {
	lists: number;
	/** Kinds in all lists together. */
	width: number;
	/** kind[r][i·lists + q]: the kind of person i in list q. */
	kind: Int16Array[];
	/** got[r][cell] */
	got: Int32Array[];
	/** price[r][cell·row + 1 + got]; empty in rounds where nothing is asked. */
	price: Float64Array[];
	row: number;
	/** What one more, and one fewer, would cost in a cell as things stand. */
	more: Float64Array[];
	fewer: Float64Array[];
	/** Rounds in which a kind is asked for by a hard rule. */
	hard: boolean[];
};

type List = {
	kinds: number;
	/** The kind of person i in round r, 0 for none. */
	kind: (r: number, i: number) => number;
	/** What people of kind v at a table of so many seats cost, by their number; null when nothing is asked in round r. */
	cost: (r: number) => ((size: number, v: number) => (got: number) => number) | null;
	hard: (r: number) => boolean;
};

/** Reads what attributes, limits and duties ask; nobody is counted yet. `fixed` are the set seats by round. */
export function readTallies(b: Board, fixed: Int32Array[]): Tallies {
	const lists = [...b.problem.attributes.map((a) => attributeList(b, a)), ...dutyLists(b, fixed)];
	const row = Math.max(1, ...b.problem.sizes.flat()) + 3;
	const width = lists.reduce((sum, list) => sum + list.kinds, 0);
	const price: Float64Array[] = [];
	for (let r = 0; r < b.tables.length; r++) {
		const like = price.findIndex((_, t) => asks(b, lists, r, t)); // never written to: may be shared
		price.push(like < 0 ? prices(b, lists, r, width, row) : price[like]!);
	}
	const cells = b.tables.map((tables, r) => (price[r]!.length ? tables * width : 0));
	return {
		lists: lists.length,
		width,
		row,
		price,
		kind: b.tables.map((_, r) => kinds(b, lists, r)),
		got: cells.map((length) => new Int32Array(length)),
		more: cells.map((length) => new Float64Array(length)),
		fewer: cells.map((length) => new Float64Array(length)),
		hard: b.tables.map((_, r) => lists.some((list) => list.cost(r) !== null && list.hard(r)))
	};
}

function kinds(b: Board, lists: List[], r: number): Int16Array {
	const kind = new Int16Array(b.n * lists.length);
	let first = 0;
	lists.forEach((list, q) => {
		for (let i = 0; i < b.n; i++) kind[i * lists.length + q] = first + list.kind(r, i);
		first += list.kinds;
	});
	return kind;
}

/** Do rounds r and t ask the same: as many chairs, the same people, the same lists? */
function asks(b: Board, lists: List[], r: number, t: number): boolean {
	const [sizes, others] = [b.problem.sizes[r]!, b.problem.sizes[t]!];
	return (
		!b.weight[r] === !b.weight[t] &&
		b.tables[r] === b.tables[t] &&
		sizes.length === others.length &&
		sizes.every((size, k) => size === others[k]) &&
		b.here[r]!.every((is, i) => is === b.here[t]![i]) &&
		lists.every((list) => (list.cost(r) === null) === (list.cost(t) === null))
	);
}

function prices(b: Board, lists: List[], r: number, width: number, row: number): Float64Array {
	const costs = lists.map((list) => (b.weight[r] ? list.cost(r) : null));
	if (costs.every((cost) => cost === null)) return new Float64Array(0);
	const block = width * row;
	const price = new Float64Array(b.tables[r]! * block);
	const sizes = Array.from({ length: b.tables[r]! }, (_, k) => b.problem.sizes[r]![k] ?? 0);
	sizes.forEach((size, k) => {
		const like = sizes.indexOf(size);
		if (like < k) return void price.copyWithin(k * block, like * block, (like + 1) * block);
		let first = k * width;
		lists.forEach((list, q) => {
			for (let v = 1; costs[q] && v < list.kinds; v++)
				fillRow(price, (first + v) * row, row, costs[q](size, v));
			first += list.kinds;
		});
	});
	return price;
}

/** One row: the cost of 0, 1, 2 … people, the first and the last said twice so that one more or fewer can be read. */
function fillRow(
	price: Float64Array,
	from: number,
	row: number,
	cost: (got: number) => number
): void {
	for (let got = 0; got < row - 2; got++) price[from + 1 + got] = cost(got);
	price[from] = price[from + 1]!;
	price[from + row - 1] = price[from + row - 2]!;
}

function attributeList(b: Board, a: Problem['attributes'][number]): List {
	const limits = [
		...b.problem.require.map((x) => ({ ...x, weight: HARD })),
		...b.problem.prefer
	].filter((x) => x.attribute === a.name);
	return {
		kinds: a.values.length + 1,
		kind: (_, i) => a.of[i]! + 1,
		hard: () => b.problem.require.length > 0,
		cost: (r) => {
			if (!spreads(b.problem, r) || (!a.weight && !limits.length)) return null;
			const all = new Int32Array(a.values.length);
			let present = 0;
			for (let i = 0; i < b.n; i++)
				if (b.here[r]![i]) {
					present++;
					if (a.of[i]! >= 0) all[a.of[i]!]!++;
				}
			return (size, v) => {
				const [low, high] = evenShare(size, all[v - 1]!, present);
				const mine = limits.filter((x) => a.values.indexOf(x.value) === v - 1);
				return (got) => {
					let sum = a.weight * Math.max(0, low - got, got - high);
					for (const { min = 0, max = Infinity, weight } of mine)
						sum += weight * Math.max(0, min - got, got - max);
					return sum;
				};
			};
		}
	};
}

function dutyLists(b: Board, fixed: Int32Array[]): List[] {
	const { leaders, recorders } = b.problem;
	const led = leaders ? rota(b.problem, leaders.eligible, fixed, []) : null;
	const keeping = leaders?.how === 'pinned';
	const busy = keeping ? keepers(b) : (led ?? []);
	return [
		...(led && !keeping ? [dutyList(b, led)] : []),
		...(recorders ? [dutyList(b, rota(b.problem, recorders.eligible, fixed, busy))] : [])
	];
}

function keepers(b: Board): number[][] {
	return b.tables.map((tables) => b.problem.leaders!.eligible.slice(0, tables));
}

/** One of those on duty at each table: none costs HARD, and so does a second at the same table. */
function dutyList(b: Board, onDuty: (number[] | null)[]): List {
	const chosen = onDuty.map((people) => new Set(people));
	return {
		kinds: 2,
		kind: (r, i) => (chosen[r]!.has(i) ? 1 : 0),
		hard: () => true,
		cost: (r) =>
			onDuty[r]?.length === b.tables[r] ? () => (got) => HARD * Math.abs(got - 1) : null
	};
}

/** Counts everybody anew. */
export function countTallies(b: Board): void {
	const t = b.tallies;
	b.tables.forEach((_, r) => {
		if (!t.price[r]!.length) return;
		t.got[r]!.fill(0);
		for (let i = 0; i < b.n; i++)
			for (let q = 0; q < t.lists && b.seat[r]![i]! >= 0; q++)
				t.got[r]![b.seat[r]![i]! * t.width + t.kind[r]![i * t.lists + q]!]!++;
		for (let c = 0; c < t.got[r]!.length; c++) bump(t, r, c, 0);
	});
}

/** What the counts of round r cost. */
export function tallied(t: Tallies, r: number): number {
	let sum = 0;
	for (let c = 0; c < t.got[r]!.length; c++) sum += costOf(t, r, c);
	return sum;
}

/** What the people of one cell cost. */
export function costOf(t: Tallies, r: number, cell: number): number {
	return t.price[r]![cell * t.row + 1 + t.got[r]![cell]!]!;
}

function bump(t: Tallies, r: number, cell: number, by: number): void {
	const at = cell * t.row + 1 + (t.got[r]![cell]! += by);
	const price = t.price[r]!;
	t.more[r]![cell] = price[at + 1]! - price[at]!;
	t.fewer[r]![cell] = price[at - 1]! - price[at]!;
}

/** The part of a swap's change that attributes and duties make, when i leaves table a for c and j leaves c for a. */
export function tallyChange(
	t: Tallies,
	r: number,
	i: number,
	j: number,
	a: number,
	c: number
): number {
	const more = t.more[r]!;
	if (!more.length) return 0;
	const fewer = t.fewer[r]!;
	const kind = t.kind[r]!;
	const { lists, width } = t;
	let d = 0;
	for (let q = 0; q < lists; q++) {
		const vi = kind[i * lists + q]!;
		const vj = kind[j * lists + q]!;
		if (vi === vj) continue;
		d +=
			more[c * width + vi]! +
			fewer[a * width + vi]! +
			more[a * width + vj]! +
			fewer[c * width + vj]!;
	}
	return d;
}

/** Counts a swap, as `tallyChange` has it. */
export function countSwap(t: Tallies, r: number, i: number, j: number, a: number, c: number): void {
	if (!t.more[r]!.length) return;
	const kind = t.kind[r]!;
	for (let q = 0; q < t.lists; q++) {
		const vi = kind[i * t.lists + q]!;
		const vj = kind[j * t.lists + q]!;
		if (vi === vj) continue;
		bump(t, r, a * t.width + vi, -1);
		bump(t, r, c * t.width + vi, 1);
		bump(t, r, a * t.width + vj, 1);
		bump(t, r, c * t.width + vj, -1);
	}
}

/** Tables of round r where a count costs `least` or more. */
export function tablesThatCost(b: Board, r: number, least: number): Uint8Array {
	const t = b.tallies;
	const list = new Uint8Array(b.tables[r]!);
	for (let c = 0; c < t.got[r]!.length; c++)
		if (costOf(t, r, c) >= least) list[Math.floor(c / t.width)] = 1;
	return list;
}
