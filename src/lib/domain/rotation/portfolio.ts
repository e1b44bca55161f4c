import { anneal, type Method } from './anneal.ts';
import { load, type Board } from './board.ts';
import { design, type Design } from './constructions.ts';
import { keep, type Keeper } from './keeper.ts';
import { place, shapeOf, strangersIn, type Shape } from './placement.ts';
import type { Random } from './random.ts';
import { relabel } from './relabel.ts';
import { seatAll } from './start.ts';
import { orbits, phases, type Symmetric } from './symmetry.ts';
import { tabu } from './tabu.ts';

/** Tries in the first cooling, slices of the first symmetric one; each time around is longer. */
const TRIES = 1 << 18;
const SLICES = 48;
const MOST_FOR_TABU = 150; // people: above, a step of tabu looks at too many swaps
const HOT = { from: 0.8, to: 0.12 };
const WARM = { from: 0.26, to: 0.15 };

/** What the board knows besides the plan: the best pattern of meetings so far, by its Q. */
type Pattern = { design: Design; Q: number };
type Room = {
	b: Board;
	dice: Random;
	best: Keeper;
	shape: Shape | null;
	pattern: Pattern | null;
	ruled: boolean;
};

/**
 * Which methods are tried, in which order and for how long (rule F2): a construction if there is one; else, round and
 * round and each time longer, searches with a symmetry, annealing and tabu. Deterministic: no clock.
 */
export function* methods(b: Board, dice: Random, best: Keeper, begun: boolean): Generator<Method> {
	if (!b.open.length) return;
	const shape = shapeOf(b.problem);
	const ruled =
		b.tallies.length > 0 ||
		b.problem.history.length > 0 ||
		b.problem.apart.length > 0 ||
		b.problem.wishes.length > 0;
	const room: Room = { b, dice, best, shape, pattern: null, ruled };
	if (begun) yield* improve(room);
	if (shape) yield* construct(room, shape);
	for (let k = 0; ; k++) yield* around(room, k);
}

/** From the plan that was given. */
function* improve({ b, dice, best }: Room): Generator<Method> {
	yield anneal(b, dice, best, { ...WARM, moves: TRIES });
	load(b, best.seat);
	if (b.n <= MOST_FOR_TABU) yield tabu(b, dice, best, 1000);
}

function* construct(room: Room, shape: Shape): Generator<Method> {
	const made = design(shape.tables, shape.size, shape.rounds);
	if (!made) return;
	room.pattern = { design: made, Q: 0 };
	yield* seatPattern(room, 0);
}

/** Seats people by the best pattern; with rules, identities are then exchanged until they fit. */
function* seatPattern(room: Room, k: number): Generator<Method> {
	const { b, dice, best, shape, pattern, ruled } = room;
	const { rounds, strangers, column } = pattern!.design;
	const apartFromAll =
		strangers.length >= shape!.missing
			? strangers
			: strangersIn(rounds, shape!.tables * shape!.size, shape!.missing, dice);
	const seat = place(b, shape!, rounds, apartFromAll, column, dice);
	if (!seat) return;
	load(b, seat);
	keep(best, b);
	if (ruled && !best.done)
		yield relabel(b, dice, best, {
			from: 0.6,
			to: 0.04,
			moves: Math.max(1 << 17, 2000 * b.n) * 2 ** Math.min(k, 6)
		});
}

function* around(room: Room, k: number): Generator<Method> {
	const { b, dice, best, shape } = room;
	const longer = 2 ** Math.min(k, 10);
	if (shape && !(room.pattern && room.pattern.Q === 0))
		yield* symmetries(room, shape, SLICES * 2 ** Math.min(k, 8));
	if (room.pattern && room.ruled) {
		yield* seatPattern(room, k);
		yield anneal(b, dice, best, { ...WARM, moves: 2 * TRIES * longer });
		if (b.n <= MOST_FOR_TABU) (load(b, best.seat), yield tabu(b, dice, best, 250 * longer));
	}
	if (k > 0) seatAll(b, dice);
	yield anneal(b, dice, best, { ...HOT, moves: TRIES * longer });
	if (b.n > MOST_FOR_TABU) return;
	load(b, best.seat);
	yield tabu(b, dice, best, 500 * longer);
}

/** One cooling for each symmetry that could be perfect. */
function* symmetries(room: Room, shape: Shape, slices: number): Generator<Method> {
	for (const make of candidates(shape, room.dice, slices)) yield symmetric(room, shape, make());
}

/** Which symmetries are worth trying: those whose pairs are enough by counting. */
function candidates(
	{ tables, size, rounds }: Shape,
	dice: Random,
	slices: number
): (() => Symmetric)[] {
	const list: (() => Symmetric)[] = [];
	const n = tables * size;
	for (let order = tables; order > 1; order--) {
		if (tables % order || (order < tables && (list.length > 2 || order < 3)) || n > 400) continue;
		list.push(() => phases(tables, size, rounds, order, dice, slices));
	}
	if (size > tables || n > 100) return list;
	const most = Math.floor((n - 1) / (size - 1));
	for (let base = 1; base <= 3; base++)
		for (
			let order = Math.ceil(rounds / base), tried = 0;
			base * order <= most && order > 2 && tried < 3;
			order++
		) {
			if (n % order > Math.min(tables, 4)) continue;
			tried++;
			list.push(() => orbits(tables, size, base, order, dice, slices));
		}
	return list;
}

/** A symmetric search as a method: a pattern better than any before is seated when its cooling is over. */
function symmetric(room: Room, shape: Shape, search: Symmetric): Method {
	return {
		name: search.name,
		work: () => {
			search.work();
			if (!search.over()) return true;
			if (search.cost() < (room.pattern?.Q ?? Infinity)) take(room, shape, search);
			return false;
		}
	};
}

function take(room: Room, shape: Shape, search: Symmetric): void {
	const rounds = search.best().slice(0, shape.rounds);
	const strangers = strangersIn(rounds, shape.tables * shape.size, shape.missing, room.dice);
	if (strangers.length < shape.missing) return;
	room.pattern = { design: { rounds, strangers, column: null }, Q: search.cost() };
	const seat = place(room.b, shape, rounds, strangers, null, room.dice);
	if (!seat) return;
	load(room.b, seat);
	keep(room.best, room.b);
}
