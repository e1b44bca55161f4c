import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { all } from '../../src/lib/domain/room.ts';
import type { RoundItem } from '../../src/lib/domain/programme.ts';
import type { Who } from '../../src/lib/server/access.ts';
import { after, snapshot } from '../../src/lib/server/store/journal.ts';
import {
	newId,
	openHall,
	openHouse,
	openRound,
	refusalOf,
	type Hall,
	type OpenHouse
} from '../support/house.ts';

let house: OpenHouse;
let hall: Hall;
let round: RoundItem;
let tablet: Who;

beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
	hall = await openHall(house);
	round = await openRound(hall);
	tablet = await hall.device('table', 1);
});

const group = async () => (await hall.groups(round.id))[0]!;
const write = async (text: string, how = {}) => {
	const id = newId();
	await hall.does(
		'point.write',
		{ id, groupId: (await group()).id, promptId: round.round.prompts[0]!.id, text },
		tablet,
		how
	);
	return id;
};
/** The room's number when the conference was last closed. */
const closedAt = async (): Promise<number> =>
	(await house.app.store.db.query.journal.findMany())
		.filter(({ roomId, fact }) => roomId === hall.id && fact.name === 'conference.closed')
		.reduce((last, { seq }) => Math.max(last, seq), 0);
const point = async (id: string, lane: Parameters<Hall['seen']>[0] = 'table/1') =>
	(await hall.seen(lane)).point[id];

test('a written point is seen by its own table, counted by staff and projector, and by nobody else', async () => {
	const id = await write('  Vi hilser ved\n døra  ');
	expect((await point(id))?.text).toBe('Vi hilser ved døra');
	expect(await point(id, 'staff')).toMatchObject({ state: 'written', text: null });
	expect(await point(id, 'projector')).toMatchObject({ text: null });
	expect(await point(id, 'table/2')).toBeUndefined();
	expect(await point(id, 'guest')).toBeUndefined();
});

test('handed in, the hall sees it at once, or waits for the facilitator where the round is held', async () => {
	const id = await write('Felles start');
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	expect(await point(id, 'guest')).toMatchObject({ text: 'Felles start', state: 'released' });

	await hall.does('item.set', { id: round.id, round: { release: 'held' } });
	const later = await write('Mer tid');
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	expect(await point(later, 'guest')).toBeUndefined();
	expect((await point(later, 'staff'))?.text).toBe('Mer tid');
	await hall.does('round.release', { roundId: round.id });
	expect((await point(later, 'guest'))?.text).toBe('Mer tid');
});

test('the same act twice is once, and the same id with another body is refused', async () => {
	const id = newId();
	const act = { id: newId() };
	const input = {
		id,
		groupId: (await group()).id,
		promptId: round.round.prompts[0]!.id,
		text: 'Én gang'
	};
	const first = await hall.does('point.write', input, tablet, act);
	const second = await hall.does('point.write', input, tablet, act);
	expect(second).toBe(first);
	expect(all(await hall.seen('table/1'), 'point')).toHaveLength(1);
	const other = hall.does('point.write', { ...input, text: 'To ganger' }, tablet, act);
	expect(await refusalOf(other)).toBe('same-act-other-body');
});

test('an empty point and one of ten thousand signs are refused, and nothing is half-written', async () => {
	const before = (await hall.seen()).point;
	expect(await refusalOf(write('   \n '))).toBe('text-empty');
	expect(await refusalOf(write('å'.repeat(10_000)))).toBe('text-too-long');
	expect(Object.keys((await hall.seen()).point)).toEqual(Object.keys(before));
});

test('two who edit at once: the newest shows, the other text is kept and one press from coming back', async () => {
	const id = await write('Første');
	await hall.does('point.edit', { id, text: 'Den enes', version: 1 }, tablet);
	await hall.does('point.edit', { id, text: 'Den andres', version: 1 }, tablet);
	expect(await point(id)).toMatchObject({ text: 'Den andres', other: 'Den enes', version: 3 });
	await hall.does('point.restore', { id }, tablet);
	expect(await point(id)).toMatchObject({ text: 'Den enes', other: 'Den andres' });
});

test('a handed-in point that is edited goes back to its table until it is handed in again', async () => {
	const id = await write('Kort');
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	await hall.does('point.edit', { id, text: 'Kort og klart', version: 1 }, tablet);
	expect(await point(id, 'guest')).toBeUndefined();
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	expect((await point(id, 'guest'))?.text).toBe('Kort og klart');
});

test('a hand-in can be opened again: what the hall had seen is the table’s own once more', async () => {
	const id = await write('For tidlig');
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	await hall.does('group.reopen', { groupId: (await group()).id }, tablet);
	expect(await point(id, 'projector')).toMatchObject({ state: 'written', text: null });
	expect((await group()).handedInAt).toBeNull();
});

test('points are moved, withdrawn and brought back', async () => {
	const [a, b, c] = [await write('a'), await write('b'), await write('c')];
	await hall.does('point.move', { id: c, position: 0 }, tablet);
	await hall.does('point.withdraw', { id: b }, tablet);
	const order = all(await hall.seen('table/1'), 'point')
		.sort((x, y) => x.position - y.position)
		.map(({ id }) => id);
	expect(order).toEqual([c, a, b]);
	expect((await point(b))?.state).toBe('withdrawn');
	await hall.does('point.return', { id: b }, tablet);
	expect((await point(b))?.state).toBe('written');
});

test('a point made before its author could know that the round was over is kept, late, and not shown by itself', async () => {
	const [one, plenum] = [round, (await hall.items())[2]!];
	const seen = await hall.does('clock.set', { do: 'pause' });
	await hall.does('programme.go', { itemId: plenum.id });
	house.clock.pass(60_000);
	const id = newId();
	const input = {
		id,
		groupId: (await group()).id,
		promptId: one.round.prompts[0]!.id,
		text: 'Skrevet uten nett'
	};
	await hall.does('point.write', input, tablet, { seen });
	expect(await point(id)).toMatchObject({ late: true, state: 'written' });
	await hall.does('group.hand-in', { groupId: input.groupId }, tablet);
	expect(await point(id, 'guest')).toBeUndefined();
	expect(await point(id, 'staff')).toMatchObject({ state: 'handed-in', late: true });
	const knowing = hall.does('point.write', { ...input, id: newId() }, tablet);
	expect(await refusalOf(knowing)).toBe('round-is-over');
});

test('what a table wrote and handed in before it could know that the conference was closed is kept', async () => {
	const [kept, gone] = [await write('Før bruddet'), await write('Tas tilbake')];
	const seen = await hall.does('clock.set', { do: 'pause' });
	await hall.does('programme.go', { itemId: (await hall.items())[2]!.id });
	await hall.does('conference.close', { without: 'Møtet ble kort' });
	house.clock.pass(60_000);
	const late = await write('Skrevet uten nett', { seen });
	await hall.does('point.edit', { id: kept, text: 'Rettet uten nett', version: 1 }, tablet, {
		seen
	});
	await hall.does('point.withdraw', { id: gone }, tablet, { seen });
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet, { seen });
	expect(await point(late, 'staff')).toMatchObject({ late: true, state: 'handed-in' });
	expect(await point(late, 'guest')).toBeUndefined();
	expect(await point(kept, 'staff')).toMatchObject({ text: 'Rettet uten nett', late: true });
	expect(await point(gone, 'staff')).toMatchObject({ state: 'withdrawn' });
	for (const how of [{}, { seen: await closedAt() }])
		expect(await refusalOf(write('Visste det', how))).toBe('conference-closed');
	expect(await refusalOf(write('Siste før det', { seen: (await closedAt()) - 1 }))).toBe(
		'round-is-over'
	);
});

test('a change that was made without contact is kept beside what the hall looks at, also when others sit at the table', async () => {
	const id = await write('Slik det ble lest opp');
	const seen = await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	await hall.does('programme.go', { itemId: (await hall.items())[2]!.id });
	house.clock.pass(60_000);
	const change = { id, text: 'Endret uten nett', version: 1 };
	await hall.does('point.edit', change, tablet, { seen });
	expect(await point(id, 'projector')).toMatchObject({ text: 'Slik det ble lest opp' });
	expect(await point(id, 'staff')).toMatchObject({
		state: 'released',
		text: 'Slik det ble lest opp',
		other: 'Endret uten nett',
		version: 2
	});
	await openRound(hall, 1);
	await hall.does('point.edit', { ...change, text: 'Enda senere' }, tablet, { seen });
	expect(await point(id, 'projector')).toMatchObject({ text: 'Slik det ble lest opp' });
});

test('a sentence may be finished just after the bell', async () => {
	await hall.does('programme.go', { itemId: (await hall.items())[2]!.id });
	house.clock.pass(15_000);
	const id = await write('Rakk det');
	expect(await point(id)).toMatchObject({ late: false });
});

test('when the next round opens, what was not handed in is no longer on the tablet of the next group', async () => {
	const id = await write('Vårt eget');
	await openRound(hall, 1);
	expect(await point(id)).toBeUndefined();
	expect(await point(id, 'staff')).toMatchObject({ shelved: true, text: null });
	expect(await refusalOf(hall.does('point.edit', { id, text: 'x', version: 1 }, tablet))).toBe(
		'not-allowed'
	);
	await hall.does('programme.undo', {});
	expect((await point(id))?.text).toBe('Vårt eget');
});

test('a late point of a group that has left is not on the tablet of those who sit there now', async () => {
	const seen = await hall.does('clock.set', { do: 'pause' });
	await openRound(hall, 1);
	house.clock.pass(60_000);
	const id = await write('Skrevet uten nett', { seen });
	expect(await point(id)).toBeUndefined();
	expect(await point(id, 'staff')).toMatchObject({ shelved: true, late: true, text: null });
	await hall.does('programme.go', { itemId: (await hall.items())[4]!.id });
	const another = await write('Enda et', { seen });
	expect(await point(another, 'staff')).toMatchObject({ shelved: true });
});

test('a late point is back at its table when the step to the next round is taken back', async () => {
	const seen = await hall.does('clock.set', { do: 'pause' });
	await openRound(hall, 1);
	const id = await write('Skrevet uten nett', { seen });
	const { number } = await snapshot(house.app.store.db, hall.id, 'table/1');
	await hall.does('programme.undo', {});
	expect((await point(id))?.text).toBe('Skrevet uten nett');
	const [told] = await after(house.app.store.db, hall.id, number);
	expect(told?.fact.things).toContainEqual(expect.objectContaining({ id, shelved: false }));
});

test('those who sit there now cannot hand in for the group that has left, nor open its summary', async () => {
	const { id: groupId } = await group();
	const id = await write('Ikke levert');
	const seen = await hall.does('clock.set', { do: 'pause' });
	await hall.does('programme.go', { itemId: (await hall.items())[2]!.id });
	const inPlenum = await hall.does('clock.set', { do: 'pause' });
	await openRound(hall, 1);
	const [member] = (await group()).members;
	for (const tried of [
		() => hall.does('group.hand-in', { groupId }, tablet),
		() => hall.does('help.ask', { groupId }, tablet),
		() => hall.does('recorder.appoint', { groupId, participantId: member!.id }, tablet)
	])
		expect(await refusalOf(tried())).toBe('not-allowed');
	expect(await point(id, 'guest')).toBeUndefined();
	// Made in the plenum, without contact: the group sat there still, as far as it could know.
	await hall.does('group.hand-in', { groupId }, tablet, { seen: inPlenum });
	expect(await point(id, 'guest')).toMatchObject({ text: 'Ikke levert', state: 'released' });
	expect(await refusalOf(hall.does('group.reopen', { groupId }, tablet))).toBe('not-allowed');
	await hall.does('group.reopen', { groupId }, tablet, { seen });
	expect(await point(id, 'guest')).toBeUndefined();
	await hall.does('group.hand-in', { groupId });
	expect(await point(id, 'guest')).toMatchObject({ state: 'released' });
});

test('held points stay from the hall, redacted texts are gone from rows and journal', async () => {
	const secret = 'Kanarifuglen sang i gangen';
	const id = await write(secret);
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	await hall.does('point.hold', { id });
	expect(await point(id, 'guest')).toBeUndefined();
	expect((await point(id, 'staff'))?.text).toBe(secret);
	await hall.does('point.redact', { id });
	expect(await point(id, 'guest')).toMatchObject({ text: '', state: 'redacted' });
	const journal = await house.app.store.db.query.journal.findMany();
	expect(JSON.stringify(journal)).not.toContain('Kanarifuglen');
	expect(await refusalOf(hall.does('point.edit', { id, text: 'x', version: 2 }, tablet))).toBe(
		'point-redacted'
	);
});

test('a tablet writes for its own table only', async () => {
	const other = (await hall.groups(round.id))[1]!;
	const stranger = hall.does(
		'point.write',
		{ id: newId(), groupId: other.id, promptId: round.round.prompts[0]!.id, text: 'Ikke vårt' },
		tablet
	);
	expect(await refusalOf(stranger)).toBe('not-allowed');
});

test('a tablet that was moved is kept as the table that it writes for, and not as what it was first', async () => {
	const elsewhere = await openHall(house);
	const devices = [
		await elsewhere.device('table', 1),
		await hall.device('screen'),
		tablet,
		await hall.device('table', 2)
	];
	const moved = { ...tablet, grants: devices.flatMap(({ grants }) => grants) };
	const actorOf = async (table: number) => {
		const id = newId();
		const { id: groupId } = (await hall.groups(round.id))[table - 1]!;
		const promptId = round.round.prompts[0]!.id;
		const seq = await hall.does('point.write', { id, groupId, promptId, text: 'Vi' }, moved);
		const journal = await house.app.store.db.query.journal.findMany();
		return journal.find((row) => row.roomId === hall.id && row.seq === seq)?.actor;
	};
	expect([await actorOf(1), await actorOf(2)]).toEqual(['table/1', 'table/2']);
	const seq = await hall.does('group.hand-in', { groupId: (await group()).id }, moved);
	const journal = await house.app.store.db.query.journal.findMany();
	expect(journal.find((row) => row.roomId === hall.id && row.seq === seq)?.actor).toBe('table/1');
});

test('points chosen from round one stand on the tablets of round two', async () => {
	const id = await write('Ta med videre');
	await hall.does('group.hand-in', { groupId: (await group()).id }, tablet);
	const two = (await hall.rounds())[1]!;
	await hall.does('points.carry', { roundId: two.id, pointIds: [id] });
	expect((await hall.rounds())[1]!.round.carried).toEqual([id]);
});
