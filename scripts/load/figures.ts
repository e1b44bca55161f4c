/** Times in ms, from the fastest to the slowest that count. */
export type Times = { p50: number; p95: number; p99: number; max: number; count: number };

/** What is reached by half, by 95 and by 99 of a hundred. */
export function timesOf(samples: number[]): Times {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = (share: number) =>
		sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), count: sorted.length };
}

/** One run against one server. */
export type Figures = {
	/** Acts acknowledged, and how many a second while they were written. */
	acts: number;
	perSecond: number;
	/** Acts that were refused or not answered, by the reason. */
	failed: Record<string, number>;
	/** From the act to its acknowledgement, and to the projector, in the hours of writing. */
	acknowledged: Times;
	seen: Times;
	/** The same when everybody hands in at once, and until it is on the phones. */
	/** From one table's handing in, among nothing else, to the phones. */
	release: Times | null;
	burst: { acknowledged: Times; seen: Times; phones: Times } | null;
	/** Resident memory of the server per follower, in KB, and in all, in MB. */
	kilobytesEach: number;
	megabytes: number;
};
