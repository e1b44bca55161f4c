import { and, eq, like, sql } from 'drizzle-orm';
import type { Fact, Thing } from '#lib/domain/room.ts';
import type { Here } from './change.ts';
import * as s from './store/schema.ts';

/** What a room's journal is reached by, inside its change. */
type There = Pick<Here, 'db' | 'room'>;

/** The rows of the room's journal in which an id stands, first to last. */
export function telling({ db, room }: There, id: string): Promise<{ seq: number; fact: Fact }[]> {
	return db
		.select({ seq: s.journal.seq, fact: s.journal.fact })
		.from(s.journal)
		.where(
			and(
				eq(s.journal.roomId, room.id),
				like(sql`${s.journal.fact}::text`, `%${id.replace(/[%_\\]/g, '\\$&')}%`)
			)
		)
		.orderBy(s.journal.seq);
}

/** Tells again, in every row of the room's journal in which `id` stands, each thing as `without` leaves it. */
export async function retell(
	there: There,
	id: string,
	without: (thing: Thing) => Thing
): Promise<void> {
	for (const { seq, fact } of await telling(there, id))
		await there.db
			.update(s.journal)
			.set({ fact: { ...fact, things: fact.things.map(without) } })
			.where(and(eq(s.journal.roomId, there.room.id), eq(s.journal.seq, seq)));
}

/** Blanks a point's text in every journal row of the room that tells of it. */
export function blank(here: Here, pointId: string): Promise<void> {
	return retell(here, pointId, (thing) =>
		thing.kind === 'point' && thing.id === pointId
			? { ...thing, text: '', other: null, state: 'redacted' }
			: thing
	);
}
