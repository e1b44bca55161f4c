import { m } from '#lib/paraglide/messages.js';

/** How much something weighs, in words. */
export const WEIGHTS = [
	{ weight: 0, words: m.planner_weight_none },
	{ weight: 0.5, words: m.planner_weight_little },
	{ weight: 1, words: m.planner_weight_one },
	{ weight: 3, words: m.planner_weight_much }
];

/** The weight that has words, nearest below. */
export const nearest = (weight: number): number =>
	WEIGHTS.findLast((one) => one.weight <= weight)?.weight ?? 0;
