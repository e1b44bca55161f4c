import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { arrive } from '../../src/lib/server/arrive.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as pairing from '../../src/lib/server/pairing.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import {
	openHall,
	openHouse,
	refusalOf,
	somebody,
	type Hall,
	type OpenHouse
} from '../support/house.ts';

let house: OpenHouse;
let hall: Hall;

beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
	hall = await openHall(house);
});

const arriveWith = async (token: string) =>
	arrive(house.app, await sessions.who(house.app, token), hall.id, 'projector');

test('a computer that waits sees nothing until the facilitator types its code; then it is the screen', async () => {
	const { token, code } = await pairing.wait(house.app, undefined);
	expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
	expect(await pairing.waiting(house.app, token)).toEqual({ code, conferenceId: null });
	expect(await refusalOf(arriveWith(token))).toBe('not-signed-in');
	await pairing.pair(
		house.app,
		house.principal,
		hall.id,
		` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)}`
	);
	expect(await pairing.waiting(house.app, token)).toEqual({ code, conferenceId: hall.id });
	expect((await arriveWith(token)).hats).toEqual(['projector']);
});

test('a screen that was let in by code is shut out when the screen links are turned', async () => {
	const { token, code } = await pairing.wait(house.app, undefined);
	await pairing.pair(house.app, house.principal, hall.id, code);
	await hall.does('keys.turn', { what: 'screen' });
	expect(await refusalOf(arriveWith(token))).toBe('not-found');
});

test('a code works once', async () => {
	const { code } = await pairing.wait(house.app, undefined);
	await pairing.pair(house.app, house.principal, hall.id, code);
	expect(await refusalOf(pairing.pair(house.app, house.principal, hall.id, code))).toBe(
		'code-unknown'
	);
});

test('a code is worth nothing after ten minutes', async () => {
	const { token, code } = await pairing.wait(house.app, undefined);
	house.clock.pass(pairing.CODE_LASTS);
	expect(await refusalOf(pairing.pair(house.app, house.principal, hall.id, code))).toBe(
		'code-unknown'
	);
	expect(await pairing.waiting(house.app, token)).toEqual({ code: null, conferenceId: null });
});

test('a new code on the same computer voids the one before it', async () => {
	const first = await pairing.wait(house.app, undefined);
	const second = await pairing.wait(house.app, first.token);
	expect(second.token).toBe(first.token);
	expect(await refusalOf(pairing.pair(house.app, house.principal, hall.id, first.code))).toBe(
		'code-unknown'
	);
	await pairing.pair(house.app, house.principal, hall.id, second.code);
});

test('only who leads the conference lets a screen in: not a guest, a table, the minute-taker or a stranger', async () => {
	const { token, code } = await pairing.wait(house.app, undefined);
	const minuteTaker = await somebody(house, 'minute-taker', hall.id);
	const others = [
		await hall.device('guest'),
		await hall.device('table', 1),
		await hall.device('screen'),
		minuteTaker,
		await sessions.who(house.app, token)
	];
	for (const who of others) {
		const refused = await refusalOf(pairing.pair(house.app, who, hall.id, code));
		expect(['not-allowed', 'not-signed-in']).toContain(refused);
	}
	expect(await pairing.waiting(house.app, token)).toEqual({ code, conferenceId: null });
});

test('a facilitator who guesses codes is slowed', async () => {
	const guesser = await somebody(house, 'facilitator', house.schoolId);
	const guess = () => refusalOf(pairing.pair(house.app, guesser, hall.id, 'AAAAAA'));
	const answers: (string | null)[] = [];
	for (let at = 0; at < 8; at++) answers.push(await guess());
	expect(answers[0]).toBe('code-unknown');
	expect(answers.at(-1)).toBe('too-many-tries');
});

test('the phones’ link is for whoever shows the hall’s screen, and follows when it is turned', async () => {
	const screen = await hall.device('screen');
	const before = await conferences.guestLink(house.app, screen, hall.id);
	expect(before).toMatch(new RegExp(`^/join/${hall.id}/guest#`));
	await hall.does('keys.turn', { what: 'guest' });
	expect(await conferences.guestLink(house.app, screen, hall.id)).not.toBe(before);
	const table = await hall.device('table', 1);
	expect(await refusalOf(conferences.guestLink(house.app, table, hall.id))).toBe('not-allowed');
});
