import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	openHall,
	openHouse,
	openRound,
	newId,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import { connect, cookieOf, hangUp, serve, type Process } from '../support/wire.ts';

let house: OpenHouse;
let hall: Hall;
let process: Process;

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	process = await serve(house.app);
});
afterAll(async () => {
	hangUp();
	await process.close();
	await house.close();
});

test('a copy of a refused act that comes late is refused as the first was, though it could be done by then', async () => {
	const round = await openRound(hall);
	const [group] = await hall.groups(round.id);
	const tablet = connect(process, await cookieOf(hall, 'table', 1));
	const frame = (id: string) => ({
		protocol: 1,
		id,
		room: hall.id,
		name: 'group.reopen',
		input: { groupId: group!.id },
		seen: 1_000
	});
	const first = frame(newId());
	const refused = { ok: false, refusal: { code: 'group-not-handed-in' } };
	expect(await tablet.emitWithAck('act', first)).toMatchObject(refused);
	await hall.does('group.hand-in', { groupId: group!.id });
	expect(await tablet.emitWithAck('act', first)).toMatchObject(refused);
	expect(await tablet.emitWithAck('act', frame(newId()))).toMatchObject({ ok: true });
});

test('two copies of an act that are under way at once are done once, and answered alike', async () => {
	const round = (await hall.rounds())[0]!;
	const [group] = await hall.groups(round.id);
	const tablet = connect(process, await cookieOf(hall, 'table', 1));
	const frame = {
		protocol: 1,
		id: newId(),
		room: hall.id,
		name: 'group.hand-in',
		input: { groupId: group!.id },
		seen: 1_000
	};
	const [one, two] = await Promise.all([
		tablet.emitWithAck('act', frame),
		tablet.emitWithAck('act', frame)
	]);
	expect(one).toMatchObject({ ok: true });
	expect(two).toEqual(one);
});
