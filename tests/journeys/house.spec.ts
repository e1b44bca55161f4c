import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { globSync, readFileSync } from 'node:fs';
import { io } from 'socket.io-client';
import { freshDatabase } from '../support/database.ts';
import { startApp, type RunningApp } from '../support/app.ts';

/** Words that only the server's code holds; the first test makes sure that they are in it at all. */
const CANARIES = ['pg_advisory_lock', 'idle_in_transaction_session_timeout'];

const built = (part: string) =>
	globSync(`build/${part}/**/*.{js,mjs,css,html}`)
		.map((path) => readFileSync(path, 'utf8'))
		.join('\n');

test('no code of the server reaches the browser', () => {
	const [server, client] = [built('server'), built('client')];
	for (const canary of CANARIES) {
		expect(server).toContain(canary);
		expect(client).not.toContain(canary);
	}
});

test.describe('the house, served', () => {
	let app: RunningApp;
	let drop: () => Promise<void>;

	test.beforeAll(async () => {
		const database = await freshDatabase('postgres');
		drop = database.drop;
		app = await startApp({ databaseUrl: database.url });
	});

	test.afterAll(async () => {
		await app?.stop();
		await drop?.();
	});

	for (const host of ['127.0.0.1', 'localhost', 'skole.test']) {
		test(`a page keeps its strict policy at http://${host}`, async ({ page }) => {
			const broken: string[] = [];
			page.on('console', (said) => {
				if (/content security policy/i.test(said.text())) broken.push(said.text());
			});
			const answer = await page.goto(`http://${host}:${app.port}/join`);
			expect(answer?.status()).toBe(200);
			const policy = answer?.headers()['content-security-policy'] ?? '';
			expect(policy).toContain("default-src 'none'");
			expect(policy).not.toContain("'unsafe-inline'");
			// The announcer, whose style needs the one hash in the policy, comes with the app.
			await expect(page.locator('#svelte-announcer')).toBeAttached();
			expect(broken).toEqual([]);
		});
	}

	test('a form that another site sends is refused, one of our own is not', async ({ request }) => {
		const send = async (origin: string) => {
			const form = { code: 'AAAAAAAA' };
			return (await request.post(`${app.url}/join`, { form, headers: { origin } })).text();
		};
		expect(await send('http://other.test')).toContain('Cross-site POST');
		expect(await send(app.url)).not.toContain('Cross-site POST');
	});
});

test('it stops in order, with 0, while a screen still holds its wire', async () => {
	const database = await freshDatabase('postgres');
	const app = await startApp({ databaseUrl: database.url });
	const wire = io(app.url, { transports: ['websocket'], reconnection: false });
	const gone = new Promise((resolve) => wire.once('disconnect', resolve));
	await new Promise<void>((held, failed) => {
		wire.once('connect', held);
		wire.once('connect_error', failed);
	});
	expect(await app.stop()).toBe(0);
	await gone;
	await database.drop();
});
