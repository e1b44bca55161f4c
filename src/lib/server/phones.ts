import { and, asc, eq, inArray } from 'drizzle-orm';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import * as conferences from './conferences.ts';
import { hashOfToken } from './keys.ts';
import * as sessions from './sessions.ts';
import * as s from './store/schema.ts';

/** Whose the phone is: what its owner said when they found their name; null before that. */
export async function owner(app: App, who: access.Who, conferenceId: string) {
	const { grants } = await access.lane(app.store.db, who, conferenceId, 'guest');
	const id = grants.find(({ kind }) => kind === 'guest')?.participantId;
	if (id === undefined) return null;
	try {
		return await conferences.participant(app, conferenceId, id);
	} catch (thrown) {
		if (thrown instanceof Refusal) return null;
		throw thrown;
	}
}

/** One of several with the same name, told apart by where they sit first. */
export type Namesake = { id: string; round: number | null; table: number | null };
/** `found`: the phone knows its owner now. `several`: they must say which; never a list of names. */
export type Search = { found: true } | { several: Namesake[] };

/**
 * Looks for the phone's owner by name (R145). One match is theirs; several with the same name
 * are told apart by table; many who share a part of a name must write all of it. `chosen` is
 * one of several, and must have that very name, so that an id alone opens nothing.
 * Refuses `name-unknown` and `name-shared`. Gives the token to keep.
 */
export async function find(
	app: App,
	asking: { who: access.Who; token: string | undefined },
	conferenceId: string,
	asked: { name: string; chosen: string | null }
): Promise<Search & { token: string }> {
	await access.lane(app.store.db, asking.who, conferenceId, 'guest');
	const pace = `name ${hashOfToken(asking.token ?? '')}`;
	app.pace.mayTry(pace);
	const matches = await conferences.findByName(app, conferenceId, asked.name);
	if (matches.length === 0) app.pace.failed(pace);
	refuseUnless(matches.length > 0, 'name-unknown');
	const theirs = matches.find(({ id }) => id === asked.chosen) ?? onlyOf(matches);
	const opens = { conferenceId, kind: 'guest' as const, table: null };
	const token = await sessions.grant(app, asking.token, await conferences.grantFor(app, opens));
	if (!theirs) return { several: await namesakes(app, conferenceId, matches), token };
	await sessions.know(app, token, conferenceId, theirs.id);
	return { found: true, token };
}

/** The one match, or null where several have the same name; different people are not listed. */
function onlyOf<T extends { name: string }>(matches: T[]): T | null {
	const names = new Set(matches.map(({ name }) => name.toLowerCase()));
	refuseUnless(names.size === 1, 'name-shared');
	return matches.length === 1 ? matches[0]! : null;
}

/** Where each sits in the first round that they have a published seat in. */
async function namesakes(app: App, conferenceId: string, matches: { id: string }[]) {
	const ids = matches.map(({ id }) => id);
	const seats = await app.store.db
		.select({ id: s.seat.participantId, table: s.group.table, round: s.item.round })
		.from(s.seat)
		.innerJoin(s.group, eq(s.group.id, s.seat.groupId))
		.innerJoin(s.item, eq(s.item.id, s.seat.roundId))
		.where(
			and(
				eq(s.group.conferenceId, conferenceId),
				eq(s.group.published, true),
				inArray(s.seat.participantId, ids)
			)
		)
		.orderBy(asc(s.item.position));
	return ids.map((id): Namesake => {
		const seat = seats.find((one) => one.id === id);
		return { id, table: seat?.table ?? null, round: seat?.round?.number ?? null };
	});
}

/** Forgets whose the phone is: "this is not me". */
export async function forget(app: App, token: string | undefined, conferenceId: string) {
	await sessions.know(app, token, conferenceId, null);
}
