import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { makePgliteTemplate, makePostgresTemplate } from './database.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

/** What the server tests of one run need: its database's template, and Redis. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const undo = [await redis(), project.name === 'pglite' ? await pglite() : await postgres()];
	return async () => {
		for (const stop of undo.reverse()) await stop();
	};
}

/** Starts Redis once, whoever asks first, and tells its address in `TEST_REDIS_URL`. */
export async function redis(): Promise<() => Promise<void>> {
	if (process.env.TEST_REDIS_URL) return async () => {};
	const server = await startRedis();
	process.env.TEST_REDIS_URL = server.url;
	return server.stop;
}

/** Starts PostgreSQL with a migrated template, and tells its address in `TEST_POSTGRES_URL`. */
export async function postgres(): Promise<() => Promise<void>> {
	const server = await startPostgres();
	await makePostgresTemplate(server.url('postgres'));
	process.env.TEST_POSTGRES_URL = server.url('postgres');
	return server.stop;
}

/** Makes a migrated PGlite folder, and tells its place in `TEST_PGLITE_TEMPLATE`. */
export async function pglite(): Promise<() => Promise<void>> {
	const template = await makePgliteTemplate();
	process.env.TEST_PGLITE_TEMPLATE = template;
	return async () => rmSync(template, { recursive: true, force: true });
}
