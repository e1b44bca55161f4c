import { eq, sql } from 'drizzle-orm';
import type { Db, Store } from '../store/db.ts';
import * as s from '../store/schema.ts';
import { rowsOf, verify, type Header, type Row } from './dump.ts';
import * as lineage from './lineage.ts';
import { markOf } from './snapshot.ts';
import * as tables from './tables.ts';
import { Unfit } from './unfit.ts';

export type How = {
	migrationsDir: string;
	/** Throw away what the database holds. */
	replace: boolean;
	newId: () => string;
	/** The secret that will sign links, when it is configured; else the one in the backup will. */
	secret: string | null;
};

/** What came of it: how much, from when, and whether links that were handed out still open. */
export type Restored = { header: Header; rows: number; rooms: number; links: 'same' | 'other' };

/** Rows put in at a time, and how many characters of them at most. */
const MOST_ROWS = 200;
const MOST_TEXT = 4_000_000;

/** Tables that a house has something in before anybody uses it. */
const FROM_THE_START = ['setting', 'one_time_link', 'session', 'pairing'];

/** The backup in a file, when it is whole and this version can read it. Throws `Unfit`. */
export async function fitting(path: string, migrationsDir: string): Promise<Header> {
	const header = await verify(path);
	stepOf(header, migrationsDir, path);
	return header;
}

/** Where in the schema's history a backup was taken: the steps up to there, and those after. */
function stepOf({ schema }: Header, migrationsDir: string, path: string) {
	const steps = lineage.steps(migrationsDir);
	const at = steps.findIndex(({ name, hash }) => name === schema.name && hash === schema.hash);
	if (at < 0) throw new Unfit('newer', path);
	return { then: steps.slice(0, at + 1), since: steps.slice(at + 1) };
}

/**
 * Puts a backup in the place of everything the store holds, in one transaction: the schema as it
 * was then, the rows, the steps since. Every room gets a new epoch, so that screens begin afresh
 * and devices that were ahead send what they still have. Who was erased since is kept in mind. Throws
 * `Unfit`; then nothing has changed.
 */
export async function restore(store: Store, path: string, how: How): Promise<Restored> {
	const header = await fitting(path, how.migrationsDir);
	const { then, since } = stepOf(header, how.migrationsDir, path);
	const { rows, rooms } = await store.db.transaction(async (db) => {
		if (!how.replace && (await isInUse(db))) throw new Unfit('not-empty', 'The database');
		const gone = await erasedSoFar(db);
		await clear(db);
		await step(db, then);
		const rows = await fill(db, path);
		await step(db, since);
		await noteErased(db, gone);
		return { rows, rooms: await turn(db, how.newId) };
	});
	const [kept] = await store.db.select().from(s.setting).where(eq(s.setting.name, 'secret'));
	const signs = how.secret ?? kept?.value ?? '';
	return { header, rows, rooms, links: markOf(signs) === header.links ? 'same' : 'other' };
}

async function isInUse(db: Db): Promise<boolean> {
	const used = tables.inOrder().filter(({ name }) => !FROM_THE_START.includes(name));
	const any = used.map(({ name }) => `exists (select from "${name}")`).join(' or ');
	const { rows } = (await db.execute(sql.raw(`select ${any} as used`))) as unknown as {
		rows: { used: boolean }[];
	};
	return rows[0]?.used ?? false;
}

type Erased = typeof s.erased.$inferSelect;

/** Who was to be erased according to the database as it is, which may be older than that. */
async function erasedSoFar(db: Db): Promise<Erased[]> {
	const { rows } = (await db.execute(
		sql`select to_regclass('public.erased') is not null as there`
	)) as unknown as { rows: { there: boolean }[] };
	return rows[0]?.there ? db.select().from(s.erased) : [];
}

/** Keeps that beside what the backup knew, so that whoever it brings back is erased again when the house opens. */
async function noteErased(db: Db, gone: Erased[]): Promise<void> {
	for (const one of gone) await db.insert(s.erased).values(one).onConflictDoNothing();
}

async function clear(db: Db): Promise<void> {
	const names = tables.inOrder().map(({ name }) => `"${name}"`);
	await db.execute(sql.raw(`drop table if exists ${names.join(', ')} cascade`));
}

async function step(db: Db, steps: lineage.Step[]): Promise<void> {
	for (const { statements } of steps)
		for (const statement of statements) await db.execute(sql.raw(statement));
}

/** Puts in the rows in the order of the file; gives how many. */
async function fill(db: Db, path: string): Promise<number> {
	let batch: Row[] = [];
	let text = 0;
	let count = 0;
	const put = async () => {
		if (batch.length > 0) await insert(db, batch);
		count += batch.length;
		[batch, text] = [[], 0];
	};
	for await (const row of rowsOf(path, () => undefined)) {
		const other = batch[0] !== undefined && batch[0].table !== row.table;
		if (other || batch.length >= MOST_ROWS || text >= MOST_TEXT) await put();
		batch.push(row);
		text += row.json.length;
	}
	await put();
	return count;
}

async function insert(db: Db, rows: Row[]): Promise<void> {
	const table = sql.identifier(rows[0]!.table);
	const json = `[${rows.map((row) => row.json).join(',')}]`;
	await db.execute(
		sql`insert into ${table} select * from json_populate_recordset(null::${table}, ${json}::json)`
	);
}

/** Gives every room a new epoch; gives how many there are. */
async function turn(db: Db, newId: () => string): Promise<number> {
	const rooms = await db.select({ id: s.room.id }).from(s.room);
	for (const { id } of rooms)
		await db.update(s.room).set({ epoch: newId() }).where(eq(s.room.id, id));
	return rooms.length;
}
