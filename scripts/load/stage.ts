import { rmSync } from 'node:fs';
import { startApp, type RunningApp } from '../../tests/support/app.ts';
import type { FreshDatabase } from '../../tests/support/database.ts';
import { openHouse, REAL_CLOCK } from '../../tests/support/house.ts';
import { query, startPostgres } from '../../tests/support/postgres.ts';
import { newFolder } from '../../tests/support/process.ts';
import { startRedis } from '../../tests/support/redis.ts';
import * as halls from '../chaos/hall.ts';
import type { Options } from './options.ts';

/** A conference with a key for each device. */
export type Hall = {
	id: string;
	staff: string;
	projector: string;
	guests: string[];
	tables: string[];
};

/** Everything that a run brings up, on loopback addresses and in temporary folders. */
export type Stage = {
	halls: Hall[];
	apps: RunningApp[];
	/** Ends a process as a power cut would, and starts it again on its port. */
	again: (at: number) => Promise<void>;
	/** A database for those who are compared with; null on PGlite. */
	bareUrl: string | null;
	close: () => Promise<void>;
};

/** Brings up databases, conferences and processes. */
export async function bringUp(options: Options): Promise<Stage> {
	const undo: (() => Promise<unknown>)[] = [];
	const close = async () => {
		for (const stop of undo.reverse()) await stop().catch(() => undefined);
	};
	try {
		const server = options.pglite ? null : await startPostgres(true);
		if (server) undo.push(server.stop);
		const redis = options.processes > 1 ? await startRedis() : null;
		if (redis) undo.push(redis.stop);
		const dataDir = newFolder('load');
		undo.push(async () => rmSync(dataDir, { recursive: true, force: true }));
		for (const name of server ? ['load', 'bare'] : [])
			await query(server!.url('postgres'), `create database ${name}`);
		const databaseUrl = server?.url('load') ?? null;
		const ready = await furnish({ ...databaseOf(databaseUrl), dataDir }, options);
		const start = (port?: number) =>
			startApp({
				databaseUrl,
				redisUrl: redis?.url ?? null,
				dataDir,
				...(port && { port }),
				env: { LOG_LEVEL: 'warn' }
			});
		const apps: RunningApp[] = [];
		undo.push(() => Promise.all(apps.map((app) => app.stop())));
		while (apps.length < options.processes) apps.push(await start());
		return {
			halls: ready,
			apps,
			again: async (at) => {
				const { port } = apps[at]!;
				await apps[at]!.kill();
				apps[at] = await start(port);
			},
			bareUrl: server?.url('bare') ?? null,
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}

const databaseOf = (databaseUrl: string | null): Omit<FreshDatabase, 'dataDir'> => ({
	kind: databaseUrl ? 'postgres' : 'pglite',
	url: databaseUrl,
	databaseUrl,
	drop: async () => undefined
});

async function furnish(database: FreshDatabase, options: Options): Promise<Hall[]> {
	const house = await openHouse(REAL_CLOCK, async () => database);
	const share = (all: number, at: number) =>
		Math.floor(all / options.conferences) + (at < all % options.conferences ? 1 : 0);
	const ready: Hall[] = [];
	for (let at = 0; at < options.conferences; at++) {
		const tables = share(options.tables, at);
		const hall = await halls.open(house, tables);
		const one = async (lane: 'staff' | 'projector') => (await hall.cookies(lane, 1))[0]!;
		const numbers = Array.from({ length: tables }, (_, k) => k + 1);
		ready.push({
			id: hall.id,
			staff: await one('staff'),
			projector: await one('projector'),
			guests: await hall.cookies('guest', share(options.clients, at)),
			tables: await Promise.all(numbers.map(async (n) => (await hall.cookies(`table/${n}`, 1))[0]!))
		});
	}
	await house.app.close();
	return ready;
}
