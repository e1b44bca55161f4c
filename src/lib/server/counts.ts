/**
 * What has been counted since the process started: frames and acts by kind and outcome, with
 * how long they took, for those who watch over the house. No personal text.
 */
export type Counts = {
	count: (what: string, outcome: string, ms?: number) => void;
	/** Every counter: how often, and the sum of milliseconds. */
	read: () => { what: string; outcome: string; times: number; ms: number }[];
};

export function openCounts(): Counts {
	const counters = new Map<string, { what: string; outcome: string; times: number; ms: number }>();
	return {
		count: (what, outcome, ms = 0) => {
			const key = `${what} ${outcome}`;
			const counter = counters.get(key) ?? { what, outcome, times: 0, ms: 0 };
			counter.times += 1;
			counter.ms += ms;
			counters.set(key, counter);
		},
		read: () => [...counters.values()]
	};
}
