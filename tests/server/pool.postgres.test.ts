import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { openLog } from '../../src/lib/server/log.ts';
import { openStore } from '../../src/lib/server/store/db.ts';
import { freshDatabase } from '../support/database.ts';
import { configurationFor } from '../support/house.ts';
import { proxy } from '../support/proxy.ts';

const MORE_THAN_THE_POOL = 16;

test('connections that died unnoticed do not keep their places: the house writes again when the database is back', async () => {
	const database = await freshDatabase('postgres');
	const url = new URL(database.url!);
	const wire = await proxy(Number(url.port));
	url.port = String(wire.port);
	const store = await openStore(
		{ ...configurationFor(database), databaseUrl: url.href },
		openLog('silent')
	);
	const touch = () => store.db.transaction((db) => db.execute(sql`select 1`));
	let failed = 0;
	for (let at = 0; at < MORE_THAN_THE_POOL; at++) {
		await touch();
		wire.cut(); // and before anybody has noticed:
		await touch().catch(() => failed++);
		wire.heal();
	}
	expect(failed).toBe(MORE_THAN_THE_POOL);
	await expect(touch()).resolves.toBeDefined();
	await store.close();
	await wire.close();
	await database.drop();
});
