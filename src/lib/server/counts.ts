/**
 * What has been counted since the process started: frames and acts by kind and outcome, with
 * how long they took, for those who watch over the house. No personal text.
 */
export type Counts = {
	count: (what: string, outcome: string, ms?: number) => void;
	/** Adds to a spread of times, in ms. */
	time: (what: string, ms: number) => void;
	/** Every counter: how often, and the sum of milliseconds. */
	read: () => { what: string; outcome: string; times: number; ms: number }[];
	/** Every spread of times. */
	spreads: () => Spread[];
};

/** How many took at most so many ms (`upTo`, one count for each of `STEPS`), how many in all, and their sum. */
export type Spread = { what: string; upTo: number[]; times: number; ms: number };

/** The steps of a spread, in ms. */
export const STEPS = [1, 2.5, 5, 10, 25, 50, 100, 150, 250, 400, 1_000, 2_500, 5_000, 10_000];

export function openCounts(): Counts {
	const counters = new Map<string, { what: string; outcome: string; times: number; ms: number }>();
	const spreads = new Map<string, Spread>();
	return {
		count: (what, outcome, ms = 0) => {
			const key = `${what} ${outcome}`;
			const counter = counters.get(key) ?? { what, outcome, times: 0, ms: 0 };
			counter.times += 1;
			counter.ms += ms;
			counters.set(key, counter);
		},
		time: (what, ms) => {
			const spread = spreads.get(what) ?? { what, upTo: STEPS.map(() => 0), times: 0, ms: 0 };
			for (const [at, step] of STEPS.entries()) if (ms <= step) spread.upTo[at]! += 1;
			spread.times += 1;
			spread.ms += ms;
			spreads.set(what, spread);
		},
		read: () => [...counters.values()],
		spreads: () => [...spreads.values()]
	};
}
