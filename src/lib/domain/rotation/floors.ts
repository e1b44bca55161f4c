import { fixedSeats, type Problem } from './problem.ts';
import { evenShare, spreads } from './score.ts';

/**
 * What unevenness, soft limits and moves must cost at least, because of set seats and the people there (rules B8, B9,
 * B10). They are other terms of the total than meetings, so the least of each may be added.
 */
export function floors(problem: Problem, here: Uint8Array[]): number {
	let least = 0;
	for (let r = problem.frozen.length; r < problem.sizes.length; r++) {
		if (problem.rounds[r]!.kind === 'same' || !problem.sizes[r]!.length) continue;
		const seat = fixedSeats(problem, r, here[r]!);
		if (spreads(problem, r)) least += unevenness(problem, r, seat) + shortfall(problem, r, seat);
		least += problem.changeWeight * movesIn(problem, r, seat);
	}
	return least;
}

/** Set seats of round r by table, and of those the ones with a value. */
type Count = { all: Int32Array; withValue: Int32Array; there: number };

function countOf(problem: Problem, r: number, seat: Int32Array, is: (i: number) => boolean): Count {
	const tables = problem.sizes[r]!.length;
	const count = { all: new Int32Array(tables), withValue: new Int32Array(tables), there: 0 };
	seat.forEach((k, i) => {
		if (k === -2) return;
		if (is(i)) count.there++;
		if (k < 0) return;
		count.all[k]!++;
		if (is(i)) count.withValue[k]!++;
	});
	return count;
}

/**
 * The least Σ cost(k, people of the value at k): set seats are there already, the others go one by one to the table
 * where one more costs least. Costs are convex, so that is exact.
 */
function cheapest(
	sizes: number[],
	{ all, withValue, there }: Count,
	cost: (k: number, people: number) => number
): number {
	const got = Int32Array.from(withValue);
	const most = sizes.map((size, k) => size - all[k]! + withValue[k]!);
	for (let left = there - got.reduce((a, b) => a + b, 0); left > 0; left--) {
		let best = -1;
		let price = Infinity;
		for (let k = 0; k < got.length; k++) {
			const more = cost(k, got[k]! + 1) - cost(k, got[k]!);
			if (got[k]! < most[k]! && more < price) [best, price] = [k, more];
		}
		if (best < 0) break; // no room: only when the problem is contradictory
		got[best]!++;
	}
	return got.reduce((sum, people, k) => sum + cost(k, people), 0);
}

/** B8. Each value by itself: how far set seats alone keep it from its even share. */
function unevenness(problem: Problem, r: number, seat: Int32Array): number {
	const sizes = problem.sizes[r]!;
	const present = sizes.reduce((a, b) => a + b, 0);
	if (!seat.some((k) => k >= 0)) return 0; // without set seats every value can be spread evenly
	let least = 0;
	for (const a of problem.attributes)
		for (let v = 0; v < a.values.length; v++) {
			const count = countOf(problem, r, seat, (i) => a.of[i] === v);
			const share = sizes.map((size) => evenShare(size, count.there, present));
			least +=
				a.weight *
				cheapest(sizes, count, (k, people) =>
					Math.max(0, share[k]![0] - people, people - share[k]![1])
				);
		}
	return least;
}

/** B9. Soft limits that the number of people there, or set seats, cannot meet. */
function shortfall(problem: Problem, r: number, seat: Int32Array): number {
	return problem.prefer.reduce((sum, { attribute, value, min = 0, max = Infinity, weight }) => {
		const a = problem.attributes.find((x) => x.name === attribute)!;
		const v = a.values.indexOf(value);
		const count = countOf(problem, r, seat, (i) => a.of[i] === v);
		const cost = (_: number, people: number) => Math.max(0, min - people, people - max);
		return sum + weight * cheapest(problem.sizes[r]!, count, cost);
	}, 0);
}

/** B10. Moves that sizes and set seats force: those published for a table beyond the seats it has left for them. */
function movesIn(problem: Problem, r: number, seat: Int32Array): number {
	const groups = problem.previous[r - problem.frozen.length] ?? [];
	const published = new Int32Array(problem.n).fill(-1);
	groups.forEach((group, k) => group.forEach((i) => (published[i] = k)));
	let moves = 0;
	groups.forEach((group, k) => {
		const there = group.filter((i) => seat[i] !== -2);
		const may = there.filter((i) => seat[i] === -1 || seat[i] === k).length;
		const others = seat.reduce((all, at, i) => all + (at === k && published[i] !== k ? 1 : 0), 0);
		const room = Math.max(0, (problem.sizes[r]![k] ?? 0) - others);
		moves += there.length - Math.min(may, room);
	});
	return moves;
}
