import { and, desc, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Lane } from '#lib/domain/audience.ts';
import {
	hatsOf,
	mayFollow,
	type Belonging,
	type Grant,
	type Hat,
	type Role
} from '#lib/domain/permission.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import type { App } from './app.ts';
import type { Here } from './change.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

/** Who is asking: an account or none, its roles, and what links have opened on this device. */
export type Who = {
	account: { id: string; name: string; lang: string } | null;
	roles: Role[];
	grants: Grant[];
};

export const NOBODY: Who = { account: null, roles: [], grants: [] };

/** What somebody is in a room, once it is known where the room belongs and which links still hold. */
export type Standing = {
	place: Belonging;
	hats: Set<Hat>;
	grants: Grant[];
	lang: string;
};

type ConferenceRow = typeof s.conference.$inferSelect;

/** Whether a link's version is still the one handed out. */
function holds(grant: Grant, row: ConferenceRow): boolean {
	if (grant.conferenceId !== row.id) return false;
	if (grant.kind === 'screen') return grant.version === row.keyScreen;
	if (grant.kind === 'guest') return grant.version === row.keyGuest;
	return grant.version === (row.keyTables[String(grant.table)] ?? 1);
}

/** The conferences among these rooms. */
export async function conferencesOf(db: Db, ids: string[]): Promise<Map<string, ConferenceRow>> {
	const rows = await db.select().from(s.conference).where(inArray(s.conference.id, ids));
	return new Map(rows.map((row) => [row.id, row]));
}

/**
 * What `who` is in the room `roomId`; refuses `not-found` where they are nothing, so that it tells nothing. `read`
 * finds a conference by its id.
 */
export async function standing(
	db: Db,
	who: Who,
	roomId: string,
	read = async (id: string) => (await conferencesOf(db, [id])).get(id)
): Promise<Standing> {
	const row = await read(roomId);
	if (!row) return schoolStanding(db, who, roomId);
	const place: Belonging = { kind: 'conference', id: row.id, ownerId: row.ownerId };
	const hats = hatsOf(who.roles, place);
	const grants = who.grants.filter((grant) => holds(grant, row));
	for (const grant of grants)
		hats.add(grant.kind === 'screen' ? 'projector' : grant.kind === 'table' ? 'table' : 'guest');
	refuseUnless(hats.size > 0, who.account || who.grants.length > 0 ? 'not-found' : 'not-signed-in');
	return { place, hats, grants, lang: row.lang };
}

async function schoolStanding(db: Db, who: Who, roomId: string): Promise<Standing> {
	const [room] = await db.select().from(s.room).where(eq(s.room.id, roomId));
	refuseUnless(room && room.kind !== 'conference', 'not-found');
	const place: Belonging = { kind: room.kind, id: roomId, ownerId: roomId };
	const hats = hatsOf(who.roles, place);
	refuseUnless(hats.size > 0, who.account ? 'not-found' : 'not-signed-in');
	return { place, hats, grants: [], lang: await langOf(db, room) };
}

async function langOf(db: Db, room: { id: string; kind: string }): Promise<string> {
	const table = room.kind === 'school' ? s.school : s.municipality;
	const [row] = await db.select({ lang: table.lang }).from(table).where(eq(table.id, room.id));
	return row?.lang ?? 'nb';
}

/** Refuses unless `who` may follow `lane` of the room. School rooms have one lane, `staff`. */
export async function lane(
	db: Db,
	who: Who,
	roomId: string,
	wanted: Lane,
	read?: Parameters<typeof standing>[3]
): Promise<Standing> {
	const found = await standing(db, who, roomId, read);
	const may =
		found.place.kind === 'conference'
			? mayFollow(found.hats, found.grants, wanted)
			: wanted === 'staff' && found.hats.has('steering');
	refuseUnless(may, 'not-allowed');
	return found;
}

/** Refuses unless `who` leads the conference with this id; a school's id is none. */
export async function leads(app: App, who: Who, conferenceId: string): Promise<Standing> {
	const found = await standing(app.store.db, who, conferenceId);
	refuseUnless(found.place.kind === 'conference', 'not-found');
	refuseUnless(found.hats.has('facilitator'), 'not-allowed');
	return found;
}

/** Refuses unless `who` leads the school or municipality with this id; a conference's is none. */
export async function leadsPlace(app: App, who: Who, placeId: string): Promise<Standing> {
	const found = await standing(app.store.db, who, placeId);
	refuseUnless(found.place.kind !== 'conference', 'not-found');
	refuseUnless(found.hats.has('facilitator'), 'not-allowed');
	return found;
}

/** Refuses unless `who` steers in the school or municipality with this id; a conference's is none. */
export async function steers(db: Db, who: Who, placeId: string): Promise<Standing> {
	const found = await lane(db, who, placeId, 'staff');
	refuseUnless(found.place.kind !== 'conference', 'not-found');
	return found;
}

/** Refuses unless `who` owns the school or municipality `scopeId`. */
export function owns(who: Who, scopeId: string): void {
	const owner = who.roles.some((role) => role.role === 'owner' && role.scopeId === scopeId);
	refuseUnless(owner, who.account ? 'not-found' : 'not-signed-in');
}

// Inside a change: what the author may get hold of

/** The conference's row of the room that is being changed. */
export async function conference(here: Here): Promise<ConferenceRow> {
	const [row] = await here.db.select().from(s.conference).where(eq(s.conference.id, here.room.id));
	refuseUnless(row, 'not-found');
	return row;
}

/** A conference that is not closed. */
export async function openConference(here: Here): Promise<ConferenceRow> {
	const row = await conference(here);
	refuseUnless(row.phase.name !== 'closed', 'conference-closed');
	return row;
}

/**
 * A conference that is not closed, or was not as far as the author could know: what a table or a minute-taker wrote
 * without contact is not held against them (R145).
 */
export async function openAsKnown(here: Here): Promise<ConferenceRow> {
	const row = await conference(here);
	const isClosed = row.phase.name === 'closed';
	refuseUnless(!isClosed || here.seen < (await closedAt(here)), 'conference-closed');
	return row;
}

/** The room's number when the conference was last closed: an act that had seen it knew. */
async function closedAt(here: Here): Promise<number> {
	const isClosing = sql`${s.journal.fact} ->> 'name' = 'conference.closed'`;
	const [last] = await here.db
		.select({ seq: s.journal.seq })
		.from(s.journal)
		.where(and(eq(s.journal.roomId, here.room.id), isClosing))
		.orderBy(desc(s.journal.seq))
		.limit(1);
	return last?.seq ?? 0;
}

export async function item(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.item)
		.where(and(eq(s.item.id, id), eq(s.item.conferenceId, here.room.id)));
	refuseUnless(row, 'item-unknown');
	return row;
}

export type ItemRow = typeof s.item.$inferSelect;

/** All items of the conference, as rows, in programme order. */
export async function items(here: Here): Promise<ItemRow[]> {
	const rows = await here.db
		.select()
		.from(s.item)
		.where(eq(s.item.conferenceId, here.room.id))
		.orderBy(s.item.position);
	return rows;
}

export type RoundRow = ItemRow & { round: NonNullable<ItemRow['round']> };

export async function round(here: Here, id: string): Promise<RoundRow> {
	const row = await item(here, id);
	if (!row.round) throw new Refusal('item-unknown');
	return { ...row, round: row.round };
}

/**
 * Whether another round has opened since this one was last open: its groups have left their tables, and others sit
 * there. Of two that are over, the one that ended last was the last to open.
 */
export function hasLeft(round: RoundRow, items: ItemRow[]): boolean {
	if (round.round.state === 'open') return false;
	return items.some((other) => {
		if (other.id === round.id || !other.round) return false;
		const { state } = other.round;
		return state === 'open' || (state === 'over' && (other.overSeq ?? 0) > (round.overSeq ?? 0));
	});
}

/** A group that the author may act for: their own table's, or any for a facilitator (R145). */
export async function group(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.group)
		.where(and(eq(s.group.id, id), eq(s.group.conferenceId, here.room.id)));
	refuseUnless(row, 'not-found');
	refuseUnless(isTheirs(here, row.table) && (row.published || leading(here)), 'not-allowed');
	return row;
}

/**
 * A group that the author may act for, and that has not left its table. When it has, whoever sits there now may not act
 * for it; but what the group did before it could know of that still may.
 */
export async function seatedGroup(here: Here, id: string) {
	const row = await group(here, id);
	if (leading(here)) return row;
	const its = await round(here, row.roundId);
	if (its.round.state === 'over' && hasLeft(its, await items(here))) await couldNotKnow(here, its);
	return row;
}

/**
 * A point that the author may act on: their own table's, or any for a facilitator (R145). When the group has left the
 * table, whoever sits there now may not; but what the group did before it could know of that still may.
 */
export async function point(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.id, id), eq(s.tablePoint.conferenceId, here.room.id)));
	refuseUnless(row, 'point-gone');
	refuseUnless(isTheirs(here, row.table), 'not-allowed');
	if (row.shelved && !leading(here)) await couldNotKnow(here, await round(here, row.roundId));
	return row;
}

/** Refuses an act that was made knowing that others sit at the round's tables now. */
async function couldNotKnow(here: Here, past: RoundRow): Promise<void> {
	refuseUnless(here.seen < (await leftAt(here, past)), 'not-allowed');
}

/** The room's number when another round opened after this one was over: its groups left their tables then. */
async function leftAt(here: Here, past: RoundRow): Promise<number> {
	const overSeq = past.overSeq ?? 0;
	const opening = JSON.stringify([{ kind: 'item', round: { state: 'open' } }]);
	const [first] = await here.db
		.select({ seq: s.journal.seq })
		.from(s.journal)
		.where(
			and(
				eq(s.journal.roomId, here.room.id),
				gte(s.journal.seq, overSeq),
				sql`${s.journal.fact} ->> 'name' = 'programme.went'`,
				sql`${s.journal.fact} -> 'things' @> ${opening}::jsonb`
			)
		)
		.orderBy(s.journal.seq)
		.limit(1);
	return first?.seq ?? overSeq;
}

const leading = (here: Here): boolean => here.hats.has('facilitator');

const isTheirs = (here: Here, table: number): boolean =>
	leading(here) || here.grants.some((grant) => grant.kind === 'table' && grant.table === table);

export async function participant(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.participant)
		.where(and(eq(s.participant.id, id), eq(s.participant.conferenceId, here.room.id)));
	refuseUnless(row, 'person-unknown');
	return row;
}
