import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { newMemory, openDevice, type Device } from '../../scripts/crowd/device.ts';
import { all } from '../../src/lib/domain/room.ts';
import type { Standing } from '../../src/lib/realtime/driver.ts';
import { openHall, openHouse, openRound, type Hall, type OpenHouse } from '../support/house.ts';
import { backUp, bringBack, newFile } from '../support/moves.ts';
import * as wire from '../support/wire.ts';

// The house is brought back from a backup while tablets that know more than it are open or away.

let house: OpenHouse;
let hall: Hall;
let here: wire.Process;
const pages: Device[] = [];

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	await openRound(hall);
	here = await wire.serve(house.app);
});
afterEach(() => {
	for (const { driver } of pages.splice(0)) driver.close();
});
afterAll(async () => {
	await here.close();
	await house.close();
});

const lane = 'table/1' as const;

async function tablet(memory = newMemory(), known?: string) {
	const url = `http://127.0.0.1:${here.port}`;
	const cookie = known ?? (await wire.cookieOf(hall, 'table', 1));
	const page = openDevice({ url, cookie, room: hall.id, lane }, memory);
	pages.push(page);
	await page.until(({ line }) => line === 'connected');
	return page;
}

const texts = async () =>
	all(await hall.seen(lane), 'point')
		.map(({ text, state }) => `${text}${state === 'withdrawn' ? ' (trukket)' : ''}`)
		.sort();
const quiet = ({ box, at }: Standing) =>
	box.waiting.length === 0 && box.arrived.length === 0 && at.wants === null;
/** All that the tablet has kept is in the house that it now follows. */
const isThere = (standing: Standing) =>
	quiet(standing) &&
	standing.box.kept.length > 0 &&
	standing.box.kept.every(({ epoch }) => epoch === standing.at.epoch);

async function writes(page: Device, text: string): Promise<string> {
	const [round] = await hall.rounds();
	const [group] = await hall.groups(round!.id);
	const id = `point-${text.replaceAll(/\W/g, '-')}`.padEnd(16, '0');
	page.driver.act('point.write', {
		id,
		groupId: group!.id,
		promptId: round!.round.prompts[0]!.id,
		text
	});
	await page.until(quiet);
	return id;
}

const epochOf = ({ driver }: Device) => driver.standing.at.epoch;
const replace = (path: string) => bringBack(house.app.store, path, { replace: true });

test('an open tablet sends again, unasked, what it had said after the backup was taken', async () => {
	const page = await tablet();
	const first = await writes(page, 'Før kopien');
	const file = newFile();
	await backUp(house.app.store, file.path);
	const second = await writes(page, 'Etter kopien');
	page.driver.act('point.edit', { id: first, text: 'Endret etter kopien', version: 1 });
	page.driver.act('point.withdraw', { id: second });
	await page.until(quiet);
	const said = await texts();
	const before = epochOf(page);

	await replace(file.path);
	expect(await texts()).toEqual(['Før kopien']);
	await page.until((standing) => standing.at.epoch !== before && quiet(standing));
	expect(await texts()).toEqual(said);
	expect(said).toEqual(['Endret etter kopien', 'Etter kopien (trukket)']);
	expect(page.driver.standing.box.refused).toEqual([]);
	file.drop();
});

test('a tablet that lay closed while the house was brought back does so when it is opened, once', async () => {
	const memory = newMemory();
	const cookie = await wire.cookieOf(hall, 'table', 1);
	const file = newFile();
	await backUp(house.app.store, file.path);
	const page = await tablet(memory, cookie);
	await writes(page, 'Kom fram før lokket ble lukket');
	const before = epochOf(page);
	page.driver.close();
	await replace(file.path);
	expect(await texts()).not.toContain('Kom fram før lokket ble lukket');

	const again = await tablet(memory, cookie);
	await again.until((standing) => standing.at.epoch !== before && isThere(standing));
	const found = (await texts()).filter((text) => text.startsWith('Kom fram'));
	expect(found).toEqual(['Kom fram før lokket ble lukket']);
	again.driver.close();
	const third = await tablet(memory, cookie);
	await third.until((standing) => standing.at.wants === null && standing.line === 'connected');
	expect(third.driver.standing.box.again).toEqual([]);
	file.drop();
});

test('what was written while the house was away comes after what had been acknowledged before', async () => {
	const memory = newMemory();
	const cookie = await wire.cookieOf(hall, 'table', 1);
	const file = newFile();
	await backUp(house.app.store, file.path);
	const page = await tablet(memory, cookie);
	const id = await writes(page, 'Kvittert');
	await here.close();
	await page.until(({ line }) => line === 'cut');
	page.driver.act('point.edit', { id, text: 'Kvittert, og så endret uten nett', version: 1 });
	await replace(file.path);
	here = await wire.serve(house.app);
	page.driver.close();

	const after = await tablet(memory, cookie);
	await after.until(isThere);
	expect(await texts()).toContain('Kvittert, og så endret uten nett');
	expect(after.driver.standing.box.refused).toEqual([]);
	file.drop();
});

test('what steered the hall is not done again: the clock and the screen stand as they were brought back', async () => {
	const cookie = await wire.cookieOf(hall, 'table', 1);
	const file = newFile();
	await backUp(house.app.store, file.path);
	const screen = async () => all(await hall.seen(), 'screen')[0]!;
	const before = await screen();
	await hall.does('screen.cue', { scene: { name: 'programme' } });
	const page = await tablet(newMemory(), cookie);
	await writes(page, 'Mens programmet sto på lerretet');
	const epoch = epochOf(page);
	await replace(file.path);
	await page.until((standing) => standing.at.epoch !== epoch && quiet(standing));
	expect(await screen()).toEqual(before);
	file.drop();
});

test('a text that was redacted meanwhile is forgotten on the tablet too', async () => {
	const memory = newMemory();
	const page = await tablet(memory);
	const id = await writes(page, 'Et navn som ikke skulle stått her');
	const lies = () =>
		Array.from({ length: memory.length }, (_, at) => memory.getItem(memory.key(at) ?? '')).join();
	expect(lies()).toContain('Et navn');
	await hall.does('point.redact', { id });
	await page.until(({ box }) =>
		box.kept.every(({ act }) => (act.input as { id: string }).id !== id)
	);
	expect(lies()).not.toContain('Et navn');
});
