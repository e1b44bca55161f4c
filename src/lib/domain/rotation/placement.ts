import type { Board } from './board.ts';
import { pins, type Problem } from './problem.ts';
import { shuffle, type Random } from './random.ts';

/** A problem as designs see it: equal tables of `size` in all rounds, of which `missing` are one short (rule F2). */
export type Shape = { tables: number; size: number; rounds: number; missing: number };

/**
 * The shape of a problem whose people may be seated by a design: everybody there in all rounds, none held, none but
 * mixed, nobody told to sit together or only in some rounds at a table. Null otherwise.
 */
export function shapeOf(problem: Problem): Shape | null {
	if (problem.frozen.length || problem.together.length || problem.changeWeight) return null;
	if (problem.absent.some((a) => a.length) || problem.rounds.some((r) => r.kind !== 'mixed'))
		return null;
	const sizes = problem.sizes[0]!;
	const size = Math.max(...sizes);
	const missing = size * sizes.length - problem.n;
	const alike = problem.sizes.every(
		(s) => s.length === sizes.length && s.every((z) => z === size || z === size - 1)
	);
	return alike && keepers(problem)
		? { tables: sizes.length, size, rounds: problem.sizes.length, missing }
		: null;
}

/** Who keeps which table all day: keeper[k] or −1. Null when pins are of another kind than one a table. */
function keepers(problem: Problem): number[] | null {
	const tables = problem.sizes[0]!.length;
	const keeper = new Array<number>(tables).fill(-1);
	for (const { person, group, rounds } of pins(problem)) {
		if (rounds && new Set(rounds).size < problem.sizes.length) return null;
		if (keeper[group] !== -1 && keeper[group] !== person) return null;
		keeper[group] = person;
	}
	return keeper;
}

/**
 * Seats for a design's rounds: `strangers` are the points left out, people take the other points at random, groups go
 * to tables of their size. `column`: the points of those who keep a table. Null when the design does not fit.
 */
export function place(
	b: Board,
	shape: Shape,
	rounds: number[][][],
	strangers: number[],
	column: number[] | null,
	dice: Random
): Int32Array[] | null {
	const { problem } = b;
	if (strangers.length < shape.missing || rounds.length < shape.rounds) return null;
	const keeper = keepers(problem)!;
	const kept = keeper.some((i) => i >= 0);
	if (kept && (!column || shape.missing)) return null;
	const person = new Int32Array(shape.tables * shape.size).fill(-1);
	for (const point of strangers.slice(0, shape.missing)) person[point] = -2;
	if (kept) keeper.forEach((i, k) => i >= 0 && (person[column![k]!] = i));
	const taken = new Set(keeper);
	const rest = shuffle(
		Array.from({ length: problem.n }, (_, i) => i).filter((i) => !taken.has(i)),
		dice
	);
	person.forEach((i, point) => i === -1 && (person[point] = rest.pop()!));
	const seat = problem.sizes.map((sizes, r) => seatRound(rounds[r]!, sizes, person, problem.n));
	return seat.every((s) => s) ? (seat as Int32Array[]) : null;
}

function seatRound(
	groups: number[][],
	sizes: number[],
	person: Int32Array,
	n: number
): Int32Array | null {
	const seat = new Int32Array(n).fill(-1);
	const free = sizes.map((_, k) => k);
	const filled = groups.map((g) => g.map((point) => person[point]!).filter((i) => i >= 0));
	for (let k = 0; k < filled.length; k++) {
		const group = filled[k]!;
		const same =
			free.indexOf(k) >= 0 && sizes[k] === group.length
				? k
				: free.find((t) => sizes[t] === group.length);
		if (same === undefined) return null;
		free.splice(free.indexOf(same), 1);
		for (const i of group) seat[i] = same;
	}
	return seat;
}

/** Points that never meet in these rounds, found greedily from many starts: as many as `wanted`, or fewer. */
export function strangersIn(
	rounds: number[][][],
	points: number,
	wanted: number,
	dice: Random
): number[] {
	if (!wanted) return [];
	const met = new Uint8Array(points * points);
	for (const groups of rounds)
		for (const g of groups) for (const i of g) for (const j of g) met[i * points + j] = 1;
	let most: number[] = [];
	for (let start = 0; start < 200 && most.length < wanted; start++) {
		const chosen: number[] = [];
		for (const i of shuffle(
			Array.from({ length: points }, (_, k) => k),
			dice
		))
			if (chosen.length < wanted && chosen.every((j) => !met[i * points + j])) chosen.push(i);
		if (chosen.length > most.length) most = chosen;
	}
	return most;
}
