import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Db } from '../store/db.ts';

/** One step of the schema's history: its name, what it says, and a hash of that. */
export type Step = { name: string; hash: string; at: number; statements: string[] };

/** The schema's history, first step first, as it lies in the migrations folder. */
export function steps(migrationsDir: string): Step[] {
	const journal = JSON.parse(readFileSync(join(migrationsDir, 'meta/_journal.json'), 'utf8')) as {
		entries: { tag: string }[];
	};
	return readMigrationFiles({ migrationsFolder: migrationsDir }).map((file, at) => ({
		name: journal.entries[at]?.tag ?? '',
		hash: file.hash,
		at: file.folderMillis,
		statements: file.sql
	}));
}

/** When the last step that a database has taken was made; null for one that has taken none. */
export async function lastOf(db: Db): Promise<number | null> {
	const { rows } = (await db.execute(
		sql`select to_regclass('drizzle.__drizzle_migrations') is not null as known`
	)) as unknown as { rows: { known: boolean }[] };
	if (!rows[0]?.known) return null;
	const found = (await db.execute(
		sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`
	)) as unknown as { rows: { at: string | null }[] };
	const at = found.rows[0]?.at ?? null;
	return at === null ? null : Number(at);
}
