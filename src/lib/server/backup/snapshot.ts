import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db, Store } from '../store/db.ts';
import { counting, FORMAT, lineOf, toFile, type Header, type Put } from './dump.ts';
import * as lineage from './lineage.ts';
import * as tables from './tables.ts';
import { Unfit } from './unfit.ts';

/** What a snapshot is told beside the rows. */
export type Circumstances = { migrationsDir: string; secret: string; now: number };

/** Rows fetched at a time: a journal's facts may be large. */
const AT_A_TIME = 200;

/** A mark of a secret, from which it cannot be guessed: the same mark, the same links. */
export const markOf = (secret: string): string =>
	createHash('sha256').update(`rundebord links ${secret}`).digest('base64url').slice(0, 22);

/**
 * Writes everything in the store into a new file at `path`, as it stood at one moment: one
 * transaction, read row by row. PostgreSQL serves others meanwhile; PGlite has one connection,
 * so that acts wait for as long as the reading takes and are done after it.
 */
export function toFileAt(path: string, store: Store, told: Circumstances): Promise<void> {
	return toFile(path, (put) => take(store, told, put));
}

/** Puts the lines of a backup. Throws `Unfit` when the database is not at this version's schema. */
async function take(store: Store, told: Circumstances, put: Put): Promise<void> {
	const last = lineage.steps(told.migrationsDir).at(-1)!;
	const stands = await lineage.lastOf(store.db);
	if (stands === null) throw new Unfit('nothing', 'The database');
	if (stands !== last.at) throw new Unfit('other-version', 'The database');
	const out = counting(put);
	await store.db.transaction(async (glance) => {
		await glance.execute(sql`set transaction isolation level repeatable read, read only`);
		await out.put(JSON.stringify(await headerOf(glance, store, told, last)));
		for (const table of tables.inOrder()) await putRows(glance, table, out.put);
	});
	await out.end();
}

async function headerOf(db: Db, store: Store, told: Circumstances, last: lineage.Step) {
	const rows: Record<string, number> = {};
	for (const { name } of tables.inOrder()) {
		const counted = await read(db, `select count(*)::int as n from "${name}"`);
		rows[name] = Number(counted[0]?.n ?? 0);
	}
	const header: Header = {
		rundebord: 'backup',
		format: FORMAT,
		schema: { name: last.name, hash: last.hash },
		taken: new Date(told.now).toISOString(),
		storage: store.kind,
		links: markOf(told.secret),
		rows
	};
	return header;
}

async function putRows(db: Db, { name, key }: tables.Table, put: Put): Promise<void> {
	const order = key.map((column) => `"${column}"`).join(', ');
	await read(
		db,
		`declare every_row no scroll cursor for select row_to_json(t)::text as json from "${name}" t order by ${order}`
	);
	for (;;) {
		const rows = await read(db, `fetch ${AT_A_TIME} from every_row`);
		for (const { json } of rows) await put(lineOf({ table: name, json: String(json) }));
		if (rows.length < AT_A_TIME) break;
	}
	await read(db, 'close every_row');
}

async function read(db: Db, statement: string): Promise<Record<string, unknown>[]> {
	const answered = (await db.execute(sql.raw(statement))) as unknown as {
		rows: Record<string, unknown>[];
	};
	return answered.rows;
}
