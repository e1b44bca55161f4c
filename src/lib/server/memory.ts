import { and, eq, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Memory } from '#lib/domain/composition.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import * as s from './store/schema.ts';

/**
 * Who sat together at earlier conferences of the same school or municipality, and how often,
 * by person: so that people who have met weigh as having met.
 */
export async function memory(app: App, who: access.Who, conferenceId: string): Promise<Memory> {
	const { place } = await access.leads(app, who, conferenceId);
	const [one, other] = [alias(s.seat, 'one'), alias(s.seat, 'other')];
	const [first, second] = [alias(s.participant, 'first'), alias(s.participant, 'second')];
	const rows = await app.store.db
		.select({
			a: first.personId,
			b: second.personId,
			times: sql<number>`count(*)::int`
		})
		.from(one)
		.innerJoin(
			other,
			and(eq(other.groupId, one.groupId), lt(one.participantId, other.participantId))
		)
		.innerJoin(first, eq(first.id, one.participantId))
		.innerJoin(second, eq(second.id, other.participantId))
		.innerJoin(s.item, and(eq(s.item.id, one.roundId), isNotNull(s.item.endedAt)))
		.innerJoin(
			s.conference,
			and(
				eq(s.conference.id, first.conferenceId),
				eq(s.conference.ownerId, place.ownerId),
				ne(s.conference.id, conferenceId)
			)
		)
		.where(and(isNotNull(first.personId), isNotNull(second.personId)))
		.groupBy(first.personId, second.personId);
	return rows.map(({ a, b, times }) => [a!, b!, times]);
}
