/**
 * For whoever can run commands on the server:
 *
 *   npm run -s restore -- --in FILE              into a database that nobody has used
 *   npm run -s restore -- --in FILE --replace    in the place of everything that is there
 *
 * Stop the app first; the built-in database cannot be had while it runs. A file that is not
 * whole, or not ours, changes nothing and ends with 2.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { idFrom } from '../src/lib/domain/id.ts';
import { openApp } from '../src/lib/server/app.ts';
import { fitting, restore, type Restored } from '../src/lib/server/backup/restoration.ts';
import { Unfit } from '../src/lib/server/backup/unfit.ts';
import { readConfiguration, type Configuration } from '../src/lib/server/configuration.ts';
import { openLog } from '../src/lib/server/log.ts';
import { openStore } from '../src/lib/server/store/db.ts';

const envFile = process.env.ENV_FILE ?? '.env';
if (existsSync(envFile)) process.loadEnvFile(envFile);

const USAGE = 'npm run -s restore -- --in FILE [--replace]';

function words({ header, rows, rooms, links }: Restored): string {
	const said = [
		`${rows} rows from ${header.taken} are back, in ${rooms} rooms. Devices that were ahead send what they still have.`
	];
	if (links === 'other')
		said.push(
			'Links were signed with another SECRET: set the SECRET that was used then, or print the links again.'
		);
	return said.join('\n');
}

async function bringBack(
	configuration: Configuration,
	path: string,
	replace: boolean
): Promise<Restored> {
	const { migrationsDir, secret } = configuration;
	// A file that cannot be used leaves the database alone, and does not even open it.
	await fitting(path, migrationsDir);
	const store = await openStore(configuration, openLog('error'));
	try {
		const newId = () => idFrom(randomBytes(18));
		return await restore(store, path, { migrationsDir, replace, newId, secret });
	} finally {
		await store.close();
	}
}

try {
	const { values } = parseArgs({
		options: { in: { type: 'string' }, replace: { type: 'boolean', default: false } }
	});
	if (values.in === undefined) throw new Error(USAGE);
	const configuration = readConfiguration({ ...process.env, REDIS_URL: '' });
	const restored = await bringBack(configuration, values.in, values.replace);
	// Opening the house erases again whoever was erased since the backup was taken.
	const app = await openApp({ ...configuration, logLevel: 'error' });
	await app.close();
	console.log(words(restored));
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = error instanceof Unfit ? 2 : 1;
}
