/**
 * Plays the tablets and phones of a conference over the real wire: they join by their links, write
 * at people's pace and hand in, and it ends when each table has handed in or the round is over.
 *
 *   npm run crowd -- http://…/join/…/table-1#… http://…/join/…/guest#… …
 *
 * Links come as arguments, else one a line on standard input. With --stay the devices keep their
 * seats afterwards, and play the next round when it opens.
 */
import { text } from 'node:stream/consumers';
import * as device from './crowd/device.ts';
import { join, laneOf, read, type Link } from './crowd/join.ts';
import * as table from './crowd/table.ts';
import { tableOf } from '../src/lib/domain/audience.ts';
import { crowdPoints } from './demo/points.ts';

const stay = process.argv.includes('--stay');
const said = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const lines = said.length > 0 ? said : (await text(process.stdin)).split('\n');
const links = lines.map(read).filter((link) => link !== null);

if (links.length === 0) {
	console.error('Give the links of tables and phones, as printed by the conference or the demo.');
	process.exit(1);
}

/** Devices arrive one after the other, as people sit down. */
const BETWEEN = 700;
const pace: table.Pace = {
	pause: (ms) => new Promise((next) => setTimeout(next, ms)),
	random: Math.random,
	now: Date.now
};
/** What has not been said yet, in each round. */
const unsaid = new Map<string, table.Line[]>();

function take(round: string): table.Line | undefined {
	const left = unsaid.get(round) ?? [...crowdPoints];
	unsaid.set(round, left);
	return left.splice(Math.floor(pace.random() * left.length), 1)[0];
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));

/** Joins by one link; plays the table if it is one. */
async function sit(link: Link, place: number): Promise<void> {
	await pace.pause(place * BETWEEN);
	const here = await device.connect(await join(link));
	const number = tableOf(laneOf(link));
	if (number === null) return;
	do {
		if (stay) await here.until(() => table.talks(here, number));
		await table.play(here, number, take, pace);
	} while (stay);
}

const done = await Promise.allSettled(links.map(sit));
const failed = done.filter((one) => one.status === 'rejected');
for (const { reason } of failed) console.error(String(reason));
if (!stay || failed.length === links.length) process.exit(failed.length > 0 ? 1 : 0);
