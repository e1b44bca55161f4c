import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { all } from '../../src/lib/domain/room.ts';
import { newMemory, openDevice, type Device } from '../../scripts/crowd/device.ts';
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
