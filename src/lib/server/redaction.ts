import { and, eq, like, sql } from 'drizzle-orm';
import type { Fact } from '#lib/domain/room.ts';
import type { Here } from './change.ts';
import * as s from './store/schema.ts';

/** Blanks a point's text in every journal row of the room that tells of it. */
export async function blank(here: Here, pointId: string): Promise<void> {
	const told = await here.db
		.select({ seq: s.journal.seq, fact: s.journal.fact })
		.from(s.journal)
		.where(
			and(
				eq(s.journal.roomId, here.room.id),
				like(sql`${s.journal.fact}::text`, `%${pointId.replace(/[%_\\]/g, '\\$&')}%`)
			)
		);
	for (const { seq, fact } of told)
		await here.db
			.update(s.journal)
			.set({ fact: without(fact, pointId) })
			.where(and(eq(s.journal.roomId, here.room.id), eq(s.journal.seq, seq)));
}

function without(fact: Fact, pointId: string): Fact {
	const things = fact.things.map((thing) =>
		thing.kind === 'point' && thing.id === pointId
			? { ...thing, text: '', other: null, state: 'redacted' as const }
			: thing
	);
	return { ...fact, things };
}
