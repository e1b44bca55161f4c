import { createHash } from 'node:crypto';
import { and, eq, lt, sql } from 'drizzle-orm';
import type { ActName } from '#lib/domain/act.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import { canonical, type Fact, type Kind } from '#lib/domain/room.ts';
import type { Grant, Hat } from '#lib/domain/permission.ts';
import type { App } from './app.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';
import { things } from './store/things.ts';

/** Where and as what a use case works: inside one transaction, with the room locked. */
export type Here = {
	db: Db;
	room: { id: string; kind: 'conference' | 'school' | 'municipality' };
	/** The number that this change will have. */
	seq: number;
	/** The number its author had seen. */
	seen: number;
	now: number;
	newId: () => string;
	hats: Set<Hat>;
	grants: Grant[];
	/** A name for the log entries that people read; '' for a table. */
	by: string;
};

/** What is asked for: in which room, with which id, by whom. `body` is hashed, so that an id is used once. */
export type Asked = {
	roomId: string;
	actId: string;
	name:
		ActName | 'people.import' | 'person.erase' | 'account.erase' | 'conference.create' | 'arrive';
	body: unknown;
	actor: string;
	/** Who it was, where that hangs on what was done. */
	actorOf?: (fact: Fact) => string;
	/** The epoch its author follows, where it is told: an act meant for another one is refused. */
	epoch?: string | undefined;
};

/** The number a change got; `again` when the same act had arrived before. */
export type Told = { seq: number; epoch: string; again: boolean };

/** Which parts of the room a fact tells: ids by kind, or `true` for all of a kind. */
export type Parts = { [K in Kind]?: string[] | true };

/** A refusal that is its act's answer for good: it is kept with the room. */
class Answer extends Refusal {}

/**
 * How long a refusal is kept, in ms. A late copy is one that lay in a process which stood still, or on its way: hours
 * at most, and a device sends nothing again once it was answered. A day covers all of a conference.
 */
const KEPT_FOR = 24 * 3_600_000;

/**
 * What an act does once its author is known to be somebody who may do such a thing. A refusal from here is kept, so that
 * each copy of the act gets the same; one from the door is not, so that strangers leave nothing behind.
 */
export async function forGood<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw error instanceof Refusal ? new Answer(error.code, error.details) : error;
	}
}

/** Tells what happened, read back from the rows as they now stand. */
export async function tell(
	here: Pick<Here, 'db' | 'room'>,
	name: string,
	parts: Parts,
	gone: Fact['gone'] = []
): Promise<Fact> {
	const told: Fact = { name, things: [], gone };
	for (const [kind, ids] of Object.entries(parts) as [Kind, string[] | true][])
		told.things.push(
			...(await things(here.db, here.room.id, kind, ids === true ? undefined : ids))
		);
	return told;
}

type Room = typeof s.room.$inferSelect;

/**
 * The only way anything in a room changes: rows, the room's number and the journal in one
 * transaction, then a kick to those who tell. The room's row lock makes each room serial.
 *
 * The same act id again with the same body gives the same answer and does nothing, whether it was
 * done or refused (`forGood`), and whichever process is asked; with another body it is refused.
 * Refusals roll everything back. Refuses `room-restored` an act from somebody who follows the room
 * as it was before a backup was brought back.
 */
export async function change(
	app: App,
	asked: Asked,
	work: (within: { db: Db; room: Room; seq: number }) => Promise<Fact>
): Promise<Told> {
	const bodyHash = createHash('sha256')
		.update(canonical({ name: asked.name, body: asked.body }))
		.digest('base64url');
	const began = performance.now();
	const answer = app.store.db.transaction(async (db) => {
		const room = await lock(db, asked);
		const before = await earlier(db, asked, bodyHash);
		if (before) return { ...before, epoch: room.epoch };
		const seq = room.seq + 1;
		const fact = await work({ db, room, seq });
		await db.update(s.room).set({ seq }).where(eq(s.room.id, room.id));
		const { roomId, actId } = asked;
		const actor = asked.actorOf?.(fact) ?? asked.actor;
		await db.insert(s.journal).values({ roomId, seq, actId, bodyHash, actor, fact, at: app.now() });
		return { seq, epoch: room.epoch, again: false };
	});
	const told = await answer.catch((error: unknown) => {
		if (error instanceof Answer) return keep(app, asked, bodyHash, error);
		throw error;
	});
	app.counts.time('transaction', performance.now() - began);
	app.kick(asked.roomId);
	return told;
}

async function lock(db: Db, { roomId, epoch }: Asked): Promise<Room> {
	const [room] = await db.select().from(s.room).where(eq(s.room.id, roomId)).for('update');
	if (!room) throw new Refusal('not-found');
	refuseUnless((epoch ?? room.epoch) === room.epoch, 'room-restored');
	return room;
}

/**
 * How the act was answered when it came before, if it did: its number, or its refusal thrown again. One question for
 * both, since every act asks it.
 */
async function earlier(db: Db, { roomId, actId }: Asked, bodyHash: string) {
	const { rows } = (await db.execute(sql`
		select seq::int as seq, body_hash as hash, null as code, null::jsonb as details
			from ${s.journal} where room_id = ${roomId} and act_id = ${actId}
		union all
		select null, body_hash, code, details
			from ${s.refused} where room_id = ${roomId} and act_id = ${actId}
	`)) as unknown as { rows: Before[] };
	const [before] = rows;
	if (!before) return null;
	refuseUnless(before.hash === bodyHash, 'same-act-other-body');
	if (before.seq === null) throw new Refusal(before.code, before.details);
	return { seq: before.seq, again: true };
}

type Before = { hash: string } & (
	| { seq: number; code: null; details: null }
	| { seq: null; code: string; details: Record<string, unknown> }
);

/**
 * Keeps a refusal with the room before it is told, and throws it. What a copy was answered meanwhile is the answer
 * instead. When it cannot be kept, that is thrown: it is bad weather, and its author asks again.
 */
async function keep(app: App, asked: Asked, bodyHash: string, refusal: Answer): Promise<Told> {
	const { roomId, actId } = asked;
	const { code, details } = refusal;
	const at = app.now();
	const done = await app.store.db.transaction(async (db) => {
		const room = await lock(db, asked);
		const before = await earlier(db, asked, bodyHash);
		if (before) return { ...before, epoch: room.epoch };
		await db.insert(s.refused).values({ roomId, actId, bodyHash, code, details, at });
		await db
			.delete(s.refused)
			.where(and(eq(s.refused.roomId, roomId), lt(s.refused.at, at - KEPT_FOR)));
		return null;
	});
	if (done) return done;
	throw refusal;
}
