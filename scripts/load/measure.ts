import { randomBytes } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { tableOf } from '../../src/lib/domain/audience.ts';
import { idFrom } from '../../src/lib/domain/id.ts';
import { isRound } from '../../src/lib/domain/programme.ts';
import { all, type Room } from '../../src/lib/domain/room.ts';
import { PROTOCOL, type Acknowledged } from '../../src/lib/realtime/protocol.ts';
import { timesOf, type Figures, type Times } from './figures.ts';
import { follow, heardAt, type Follower, type Place } from './follower.ts';

/** Who takes part in a run: writers, their audience, and those whose times are looked at. */
export type Crowd = { writers: Follower[]; followers: Follower[] };

const AT_ONCE = 40; // devices that join together

/** Joins all of them, so many at a time. `keepRoom` for those who write. */
export async function join(places: Place[], keepRoom: boolean): Promise<Follower[]> {
	const joined: Follower[] = [];
	for (let at = 0; at < places.length; at += AT_ONCE) {
		const some = places.slice(at, at + AT_ONCE).map((place) => follow(place, keepRoom));
		joined.push(...(await Promise.all(some)));
	}
	return joined;
}

type Sent = {
	writer: Follower;
	at: number;
	answered: number;
	seq: number | null;
	/** Why it failed. */
	why: string;
};
type Act = { name: string; input: unknown };

const PATIENCE = 30_000;

async function send(writer: Follower, act: Act): Promise<Sent> {
	const { room } = writer.place;
	const id = idFrom(randomBytes(18));
	const frame = { protocol: PROTOCOL, id, room, seen: writer.number, ...act };
	const at = performance.now();
	const answer = await ask(writer.socket, frame);
	const seq = answer?.ok ? answer.seq : null;
	const why = !answer
		? 'no answer'
		: answer.ok
			? ''
			: 'refusal' in answer
				? answer.refusal.code
				: 'weather';
	return { writer, at, answered: performance.now(), seq, why };
}

async function ask(socket: Socket, frame: object): Promise<Acknowledged | null> {
	try {
		return (await socket.timeout(PATIENCE).emitWithAck('act', frame)) as Acknowledged;
	} catch {
		return null;
	}
}

/** What each writer says next; the bare servers take anything. */
export type Say = (writer: Follower) => Act;

/** Writers take turns, `rate` points a second, for so long. */
export async function write(
	crowd: Crowd,
	say: Say,
	rate: number,
	seconds: number
): Promise<Sent[]> {
	const sent: Promise<Sent>[] = [];
	const begun = performance.now();
	for (let k = 0; k < rate * seconds; k++) {
		const due = begun + (k * 1_000) / rate;
		const wait = due - performance.now();
		if (wait > 0) await new Promise((next) => setTimeout(next, wait));
		const writer = crowd.writers[k % crowd.writers.length]!;
		sent.push(send(writer, say(writer)));
	}
	return Promise.all(sent);
}

/** Everybody does the same at once. */
export const atOnce = (crowd: Crowd, say: Say): Promise<Sent[]> =>
	Promise.all(crowd.writers.map((writer) => send(writer, say(writer))));

/** Ms until those in `lane` of the same room knew. Waits until all do, but not for ever. */
export const seenBy = async (crowd: Crowd, lane: string, sent: Sent[]): Promise<Times> =>
	timesOf(await timesUntil(crowd, lane, sent));

/** The same, each time by itself. */
export async function timesUntil(crowd: Crowd, lane: string, sent: Sent[]): Promise<number[]> {
	const lookers = crowd.followers.filter((one) => one.place.lane === lane);
	const pairs = sent.flatMap((act) =>
		act.seq === null
			? []
			: lookers
					.filter((one) => one.place.room === act.writer.place.room)
					.map((looker) => ({ looker, act, seq: act.seq! }))
	);
	for (let left = 200; left > 0 && pairs.some(({ looker, seq }) => looker.number < seq); left--)
		await new Promise((next) => setTimeout(next, 50));
	return pairs.map(({ looker, act, seq }) => (heardAt(looker, seq) ?? Infinity) - act.at);
}

/** Ms from the act to its acknowledgement. */
export const acknowledged = (sent: Sent[]): Times =>
	timesOf(sent.filter(({ seq }) => seq !== null).map(({ at, answered }) => answered - at));

/** What failed, by name. */
export function failures(sent: Sent[]): Record<string, number> {
	const by: Record<string, number> = {};
	for (const { why } of sent) if (why) by[why] = (by[why] ?? 0) + 1;
	return by;
}

/** What the writing itself comes to. */
export async function figuresOf(
	crowd: Crowd,
	sent: Sent[],
	seconds: number
): Promise<Omit<Figures, 'burst' | 'release' | 'kilobytesEach' | 'megabytes'>> {
	const done = sent.filter(({ seq }) => seq !== null).length;
	return {
		acts: done,
		perSecond: done / seconds,
		failed: failures(sent),
		acknowledged: acknowledged(sent),
		seen: await seenBy(crowd, 'projector', sent)
	};
}

/** A point of the writer's own table, in the round that is open. */
export function aPoint(writer: Follower): Act {
	const { group, promptId } = whereItWrites(writer);
	const id = idFrom(randomBytes(18));
	const text = `Vi prøver dette sammen en hel måned, og ser på det igjen ${id.slice(0, 6)}`;
	return {
		name: 'point.write',
		input: { id, groupId: group.id, promptId, text, type: 'proposal' }
	};
}

/** Its table takes back what it has handed in. */
export const takeBack = (writer: Follower): Act => ({
	name: 'group.reopen',
	input: { groupId: whereItWrites(writer).group.id }
});

/** Its table hands in. */
export const handIn = (writer: Follower): Act => ({
	name: 'group.hand-in',
	input: { groupId: whereItWrites(writer).group.id }
});

function whereItWrites({ room, place }: Follower) {
	const round = all(room as Room, 'item')
		.filter(isRound)
		.find((item) => item.round.state === 'open')!;
	const group = all(room as Room, 'group').find(
		(one) => one.roundId === round.id && one.table === tableOf(place.lane)
	)!;
	return { group, promptId: round.round.prompts[0]!.id };
}
