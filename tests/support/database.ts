import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from '../../src/lib/server/log.ts';
import { openStore } from '../../src/lib/server/store/db.ts';
import { newFolder } from './process.ts';
import { query } from './postgres.ts';

/**
 * A migrated, empty database of one test file's own. `url` is null on PGlite, which then keeps
 * everything in `dataDir`; the two names fit a `Configuration` and `startApp`.
 */
export type FreshDatabase = {
	kind: 'postgres' | 'pglite';
	url: string | null;
	databaseUrl: string | null;
	dataDir: string;
	drop: () => Promise<void>;
};

const TEMPLATE = 'rundebord_template';
const migrationsDir = './drizzle';

/** Gives a copy of the template: on the database that `TEST_STORE` names, or the one asked for. */
export function freshDatabase(kind = process.env.TEST_STORE ?? 'postgres'): Promise<FreshDatabase> {
	return kind === 'pglite' ? freshFolder() : freshPostgres();
}

async function freshPostgres(): Promise<FreshDatabase> {
	const server = must('TEST_POSTGRES_URL');
	const name = `t_${randomBytes(8).toString('hex')}`;
	await query(server, `create database ${name} template ${TEMPLATE}`);
	const url = onServer(server, name);
	const dataDir = newFolder('data');
	return {
		kind: 'postgres',
		url,
		databaseUrl: url,
		dataDir,
		async drop() {
			await query(server, `drop database ${name} with (force)`);
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

async function freshFolder(): Promise<FreshDatabase> {
	const dataDir = newFolder('data');
	cpSync(must('TEST_PGLITE_TEMPLATE'), dataDir, { recursive: true });
	return {
		kind: 'pglite',
		url: null,
		databaseUrl: null,
		dataDir,
		drop: async () => rmSync(dataDir, { recursive: true, force: true })
	};
}

/** Creates and migrates the database that each PostgreSQL test file gets a copy of. */
export async function makePostgresTemplate(serverUrl: string): Promise<void> {
	await query(serverUrl, `create database ${TEMPLATE}`);
	await migrate(onServer(serverUrl, TEMPLATE), 'unused');
}

/** Creates and migrates the folder that each PGlite test file gets a copy of; gives its path. */
export async function makePgliteTemplate(): Promise<string> {
	const made = newFolder('making');
	await migrate(null, made);
	const template = newFolder('template');
	if (existsSync(join(made, 'pglite')))
		cpSync(join(made, 'pglite'), join(template, 'pglite'), { recursive: true });
	else mkdirSync(template, { recursive: true });
	rmSync(made, { recursive: true, force: true });
	return template;
}

async function migrate(databaseUrl: string | null, dataDir: string): Promise<void> {
	const nothing = { redisUrl: null, origin: null, secret: null, demo: false } as const;
	const configuration = {
		...nothing,
		databaseUrl,
		dataDir,
		migrationsDir,
		logLevel: 'silent'
	} as const;
	const store = await openStore(configuration, openLog('silent'));
	await store.close();
}

function onServer(serverUrl: string, database: string): string {
	const url = new URL(serverUrl);
	url.pathname = `/${database}`;
	return url.href;
}

function must(name: string): string {
	const value = process.env[name];
	if (!value) throw new Error(`${name} is not set: run this through Vitest or Playwright`);
	return value;
}
