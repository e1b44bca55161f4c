import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import { openHouse, REAL_CLOCK, type OpenHouse } from '../support/house.ts';

/** What every answer of the running build carries, on plain http and behind https. */

let house: OpenHouse;
let plain: RunningApp;
let safe: RunningApp;

beforeAll(async () => {
	house = await openHouse(REAL_CLOCK);
	const { databaseUrl } = house.database;
	plain = await startApp({ databaseUrl });
	safe = await startApp({ databaseUrl, env: { ORIGIN: 'https://rundebord.example' } });
});
afterAll(async () => {
	await plain?.stop();
	await safe?.stop();
	await house.close();
});

const look = (app: RunningApp, path: string) => fetch(app.url + path, { redirect: 'manual' });
const post = (app: RunningApp, path: string, form: Record<string, string>, origin = app.url) =>
	fetch(app.url + path, {
		method: 'POST',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams(form),
		redirect: 'manual'
	});
const SIGN_IN = { login: 'petra', password: 'en lang setning' };

const ANSWERS = [
	'/',
	'/sign-in',
	'/conference/finnes-ikke/programme',
	'/conference/finnes-ikke/table/1',
	'/finnes-ikke',
	'/sign-out',
	'/health',
	'/favicon.svg',
	'/service-worker.js',
	'/_app/version.json',
	'/socket.io/?EIO=4&transport=polling'
];

test.each(ANSWERS)('%s is what it says it is, and is framed by nobody', async (path) => {
	const { headers } = await look(plain, path);
	const policy = headers.get('content-security-policy') ?? '';
	expect(headers.get('x-content-type-options')).toBe('nosniff');
	expect(headers.get('referrer-policy')).toBe('same-origin');
	for (const rule of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
		expect(policy).toContain(rule);
	expect(policy).not.toContain('unsafe-inline');
	expect(headers.get('strict-transport-security')).toBeNull();
	expect((await look(safe, path)).headers.get('strict-transport-security')).toBe(
		'max-age=31536000; includeSubDomains'
	);
});

test('what was read stays with no browser, except the tablet’s page, which names nobody', async () => {
	for (const path of ['/', '/sign-in', '/health', '/finnes-ikke', '/sign-in/__data.json'])
		expect((await look(plain, path)).headers.get('cache-control'), path).toContain('no-store');
	const tablet = await look(plain, '/conference/finnes-ikke/table/1');
	expect(tablet.headers.get('cache-control')).toBe('private, no-cache');
	expect(await tablet.text()).not.toContain('Petra');
});

test('a page says which letters it is written in', async () => {
	expect((await look(plain, '/')).headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test('cookies are out of reach of scripts and other sites; behind https also of other hosts', async () => {
	const kept = async (app: RunningApp, origin?: string) =>
		(await post(app, '/sign-in', SIGN_IN, origin)).headers.getSetCookie().join('\n');
	const near = await kept(plain);
	expect(near).toMatch(/^rundebord=[\w-]{43};/);
	for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(near).toContain(part);
	expect(near).not.toContain('Secure');
	const far = await kept(safe, 'https://rundebord.example');
	expect(far).toMatch(/^__Host-rundebord=[\w-]{43};/);
	for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure']) expect(far).toContain(part);
	expect(far).not.toContain('Domain');
});

test('behind https a cookie without the mark of our host is nobody’s', async () => {
	const answer = await post(safe, '/sign-in', SIGN_IN, 'https://rundebord.example');
	const [name = '', token = ''] = (answer.headers.getSetCookie()[0] ?? '').split(/[=;]/);
	const seen = async (cookie: string) =>
		(await fetch(safe.url, { headers: { cookie } })).text().then((text) => text.includes('Petra'));
	expect(await seen(`${name}=${token}`)).toBe(true);
	expect(await seen(`rundebord=${token}`)).toBe(false);
});

test('signing in leads to no other house, however the address is dressed up', async () => {
	for (const next of ['//elsewhere.example', '/\t/elsewhere.example', '/\\elsewhere.example']) {
		const answer = await post(plain, '/sign-in', { ...SIGN_IN, next });
		expect([answer.status, answer.headers.get('location')], next).toEqual([303, '/']);
	}
});

test('TRACE echoes nothing', async () => {
	const code = await new Promise((tell, fail) =>
		request(plain.url, { method: 'TRACE' }, (answer) => tell(answer.statusCode))
			.on('error', fail)
			.end()
	);
	expect(code).toBeGreaterThanOrEqual(400);
});
