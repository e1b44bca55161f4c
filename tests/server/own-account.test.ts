import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOBODY } from '#lib/server/access.ts';
import * as accounts from '#lib/server/accounts.ts';
import * as own from '#lib/server/own-account.ts';
import * as sessions from '#lib/server/sessions.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { openHouse, type OpenHouse } from '../support/house.ts';

let house: OpenHouse;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

const NOW = 'en lang setning';
const NEXT = 'fire ord som ingen gjetter';

const codeOf = async (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'done',
		(error: unknown) => (error instanceof Refusal ? error.code : String(error))
	);

/** Petra on a device of hers. */
async function device(password = NOW) {
	const at = { address: '192.0.2.1', token: undefined };
	const token = await accounts.signIn(house.app, { login: 'petra', password }, at);
	return { token, who: await sessions.who(house.app, token) };
}
const isIn = async ({ token }: { token: string }) =>
	(await sessions.who(house.app, token)).account !== null;

test('a new password shuts the other devices out, and this one goes on under a new token', async () => {
	const [here, there] = [await device(), await device()];
	const grant = { conferenceId: 'hallen', kind: 'guest' as const, table: null, version: 1 };
	await sessions.grant(house.app, here.token, grant);
	const fresh = await own.changePassword(house.app, here, { current: NOW, password: NEXT });
	expect([await isIn(here), await isIn(there), await isIn({ token: fresh })]).toEqual([
		false,
		false,
		true
	]);
	expect((await sessions.who(house.app, fresh)).grants).toEqual([grant]);
	expect(await codeOf(device(NOW))).toBe('wrong-password');
	const after = await device(NEXT);
	await own.changePassword(house.app, after, { current: NEXT, password: NOW });
});

test('whoever finds a screen unlocked can neither change the password nor shut its owner out', async () => {
	const [here, there] = [await device(), await device()];
	const guess = { current: 'gjettet setning', password: NEXT };
	expect(await codeOf(own.changePassword(house.app, here, guess))).toBe('current-password-wrong');
	expect(await codeOf(own.shutElsewhere(house.app, here, guess))).toBe('current-password-wrong');
	expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
	const more = Array.from({ length: 6 }, () => codeOf(own.changePassword(house.app, here, guess)));
	expect((await Promise.all(more)).filter((code) => code === 'too-many-tries')).not.toEqual([]);
	house.clock.pass(3_600_000);
});

test('one sees where one is signed in, and shuts it everywhere else', async () => {
	const there = await device();
	house.clock.pass(60_000);
	const here = await device();
	const [first, ...others] = await own.devices(house.app, here);
	expect(first).toEqual({ since: house.clock.now(), isThis: true });
	expect(others[0]).toEqual({ since: house.clock.now() - 60_000, isThis: false });
	await own.shutElsewhere(house.app, here, { current: NOW });
	expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
	expect(await own.devices(house.app, here)).toHaveLength(1);
});

test('a new password is weighed like the first', async () => {
	const here = await device();
	const change = (password: string) =>
		codeOf(own.changePassword(house.app, here, { current: NOW, password }));
	expect(await change('kort')).toBe('password-too-short');
	expect(await change('Petra Lindmo 2026')).toBe('password-easy');
	expect(await isIn(here)).toBe(true);
});

test('who is not signed in has no account to look at', async () => {
	const nobody = { who: NOBODY, token: undefined };
	expect(await codeOf(own.devices(house.app, nobody))).toBe('not-signed-in');
});
