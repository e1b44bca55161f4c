import { openCorner, type Corner } from './corner.ts';
import { openBrowser } from './devices.ts';
import type { Options } from './options.ts';
import { planOf, type Case } from './plan.ts';
import { play } from './play.ts';
import { isGood, told, type Outcome } from './report.ts';
import { bringUp, tablesIn, type Table } from './site.ts';

/** Ms that a case may take before it is given up. */
const MOST = 240_000;

/** Plays every case that was asked for; gives what came of those that were played when it is stopped. */
export async function run(
	asked: Options,
	stop: AbortSignal,
	say: (line: string) => void
): Promise<Outcome[]> {
	const site = await bringUp();
	const undo: (() => Promise<unknown>)[] = [site.close];
	const outcomes: Outcome[] = [];
	try {
		const browser = await openBrowser();
		undo.push(() => browser.close());
		const tables = tablesIn(site.house);
		const left = numbers(asked);
		const oneByOne = async (corner: Corner) => {
			for (let next = left.shift(); next !== undefined && !stop.aborted; next = left.shift()) {
				const outcome = await attempt(planOf(asked.seed, next), corner, tables, stop);
				if (outcome === null) break;
				outcomes.push(outcome);
				if (!isGood(outcome)) say(told(outcome).join('\n'));
				else if (outcomes.length % 20 === 0) say(`${outcomes.length} cases`);
			}
		};
		const lanes = Array.from({ length: Math.min(asked.atOnce, left.length) }, async () => {
			const corner = await openCorner(browser, site.databaseUrl);
			undo.push(corner.close);
			await oneByOne(corner);
		});
		await Promise.all(lanes);
	} finally {
		for (const close of undo.reverse()) await close().catch(() => undefined);
	}
	return outcomes.sort((a, b) => a.plan.number - b.plan.number);
}

const numbers = ({ cases, only }: Options): number[] =>
	only.length > 0 ? [...only] : Array.from({ length: cases }, (_, at) => at + 1);

/** One case. Null when the run was stopped meanwhile. */
async function attempt(
	plan: Case,
	corner: Corner,
	tables: () => Promise<Table>,
	stop: AbortSignal
): Promise<Outcome | null> {
	const begun = performance.now();
	const took = () => performance.now() - begun;
	try {
		const { server, wire } = corner;
		const ground = { device: await corner.deviceFor(plan), server, wire, table: await tables() };
		const played = await inTime(play(plan, ground), stop);
		return { plan, played, broke: null, took: took() };
	} catch (error) {
		if (stop.aborted) return null;
		await corner.tidyUp();
		const broke = String((error as Error).message).slice(0, 600);
		return { plan, played: null, broke, took: took() };
	}
}

/** What `work` gives, unless it takes too long or the run is stopped. */
async function inTime<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
	const over = new AbortController();
	const late = new Promise<never>((_, fail) => {
		const timer = setTimeout(() => fail(new Error(`Not done within ${MOST} ms`)), MOST);
		over.signal.addEventListener('abort', () => clearTimeout(timer));
		stop.addEventListener('abort', () => fail(new Error('stopped')), { signal: over.signal });
	});
	return Promise.race([work, late]).finally(() => over.abort());
}
