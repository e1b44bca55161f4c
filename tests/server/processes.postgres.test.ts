import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonical } from '../../src/lib/domain/room.ts';
import { openApp } from '../../src/lib/server/app.ts';
import { openLog } from '../../src/lib/server/log.ts';
import {
	configurationFor,
	newId,
	openHall,
	openHouse,
	openRound,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import { connect, cookieOf, follower, hangUp, serve } from '../support/wire.ts';

let house: OpenHouse;
let hall: Hall;

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
});
afterAll(() => house.close());

test('two processes with Redis: the tablet on one, the projector on the other, also while Redis says garbage', async () => {
	const configuration = configurationFor(house.database, process.env.TEST_REDIS_URL);
	const borrowed = { now: house.clock.now, log: openLog('silent') };
	const [one, two] = await Promise.all([
		openApp(configuration, borrowed).then(serve),
		openApp(configuration, borrowed).then(serve)
	]);
	const screen = await follower(hall, two!, 'projector', await cookieOf(hall, 'screen'));
	const tablet = connect(one!, await cookieOf(hall, 'table', 2));
	const round = await openRound(hall);
	const [, second] = await hall.groups(round.id);
	one!.app.bell.ring('here', '{{{');
	one!.app.bell.ring('look', 'ikke et rom');
	const input = {
		id: newId(),
		groupId: second!.id,
		promptId: round.round.prompts[0]!.id,
		text: 'Over to prosesser'
	};
	const frame = {
		protocol: 1,
		id: newId(),
		room: hall.id,
		name: 'point.write',
		input,
		seen: 1_000
	};
	expect(await tablet.emitWithAck('act', frame)).toMatchObject({ ok: true });
	await screen.until((room) => room.point[input.id] !== undefined);
	expect(canonical(screen.room())).toBe(canonical(await hall.seen('projector')));
	tablet.close();
	screen.socket.close();
	for (const process of [one!, two!]) {
		await process.close();
		await process.app.close();
	}
});

test('a tablet is refused by one process; a copy that another held meanwhile is refused too, by the same name', async () => {
	const configuration = configurationFor(house.database);
	const borrowed = { now: house.clock.now, log: openLog('silent') };
	const [frozen, other] = await Promise.all([
		openApp(configuration, borrowed).then(serve),
		openApp(configuration, borrowed).then(serve)
	]);
	const [group] = await hall.groups((await openRound(hall)).id);
	const cookie = await cookieOf(hall, 'table', 1);
	const frame = {
		protocol: 1,
		id: newId(),
		room: hall.id,
		name: 'group.reopen',
		input: { groupId: group!.id },
		seen: 1_000
	};
	const told = await connect(other!, cookie).emitWithAck('act', frame);
	expect(told).toMatchObject({ ok: false, refusal: { code: 'group-not-handed-in' } });
	await hall.does('group.hand-in', { groupId: group!.id });
	expect(await connect(frozen!, cookie).emitWithAck('act', frame)).toEqual(told);
	expect((await hall.seen()).group[group!.id]?.handedInAt).not.toBeNull();
	hangUp();
	for (const process of [frozen!, other!]) {
		await process.close();
		await process.app.close();
	}
});
