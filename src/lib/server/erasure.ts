import { and, eq, exists, inArray, isNotNull, isNull, like, not, or, sql } from 'drizzle-orm';
import { conferenceWithout } from '#lib/domain/conference.ts';
import { logWithErased, planWithErased } from '#lib/domain/measure.ts';
import { rulesWithout } from '#lib/domain/plan-rules.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { Fact, Thing } from '#lib/domain/room.ts';
import { erased, withErased } from '#lib/domain/seating.ts';
import * as access from './access.ts';
import * as accounts from './accounts.ts';
import type { App } from './app.ts';
import { change, tell, type Here } from './change.ts';
import { dropDuties } from './people.ts';
import { retell, telling } from './redaction.ts';
import * as sessions from './sessions.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

/**
 * Erasing somebody: their name, and what is known of them, is gone from rows, journals and what
 * was refused, in every room; that somebody was there stays. It is written down first, by id
 * alone, and then done room by room, each in one change of its own, so that what is broken off
 * can be gone through with later (`finish`). See docs/privacy.md.
 */
type There = Pick<Here, 'db' | 'room'>;

/** Erases a person whom a school or municipality knows, also from its conferences, past and to come. */
export async function person(
	app: App,
	who: access.Who,
	ownerId: string,
	personId: string
): Promise<void> {
	await access.leadsPlace(app, who, ownerId);
	const [row] = await app.store.db
		.select()
		.from(s.person)
		.where(and(eq(s.person.id, personId), eq(s.person.ownerId, ownerId)));
	refuseUnless(row, 'not-found');
	const actor = actorOf(who);
	await note(app, 'person', personId, actor);
	await erasePerson(app, row, actor);
}

/**
 * Erases a participant from one conference, by those who lead it. Somebody who came without
 * being on the list, and whom the school knows from nowhere else, is then known no more.
 */
export async function participant(
	app: App,
	who: access.Who,
	conferenceId: string,
	participantId: string
): Promise<void> {
	await access.leads(app, who, conferenceId);
	const [row] = await app.store.db
		.select()
		.from(s.participant)
		.where(and(eq(s.participant.id, participantId), eq(s.participant.conferenceId, conferenceId)));
	refuseUnless(row, 'not-found');
	if (row.personId === null) return; // erased already
	const actor = actorOf(who);
	await note(app, 'participant', participantId, actor);
	await eraseParticipant(app, row, actor);
}

/**
 * Erases an account that has a role in a place, by somebody who owns all its places. Refuses `not-allowed`
 * when it has one elsewhere, and `last-owner` when a place would be nobody's.
 */
export async function account(
	app: App,
	who: access.Who,
	accountId: string,
	placeId: string
): Promise<void> {
	await accounts.mayEnd(app, who, accountId, placeId);
	await accounts.mustHaveSuccessors(app, accountId);
	const actor = actorOf(who);
	await note(app, 'account', accountId, actor);
	await eraseAccount(app, accountId, actor);
}

/** Erases the account with a login, for whoever can run commands on the server. Refuses `not-found`, `last-owner`. */
export async function accountByLogin(app: App, login: string): Promise<void> {
	const { id } = await accounts.byLogin(app, login);
	await accounts.mustHaveSuccessors(app, id);
	await note(app, 'account', id, HOUSE);
	await eraseAccount(app, id, HOUSE);
}

/** Goes through with what was written down and is not done: it was broken off, or an older backup was brought back. */
export async function finish(app: App): Promise<void> {
	const { db } = app.store;
	const people = await db.select().from(s.person).where(noted(s.person.id, 'person'));
	for (const row of people) await erasePerson(app, row, HOUSE);
	const participants = await db
		.select()
		.from(s.participant)
		.where(and(noted(s.participant.id, 'participant'), isNotNull(s.participant.personId)));
	for (const row of participants) await eraseParticipant(app, row, HOUSE);
	const left = await db.select().from(s.account).where(noted(s.account.id, 'account'));
	for (const { id } of left) await eraseAccount(app, id, HOUSE);
}

/** Who did it, when it is the house itself that goes through with it. */
const HOUSE = 'house';
const actorOf = (who: access.Who): string => `account/${who.account?.id ?? ''}`;

type ErasedKind = (typeof s.erased.$inferSelect)['kind'];
type IdColumn = typeof s.person.id | typeof s.participant.id | typeof s.account.id;

const noted = (column: IdColumn, kind: ErasedKind) =>
	sql`${column} in (select ${s.erased.id} from ${s.erased} where ${s.erased.kind} = ${kind})`;

async function note(app: App, kind: ErasedKind, id: string, by: string): Promise<void> {
	await app.store.db.insert(s.erased).values({ id, kind, at: app.now() }).onConflictDoNothing();
	app.log.info('erased', { kind, id, by });
}

/** One change of one room, in which `work` erases. */
function inRoom(
	app: App,
	roomId: string,
	asked: { name: 'person.erase' | 'account.erase'; id: string; actor: string },
	work: (there: There) => Promise<Fact>
) {
	const { name, id, actor } = asked;
	return change(app, { roomId, actId: app.newId(), name, body: { id }, actor }, work);
}

type PersonRow = typeof s.person.$inferSelect;
type ParticipantRow = typeof s.participant.$inferSelect;

async function erasePerson(app: App, { id, ownerId }: PersonRow, actor: string): Promise<void> {
	const asked = { name: 'person.erase' as const, id, actor };
	for (const roomId of await conferencesNaming(app.store.db, ownerId, id))
		await inRoom(app, roomId, asked, async (there) =>
			fromConference(there, await asParticipant(there, id))
		);
	await inRoom(app, ownerId, asked, (there) => fromPlace(there, id));
}

async function eraseParticipant(app: App, row: ParticipantRow, actor: string): Promise<void> {
	const { conferenceId, personId } = row;
	const asked = { name: 'person.erase' as const, id: row.id, actor };
	await inRoom(app, conferenceId, asked, async (there) => {
		const fact = await fromConference(there, await asParticipant(there, personId ?? ''));
		if (row.walkIn) await forgetStranger(there.db, personId ?? '');
		return fact;
	});
}

/** The owner's conferences in which a person takes part, or did once. */
async function conferencesNaming(db: Db, ownerId: string, personId: string): Promise<string[]> {
	const takesPart = db
		.select({ id: s.participant.id })
		.from(s.participant)
		.where(
			and(eq(s.participant.conferenceId, s.conference.id), eq(s.participant.personId, personId))
		);
	const isTold = db
		.select({ seq: s.journal.seq })
		.from(s.journal)
		.where(
			and(
				eq(s.journal.roomId, s.conference.id),
				like(sql`${s.journal.fact}::text`, `%"${personId}"%`)
			)
		);
	const rows = await db
		.select({ id: s.conference.id })
		.from(s.conference)
		.where(and(eq(s.conference.ownerId, ownerId), or(exists(takesPart), exists(isTold))))
		.orderBy(s.conference.id);
	return rows.map(({ id }) => id);
}

/** A person as one conference knows them: the ids they have, or had before they were taken off its list, and their names there. */
type AsParticipant = { ids: string[]; names: string[] };

async function asParticipant(there: There, personId: string): Promise<AsParticipant> {
	const now = await there.db
		.select({ id: s.participant.id, name: s.participant.name })
		.from(s.participant)
		.where(
			and(eq(s.participant.conferenceId, there.room.id), eq(s.participant.personId, personId))
		);
	const told = (await telling(there, personId))
		.flatMap(({ fact }) => fact.things)
		.filter((thing) => thing.kind === 'participant' && thing.personId === personId);
	const all = [...now, ...(told as { id: string; name: string | null }[])];
	const names = all.flatMap(({ name }) => (name === null ? [] : [name]));
	return { ids: [...new Set(all.map(({ id }) => id))], names: [...new Set(names)] };
}

/**
 * Who was there stays as somebody without a name, with the seats that were sat in; where the
 * conference has not begun, they are off its list. Phones that knew them are shut out.
 */
async function fromConference(there: There, { ids, names }: AsParticipant): Promise<Fact> {
	const { db, room } = there;
	const groups: string[] = [];
	const begun = await hasBegun(db, room.id);
	for (const id of ids) {
		groups.push(...(await seatedIn(db, id)));
		await leaveComing(db, id);
		await dropRules(db, room.id, id);
		await sessions.forgetOwner(db, id);
		await retell(there, id, (thing) => thingWithout(thing, id));
	}
	const those = inArray(s.participant.id, [...ids, '']);
	if (begun)
		await db.update(s.participant).set({ name: null, personId: null, attributes: {} }).where(those);
	else await db.delete(s.participant).where(those);
	await blankRefusals(there, names);
	const parts = { participant: ids, group: [...new Set(groups)], conference: true as const };
	const gone = begun ? [] : ids.map((id) => ({ kind: 'participant' as const, id }));
	return tell(there, 'person.erased', parts, gone);
}

/** Whether anything of the conference has been held, so that it counts who was there. */
async function hasBegun(db: Db, conferenceId: string): Promise<boolean> {
	const [row] = await db
		.select({ phase: s.conference.phase })
		.from(s.conference)
		.where(eq(s.conference.id, conferenceId));
	const started = await db
		.select({ id: s.item.id })
		.from(s.item)
		.where(and(eq(s.item.conferenceId, conferenceId), isNotNull(s.item.startedAt)))
		.limit(1);
	return started.length > 0 || row?.phase.name === 'closed';
}

async function seatedIn(db: Db, participantId: string): Promise<string[]> {
	const seats = await db
		.select({ groupId: s.seat.groupId })
		.from(s.seat)
		.where(eq(s.seat.participantId, participantId));
	return seats.map(({ groupId }) => groupId);
}

/** Gives up the seats, and the duties there, of rounds that have not begun. */
async function leaveComing(db: Db, participantId: string): Promise<void> {
	const coming = await db
		.select({ groupId: s.seat.groupId })
		.from(s.seat)
		.innerJoin(s.item, and(eq(s.item.id, s.seat.roundId), isNull(s.item.startedAt)))
		.where(eq(s.seat.participantId, participantId));
	const groups = coming.map(({ groupId }) => groupId);
	await dropDuties(db, groups, participantId);
	await db
		.delete(s.seat)
		.where(and(eq(s.seat.participantId, participantId), inArray(s.seat.groupId, [...groups, ''])));
}

async function dropRules(db: Db, conferenceId: string, participantId: string): Promise<void> {
	const [row] = await db.select().from(s.conference).where(eq(s.conference.id, conferenceId));
	if (!row) return;
	const apart = row.apart.filter((pair) => !pair.includes(participantId));
	const rules = rulesWithout(row.rules, participantId);
	await db.update(s.conference).set({ apart, rules }).where(eq(s.conference.id, conferenceId));
}

/** A thing of a conference's room as it is told once somebody was erased. */
function thingWithout(thing: Thing, participantId: string): Thing {
	switch (thing.kind) {
		case 'participant':
			return thing.id === participantId ? erased(thing) : thing;
		case 'group':
			return withErased(thing, participantId);
		case 'conference':
			return conferenceWithout(thing, participantId);
		default:
			return thing;
	}
}

/** Why acts were refused is kept for a day, and may name whom they were about. */
async function blankRefusals({ db, room }: There, names: string[]): Promise<void> {
	const kept = await db.select().from(s.refused).where(eq(s.refused.roomId, room.id));
	const without = (value: unknown) =>
		typeof value === 'string'
			? names.reduce((text, name) => text.replaceAll(name, '–'), value)
			: value;
	for (const { actId, details } of kept) {
		const blank = Object.fromEntries(
			Object.entries(details).map(([name, value]) => [name, without(value)])
		);
		await db
			.update(s.refused)
			.set({ details: blank })
			.where(and(eq(s.refused.roomId, room.id), eq(s.refused.actId, actId)));
	}
}

/** In the place's own room: measures no longer name them, teams no longer have them, and they are known no more. */
async function fromPlace(there: There, personId: string): Promise<Fact> {
	const { db, room } = there;
	const found = await db
		.select({ id: s.measure.id, plan: s.measure.plan })
		.from(s.measure)
		.where(
			and(eq(s.measure.ownerId, room.id), like(sql`${s.measure.plan}::text`, `%"${personId}"%`))
		);
	for (const { id, plan } of found)
		await db
			.update(s.measure)
			.set({ plan: planWithErased(plan, personId) })
			.where(eq(s.measure.id, id));
	await retell(there, personId, (thing) =>
		thing.kind === 'measure' ? { ...thing, plan: planWithErased(thing.plan, personId) } : thing
	);
	await db.delete(s.person).where(eq(s.person.id, personId));
	return tell(there, 'person.erased', { measure: found.map(({ id }) => id) });
}

/** Forgets a person whom nothing else tells of: no other conference, no team and no measure. */
async function forgetStranger(db: Db, personId: string): Promise<void> {
	const elsewhere = [
		db
			.select({ id: s.participant.id })
			.from(s.participant)
			.where(eq(s.participant.personId, s.person.id)),
		db
			.select({ id: s.arenaMember.arenaId })
			.from(s.arenaMember)
			.where(eq(s.arenaMember.personId, s.person.id)),
		db
			.select({ id: s.measure.id })
			.from(s.measure)
			.where(like(sql`${s.measure.plan}::text`, `%"${personId}"%`))
	];
	await db
		.delete(s.person)
		.where(and(eq(s.person.id, personId), ...elsewhere.map((query) => not(exists(query)))));
}

async function eraseAccount(app: App, accountId: string, actor: string): Promise<void> {
	// First of all they are signed out, so that nothing more comes from them.
	await sessions.endAll(app, accountId);
	const asked = { name: 'account.erase' as const, id: accountId, actor };
	const rooms = await app.store.db
		.selectDistinct({ id: s.journal.roomId })
		.from(s.journal)
		.where(logged(accountId));
	for (const { id } of rooms) await inRoom(app, id, asked, (there) => fromLogs(there, accountId));
	await app.store.db.delete(s.account).where(eq(s.account.id, accountId));
}

/** The journal's rows that tell of a log entry of theirs. */
const logged = (accountId: string) =>
	and(
		eq(s.journal.actor, `account/${accountId}`),
		sql`${s.journal.fact} ->> 'name' = 'measure.logged'`
	);

/** What they wrote in measures' logs stays, and no longer says by whom. */
async function fromLogs(there: There, accountId: string): Promise<Fact> {
	const { db, room } = there;
	const told = await db
		.select({ fact: s.journal.fact })
		.from(s.journal)
		.where(and(eq(s.journal.roomId, room.id), logged(accountId)));
	const measures = told
		.flatMap(({ fact }) => fact.things)
		.filter((thing) => thing.kind === 'measure');
	const entries = new Set(measures.map(({ log }) => log.at(-1)?.id ?? ''));
	const ids = [...new Set(measures.map(({ id }) => id))];
	const rows = await db
		.select({ id: s.measure.id, log: s.measure.log })
		.from(s.measure)
		.where(inArray(s.measure.id, [...ids, '']));
	for (const { id, log } of rows)
		await db
			.update(s.measure)
			.set({ log: logWithErased(log, entries) })
			.where(eq(s.measure.id, id));
	for (const id of ids)
		await retell(there, id, (thing) =>
			thing.kind === 'measure' ? { ...thing, log: logWithErased(thing.log, entries) } : thing
		);
	return tell(there, 'account.erased', { measure: ids });
}
