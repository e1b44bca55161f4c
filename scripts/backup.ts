/**
 * For whoever can run commands on the server:
 *
 *   npm run -s backup                  everything, into a new file in this folder
 *   npm run -s backup -- --out FILE    into a file of that name, which must not exist
 *
 * While the app runs it goes on working: PostgreSQL is asked beside it, the built-in database
 * through the app. The file opens every link and holds every name: keep it as you keep the database.
 */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { verify } from '../src/lib/server/backup/dump.ts';
import * as hatch from '../src/lib/server/backup/hatch.ts';
import { toFileAt } from '../src/lib/server/backup/snapshot.ts';
import { Unfit } from '../src/lib/server/backup/unfit.ts';
import { readConfiguration, type Configuration } from '../src/lib/server/configuration.ts';
import { openLog } from '../src/lib/server/log.ts';
import { openAsItLies, type Store } from '../src/lib/server/store/db.ts';
import * as s from '../src/lib/server/store/schema.ts';

const envFile = process.env.ENV_FILE ?? '.env';
if (existsSync(envFile)) process.loadEnvFile(envFile);

/** rundebord-20261124-101300.backup.gz, by this machine's clock. */
function usualName(now: Date): string {
	const digits = (n: number) => String(n).padStart(2, '0');
	const day = `${now.getFullYear()}${digits(now.getMonth() + 1)}${digits(now.getDate())}`;
	const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(digits).join('');
	return `rundebord-${day}-${time}.backup.gz`;
}

/** Takes the backup from the database itself, when no app holds it. */
async function takeBeside(configuration: Configuration, path: string): Promise<void> {
	const { databaseUrl, dataDir, migrationsDir } = configuration;
	if (databaseUrl === null && !existsSync(`${dataDir}/pglite`)) throw new Unfit('nothing', dataDir);
	const store = await openAsItLies(configuration, openLog('error'));
	try {
		const secret = configuration.secret ?? (await keptSecret(store));
		await toFileAt(path, store, { migrationsDir, secret, now: Date.now() });
	} finally {
		await store.close();
	}
}

/** The secret in the database; none when it lies as another version left it, which is told soon enough. */
async function keptSecret(store: Store): Promise<string> {
	const rows = await store.db
		.select()
		.from(s.setting)
		.where(eq(s.setting.name, 'secret'))
		.catch(() => []);
	return rows[0]?.value ?? '';
}

/** Writes beside the name first, so that the name is only ever a whole backup's. */
async function take(configuration: Configuration, path: string): Promise<string> {
	if (existsSync(path)) throw new Error(`${path} is there already. Choose another name.`);
	const part = `${path}.part`;
	await rm(part, { force: true });
	try {
		const { databaseUrl, dataDir } = configuration;
		const isTaken = databaseUrl === null && (await hatch.takeThrough(dataDir, part));
		if (!isTaken) await takeBeside(configuration, part);
		const { rows, schema } = await verify(part);
		await rename(part, path);
		const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
		return `${path}: ${total} rows, schema ${schema.name}. It opens every link: keep it as you keep the database.`;
	} finally {
		await rm(part, { force: true });
	}
}

try {
	const { values } = parseArgs({ options: { out: { type: 'string' } } });
	const configuration = readConfiguration({ ...process.env, REDIS_URL: '' });
	console.log(await take(configuration, values.out ?? usualName(new Date())));
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = error instanceof Unfit ? 2 : 1;
}
