import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { restore, type How } from '../../src/lib/server/backup/restoration.ts';
import { toFileAt } from '../../src/lib/server/backup/snapshot.ts';
import * as tables from '../../src/lib/server/backup/tables.ts';
import * as erasure from '../../src/lib/server/erasure.ts';
import { openLog } from '../../src/lib/server/log.ts';
import * as pairing from '../../src/lib/server/pairing.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { openStore, type Store } from '../../src/lib/server/store/db.ts';
import { openBoard } from './board.ts';
import type { FreshDatabase } from './database.ts';
import {
	configurationFor,
	newId,
	openHall,
	refusalOf,
	type Hall,
	type OpenHouse
} from './house.ts';
import { newFolder } from './process.ts';

/** Everything in a store: each table's rows as JSON, in a fixed order; rooms without their epochs. */
export async function everyRow(store: Store): Promise<Record<string, string[]>> {
	const found: Record<string, string[]> = {};
	for (const { name, key } of tables.inOrder()) {
		const order = key.map((column) =>
			`"${column}" collate "C"`.replace('"seq" collate "C"', '"seq"')
		);
		const row = name === 'room' ? `to_jsonb(t) - 'epoch'` : 'to_jsonb(t)';
		const { rows } = (await store.db.execute(
			sql.raw(`select (${row})::text as row from "${name}" t order by ${order.join(', ')}`)
		)) as unknown as { rows: { row: string }[] };
		found[name] = rows.map(({ row }) => row);
	}
	return found;
}

export async function epochs(store: Store): Promise<string[]> {
	const { rows } = (await store.db.execute(
		sql`select epoch from room order by id collate "C"`
	)) as unknown as { rows: { epoch: string }[] };
	return rows.map(({ epoch }) => epoch);
}

/** A conference in which every table of the database has something: said, written down, decided, begun, refused and erased. */
export async function openFull(house: OpenHouse): Promise<Hall> {
	const { app, principal } = house;
	const hall = await openHall(house);
	const board = await openBoard(hall);
	const themeId = await board.theme('Mobilen', ['Mobilen ligger i hylla']);
	const proposalId = await board.propose('Én regel', [themeId]);
	await board.adopt(proposalId);
	await board.does('measure.make', {
		id: newId(),
		proposalId,
		title: 'Regelen \u2028 på to linjer\n«og» \\ en strek',
		level: 'early'
	});
	const plenum = (await hall.items()).find((item) => item.type === 'plenum')!;
	const text = 'Blåbærsyltetøy, skrevet med løse prikker: a\u030a 🫐';
	await hall.does('minute.write', { id: newId(), plenumId: plenum.id, text });
	await refusalOf(hall.does('minute.remove', { id: newId() }));
	const guest = newId();
	await hall.does('walkin.add', { id: guest, name: 'Uventet Gjest', seats: [] });
	await erasure.participant(app, principal, hall.id, guest);
	await pairing.wait(app, await sessions.hold(app, undefined));
	await sessions.begin(app, { accountId: principal.account!.id, grants: [] });
	return hall;
}

/** A file of a test's own, that is gone with `drop`. */
export function newFile(): { path: string; drop: () => void } {
	const folder = newFolder('backup');
	return {
		path: join(folder, 'a.backup.gz'),
		drop: () => rmSync(folder, { recursive: true, force: true })
	};
}

const told = { migrationsDir: './drizzle', secret: 'a secret of at least 32 characters', now: 0 };

export const backUp = (store: Store, path: string) => toFileAt(path, store, told);

export const bringBack = (store: Store, path: string, how: Partial<How> = {}) =>
	restore(store, path, { migrationsDir: './drizzle', replace: false, newId, secret: null, ...how });

/** Opens the store of a fresh database with no house in it. */
export const openBare = (database: FreshDatabase): Promise<Store> =>
	openStore(configurationFor(database), openLog('silent'));
