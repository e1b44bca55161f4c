import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { verify } from '../../src/lib/server/backup/dump.ts';
import { snapshot } from '../../src/lib/server/store/journal.ts';
import { roomOf } from '../../src/lib/domain/room.ts';
import { freshDatabase } from '../support/database.ts';
import { bringBack, everyRow, openBare } from '../support/moves.ts';

/** A backup of each schema there has been, made when it was today's. They are never made again. */
const dumps = globSync('tests/dumps/*.backup.gz');

test('there is a backup of every step of the schema', () => {
	const steps = globSync('drizzle/*.sql').map((path) => basename(path, '.sql'));
	expect(dumps.map((path) => basename(path, '.backup.gz')).sort()).toEqual(steps.sort());
});

test.each(dumps)('%s is brought back for ever, and its conference can be entered', async (path) => {
	const { rows } = await verify(path);
	const database = await freshDatabase();
	const store = await openBare(database);
	await bringBack(store, path);
	const found = await everyRow(store);
	for (const [name, count] of Object.entries(rows)) expect(found[name], name).toHaveLength(count);
	const { rows: rooms } = (await store.db.execute(
		sql`select id from room where kind = 'conference'`
	)) as unknown as { rows: { id: string }[] };
	for (const { id } of rooms) {
		const room = roomOf((await snapshot(store.db, id, 'staff')).things);
		expect(Object.values(room.point).map(({ text }) => text)).toContain('Mobilen ligger i hylla');
	}
	await store.close();
	await database.drop();
});
