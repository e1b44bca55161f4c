import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { see, type Lane } from '#lib/domain/audience.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Thing } from '#lib/domain/room.ts';
import type { Db } from './db.ts';
import * as s from './schema.ts';
import { everything } from './things.ts';

/** Epoch and number of the rooms that exist. */
export function numbers(db: Db, rooms: string[]) {
	return db
		.select({ id: s.room.id, epoch: s.room.epoch, seq: s.room.seq })
		.from(s.room)
		.where(inArray(s.room.id, rooms));
}

/** Journal entries of a room after `number`, in order, at most 300. */
export function after(db: Db, room: string, number: number) {
	return db
		.select({ seq: s.journal.seq, fact: s.journal.fact })
		.from(s.journal)
		.where(and(eq(s.journal.roomId, room), gt(s.journal.seq, number)))
		.orderBy(asc(s.journal.seq))
		.limit(300);
}

/** A room as it stood at its number. */
export type Glance = { epoch: string; number: number; things: Thing[] };

/** All of a room with its number, read in one glance; undefined when there is no such room. */
export async function glance(db: Db, roomId: string): Promise<Glance | undefined> {
	return db.transaction(async (still) => {
		await still.execute(sql`set transaction isolation level repeatable read, read only`);
		const [room] = await still.select().from(s.room).where(eq(s.room.id, roomId));
		if (!room) return undefined;
		return { epoch: room.epoch, number: room.seq, things: await everything(still, room) };
	});
}

/** A room as a lane sees it, with its number. Refuses `not-found`. `read` gives all of it, for this lane and others. */
export async function snapshot(
	db: Db,
	roomId: string,
	lane: Lane,
	read = (id: string) => glance(db, id)
): Promise<Glance> {
	const room = await read(roomId);
	if (!room) throw new Refusal('not-found');
	const things = room.things.map((thing) => see(thing, lane)).filter((thing) => thing !== null);
	return { ...room, things };
}
