import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Thing, Kind } from '../../domain/room.ts';
import type { Db } from './db.ts';
import * as s from './schema.ts';

/**
 * From rows to things. The same functions build a snapshot and a fact, so that a room seen
 * on arrival and a room followed are the same by construction.
 */
type Reader = (db: Db, roomId: string, ids?: string[]) => Promise<Thing[]>;

const conference: Reader = async (db, roomId) => {
	const row = await conferenceRow(db, roomId);
	return row ? [toConference(row.conference, row.ownerName)] : [];
};

async function conferenceRow(db: Db, id: string) {
	const [row] = await db.select().from(s.conference).where(eq(s.conference.id, id));
	if (!row) return null;
	const [school] = await db.select().from(s.school).where(eq(s.school.id, row.ownerId));
	const [municipality] = school
		? [school]
		: await db.select().from(s.municipality).where(eq(s.municipality.id, row.ownerId));
	return { conference: row, ownerName: municipality?.name ?? '' };
}

type ConferenceRow = typeof s.conference.$inferSelect;

function toConference(row: ConferenceRow, ownerName: string): Thing {
	return {
		kind: 'conference',
		id: row.id,
		ownerId: row.ownerId,
		ownerName,
		name: row.name,
		date: row.date,
		startsAt: row.startsAt,
		lang: row.lang,
		joinCode: row.joinCode,
		phase: row.phase,
		undo: row.undo ? { itemId: row.undo.itemId } : null,
		colourBy: row.colourBy,
		apart: row.apart,
		rules: row.rules
	};
}

/** Reads one of the single things that stand in the conference's own row. */
const single =
	(build: (row: ConferenceRow) => Thing | null): Reader =>
	async (db, roomId) => {
		const [row] = await db.select().from(s.conference).where(eq(s.conference.id, roomId));
		const thing = row && build(row);
		return thing ? [thing] : [];
	};

const clock = single((row) => row.clock);
const screen = single((row) => ({
	kind: 'screen',
	id: 'screen',
	scene: row.scene,
	dark: row.dark,
	cue: row.cue,
	before: row.sceneBefore
}));
const notice = single((row) => row.notice && { kind: 'notice', id: 'notice', ...row.notice });
const keys = single((row) => ({
	kind: 'keys',
	id: 'keys',
	screen: row.keyScreen,
	guest: row.keyGuest,
	tables: row.keyTables
}));

const item: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.item)
		.where(and(eq(s.item.conferenceId, roomId), ids && inArray(s.item.id, ids)));
	return rows.map(({ conferenceId: _, overSeq: __, ...row }) => ({ kind: 'item', ...row }));
};

const participant: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.participant)
		.where(and(eq(s.participant.conferenceId, roomId), ids && inArray(s.participant.id, ids)));
	return rows.map(({ conferenceId: _, personId, name, ...row }) => ({
		kind: 'participant',
		...row,
		...(personId !== null && name !== null ? { personId, name } : { personId: null, name: null })
	}));
};

const group: Reader = async (db, roomId, ids) => {
	const chosen = and(eq(s.group.conferenceId, roomId), ids && inArray(s.group.id, ids));
	const rows = await db.select().from(s.group).where(chosen);
	const seats = await db
		.select({
			groupId: s.seat.groupId,
			id: s.participant.id,
			name: s.participant.name,
			attendance: s.participant.attendance
		})
		.from(s.seat)
		.innerJoin(s.participant, eq(s.participant.id, s.seat.participantId))
		.innerJoin(s.group, eq(s.group.id, s.seat.groupId))
		.where(chosen)
		.orderBy(asc(s.seat.position), asc(s.participant.id));
	const members = Map.groupBy(seats, (seat) => seat.groupId);
	return rows.map(({ conferenceId: _, ...row }) => ({
		kind: 'group',
		...row,
		members: (members.get(row.id) ?? []).map(({ id, name, attendance }) => ({
			id,
			name,
			present: attendance !== 'absent'
		}))
	}));
};

const point: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.conferenceId, roomId), ids && inArray(s.tablePoint.id, ids)));
	return rows.map(({ conferenceId: _, ...row }) => ({ kind: 'point', ...row }));
};

const minute: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.minute)
		.where(and(eq(s.minute.conferenceId, roomId), ids && inArray(s.minute.id, ids)));
	return rows.map(({ conferenceId: _, ...row }) => ({ kind: 'minute', ...row }));
};

const theme: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.theme)
		.where(and(eq(s.theme.ownerId, roomId), ids && inArray(s.theme.id, ids)));
	return rows.map(({ ownerId: _, ...row }) => ({ kind: 'theme', ...row }));
};

const placement: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.placement)
		.where(and(eq(s.placement.ownerId, roomId), ids && inArray(s.placement.pointId, ids)));
	return rows.map(({ ownerId: _, pointId, ...row }) => ({
		kind: 'placement',
		id: pointId,
		...row
	}));
};

const proposal: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.proposal)
		.where(and(eq(s.proposal.ownerId, roomId), ids && inArray(s.proposal.id, ids)));
	return rows.map(({ ownerId: _, ...row }) => ({ kind: 'proposal', ...row }));
};

const measure: Reader = async (db, roomId, ids) => {
	const rows = await db
		.select()
		.from(s.measure)
		.where(and(eq(s.measure.ownerId, roomId), ids && inArray(s.measure.id, ids)));
	return rows.map(({ ownerId: _, ...row }) => ({ kind: 'measure', ...row }));
};

const READERS: Record<Kind, Reader> = {
	conference,
	item,
	participant,
	group,
	point,
	minute,
	clock,
	screen,
	notice,
	keys,
	theme,
	placement,
	proposal,
	measure
};

/** Kinds that stand in each kind of room. */
const STANDING: Record<'conference' | 'school' | 'municipality', Kind[]> = {
	conference: [
		'conference',
		'item',
		'participant',
		'group',
		'point',
		'minute',
		'clock',
		'screen',
		'notice',
		'keys'
	],
	school: ['theme', 'placement', 'proposal', 'measure'],
	municipality: ['theme', 'placement', 'proposal', 'measure']
};

/** Things of a kind in a room as they stand in `db`'s transaction; all of them, or those with `ids`. */
export async function things(db: Db, roomId: string, kind: Kind, ids?: string[]): Promise<Thing[]> {
	if (ids?.length === 0) return [];
	return READERS[kind](db, roomId, ids);
}

/** Everything in a room as it stands. */
export async function everything(
	db: Db,
	room: { id: string; kind: keyof typeof STANDING }
): Promise<Thing[]> {
	const found: Thing[] = [];
	for (const kind of STANDING[room.kind]) found.push(...(await things(db, room.id, kind)));
	return found;
}
