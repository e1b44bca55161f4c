import { anneal, type Method } from './anneal.ts';
import { load, type Board } from './board.ts';
import { design, type Design } from './constructions.ts';
import { enlarged } from './enlarge.ts';
import { extend } from './extend.ts';
import { focus } from './focus.ts';
import { keep, type Keeper } from './keeper.ts';
import { place, shapeOf, strangersIn, type Shape } from './placement.ts';
import { isRuled } from './problem.ts';
import type { Random } from './random.ts';
import { relabel } from './relabel.ts';
import { rows } from './rows.ts';
import { seatAll } from './start.ts';
import { orbits, phases, type Symmetric } from './symmetry.ts';
import { tabu } from './tabu.ts';

/** Lengths at first; each time around they double. */
const TRIES = 1 << 18; // swaps of a cooling
const EXCHANGES = 1 << 19; // identities exchanged
const LONGEST_RELABEL = 8; // times EXCHANGES: beyond it swaps of seats gain more
const SEATS = 100; // that one unit of cooling from a pattern is long enough for
const SLICES = 48; // of a symmetric cooling
const ROWS = 8; // coolings by rows, and slices of each
const STALL = 500; // tabu steps without anything better
const NEAR_PATTERN = 5; // steps that a swapped pair rests, where rules have bent a pattern: many swaps are worth the same
const LONG_STALL = 20_000; // the same from a random seating, in rooms without rules: patience beats new beginnings

const MOST_FOR_TABU = 150; // people: above, a step of tabu looks at too many swaps
const MOST_FOR_ORBITS = 64; // people
const HOT = { from: 0.8, to: 0.12 };
const WARM = [
	{ from: 0.26, to: 0.14 },
	{ from: 0.2, to: 0.06 }
]; // by turns: away from the pattern for fewer uneven groups, or close to it
const HEAT = 0.12; // of min-conflicts

/** The best pattern of meetings so far: a design, or nearly one that repeats Q pairs. */
type Pattern = { design: Design; Q: number };
type Room = {
	b: Board;
	dice: Random;
	best: Keeper;
	shape: Shape | null;
	pattern: Pattern | null;
	/** Are there rules by which one person is not as another? */
	ruled: boolean;
	/** Where people were, when there is a plan to begin with. */
	start: Int32Array[];
	/** What starting from a pattern, and from a random seating, has come to. */
	reached: { pattern: number; free: number };
};

/**
 * Which methods are tried, in which order and for how long (rule F2): a construction if there is one; else, round and
 * round and each time longer, searches with a symmetry, annealing and tabu. Deterministic: no clock.
 */
export function* methods(
	b: Board,
	dice: Random,
	best: Keeper,
	start: Int32Array[]
): Generator<Method> {
	if (!b.open.length) return;
	const room: Room = {
		b,
		dice,
		best,
		shape: shapeOf(b.problem),
		pattern: null,
		ruled: isRuled(b.problem),
		start,
		reached: { pattern: Infinity, free: Infinity }
	};
	if (start.length || b.n > MOST_FOR_TABU) yield* polish(room, 4);
	if (room.shape) yield* construct(room, room.shape);
	for (let k = 0; ; k++) yield* around(room, k);
}

function* around(room: Room, k: number): Generator<Method> {
	const { shape } = room;
	const perfect = room.pattern?.Q === 0;
	const leads = (room.pattern?.Q ?? Infinity) <= room.reached.free;
	const due = room.ruled ? (k & (k - 1)) === 0 : leads || k < 2 || k % 2 === 0;
	if (shape && !perfect && due) yield* findPattern(room, shape, k);
	if (shape && room.pattern && room.ruled && worthwhile(room, 'pattern', k))
		yield* fromPattern(room, shape, k);
	if (worthwhile(room, 'free', k)) yield* fromChance(room, k);
}

/** The start that has come further gets three turns of four. */
function worthwhile({ reached }: Room, which: 'pattern' | 'free', k: number): boolean {
	const other = which === 'pattern' ? reached.free : reached.pattern;
	return k < 2 || k % 4 === 0 || reached[which] <= other;
}

// ---- patterns: who meets whom, whoever they are ------------------------------------------------------------------

function* construct(room: Room, shape: Shape): Generator<Method> {
	const made = design(shape.tables, shape.size, shape.rounds);
	if (made && adopt(room, shape, made, 0)) return;
	const larger = enlarged(shape, room.dice);
	const seat = larger && place(room.b, { ...shape, missing: 0 }, larger, [], null, room.dice);
	if (!seat) return;
	load(room.b, seat);
	keep(room.best, room.b);
	yield* polish(room, 8);
}

function* findPattern(room: Room, shape: Shape, k: number): Generator<Method> {
	for (const make of candidates(shape, room.dice, k)) {
		yield symmetric(room, shape, make());
		if (room.pattern?.Q === 0 || room.best.done) return;
	}
	const longer = extend(shape, room.dice, TRIES * 2 ** Math.min(k, 4), (rounds, Q) =>
		offer(room, shape, { rounds, strangers: [], column: null }, Q)
	);
	if (longer) yield longer;
}

type Searching = Symmetric & { design?(): Design };

/** Which symmetries are worth trying: those whose pairs are enough by counting. */
function candidates({ tables, size, rounds }: Shape, dice: Random, k: number): (() => Searching)[] {
	const list: (() => Searching)[] = [];
	const n = tables * size;
	const slices = SLICES * 2 ** Math.min(k, 8);
	// where all 2-parts are cyclic there is no full difference matrix (Drake 1979)
	const most = size > 2 && tables % 4 === 2 ? tables - 1 : tables;
	if (size <= tables && rounds <= most && rounds > 2 && tables <= 256)
		for (let q = 0; q < ROWS; q++)
			list.push(() => rows(tables, size, rounds, dice, ROWS * 2 ** Math.min(k, 8)));
	if (list.length && n > MOST_FOR_ORBITS) return list; // in larger rooms rows find what there is to find
	if (size > tables) list.push(() => phases(tables, size, rounds, tables, dice, slices));
	for (
		let order = tables - 1, tried = 0;
		order > 1 && tried < 2 && n <= 400 && size <= tables;
		order--
	)
		if (tables % order === 0 && tried++ < 2)
			list.push(() => phases(tables, size, rounds, order, dice, slices));
	if (size > tables || n > 100) return list;
	const partners = Math.floor((n - 1) / (size - 1));
	for (let base = 1; base <= 3; base++)
		for (
			let order = Math.ceil(rounds / base), tried = 0;
			base * order <= partners && order > 2 && tried < 3;
			order++
		) {
			if (n % order > Math.min(tables, 4)) continue;
			for (let twice = tried++ ? 1 : 0; twice < 2; twice++)
				list.push(() => orbits(tables, size, base, order, dice, slices));
		}
	return list;
}

/** A symmetric search as a method: what it found is offered when its cooling is over. */
function symmetric(room: Room, shape: Shape, search: Searching): Method {
	return {
		name: search.name,
		work: () => {
			search.work();
			if (!search.over()) return true;
			const found = search.design?.() ?? {
				rounds: search.best().slice(0, shape.rounds),
				strangers: [],
				column: null
			};
			offer(room, shape, found, search.cost());
			return false;
		}
	};
}

/** Takes a pattern that is better than the one there is (or another as good). */
function offer(room: Room, shape: Shape, found: Design, Q: number): void {
	if (Q > (room.pattern?.Q ?? Infinity) || found.rounds.length < shape.rounds) return;
	const rounds = found.rounds.slice(0, shape.rounds);
	const strangers =
		found.strangers.length >= shape.missing
			? found.strangers
			: strangersIn(rounds, shape.tables * shape.size, shape.missing, room.dice);
	if (strangers.length >= shape.missing) adopt(room, shape, { ...found, rounds, strangers }, Q);
}

/** People sit down by the pattern, at random. False when rules do not let them. */
function adopt(room: Room, shape: Shape, found: Design, Q: number): boolean {
	const seat = place(room.b, shape, found.rounds, found.strangers, found.column, room.dice);
	if (!seat) return false;
	room.pattern = { design: found, Q };
	load(room.b, seat);
	keep(room.best, room.b);
	return true;
}

/** 1, 1, 2, 1, 1, 2, 4, …: nearly as good as knowing how long to try before beginning anew (Luby, Sinclair, Zuckerman 1993). */
function luby(i: number): number {
	let whole = 1; // of a run 1 … 2^m − 1, at whose end 2^(m−1) stands
	while (whole < i) whole = 2 * whole + 1;
	return whole === i ? (whole + 1) / 2 : luby(i - (whole - 1) / 2);
}

// ---- people ------------------------------------------------------------------------------------------------------

/** From the best pattern: people exchange identities until the rules fit, then swap seats. */
function* fromPattern(room: Room, shape: Shape, k: number): Generator<Method> {
	const { b, dice, best } = room;
	if (!adopt(room, shape, room.pattern!.design, room.pattern!.Q)) return;
	const seats = b.open.reduce((sum, r) => sum + b.movable[r]!.length, 0);
	const longer = Math.max(1, Math.round(seats / SEATS)) * luby(k + 1);
	yield relabel(b, dice, best, {
		from: 0.6,
		to: 0.04,
		moves: Math.max(EXCHANGES, 200 * b.n) * Math.min(longer, LONGEST_RELABEL)
	});
	room.reached.pattern = Math.min(room.reached.pattern, b.total);
	yield anneal(b, dice, best, { ...WARM[k % 2]!, moves: 8 * TRIES * longer });
	room.reached.pattern = Math.min(room.reached.pattern, b.total);
	yield* polish(room, 4 * longer);
}

/** From a random seating (or from the plan to begin with, when moves from it cost). */
function* fromChance(room: Room, k: number): Generator<Method> {
	const { b, dice, best } = room;
	const longer = 2 ** Math.min(k, 10);
	if (k > 0) seatAll(b, dice, b.problem.changeWeight > 0 ? room.start : []);
	if (!room.ruled && b.n <= MOST_FOR_TABU) {
		yield tabu(b, dice, best, LONG_STALL * longer);
		seatAll(b, dice, []);
	}
	yield anneal(b, dice, best, { ...HOT, moves: TRIES * longer });
	room.reached.free = Math.min(room.reached.free, b.total);
	yield* polish(room, longer);
}

/** From the best plan so far: tabu, or in large rooms min-conflicts. */
function* polish(room: Room, longer: number): Generator<Method> {
	const { b, dice, best } = room;
	load(b, best.seat);
	yield b.n <= MOST_FOR_TABU
		? tabu(b, dice, best, STALL * longer, room.ruled && room.pattern ? NEAR_PATTERN : undefined)
		: focus(b, dice, best, HEAT, 4 * STALL * longer);
}
