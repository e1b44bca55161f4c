/**
 * `npm run unsent`: what people have typed and not sent, through bad weather, broken storage and
 * dead tabs. Real Chromium, the production build and PostgreSQL on loopback addresses and in
 * temporary folders. Bounded in time; stops by itself, also on Ctrl+C.
 */
import * as build from './build.ts';
import * as options from './unsent/options.ts';
import { reportOf, table } from './unsent/report.ts';
import { run } from './unsent/run.ts';

const asked = (() => {
	try {
		return options.read(process.argv.slice(2));
	} catch (error) {
		console.error((error as Error).message);
		process.exit(2);
	}
})();

/** Ctrl+C reaches this process twice, from the terminal and from npm; pressed again, ms later, it is meant. */
const MEANT = 2_000;
const stopping = new AbortController();
let stoppedAt = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.on(signal, () => {
		if (stopping.signal.aborted && performance.now() - stoppedAt > MEANT) process.exit(130);
		stoppedAt ||= performance.now();
		stopping.abort();
	});

build.ensure();
const begun = performance.now();
const say = (line: string) => void (asked.json || console.log(line));
const outcomes = await run(asked, stopping.signal, say);
const count = asked.only.length || asked.cases;
const report = reportOf(asked.seed, outcomes, count, performance.now() - begun);
console.log(asked.json ? JSON.stringify(report) : table(report));
process.exit(report.ok ? 0 : 1);
