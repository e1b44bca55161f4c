import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
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
	name: ActName | 'people.import' | 'conference.create' | 'arrive';
	body: unknown;
	actor: string;
	/** The epoch its author follows, where it is told: an act meant for another one is refused. */
	epoch?: string | undefined;
};

/** The number a change got; `again` when the same act had arrived before. */
export type Told = { seq: number; epoch: string; again: boolean };

/** Which parts of the room a fact tells: ids by kind, or `true` for all of a kind. */
export type Parts = { [K in Kind]?: string[] | true };

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

/**
 * The only way anything in a room changes: rows, the room's number and the journal in one
 * transaction, then a kick to those who tell. The room's row lock makes each room serial.
 *
 * The same act id again with the same body gives the same answer and does nothing; with
 * another body it is refused. Refusals roll everything back. Refuses `room-restored` an act
 * from somebody who follows the room as it was before a backup was brought back.
 */
export async function change(
	app: App,
	asked: Asked,
	work: (within: { db: Db; room: typeof s.room.$inferSelect; seq: number }) => Promise<Fact>
): Promise<Told> {
	const bodyHash = createHash('sha256')
		.update(canonical({ name: asked.name, body: asked.body }))
		.digest('base64url');
	const began = performance.now();
	const told = await app.store.db.transaction(async (db) => {
		const room = await lock(db, asked.roomId);
		refuseUnless((asked.epoch ?? room.epoch) === room.epoch, 'room-restored');
		const before = await earlier(db, asked);
		if (before) {
			refuseUnless(before.bodyHash === bodyHash, 'same-act-other-body');
			return { seq: before.seq, epoch: room.epoch, again: true };
		}
		const seq = room.seq + 1;
		const fact = await work({ db, room, seq });
		await db.update(s.room).set({ seq }).where(eq(s.room.id, room.id));
		const { roomId, actId, actor } = asked;
		await db.insert(s.journal).values({ roomId, seq, actId, bodyHash, actor, fact, at: app.now() });
		return { seq, epoch: room.epoch, again: false };
	});
	app.counts.time('transaction', performance.now() - began);
	app.kick(asked.roomId);
	return told;
}

async function lock(db: Db, roomId: string) {
	const [room] = await db.select().from(s.room).where(eq(s.room.id, roomId)).for('update');
	if (!room) throw new Refusal('not-found');
	return room;
}

async function earlier(db: Db, asked: Asked) {
	const [row] = await db
		.select({ seq: s.journal.seq, bodyHash: s.journal.bodyHash })
		.from(s.journal)
		.where(and(eq(s.journal.roomId, asked.roomId), eq(s.journal.actId, asked.actId)));
	return row;
}
