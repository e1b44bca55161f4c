import { rmSync } from 'node:fs';
import { roomOf, all } from '../../src/lib/domain/room.ts';
import type { Point } from '../../src/lib/domain/point.ts';
import { glance } from '../../src/lib/server/store/journal.ts';
import { startApp } from '../../tests/support/app.ts';
import { openHouse, REAL_CLOCK, type OpenHouse } from '../../tests/support/house.ts';
import { query, startPostgres } from '../../tests/support/postgres.ts';
import { newFolder } from '../../tests/support/process.ts';
import * as halls from '../chaos/hall.ts';

/** An app process that comes back where it was. */
export type Server = {
	port: number;
	kill: () => Promise<void>;
	start: () => Promise<void>;
	stop: () => Promise<void>;
};

/** A table with nothing on it yet, in a round that is open. */
export type Table = {
	room: string;
	number: number;
	/** The next one's number: nothing of this one's may be found there. */
	aside: number;
	cookie: (table: number) => Promise<string>;
	/** Every point that the database has in this room. */
	points: () => Promise<Point[]>;
};

/** Starts the build on a database that others use too. */
export async function openServer(databaseUrl: string | null): Promise<Server> {
	let app = await startApp({ databaseUrl });
	const { port, dataDir } = app;
	return {
		port,
		kill: () => app.kill(),
		start: async () => void (app = await startApp({ databaseUrl, port, dataDir })),
		stop: async () => {
			await app.kill();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

/** Tables, one after the other; a new conference when one is full. */
export function tablesIn(house: OpenHouse, each = 16): () => Promise<Table> {
	const free: Table[] = [];
	let last: Promise<unknown> = Promise.resolve();
	const next = async () => {
		if (free.length === 0) free.push(...(await furnish(house, each)));
		return free.shift()!;
	};
	return () => {
		const mine = last.then(next);
		last = mine.catch(() => undefined);
		return mine;
	};
}

/** Every other table is written at; the one beside it stays empty. */
async function furnish(house: OpenHouse, count: number): Promise<Table[]> {
	const hall = await halls.open(house, count * 2);
	return Array.from({ length: count }, (_, at) => ({
		room: hall.id,
		number: at * 2 + 1,
		aside: at * 2 + 2,
		cookie: async (table: number) => (await hall.cookies(`table/${table}`, 1))[0]!,
		points: async () => {
			const room = await glance(house.app.store.db, hall.id);
			return all(roomOf(room?.things ?? []), 'point');
		}
	}));
}

/** PostgreSQL of the run's own, with a house beside the apps. */
export async function bringUp(): Promise<{
	house: OpenHouse;
	databaseUrl: string;
	close: () => Promise<void>;
}> {
	const server = await startPostgres();
	const dataDir = newFolder('unsent');
	const drop = async () => rmSync(dataDir, { recursive: true, force: true });
	try {
		await query(server.url('postgres'), 'create database unsent');
		const databaseUrl = server.url('unsent');
		const fresh = { kind: 'postgres' as const, url: databaseUrl, databaseUrl, dataDir, drop };
		const house = await openHouse(REAL_CLOCK, async () => fresh);
		const close = async () => {
			await house.close();
			await server.stop();
		};
		return { house, databaseUrl, close };
	} catch (error) {
		await drop();
		await server.stop();
		throw error;
	}
}
