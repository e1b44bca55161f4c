/**
 * How much a hall, or many, may ask of the server:
 *
 *   npm run -s load -- --clients N --tables T --rate R --seconds S [--processes P] [--conferences K] [--json]
 *
 * Devices join and follow, tables write at the rate, everybody hands in at once, and in the end the server is killed
 * and all come back. In the same run the same crowd meets a bare Socket.IO echo and a bare commit-and-emit, so that
 * the figures say something on any machine. This process is the crowd; each server is a process of its own. Loopback
 * addresses and temporary folders only. Needs a build.
 */
import { asked } from './asked.ts';
import * as bareCrowd from './load/compared.ts';
import { read } from './load/options.ts';
import { ours } from './load/ours.ts';
import { failedIn, table, type Report } from './load/report.ts';
import { bringUp } from './load/stage.ts';

const options = asked(read);
const stage = await bringUp(options);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.once(signal, () => void stage.close().then(() => process.exit(130)));
try {
	const mine = await ours(options, stage);
	const seconds = Math.min(options.seconds, 15);
	const echo = await bareCrowd.against('echo', null, options, seconds);
	const commit = stage.bareUrl
		? await bareCrowd.against('commit', stage.bareUrl, options, seconds)
		: null;
	const report: Report = { asked: { ...options }, ...mine, bare: { echo, commit } };
	console.log(options.json ? JSON.stringify(report) : table(report));
	process.exitCode = failedIn(mine.ours) > 0 ? 1 : 0;
} finally {
	await stage.close();
}
process.exit();
