import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { all } from '../../src/lib/domain/room.ts';
import { newMemory, openDevice, type Device } from '../../scripts/crowd/device.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import type { Mirror } from '../../src/lib/realtime/outbox-shelf.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import type { Ground } from '../../src/lib/realtime/driver.ts';
import type { App } from '../../src/lib/server/app.ts';
import {
	newId,
	openHall,
	openHouse,
	openRound,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import { withPause } from '../support/pause.ts';
import { proxy } from '../support/proxy.ts';
import * as wire from '../support/wire.ts';

// A tablet at a table, on a real wire, and a house that has its bad moments.

let house: OpenHouse;
let hall: Hall;
const toClose: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	await openRound(hall);
});
afterEach(async () => {
	for (const close of toClose.splice(0).reverse()) await close();
});
afterAll(() => house.close());

const lane = 'table/1' as const;

/** A tablet of a house, which may be another than the one that stands well. */
async function tablet(app: App, other: Partial<Ground> = {}): Promise<Device> {
	const process = await wire.serve(app);
	toClose.push(process.close);
	const cookie = await wire.cookieOf(hall, 'table', 1);
	const url = `http://127.0.0.1:${process.port}`;
	const page = openDevice({ url, cookie, room: hall.id, lane }, newMemory(), other);
	toClose.push(page.driver.close);
	return page;
}

/** A point of the first table's, to be written. */
async function point(text: string) {
	const [round] = await hall.rounds();
	const [group] = await hall.groups(round!.id);
	return { id: newId(), groupId: group!.id, promptId: round!.round.prompts[0]!.id, text };
}

test('a tablet that could not be greeted, since the database was away, tries again by itself', async () => {
	const { app } = house;
	let heard = () => {};
	const turnedAway = new Promise<void>((done) => (heard = done));
	const log = { ...app.log, warn: (event: string) => event === 'greet.failed' && heard() };
	// One that thinks it has no network does not look again after six seconds of silence, which would hide it.
	const page = await tablet({ ...app, log }, { online: () => false });
	await page.until(({ line }) => line === 'connected');
	await app.store.db.execute(sql`alter table session rename to away`);
	page.socket.disconnect().connect();
	await turnedAway;
	await app.store.db.execute(sql`alter table away rename to session`);
	await page.until(({ line }) => line === 'connected');
	expect(page.driver.standing.shut).toBeNull();
});

test('what is answered with «too fast» is sent again and done once, and nobody is told that it was refused', async () => {
	const { app } = house;
	let tooFast = 0;
	const count: App['counts']['count'] = (what, outcome, ms) => {
		if (what === 'act' && outcome === 'too-fast') tooFast += 1;
		app.counts.count(what, outcome, ms);
	};
	const page = await tablet({ ...app, counts: { ...app.counts, count } });
	await page.until(({ line }) => line === 'connected');
	const written: string[] = [];
	while (tooFast === 0) {
		const text = `I all hast ${written.length}`;
		written.push(text);
		const input = await point(text);
		for (let frame = 0; frame < 100; frame += 1) page.socket.emit('leave', { room: newId() });
		page.driver.act('point.write', input);
		await page.until(({ box }) => box.waiting.length === 0);
	}
	expect(page.driver.standing.box.refused).toEqual([]);
	const texts = all(await hall.seen(lane), 'point').map(({ text }) => text);
	expect(texts.filter((text) => text?.startsWith('I all hast'))).toEqual(written);
});

test('a tablet whose coming was never answered asks again on the same line', async () => {
	const never = () => new Promise(() => {});
	const page = await tablet(withPause(house.app, 1, never));
	const lines = new Set<string | undefined>();
	page.socket.on('connect', () => lines.add(page.socket.id));
	await page.until(({ line }) => line === 'connected');
	expect(Object.keys(page.driver.standing.at.things.group)).not.toEqual([]);
	expect(lines.size).toBe(1);
});

test('a tablet that fell asleep on a word and woke an hour later sends it once, and knows what was said meanwhile', async () => {
	const HOUR = 3_600_000;
	const process = await wire.serve(house.app);
	const wifi = await proxy(process.port);
	toClose.push(process.close, wifi.close);
	let awake = true;
	let slept = 0;
	const page = openDevice(
		{
			url: `http://127.0.0.1:${wifi.port}`,
			cookie: await wire.cookieOf(hall, 'table', 1),
			room: hall.id,
			lane
		},
		newMemory(),
		{
			now: () => Date.now() + slept,
			every: (ms, work) => {
				const timer = setInterval(() => awake && work(), ms);
				return () => clearInterval(timer);
			}
		}
	);
	toClose.push(page.driver.close);
	await page.until(({ line }) => line === 'connected');

	wifi.blackHole();
	page.driver.act('point.write', await point('Sagt i det lokket lukkes'));
	awake = false;
	await hall.does('point.write', await point('Sagt mens den sov'), await hall.device('table', 1));
	slept = HOUR;
	wifi.heal();
	awake = true;
	page.driver.look();

	await page.until(({ line, box }) => line === 'connected' && box.waiting.length === 0);
	await page.until(({ at }) =>
		all(at.things, 'point').some(({ text }) => text === 'Sagt mens den sov')
	);
	const texts = all(await hall.seen(lane), 'point').map(({ text }) => text);
	expect(texts.filter((text) => text === 'Sagt i det lokket lukkes')).toHaveLength(1);
	expect(page.driver.standing.box.refused).toEqual([]);
	// The server's clock is followed, though the tablet's own has jumped.
	expect(Math.abs(page.driver.now() - house.app.now())).toBeLessThan(2_000);
});

async function serving(): Promise<wire.Process> {
	const process = await wire.serve(house.app);
	toClose.push(process.close);
	return process;
}

/** A page at a lane of the hall, with a key, and with what an earlier page there has left. */
async function pageAt(lane: Lane, cookie: string, memory: Mirror): Promise<Device> {
	const url = `http://127.0.0.1:${(await serving()).port}`;
	const page = openDevice({ url, cookie, room: hall.id, lane }, memory);
	toClose.push(page.driver.close);
	return page;
}

const signIn = () => sessions.signIn(house.app, undefined, house.principal.account!.id);
const cookieOf = (token: string): string => `${sessions.COOKIE}=${token}`;

/** Long enough for what was done to be sent, and refused. */
async function thereAndBack(page: Device): Promise<void> {
	for (let times = 0; times < 3; times += 1)
		await page.socket.emitWithAck('leave', { room: hall.id });
}

const timesSaid = async (text: string): Promise<number> =>
	all(await hall.seen(lane), 'point').filter((point) => point.text === text).length;

test('a tablet whose link was turned keeps what is typed, and sends it once when it is let in by the new one', async () => {
	const memory = newMemory();
	const old = await wire.cookieOf(hall, 'table', 1);
	await hall.does('keys.turn', { what: 'table', table: 1 });
	const shut = await pageAt(lane, old, memory);
	await shut.until((standing) => standing.shut !== null);
	shut.driver.act('point.write', await point('Skrevet før den nye lenken'));
	await thereAndBack(shut);
	expect(shut.driver.standing.box.refused).toEqual([]);
	shut.driver.close();

	const again = await pageAt(lane, await wire.cookieOf(hall, 'table', 1), memory);
	await again.until(({ line, box }) => line === 'connected' && box.waiting.length === 0);
	expect(again.driver.standing.box.refused).toEqual([]);
	expect(await timesSaid('Skrevet før den nye lenken')).toBe(1);
});

test('minutes that are written when the session has ended are sent once when one has signed in again', async () => {
	const memory = newMemory();
	const token = await signIn();
	await sessions.end(house.app, token);
	const page = await pageAt('staff', cookieOf(token), memory);
	await page.until(({ shut }) => shut !== null);
	const [plenum] = (await hall.items()).filter(({ type }) => type === 'plenum');
	const minute = { id: newId(), plenumId: plenum!.id, text: 'Vi ble enige om to ting' };
	page.driver.act('minute.write', minute);
	await thereAndBack(page);
	expect(page.driver.standing.box).toMatchObject({ waiting: [{ input: minute }], refused: [] });
	page.driver.close();

	const again = await pageAt('staff', cookieOf(await signIn()), memory);
	await again.until(({ line, box }) => line === 'connected' && box.waiting.length === 0);
	const written = all(await hall.seen('staff'), 'minute').filter(
		({ text }) => text === minute.text
	);
	expect(written).toHaveLength(1);
});

test('words that were refused are there after the page was closed, until somebody has seen why', async () => {
	const memory = newMemory();
	const cookie = cookieOf(await signIn());
	const open = () => pageAt('staff', cookie, memory);
	const page = await open();
	await page.until(({ line }) => line === 'connected');
	const nowhere = { id: newId(), plenumId: newId(), text: 'Sagt i et plenum som er tatt bort' };
	page.driver.act('minute.write', nowhere);
	await page.until(({ box }) => box.refused.length === 1);
	const { code } = page.driver.standing.box.refused[0]!;
	page.driver.close();

	const second = await open();
	await second.until(({ box }) => box.refused.length === 1);
	expect(second.driver.standing.box.refused[0]).toMatchObject({ act: { input: nowhere }, code });
	expect(second.driver.standing.box.waiting).toEqual([]);
	second.driver.dismiss(second.driver.standing.box.refused[0]!.act.id);
	second.driver.close();

	const third = await open();
	await third.until(({ line }) => line === 'connected');
	expect(third.driver.standing.box).toMatchObject({ waiting: [], refused: [] });
});

test('somebody signs in beside a page that stands open: it comes again with the key that the browser has now', async () => {
	const token = await signIn();
	const page = await pageAt('staff', cookieOf(token), newMemory());
	await page.until(({ line }) => line === 'connected');
	const shut = new Set<string | null>();
	page.socket.on('disconnect', () => shut.add(page.driver.standing.shut));
	page.socket.io.opts.extraHeaders = { cookie: cookieOf(await signIn()) };
	await sessions.end(house.app, token);
	await hall.does('keys.turn', { what: 'guest' });
	await page.until(({ line }) => line === 'cut');
	await page.until(({ line }) => line === 'connected');
	expect([...shut, page.driver.standing.shut]).toEqual([null, null]);
});

test('a tablet that comes to another table takes along what it had not sent', async () => {
	const memory = newMemory();
	const nowhere = { url: 'http://127.0.0.1:9', cookie: '', room: hall.id, lane };
	const before = openDevice(nowhere, memory);
	before.driver.act('point.write', await point('Skrevet ved bord 1 uten nett'));
	before.driver.close();

	let token = (await wire.cookieOf(hall, 'table', 1)).split('=')[1];
	const opens = { conferenceId: hall.id, kind: 'table' as const, table: 2 };
	token = await sessions.grant(house.app, token, await conferences.grantFor(house.app, opens));
	const after = await pageAt('table/2', cookieOf(token), memory);
	await after.until(({ line, box }) => line === 'connected' && box.waiting.length === 0);
	await vi.waitUntil(async () => (await timesSaid('Skrevet ved bord 1 uten nett')) === 1);
	expect(after.driver.standing.box.refused).toEqual([]);
});

test('what steers the hall and was pressed long ago without contact is not done, and says so; words are', async () => {
	const wifi = await proxy((await serving()).port);
	toClose.push(wifi.close);
	let later = 0;
	const page = openDevice(
		{
			url: `http://127.0.0.1:${wifi.port}`,
			cookie: cookieOf(await signIn()),
			room: hall.id,
			lane: 'staff'
		},
		newMemory(),
		{ now: () => Date.now() + later }
	);
	toClose.push(page.driver.close);
	await page.until(({ line }) => line === 'connected');
	wifi.cut();
	await page.until(({ line }) => line !== 'connected');
	const [plenum] = (await hall.items()).filter(({ type }) => type === 'plenum');
	page.driver.act('notice.send', { text: 'Ti minutter igjen' });
	page.driver.act('minute.write', { id: newId(), plenumId: plenum!.id, text: 'Sagt i mørket' });
	later = 2 * 60_000;
	wifi.heal();
	await page.until(({ line, box }) => line === 'connected' && box.waiting.length === 0);
	expect(page.driver.standing.box.refused).toMatchObject([
		{ act: { name: 'notice.send' }, code: 'moment-passed' }
	]);
	const room = await hall.seen('staff');
	expect(all(room, 'notice')).toEqual([]);
	expect(all(room, 'minute').filter(({ text }) => text === 'Sagt i mørket')).toHaveLength(1);
});
