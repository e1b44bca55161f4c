import { afterAll, beforeAll, expect, test } from 'vitest';
import { all } from '../../src/lib/domain/room.ts';
import { connect, type Device } from '../../scripts/crowd/device.ts';
import { play, talks, write, type Pace } from '../../scripts/crowd/table.ts';
import { openHall, openHouse, openRound, type Hall, type OpenHouse } from '../support/house.ts';
import { proxy, type Proxy } from '../support/proxy.ts';
import { cookieOf, serve, type Process } from '../support/wire.ts';

let house: OpenHouse;
let hall: Hall;
let here: Process;
let wire: Proxy;

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	await openRound(hall);
	here = await serve(house.app);
	wire = await proxy(here.port);
});
afterAll(async () => {
	await wire.close();
	await here.close();
	await house.close();
});

/** A tablet that has joined by its table's link, over the wire. */
async function tablet(table: number): Promise<Device> {
	const cookie = await cookieOf(hall, 'table', table);
	const url = `http://127.0.0.1:${wire.port}`;
	return connect({ url, cookie, room: hall.id, lane: `table/${table}` });
}

const line = (text: string) => ({ kind: 'proposal' as const, text });
const written = async (text: string) =>
	all(await hall.seen('table/1'), 'point').filter((point) => point.text === text);

/** Waits for something that is on its way. */
async function until(holds: () => Promise<boolean>): Promise<void> {
	while (!(await holds())) await new Promise((next) => setTimeout(next, 5));
}

test('a point whose answer was lost on the way is sent again, and stands there once', async () => {
	const device = await tablet(1);
	wire.lag(300);
	const done = write(device, 1, line('Én felles tavle'));
	await until(async () => (await written('Én felles tavle')).length > 0);
	wire.cut();
	wire.heal();
	expect(await done).not.toBeNull();
	expect((await written('Én felles tavle')).length).toBe(1);
	device.driver.close();
});

test('a table of the crowd writes what it has to say, once each, and hands in', async () => {
	const device = await tablet(2);
	const left = ['Felles plan', 'Fast møtetid', 'Kortere beskjeder'].map(line);
	const pace: Pace = { pause: async () => {}, random: () => 0.5, now: house.clock.now };
	await play(device, 2, () => left.shift(), pace);
	expect(talks(device, 2)).toBe(false);
	const points = all(await hall.seen('table/2'), 'point').filter(({ table }) => table === 2);
	expect(points.map(({ text }) => text).sort()).toEqual([
		'Fast møtetid',
		'Felles plan',
		'Kortere beskjeder'
	]);
	expect(points.every(({ state }) => state === 'released')).toBe(true);
	device.driver.close();
});

test('a slip of the fingers is put right in the same point', async () => {
	await hall.does('group.reopen', { groupId: (await groupAt(2)).id });
	const device = await tablet(2);
	const left = [line('Alle hilser på alle')];
	const pace: Pace = { pause: async () => {}, random: () => 0.1, now: house.clock.now };
	await play(device, 2, () => left.shift(), pace);
	const points = all(await hall.seen('table/2'), 'point').filter(({ table }) => table === 2);
	expect(points.length).toBe(4);
	expect(points.find(({ text }) => text === 'Alle hilser på alle')?.version).toBe(2);
	device.driver.close();
});

test('a tablet that sits down at another table than its link opens is told that it may not', async () => {
	const cookie = await cookieOf(hall, 'table', 1);
	const url = `http://127.0.0.1:${wire.port}`;
	const door = { url, cookie, room: hall.id, lane: 'table/2' as const };
	await expect(connect(door)).rejects.toThrow('not-allowed');
});

async function groupAt(table: number) {
	const [round] = await hall.rounds();
	return (await hall.groups(round!.id)).find((group) => group.table === table)!;
}
