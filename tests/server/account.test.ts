import { afterAll, beforeAll, expect, test } from 'vitest';
import * as accounts from '../../src/lib/server/accounts.ts';
import { openApp, type App } from '../../src/lib/server/app.ts';
import { openLog } from '../../src/lib/server/log.ts';
import * as s from '../../src/lib/server/store/schema.ts';
import { configurationFor, openHouse, refusalOf, type OpenHouse } from '../support/house.ts';
import { run } from '../support/process.ts';

let house: OpenHouse;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.database.drop());

/** Runs `npm run account` on the house's database; gives its exit code and what it said. */
async function account(...words: string[]) {
	const { databaseUrl, dataDir } = house.database;
	const asked = run(process.execPath, ['scripts/account.ts', ...words], {
		env: {
			PATH: process.env.PATH,
			ENV_FILE: '/dev/null',
			DATA_DIR: dataDir,
			DATABASE_URL: databaseUrl ?? '',
			ORIGIN: 'https://rundebord.example'
		}
	});
	return { code: await asked.ended, said: asked.output() };
}

test('while the app runs, PostgreSQL answers at once and PGlite says who holds the folder', async () => {
	const { code, said } = await account('list');
	if (house.database.kind === 'pglite') expect(said).toContain('in use by another process');
	else expect(said).toContain('petra  Petra Lindmo\n  owner, Bergtun skole');
	expect(code).toBe(house.database.kind === 'pglite' ? 1 : 0);
	await house.app.close();
}, 180_000);

test('who is locked out gets a link that chooses a new password, once', async () => {
	const { code, said } = await account('reset', 'Petra');
	expect(code).toBe(0);
	const token = /https:\/\/rundebord\.example\/password#([\w-]{43})\n/.exec(said)?.[1] ?? '';
	const app: App = await openApp(configurationFor(house.database), { log: openLog('silent') });
	const choose = () => accounts.choosePassword(app, { token, password: 'en ny lang setning' });
	expect(await refusalOf(choose())).toBe('done');
	// The tests' houses keep passwords that cost little; who opens an app in earnest never does.
	const [kept] = await app.store.db.select().from(s.account);
	expect(kept?.passwordHash).toMatch(/^scrypt\$65536\$8\$2\$/);
	expect(await refusalOf(choose())).toBe('link-used');
	await app.close();
}, 180_000);

test('an unknown login is said to be unknown, and no link is made', async () => {
	const { code, said } = await account('reset', 'ingen');
	expect(code).toBe(1);
	expect(said).toContain('Nobody has the login ingen');
	expect(said).not.toContain('#');
}, 180_000);

test('an account is erased by its login, but never the last owner of a place', async () => {
	const app: App = await openApp(configurationFor(house.database), { log: openLog('silent') });
	await accounts.invite(app, house.principal, {
		name: 'Ivar Innbudt',
		login: 'ivar',
		role: 'steering',
		scopeId: house.schoolId,
		lang: 'nb'
	});
	await app.close();
	const last = await account('erase', 'petra');
	expect(last).toMatchObject({ code: 1 });
	expect(last.said).toContain('petra is the last owner of a place');
	expect(await account('erase', 'Ivar')).toMatchObject({ code: 0 });
	const { said } = await account('list');
	expect(said).toContain('petra  Petra Lindmo');
	expect(said).not.toContain('Ivar');
}, 180_000);
