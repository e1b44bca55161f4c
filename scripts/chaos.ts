/**
 * `npm run chaos`: breaks everything on purpose, with real processes, databases and sockets on
 * loopback addresses, and checks that nothing was lost, doubled, misordered or leaked, and that
 * every screen came back. Bounded in time; stops by itself, also on Ctrl+C.
 */
import { asked as askedBy, stopped } from './asked.ts';
import * as build from './build.ts';
import * as options from './chaos/options.ts';
import * as mutant from './chaos/mutant.ts';
import { reportOf, table } from './chaos/report.ts';
import { day } from './chaos/day.ts';

const asked = askedBy(options.read);
const stopping = stopped();

/** Ms that bringing up, healing and looking may take on top of the time asked for. */
const AROUND = 180_000;
const watchdog = setTimeout(
	() => {
		console.error('The run did not end in time.');
		process.exit(2);
	},
	(asked.defect === null ? asked.minutes * 3 : 60) * 60_000 + AROUND
);

build.ensure();
const say = (line: string) => void (asked.json || console.log(line));

async function huntAll(name: string): Promise<boolean> {
	const defects = mutant.named(name);
	let caught = 0;
	for (const defect of defects) {
		if (stopping.aborted) break;
		const verdict = await mutant.hunt(defect, asked, stopping);
		if (verdict.caught) caught += 1;
		console.log(
			`${verdict.caught ? 'caught' : 'MISSED'} ${verdict.name}: ${verdict.said.slice(0, 400)}`
		);
	}
	console.log(`${caught} of ${defects.length} seeded defects caught`);
	return caught === defects.length;
}

async function breakIt(): Promise<boolean> {
	const report = reportOf(asked.seed, await day(asked, stopping, say));
	console.log(asked.json ? JSON.stringify(report) : table(report));
	return report.ok;
}

// A hunt is a success when the run inside it failed: with one defect the exit code is that run's.
const good = asked.defect === null ? await breakIt() : await huntAll(asked.defect);
clearTimeout(watchdog);
process.exit(asked.defect !== null && asked.defect !== 'all' ? (good ? 1 : 0) : good ? 0 : 1);
