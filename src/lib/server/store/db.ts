import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { drizzle as overPg } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as overPglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import type { Configuration } from '../configuration.ts';
import type { Log } from '../log.ts';
import { lockFolder } from './lock.ts';
import * as schema from './schema.ts';

export type Schema = typeof schema;
/** The database or a transaction in it: PostgreSQL and PGlite alike. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>;
/** An open store. `kind` says which it is; `close` gives everything back. */
export type Store = {
	db: Db;
	kind: 'postgres' | 'pglite';
	ping: () => Promise<void>;
	close: () => Promise<void>;
};

/** Opens PostgreSQL when `databaseUrl` is given, else PGlite in `dataDir`, with all migrations applied. */
export function openStore(configuration: Configuration, log: Log): Promise<Store> {
	return open(configuration, log, configuration.migrationsDir);
}

/** Opens a store as it lies, whatever version used it last: to look at, not to serve from. */
export function openAsItLies(configuration: Configuration, log: Log): Promise<Store> {
	return open(configuration, log, null);
}

function open(
	{ databaseUrl, dataDir }: Configuration,
	log: Log,
	migrationsFolder: string | null
): Promise<Store> {
	return databaseUrl
		? openPostgres(databaseUrl, migrationsFolder, log)
		: openPglite(dataDir, migrationsFolder);
}

/** Any number, the same in every process: only one of them migrates at a time. */
const MIGRATION_LOCK = 7_316_505;

async function openPostgres(
	url: string,
	migrationsFolder: string | null,
	log: Log
): Promise<Store> {
	const pool = new pg.Pool({
		connectionString: url,
		max: 12,
		connectionTimeoutMillis: 5_000,
		statement_timeout: 15_000,
		query_timeout: 20_000,
		idle_in_transaction_session_timeout: 15_000
	});
	// A connection that dies must never take the process with it, idle or in use.
	pool.on('error', (error) => log.warn('database.connection-lost', { error }));
	pool.on('connect', (client) =>
		client.on('error', (error) => log.warn('database.connection-lost', { error }))
	);
	if (migrationsFolder !== null) await migrateUnderLock(url, migrationsFolder);
	const db = lending(pool);
	return {
		db,
		kind: 'postgres',
		ping: async () => void (await db.execute(sql`select 1`)),
		close: () => pool.end()
	};
}

/**
 * The database over a pool, with transactions that always give their connection back. Drizzle 0.45 keeps it when
 * `begin` itself fails, as it does on a connection that died unnoticed; when all have gone that way, a process that
 * looks alive can never ask anything again.
 */
function lending(pool: pg.Pool): Db {
	const db = overPg(pool, { schema });
	db.transaction = async (work, config) => {
		const client = await pool.connect();
		let failed: unknown;
		try {
			return await overPg(client, { schema }).transaction(work, config);
		} catch (error) {
			failed = error;
			throw error;
		} finally {
			client.release(isAway(failed)); // true: it is thrown away, not lent again
		}
	};
	return db;
}

async function migrateUnderLock(url: string, migrationsFolder: string): Promise<void> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
		await migratePg(overPg(client), { migrationsFolder });
	} finally {
		await client.end();
	}
}

async function openPglite(dataDir: string, migrationsFolder: string | null): Promise<Store> {
	const inMemory = dataDir.endsWith('memory:');
	const lock = inMemory ? null : await lockFolder(dataDir);
	const { PGlite } = await import('@electric-sql/pglite');
	const client = await PGlite.create(inMemory ? 'memory://' : join(dataDir, 'pglite'));
	const db = overPglite(client, { schema });
	if (migrationsFolder !== null) await migratePglite(db, { migrationsFolder });
	return {
		db,
		kind: 'pglite',
		ping: async () => void (await db.execute(sql`select 1`)),
		close: async () => {
			await client.close();
			lock?.close();
		}
	};
}

/** Signs of a database that cannot be reached, or went away meanwhile (PostgreSQL's classes 08 and 57P), or has no room left (53, 58). */
const AWAY_CODE =
	/^(08\w{3}|57P0\d|53\w{3}|58\w{3}|ECONN\w+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/;
const AWAY_SAID =
	/connection terminated|connection timeout|timeout exceeded when trying to connect|query read timeout|pglite is clos/i;

/** Whether an error says that the database is away, and not that something is wrong with what was asked. */
export function isAway(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = (error as { code?: unknown }).code;
	if (typeof code === 'string' && AWAY_CODE.test(code)) return true;
	if (AWAY_SAID.test(error.message)) return true;
	const several = error instanceof AggregateError && error.errors.some(isAway);
	return several || isAway(error.cause);
}

/** SQLSTATEs of texts that no database can keep: NUL, halves of characters, numbers out of range. */
const UNSTORABLE = /^(22021|22P05|22003|22P02)$/;

/** Whether an error says that something in what was asked cannot be kept as it is. */
export function isUnstorable(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = (error as { code?: unknown }).code;
	return (typeof code === 'string' && UNSTORABLE.test(code)) || isUnstorable(error.cause);
}
