import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act } from '../../src/lib/server/acts.ts';
import type { App } from '../../src/lib/server/app.ts';
import * as s from '../../src/lib/server/store/schema.ts';
import {
	NOBODY,
	openHall,
	openHouse,
	openRound,
	newId,
	refusalOf,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import { withPause } from '../support/pause.ts';
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

const DAY = 24 * 3_600_000;

/** The acts that are kept as refused, with the names they were refused by. */
async function kept(): Promise<Record<string, string>> {
	const rows = await house.app.store.db.select().from(s.refused);
	return Object.fromEntries(rows.map(({ actId, code }) => [actId, code]));
}

const groupOf = async (id: string) => (await hall.seen()).group[id];

/** The first table's group of the first round, handed in or not as is asked. */
async function groupThatIs(state: 'handed in' | 'at work'): Promise<string> {
	const id = (await hall.groups((await hall.rounds())[0]!.id))[0]!.id;
	const isIn = (await groupOf(id))?.handedInAt !== null;
	if (isIn !== (state === 'handed in'))
		await hall.does(isIn ? 'group.reopen' : 'group.hand-in', { groupId: id });
	return id;
}

/** Opens a group for writing again, in a process of one's own choosing. */
const reopen = (app: App, id: string, groupId: string) =>
	act(app, house.principal, {
		id,
		room: hall.id,
		name: 'group.reopen',
		input: { groupId },
		seen: 1_000_000
	});

test('what was refused stays refused with nothing remembered outside the database, and is not done when it could be', async () => {
	const groupId = await groupThatIs('at work');
	const id = newId();
	expect(await refusalOf(reopen(house.app, id, groupId))).toBe('group-not-handed-in');
	await groupThatIs('handed in');
	expect(await refusalOf(reopen(house.app, id, groupId))).toBe('group-not-handed-in');
	expect((await groupOf(groupId))?.handedInAt).not.toBeNull();
	expect(await refusalOf(reopen(house.app, newId(), groupId))).toBe('done');
});

test('a refused act with other words under the same id is told apart', async () => {
	const groupId = await groupThatIs('at work');
	const id = newId();
	await refusalOf(reopen(house.app, id, groupId));
	const [, other] = await hall.groups((await hall.rounds())[0]!.id);
	expect(await refusalOf(reopen(house.app, id, other!.id))).toBe('same-act-other-body');
	expect((await kept())[id]).toBe('group-not-handed-in');
});

test('a copy that is done before the refusal is kept is the answer to both', async () => {
	const groupId = await groupThatIs('at work');
	const id = newId();
	let copy = { seq: 0 };
	const late = withPause(house.app, 2, async () => {
		await groupThatIs('handed in');
		copy = await reopen(house.app, id, groupId);
	});
	expect(await reopen(late, id, groupId)).toMatchObject({ seq: copy.seq, again: true });
	expect(await kept()).not.toHaveProperty(id);
});

test('a copy that is refused first, by another name, gives its name to both', async () => {
	const groupId = await groupThatIs('at work');
	const [, second] = await hall.rounds();
	const id = newId();
	const late = withPause(house.app, 2, async () => {
		await groupThatIs('handed in');
		await hall.does('programme.go', { itemId: second!.id });
		house.clock.pass(3_600_000);
		expect(await refusalOf(reopen(house.app, id, groupId))).toBe('round-is-over');
	});
	expect(await refusalOf(reopen(late, id, groupId))).toBe('round-is-over');
	await hall.does('programme.undo', {});
	expect(await kept()).toMatchObject({ [id]: 'round-is-over' });
});

test('a refusal that the database cannot keep is not told: the author tries again', async () => {
	const { db } = house.app.store;
	const groupId = await groupThatIs('at work');
	const id = newId();
	const full = withPause(house.app, 2, () => db.execute(sql`alter table refused rename to away`));
	await expect(refusalOf(reopen(full, id, groupId))).rejects.toThrow('refused');
	await db.execute(sql`alter table away rename to refused`);
	expect(await kept()).not.toHaveProperty(id);
	expect(await refusalOf(reopen(house.app, id, groupId))).toBe('group-not-handed-in');
	expect(await kept()).toHaveProperty(id);
});

test('after a day a refusal is let go of, with the next one', async () => {
	const groupId = await groupThatIs('at work');
	const [old, young, next] = [newId(), newId(), newId()];
	await refusalOf(reopen(house.app, old, groupId));
	house.clock.pass(DAY - 1_000);
	await refusalOf(reopen(house.app, young, groupId));
	house.clock.pass(2_000);
	await refusalOf(reopen(house.app, next, groupId));
	expect(Object.keys(await kept()).sort()).toEqual([young, next].sort());
});

test('whoever may not do such a thing at all leaves nothing behind', async () => {
	const groupId = await groupThatIs('at work');
	const before = await kept();
	const [phone, screen] = [await hall.device('guest'), await hall.device('screen')];
	for (const who of [NOBODY, phone, screen])
		expect(await refusalOf(hall.does('group.reopen', { groupId }, who))).not.toBe('done');
	const nowhere = { room: newId() };
	await refusalOf(hall.does('group.reopen', { groupId }, house.principal, nowhere));
	await refusalOf(hall.does('group.reopen', { groupId: '?' }));
	expect(await kept()).toEqual(before);
});
