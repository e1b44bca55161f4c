/**
 * `npm run demo`: an invented school in the middle of its conference, in a folder of its own that is
 * made afresh each time. Refused where DATABASE_URL is set: it never comes near real data.
 */
import { existsSync } from 'node:fs';

const envFile = process.env.ENV_FILE ?? '.env';
if (existsSync(envFile)) process.loadEnvFile(envFile);

if (process.env.DATABASE_URL) {
	console.error(
		'The demo is refused where DATABASE_URL is set: it makes its data up, in a folder of its own. ' +
			'Take DATABASE_URL away (from the environment or .env) and start it again.'
	);
	process.exit(1);
}

const { open } = await import('./demo/open.ts');
try {
	await open();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
