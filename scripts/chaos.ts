/**
 * `npm run chaos`: breaks everything on purpose, with real processes, databases and sockets on
 * loopback addresses, and checks that nothing was lost, doubled, misordered or leaked, and that
 * every screen came back. Bounded in time; stops by itself, also on Ctrl+C.
 */
import * as build from './build.ts';
import * as options from './chaos/options.ts';
import { reportOf, table } from './chaos/report.ts';
import { run } from './chaos/run.ts';

const asked = (() => {
	try {
		return options.read(process.argv.slice(2));
	} catch (error) {
		console.error((error as Error).message);
		process.exit(2);
	}
})();

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.on(signal, () => {
		if (stopping.signal.aborted) process.exit(130);
		stopping.abort();
	});

/** Ms that bringing up, healing and looking may take on top of the time asked for. */
const AROUND = 180_000;
const watchdog = setTimeout(
	() => {
		console.error('The run did not end in time.');
		process.exit(2);
	},
	asked.minutes * 60_000 * 3 + AROUND
);

build.ensure();
const say = (line: string) => void (asked.json || console.log(line));
const outcome = await run(asked, stopping.signal, say);
const report = reportOf(asked.seed, outcome);
console.log(asked.json ? JSON.stringify(report) : table(report));
clearTimeout(watchdog);
process.exit(report.ok ? 0 : 1);
