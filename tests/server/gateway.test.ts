import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { roomHash, type Room } from '../../src/lib/domain/room.ts';
import type { Tick } from '../../src/lib/realtime/protocol.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import {
	newId,
	openHall,
	openHouse,
	openRound,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import * as wire from '../support/wire.ts';

let house: OpenHouse;
let hall: Hall;
let here: wire.Process;

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	await openRound(hall);
	here = await wire.serve(house.app);
});
afterEach(wire.hangUp);
afterAll(async () => {
	await here.close();
	await house.close();
});

const cookieOf = (kind: 'table' | 'screen' | 'guest', table: number | null = null) =>
	wire.cookieOf(hall, kind, table);
const follower = (process: wire.Process, lane: Lane, cookie: string, transports?: string[]) =>
	wire.follower(hall, process, lane, cookie, transports);
const enter = (lane: Lane, more: object = {}) => wire.enter(hall, lane, more);

const group = async () => {
	const [one] = await hall.rounds();
	const [first] = await hall.groups(one!.id);
	return { groupId: first!.id, promptId: one!.round.prompts[0]!.id };
};

const frame = async (text: string, more: object = {}) => ({
	protocol: 1,
	id: newId(),
	room: hall.id,
	name: 'point.write',
	input: { id: newId(), text, ...(await group()) },
	seen: 1_000,
	...more
});

const says = (text: string) => (room: Room) =>
	Object.values(room.point).some((point) => point.text === text);

test('a point goes all the way: tablet, act, journal, pump, projector', async () => {
	const tablet = wire.connect(here, await cookieOf('table', 1));
	const screen = await follower(here, 'projector', await cookieOf('screen'));
	const sent = await frame('Hele veien');
	expect(await tablet.emitWithAck('act', sent)).toMatchObject({ ok: true });
	await screen.until((room) => room.point[sent.input.id]?.state === 'written');
	expect(screen.room().point[sent.input.id]?.text).toBeNull();
	const handIn = {
		...(await frame('')),
		name: 'group.hand-in',
		input: { groupId: sent.input.groupId }
	};
	expect(await tablet.emitWithAck('act', handIn)).toMatchObject({ ok: true });
	await screen.until(says('Hele veien'));
});

test('long-polling carries it too, where a school blocks websockets', async () => {
	const tablet = wire.connect(here, await cookieOf('table', 1), ['polling']);
	const phone = await follower(here, 'guest', await cookieOf('guest'), ['polling']);
	const sent = await frame('Uten websocket');
	await tablet.emitWithAck('act', sent);
	await tablet.emitWithAck('act', {
		...(await frame('')),
		name: 'group.hand-in',
		input: { groupId: sent.input.groupId }
	});
	await phone.until(says('Uten websocket'));
});

test('a follower that was away gets what it missed, or everything when the epoch is another', async () => {
	const cookie = await cookieOf('screen');
	const screen = await follower(here, 'projector', cookie);
	const [epoch, number] = [await epochOf(), screen.number()];
	screen.socket.close();
	const tablet = wire.connect(here, await cookieOf('table', 1));
	await tablet.emitWithAck('act', await frame('Mens den var borte'));
	const back = wire.connect(here, cookie);
	const caughtUp = await back.emitWithAck('enter', enter('projector', { epoch, number }));
	expect(caughtUp.envelope).toMatchObject({ from: number, to: number + 1 });
	const another = await back.emitWithAck('enter', enter('projector', { epoch: 'another', number }));
	expect(another.snapshot.number).toBe(number + 1);
});

const epochOf = async () => {
	const room = await house.app.store.db.query.room.findFirst({
		where: (table, { eq }) => eq(table.id, hall.id)
	});
	return room?.epoch ?? '';
};

test('a phone that catches up hears how a point stands at last, not how it stood while it was away', async () => {
	const [one] = await hall.rounds();
	const [first] = await hall.groups(one!.id);
	const input = { id: newId(), text: 'Bodil er syk', ...(await group()) };
	const phone = wire.connect(here, await cookieOf('guest'));
	const { snapshot } = await phone.emitWithAck('enter', enter('guest'));
	const at = { epoch: snapshot.epoch, number: snapshot.number };
	await hall.does('point.write', input, await hall.device('table', 1));
	await hall.does('group.hand-in', { groupId: first!.id });
	await hall.does('point.hold', { id: input.id });
	await hall.does('group.reopen', { groupId: first!.id });
	const caught = await phone.emitWithAck('enter', enter('guest', at));
	expect(caught.envelope.facts.length).toBeGreaterThan(0);
	expect(JSON.stringify(caught)).not.toContain('Bodil');
});

test('a tick carries the number and the hash of what the lane sees', async () => {
	const phone = await follower(here, 'guest', await cookieOf('guest'));
	const tick = await new Promise<Tick>((tell) => phone.socket.on('tick', tell));
	await phone.until(() => phone.number() >= tick.number);
	expect(tick.number).toBe(phone.number());
	expect(tick.hash).toBe(roomHash(phone.room()));
});

test('frames that are malformed, unauthorised, too many or of another protocol are refused by name', async () => {
	const phone = wire.connect(here, await cookieOf('guest'));
	const refusal = async (event: string, payload: unknown) => {
		const answer = await phone.emitWithAck(event, payload);
		return answer.refusal?.code;
	};
	expect(await refusal('enter', { nonsense: true })).toBe('bad-input');
	expect(await refusal('enter', null)).toBe('bad-input');
	expect(await refusal('act', 'hei')).toBe('bad-input');
	expect(await refusal('enter', enter('staff'))).toBe('not-allowed');
	expect(await refusal('act', await frame('Ikke min'))).toBe('not-allowed');
	expect(await refusal('act', { ...(await frame('')), name: '__proto__' })).toBe('bad-input');
	expect(await refusal('act', await frame('', { protocol: 0 }))).toBe('protocol-old');
	const many = await Promise.all(Array.from({ length: 60 }, () => refusal('act', {})));
	expect(many).toContain('too-fast');
});

test('a reader that asks for everything and takes nothing is cut, and others hear as before', async () => {
	const table = await hall.device('table', 2);
	const [round] = await hall.rounds();
	const groups = await hall.groups(round!.id);
	const promptId = round!.round.prompts[0]!.id;
	const long = (at: number) => `${at} ${'å'.repeat(1_900)}`;
	for (let at = 0; at < 150; at++)
		await hall.does(
			'point.write',
			{ id: newId(), groupId: groups[1]!.id, promptId, text: long(at) },
			table
		);
	const deaf = wire.connect(here, await cookieOf('table', 2));
	await deaf.emitWithAck('enter', enter('table/2'));
	const screen = await follower(here, 'projector', await cookieOf('screen'));
	const all = here.gateway.connections();
	wire.stopReading(deaf);
	for (let frame = 0; frame < 38; frame++) deaf.emit('enter', enter('table/2'), () => undefined);
	await expect.poll(() => here.gateway.connections(), { timeout: 10_000 }).toBe(all - 1);
	const scene = { name: 'programme' } as const;
	await hall.does('screen.cue', { scene });
	await screen.until((room) => room.screen.screen?.scene.name === 'programme');
});

test('somebody without a link is not let in, and a page from another address cannot call', async () => {
	const stranger = wire.connect(here, '');
	const answer = await stranger.emitWithAck('enter', enter('guest'));
	expect(answer.refusal.code).toBe('not-signed-in');
	const foreign = io(`http://127.0.0.1:${here.port}`, {
		transports: ['websocket'],
		extraHeaders: { origin: 'https://annet.example' },
		reconnection: false,
		forceNew: true
	});
	await new Promise<void>((refused) => foreign.on('connect_error', () => refused()));
	foreign.close();
});

test('a link that is turned shuts out the tablet that is connected with it', async () => {
	const tablet = await follower(here, 'table/1', await cookieOf('table', 1));
	const shut = new Promise<{ code: string }>((tell) => tablet.socket.on('shut', tell));
	await hall.does('keys.turn', { what: 'table', table: 1 });
	expect((await shut).code).toBe('not-found');
});

/** The principal's cookie, on a device of its own, and how that session ends. */
async function principalAt() {
	const accountId = house.principal.account!.id;
	const token = await sessions.begin(house.app, { accountId, grants: [] });
	const signOut = () => sessions.end(house.app, token);
	return { cookie: `${sessions.COOKIE}=${token}`, signOut };
}

test('who signs out is shut out of every lane, also of a table’s that only leading opened', async () => {
	const { cookie, signOut } = await principalAt();
	const table = await follower(here, 'table/2', cookie);
	const staff = await follower(here, 'staff', cookie);
	const shut = [table, staff].map(
		({ socket }) => new Promise<{ code: string }>((tell) => socket.on('shut', tell))
	);
	await signOut();
	expect((await Promise.all(shut)).map(({ code }) => code)).toEqual([
		'not-signed-in',
		'not-signed-in'
	]);
});

test('a socket that stands in no room does nothing more in a name that has signed out', async () => {
	const { cookie, signOut } = await principalAt();
	const socket = wire.connect(here, cookie);
	const act = async () =>
		(await socket.emitWithAck('act', {
			...(await frame('')),
			name: 'notice.send',
			input: { text: `Kaffe ${newId()}` }
		})) as { ok: boolean; refusal?: { code: string } };
	const before = await act();
	await signOut();
	await vi.waitFor(async () => expect((await act()).refusal?.code).toBe('not-signed-in'), {
		timeout: 10_000,
		interval: 250
	});
	expect(before.ok).toBe(true);
});

test('staff see who is there: tablets, projector with what it shows, phones, and who is writing', async () => {
	const session = await sessions.begin(house.app, {
		accountId: house.principal.account!.id,
		grants: []
	});
	const staff = await follower(here, 'staff', `${sessions.COOKIE}=${session}`);
	const tablet = await follower(here, 'table/2', await cookieOf('table', 2));
	const screen = await follower(here, 'projector', await cookieOf('screen'));
	const presence = new Promise((tell) =>
		staff.socket.on('presence', (told) => {
			if (told.tables['2']?.typing && told.screens.shows === 7) tell(told);
		})
	);
	tablet.socket.emit('signal', { room: hall.id, typing: true, waiting: 2 });
	screen.socket.emit('signal', { room: hall.id, shows: 7 });
	expect(await presence).toMatchObject({
		tables: { '2': { tablets: 1, typing: true, waiting: 2 } },
		screens: { count: 1, shows: 7 },
		staff: ['Petra Lindmo']
	});
});
