import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTS, type Act, type ActName } from '../../src/lib/domain/act.ts';
import { Refusal } from '../../src/lib/domain/refusal.ts';
import { roomHash, roomOf } from '../../src/lib/domain/room.ts';
import { ActFrame, Enter, Leave, Signal } from '../../src/lib/realtime/protocol.ts';
import { act } from '../../src/lib/server/acts.ts';
import type { Who } from '../../src/lib/server/access.ts';
import { after, snapshot } from '../../src/lib/server/store/journal.ts';
import {
	openHall,
	openHouse,
	openRound,
	newId,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import { anything, nearly } from '../support/rubbish.ts';
import * as wire from '../support/wire.ts';

let house: OpenHouse;
let hall: Hall;
let ids: string[];
let people: Who[];

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	const round = await openRound(hall);
	const table = await hall.device('table', 1);
	const group = (await hall.groups(round.id))[0]!;
	const promptId = round.round.prompts[0]!.id;
	for (let k = 0; k < 3; k++)
		await hall.does(
			'point.write',
			{ id: newId(), groupId: group.id, promptId, text: `Punkt ${k}` },
			table
		);
	const room = await hall.seen();
	ids = [
		hall.id,
		house.schoolId,
		promptId,
		newId(),
		...Object.values(room).flatMap((things) => Object.keys(things))
	];
	people = [house.principal, table, await hall.device('screen'), await hall.device('guest')];
});
afterAll(async () => {
	wire.hangUp();
	await house.close();
});

const SEED = 20261124;
const names = Object.keys(ACTS) as ActName[];

test.each(names)('%s: whatever comes with it, it is done or refused by name', async (name) => {
	const frame = fc.record({
		input: nearly(ACTS[name], ids),
		who: fc.nat({ max: 3 }),
		seen: fc.oneof(fc.nat(), fc.integer()),
		room: fc.constantFrom(hall.id, house.schoolId)
	});
	await fc.assert(
		fc.asyncProperty(frame, async ({ input, who, seen, room }) => {
			try {
				await act(house.app, people[who]!, { id: newId(), room, name, input, seen } as Act);
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
			}
		}),
		{ numRuns: Number(process.env.RUNS ?? 12), seed: SEED }
	);
});

test('after all that the hall still stands: its numbers have no gap, and every lane can be told of it', async () => {
	for (const lane of ['staff', 'projector', 'guest', 'table/1'] as const) {
		const { things } = await snapshot(house.app.store.db, hall.id, lane);
		expect(roomHash(roomOf(things))).toEqual(expect.any(Number));
	}
	const entries = await after(house.app.store.db, hall.id, 0);
	expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
});

test('a point with a NUL and half a character in it is kept without them, and is not sent for ever', async () => {
	const table = await hall.device('table', 2);
	const round = await openRound(hall, 1);
	const group = (await hall.groups(round.id))[1]!;
	const id = newId();
	const promptId = round.round.prompts[0]!.id;
	await hall.does(
		'point.write',
		{ id, groupId: group.id, promptId, text: 'Vi pr\u0000øver\uD83D' },
		table
	);
	expect((await hall.seen('table/2')).point[id]?.text).toBe('Vi prøver\uFFFD');
});

const EVENTS = { enter: Enter, act: ActFrame, leave: Leave, signal: Signal };

test('frames of rubbish on the wire are each answered, and the house goes on', async () => {
	const here = await wire.serve(house.app);
	const cookie = await wire.cookieOf(hall, 'table', 1);
	const events = [...Object.entries(EVENTS), ['nothing', ActFrame] as const];
	const rubbish = fc.oneof(
		...events.map(([event, schema]) =>
			fc.record({ event: fc.constant(event), frame: fc.oneof(nearly(schema, ids), anything) })
		)
	);
	const all = Number(process.env.FRAMES ?? 2_000);
	const AT_ONE = 38; // a socket may send forty a second
	const answers: Record<string, number> = {};
	for (let at = 0; at < all; at += AT_ONE) {
		const socket = wire.connect(here, cookie);
		const frames = fc.sample(rubbish, { numRuns: AT_ONE, seed: SEED + at });
		await Promise.all(
			frames.map(async ({ event, frame }) => {
				const answer = await answerOf(socket, event, frame);
				answers[answer] = (answers[answer] ?? 0) + 1;
			})
		);
		socket.close();
	}
	expect(answers.weather, JSON.stringify(answers)).toBeUndefined();
	expect(answers['bad-input']).toBeGreaterThan(0.15 * all);
	const calm = await wire.follower(hall, here, 'table/1', cookie);
	expect(calm.number()).toBeGreaterThan(0);
	await here.close();
});

/** `ok`, the code of a refusal, `weather`, or `unknown` for events that nobody listens to. */
async function answerOf(
	socket: ReturnType<typeof wire.connect>,
	event: string,
	frame: unknown
): Promise<string> {
	if (event === 'nothing') {
		socket.emit(event, frame);
		return 'unknown';
	}
	const answer = (await socket.emitWithAck(event, frame)) as {
		ok: boolean;
		weather?: true;
		refusal?: { code: string };
	} | null; // a signal is answered with nothing
	return !answer || answer.ok ? 'ok' : (answer.refusal?.code ?? 'weather');
}

test('frames that are too large or no frames at all cost their sender the connection, and nobody else', async () => {
	const here = await wire.serve(house.app);
	const cookie = await wire.cookieOf(hall, 'table', 1);
	const calm = await wire.follower(hall, here, 'table/1', cookie);
	const rude = wire.connect(here, cookie);
	await new Promise<void>((ready) => rude.once('connect', () => ready()));
	const gone = new Promise<string>((told) => rude.once('disconnect', told));
	rude.emit('act', { text: 'x'.repeat(80_000) });
	expect(await gone).toMatch(/transport/);
	for (const rubbish of [
		'',
		'4',
		'42',
		'42[',
		'42["act"',
		'451-["act"]',
		'9',
		'\u0000',
		'40/nowhere,'
	]) {
		const socket = new WebSocket(
			`ws://127.0.0.1:${here.port}/socket.io/?EIO=4&transport=websocket`
		);
		await new Promise<void>((ready) => (socket.onopen = () => ready()));
		const closed = new Promise<void>((done) => (socket.onclose = () => done()));
		socket.send('40');
		socket.send(rubbish);
		socket.close();
		await closed;
	}
	expect(calm.socket.connected).toBe(true);
	await here.close();
});
