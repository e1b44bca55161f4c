import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { openHall, openHouse, REAL_CLOCK, type Hall, type OpenHouse } from '../support/house.ts';
import * as wire from '../support/wire.ts';

/** What the log of the running build tells of who came in and who was turned away. */

let house: OpenHouse;
let hall: Hall;
let app: RunningApp;

beforeAll(async () => {
	house = await openHouse(REAL_CLOCK);
	hall = await openHall(house);
	app = await startApp({ databaseUrl: house.database.databaseUrl });
});
afterAll(async () => {
	wire.hangUp();
	await app?.stop();
	await house.close();
});

const lines = () =>
	app
		.output()
		.split('\n')
		.filter((line) => line.startsWith('{'))
		.map((line) => JSON.parse(line) as Record<string, unknown>);
const signIn = (password: string) =>
	fetch(`${app.url}/sign-in`, {
		method: 'POST',
		headers: { origin: app.url, accept: 'text/html' },
		body: new URLSearchParams({ login: 'petra', password }),
		redirect: 'manual'
	});

test('signing in and out is told of, and a wrong password, with the account and the address', async () => {
	await signIn('helt feil setning');
	const [cookie = ''] = (await signIn('en lang setning')).headers.getSetCookie();
	const headers = { origin: app.url, cookie: cookie.split(';')[0] ?? '' };
	await fetch(`${app.url}/sign-out`, { method: 'POST', headers, redirect: 'manual' });
	const account = house.principal.account!.id;
	const address = '127.0.0.1';
	expect(lines()).toEqual(
		expect.arrayContaining([
			expect.objectContaining({
				event: 'refused',
				what: 'POST /sign-in',
				code: 'wrong-password',
				address
			}),
			expect.objectContaining({ event: 'signed-in', account, address }),
			expect.objectContaining({ event: 'signed-out', account })
		])
	);
});

test('a page that is not theirs, a link that was made up and a code that is wrong are told of', async () => {
	await fetch(`${app.url}/conference/${hall.id}/programme`);
	const post = (path: string, form: Record<string, string>) =>
		fetch(app.url + path, {
			method: 'POST',
			headers: { origin: app.url },
			body: new URLSearchParams(form)
		});
	await post(`/join/${hall.id}/table-1`, { key: 'gjettet' });
	await post('/join', { code: '22222222' });
	const told = lines().map(({ what, code }) => `${String(what)} ${String(code)}`);
	expect(told).toEqual(
		expect.arrayContaining([
			'GET /conference/[id]/(desk)/programme not-signed-in',
			'POST /join/[conference]/[place] link-revoked',
			'POST /join code-unknown'
		])
	);
});

test('a lane and an act that are not theirs are told of, by which device', async () => {
	const socket = wire.connect(
		{ port: app.port } as wire.Process,
		await wire.cookieOf(hall, 'guest')
	);
	await socket.emitWithAck('enter', wire.enter(hall, 'staff'));
	await socket.emitWithAck('act', {
		protocol: 1,
		id: 'et-forsok-1',
		room: hall.id,
		name: 'conference.close',
		input: {},
		seen: 1
	});
	expect(lines()).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ what: 'follow staff', code: 'not-allowed', by: 'guest/' }),
			expect.objectContaining({ what: 'act conference.close', code: 'not-allowed', by: 'guest/' })
		])
	);
});

test('the log holds no name, no login and nothing that was typed', () => {
	for (const text of ['Petra', 'petra', 'Lindmo', 'setning', 'gjettet', '22222222'])
		expect(app.output()).not.toContain(text);
});
