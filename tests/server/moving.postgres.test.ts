import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApp } from '../../src/lib/server/app.ts';
import { openLog } from '../../src/lib/server/log.ts';
import { openStore } from '../../src/lib/server/store/db.ts';
import { freshDatabase } from '../support/database.ts';
import { configurationFor, openHouse, type OpenHouse } from '../support/house.ts';
import { backUp, bringBack, everyRow, newFile, openFull } from '../support/moves.ts';
import { newFolder } from '../support/process.ts';

let house: OpenHouse;
beforeAll(async () => {
	house = await openHouse();
	await openFull(house);
});
afterAll(() => house.close());

test('a school that outgrows the built-in database moves to PostgreSQL, and back, with every id and row', async () => {
	const file = newFile();
	await backUp(house.app.store, file.path);
	const before = await everyRow(house.app.store);

	const nowhere = { ...configurationFor(house.database), databaseUrl: null };
	const small = await openStore({ ...nowhere, dataDir: newFolder('data') }, openLog('silent'));
	expect(small.kind).toBe('pglite');
	await bringBack(small, file.path);
	expect(await everyRow(small)).toEqual(before);

	const again = newFile();
	await backUp(small, again.path);
	await small.close();
	const database = await freshDatabase('postgres');
	const app = await openApp(configurationFor(database), { log: openLog('silent') });
	expect(app.store.kind).toBe('postgres');
	// It had been opened before: its own secret and set-up link give way.
	await bringBack(app.store, again.path);
	expect(await everyRow(app.store)).toEqual(before);
	await app.close();
	await database.drop();
	file.drop();
	again.drop();
});
