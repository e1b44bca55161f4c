import type { Board } from './board.ts';

/** The best seating met so far on a board. `goal`: at this total the search may stop. */
export type Keeper = {
	total: number;
	seat: Int32Array[];
	goal: number;
	done: boolean;
	news: boolean;
};

/** Nothing kept yet. */
export function keeper(goal: number): Keeper {
	return { total: Infinity, seat: [], goal, done: false, news: false };
}

/** Keeps what is on the board when it is better; true when the goal is met. */
export function keep(k: Keeper, b: Board): boolean {
	if (b.total >= k.total - 1e-6) return k.done;
	k.total = b.total;
	k.news = true;
	if (!k.seat.length) k.seat = b.seat.map((s) => Int32Array.from(s));
	else for (let r = 0; r < b.seat.length; r++) k.seat[r]!.set(b.seat[r]!);
	if (b.total <= k.goal + 1e-6) k.done = true;
	return k.done;
}
