/**
 * For whoever can run commands on the server:
 *
 *   npm run account -- list            who has an account, and as what
 *   npm run account -- reset LOGIN     a link, good once and for a day, to choose a new password
 *   npm run account -- erase LOGIN     the account gone, with its name, its login and its sessions
 *
 * With DATABASE_URL it works while the app runs; the built-in database is one process's at a time.
 */
import { existsSync } from 'node:fs';
import { Refusal } from '../src/lib/domain/refusal.ts';
import * as accounts from '../src/lib/server/accounts.ts';
import { openApp, type App } from '../src/lib/server/app.ts';
import { readConfiguration } from '../src/lib/server/configuration.ts';
import * as erasure from '../src/lib/server/erasure.ts';

const envFile = process.env.ENV_FILE ?? '.env';
if (existsSync(envFile)) process.loadEnvFile(envFile);

const USAGE =
	'npm run account -- list\nnpm run account -- reset LOGIN\nnpm run account -- erase LOGIN';

async function list(app: App): Promise<string> {
	const everybody = await accounts.everybody(app);
	if (everybody.length === 0)
		return 'Nobody has an account yet: npm start prints a link to set up.';
	return everybody
		.map(({ login, name, pending, roles }) => {
			const state = pending ? ' (has not chosen a password)' : '';
			return `${login}  ${name}${state}${roles.map((role) => `\n  ${role}`).join('')}`;
		})
		.join('\n');
}

async function reset(app: App, login: string): Promise<string> {
	const token = await accounts.resetByLogin(app, login);
	const origin = app.configuration.origin ?? `http://localhost:${process.env.PORT || '3000'}`;
	return `Good once, until this time tomorrow:\n${origin}/password#${token}`;
}

async function erase(app: App, login: string): Promise<string> {
	await erasure.accountByLogin(app, login);
	return 'Erased. What was written with it stays, without the name.';
}

/** What a command says, or null for one that is not known. */
async function command(app: App, [what, login]: string[]): Promise<string | null> {
	if (what === 'list') return list(app);
	if (what === 'reset' && login) return reset(app, login);
	if (what === 'erase' && login) return erase(app, login);
	return null;
}

/** The words of what went wrong, for the terminal. */
function words(error: unknown, login: string | undefined): string {
	if (error instanceof Refusal && error.code === 'not-found')
		return `Nobody has the login ${login}. npm run account -- list tells who does.`;
	if (error instanceof Refusal && error.code === 'last-owner')
		return `${login} is the last owner of a place: make somebody else an owner there first.`;
	return error instanceof Error ? error.message : String(error);
}

const asked = process.argv.slice(2);
try {
	const configuration = readConfiguration({ ...process.env, REDIS_URL: '', LOG_LEVEL: 'error' });
	const app = await openApp(configuration);
	const said = await command(app, asked).finally(app.close);
	console.log(said ?? USAGE);
	process.exitCode = said === null ? 1 : 0;
} catch (error) {
	console.error(words(error, asked[1]));
	process.exitCode = 1;
}
