/**
 * What happens when the disk is full, on a small file system of its own:
 *
 *   mount -t tmpfs -o size=120m tmpfs /mnt/small
 *   node scripts/full-disk.ts /mnt/small [--postgres]
 *
 * Writes points, fills what is left of the disk, goes on writing, empties it again, and looks whether each
 * acknowledged point is there and writing goes on by itself. Leaves with 1 when a point is lost. Needs a build.
 */
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp } from '../tests/support/app.ts';
import { openHouse, REAL_CLOCK } from '../tests/support/house.ts';
import { query, startPostgres } from '../tests/support/postgres.ts';
import * as halls from './chaos/hall.ts';
import { follow } from './load/follower.ts';
import { aPoint, failures, write } from './load/measure.ts';

const [folder, how] = process.argv.slice(2);
if (!folder) throw new Error('Name a folder on a small file system.');
const KEPT_FREE = 40 * 1024; // bytes
const FILLER = join(folder, 'filler');

process.env.TMPDIR = folder; // the database's own folder is made there
const server = how === '--postgres' ? await startPostgres(true) : null;
if (server) await query(server.url('postgres'), 'create database small');
const databaseUrl = server?.url('small') ?? null;
const dataDir = join(folder, 'data');
const house = await openHouse(REAL_CLOCK, async () => ({
	kind: server ? ('postgres' as const) : ('pglite' as const),
	url: databaseUrl,
	databaseUrl,
	dataDir,
	drop: async () => undefined
}));
const hall = await halls.open(house, 2);
const cookie = (await hall.cookies('table/1', 1))[0]!;
await house.app.close();
const app = await startApp({ databaseUrl, dataDir, env: { LOG_LEVEL: 'error' } });
const place = { url: app.url, cookie, room: hall.id, lane: 'table/1' as const, polling: false };
const tablet = await follow(place, true);

const acknowledged: string[] = [];
const round = async (name: string, seconds: number) => {
	const sent: string[] = [];
	const say = () => {
		const point = aPoint(tablet);
		sent.push((point.input as { id: string }).id);
		return point;
	};
	const told = await write({ writers: [tablet], followers: [] }, say, 20, seconds);
	told.forEach(({ seq }, at) => seq !== null && acknowledged.push(sent[at]!));
	const done = told.filter(({ seq }) => seq !== null).length;
	console.log(
		`${name}: ${told.length} written, ${done} acknowledged, ${JSON.stringify(failures(told))}`
	);
};

await round('with room', 3);
const { bavail, bsize } = statfsSync(folder);
writeFileSync(FILLER, Buffer.alloc(Math.max(0, bavail * bsize - KEPT_FREE)));
await round('disk full', 10);
const health = await fetch(`${app.url}/health`).then(async (answer) => `${answer.status}`);
console.log(`health while full: ${health}`);
rmSync(FILLER);
await round('with room again', 5);
tablet.socket.close();
await app.stop();
const again = await startApp({ databaseUrl, dataDir, env: { LOG_LEVEL: 'error' } });
const after = await follow({ ...place, url: again.url }, true);
const lost = acknowledged.filter((id) => !after.room!.point[id]);
console.log(`${acknowledged.length} acknowledged, ${lost.length} lost after a restart`);
after.socket.close();
await again.stop();
await server?.stop();
process.exit(lost.length > 0 ? 1 : 0);
