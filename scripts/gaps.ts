/**
 * How long nobody can write, and how long screens wait, when something is taken away in the middle of a round:
 *
 *   npm run -s gaps -- [--clients N] [--tables T] [--rate R] [--processes P] [--pglite] [--only A,B] [--json]
 *
 * Tables write at the rate on devices that are driven by the product's own code, each behind a wire of its own, while
 * processes are deployed and killed, PostgreSQL is restarted, its connections cut, and Redis is away for 5, 15 and
 * 80 s. In the end every act that was answered is looked for in the journal, and every device must stand where the
 * room does. Exits with 1 when one is lost or twice there. Loopback addresses and temporary folders only. Needs a build.
 */
import { asked } from './asked.ts';
import { blows } from './gaps/blows.ts';
import { seat } from './gaps/crowd.ts';
import { read } from './gaps/options.ts';
import { found, table } from './gaps/report.ts';
import { bringUp } from './chaos/site.ts';

const options = asked(read);
const { pglite, processes, tables } = options;
const deaths: string[] = [];
const site = await bringUp({ pglite, processes, tables }, (said) => void deaths.push(said));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.once(signal, () => void site.close().then(() => process.exit(130)));
try {
	const crowd = await seat(site, options);
	crowd.write(options.rate);
	const struck = await blows(site, crowd, options, (line) => console.error(line));
	const stands = await crowd.rest();
	const harm = { ...found(crowd.words, await site.ledger(), stands), deaths };
	const { length: acts } = crowd.words;
	const report = { options, acts, struck, harm };
	console.log(options.json ? JSON.stringify(report) : `${table(struck, harm)}\nacts       ${acts}`);
	process.exitCode = Object.values(harm).every(({ length }) => length === 0) ? 0 : 1;
} finally {
	await site.close();
}
process.exit();
