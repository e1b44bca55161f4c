import type { Lane } from '../domain/audience.ts';
import { follow, NOTHING, roomHash, roomOf, type Room } from '../domain/room.ts';
import type { Envelope, Snapshot, Tick } from './protocol.ts';

/**
 * A client's thread through a room: where it stands and what it has seen. Pure: what it
 * needs next is told by `wants`, and whoever holds the socket asks for it.
 */
export type Thread = {
	room: string;
	lane: Lane;
	epoch: string | null;
	number: number;
	things: Room;
	/** `missing`: facts between; `snapshot`: everything afresh. */
	wants: null | 'missing' | 'snapshot';
};

/** A thread that has seen nothing yet. */
export function begin(room: string, lane: Lane): Thread {
	return { room, lane, epoch: null, number: 0, things: NOTHING, wants: 'snapshot' };
}

/** The room as it stood on arrival, or when everything was asked for afresh. */
export function arrive(thread: Thread, snapshot: Snapshot): Thread {
	if (snapshot.room !== thread.room || snapshot.lane !== thread.lane) return thread;
	if (snapshot.epoch === thread.epoch && snapshot.number < thread.number) return thread;
	const { epoch, number } = snapshot;
	return { ...thread, epoch, number, things: roomOf(snapshot.things), wants: null };
}

/**
 * Facts: known ones are dropped (`to ≤ mine`), a gap asks for what is missing (`from > mine`),
 * another epoch asks for everything afresh.
 */
export function receive(thread: Thread, envelope: Envelope): Thread {
	if (envelope.room !== thread.room) return thread;
	if (envelope.epoch !== thread.epoch) return { ...thread, wants: 'snapshot' };
	if (envelope.to <= thread.number) return thread;
	if (envelope.from > thread.number)
		return thread.wants === 'snapshot' ? thread : { ...thread, wants: 'missing' };
	const things = envelope.facts.reduce(follow, thread.things);
	return { ...thread, number: envelope.to, things, wants: null };
}

/**
 * A tick keeps the thread honest: a higher number means something was lost, and the same
 * number with another hash means that what is shown is not what the server has.
 */
export function hear(thread: Thread, tick: Tick): Thread {
	if (tick.room !== thread.room || thread.wants === 'snapshot') return thread;
	if (tick.epoch !== thread.epoch) return { ...thread, wants: 'snapshot' };
	if (tick.number > thread.number) return { ...thread, wants: 'missing' };
	if (tick.number === thread.number && tick.hash !== roomHash(thread.things))
		return { ...thread, wants: 'snapshot' };
	return thread;
}
