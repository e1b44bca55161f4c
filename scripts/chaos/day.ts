import type { Findings } from './checker.ts';
import type { History } from './history.ts';
import type { Options } from './options.ts';
import { run, type Outcome } from './run.ts';

/** Minutes of breaking in one conference: by then it has some thousand points, more than a real one comes to. */
const LONGEST = 5;
/** Devices that come so far in that time; more come as far in less. */
const CROWD = 24;

const longest = ({ clients }: Options): number => LONGEST * Math.min(1, CROWD / clients);

/**
 * One conference after another until things have been broken for as long as asked, each with a room, databases and
 * processes of its own and the next seed. Ends early when something is wrong.
 */
export async function day(
	options: Options,
	stop: AbortSignal,
	say: (line: string) => void
): Promise<Outcome> {
	const first = await conference(options, 0, stop, say);
	let whole = first;
	for (let at = 1; left(options, at) > 0 && isGood(whole) && !stop.aborted; at++)
		whole = joined(whole, await conference(options, at, stop, say));
	return whole;
}

const left = (options: Options, at: number): number => options.minutes - at * longest(options);
const isGood = ({ findings }: Outcome): boolean =>
	Object.values(findings).every((found) => found.length === 0);

function conference(
	options: Options,
	at: number,
	stop: AbortSignal,
	say: (line: string) => void
): Promise<Outcome> {
	const minutes = Math.min(longest(options), left(options, at));
	const seed = options.seed + at;
	if (options.minutes > minutes) say(`conference ${at + 1}, seed ${seed}, ${minutes} min`);
	return run({ ...options, minutes, seed }, stop, say);
}

/** Two outcomes as one: what the report counts, without the frames and pictures that have been looked through. */
function joined(one: Outcome, other: Outcome): Outcome {
	const findings = Object.fromEntries(
		Object.entries(one.findings).map(([kind, found]) => [
			kind,
			[...found, ...other.findings[kind as keyof Findings]]
		])
	) as Findings;
	return {
		...other,
		findings,
		history: joinedHistory(one.history, other.history),
		broken: one.broken + other.broken,
		said: [...one.said, ...other.said]
	};
}

function joinedHistory(one: History, other: History): History {
	const faults = { ...one.faults };
	for (const [kind, count] of Object.entries(other.faults))
		faults[kind] = (faults[kind] ?? 0) + count;
	return {
		deeds: new Map([...one.deeds, ...other.deeds]),
		sights: new Map(),
		looks: [],
		pictures: new Map(),
		switches: one.switches + other.switches,
		returns: [...one.returns, ...other.returns],
		drained: [...one.drained, ...other.drained],
		clocks: one.clocks.concat(other.clocks),
		faults,
		deaths: [...one.deaths, ...other.deaths]
	};
}
