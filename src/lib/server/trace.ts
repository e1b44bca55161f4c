import { and, eq, inArray, sql } from 'drizzle-orm';
import { counts } from '#lib/domain/ledger.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { Mention, TracedPoint, TracedTheme, WayHere, WayOn } from '#lib/domain/way.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

/** The name of a school or municipality. */
export async function owner(app: App, who: access.Who, ownerId: string) {
	const { place } = await access.steers(app.store.db, who, ownerId);
	const table = place.kind === 'school' ? s.school : s.municipality;
	const [row] = await app.store.db
		.select({ id: table.id, name: table.name })
		.from(table)
		.where(eq(table.id, ownerId));
	refuseUnless(row, 'not-found');
	return { ...row, kind: place.kind };
}

/** Walks from a measure back to every point it stands on. For those who steer in its room. */
export async function back(
	app: App,
	who: access.Who,
	ownerId: string,
	measureId: string
): Promise<WayHere> {
	const { db } = app.store;
	await access.steers(db, who, ownerId);
	const [found] = await db
		.select({ proposal: s.proposal, conference: s.conference })
		.from(s.measure)
		.innerJoin(s.proposal, eq(s.proposal.id, s.measure.proposalId))
		.innerJoin(s.conference, eq(s.conference.id, s.measure.conferenceId))
		.where(and(eq(s.measure.id, measureId), eq(s.measure.ownerId, ownerId)));
	refuseUnless(found, 'measure-gone');
	const { id, title, hearings, decision, pointIds, themeIds } = found.proposal;
	const all = await traced(db, found.conference, pointIds);
	return {
		proposal: { id, title, hearings, decision },
		conference: { ...named(found.conference), tables: await tablesOf(db, found.conference.id) },
		themes: await themesOf(db, ownerId, themeIds),
		points: all
	};
}

/** Follows a point from its table onwards. For those who steer in the room that owns its conference. */
export async function on(
	app: App,
	who: access.Who,
	ownerId: string,
	pointId: string
): Promise<WayOn> {
	const { db } = app.store;
	await access.steers(db, who, ownerId);
	const [found] = await db
		.select({ conference: s.conference })
		.from(s.tablePoint)
		.innerJoin(s.conference, eq(s.conference.id, s.tablePoint.conferenceId))
		.where(and(eq(s.tablePoint.id, pointId), eq(s.conference.ownerId, ownerId)));
	refuseUnless(found, 'not-found');
	const [point] = await traced(db, found.conference, [pointId]);
	return { point: point!, proposals: await proposalsOn(db, ownerId, found.conference.id, pointId) };
}

async function proposalsOn(db: Db, ownerId: string, conferenceId: string, pointId: string) {
	const rows = await db
		.select()
		.from(s.proposal)
		.where(and(eq(s.proposal.ownerId, ownerId), eq(s.proposal.conferenceId, conferenceId)));
	const theirs = rows.filter(({ pointIds }) => pointIds.includes(pointId));
	const measures = await db
		.select()
		.from(s.measure)
		.where(inArray(s.measure.proposalId, [...theirs.map(({ id }) => id), '']));
	return theirs.map(({ id, title, hearings, decision }) => ({
		id,
		title,
		hearings,
		decision,
		measures: measures
			.filter(({ proposalId }) => proposalId === id)
			.map(({ id: measureId, title: name, state }) => ({ id: measureId, title: name, state }))
	}));
}

type ConferenceRow = typeof s.conference.$inferSelect;
type PointRow = typeof s.tablePoint.$inferSelect;

const named = ({ id, name, date, lang }: ConferenceRow) => ({ id, name, date, lang });

/** How many tables the conference had at most in one round. */
async function tablesOf(db: Db, conferenceId: string): Promise<number> {
	const [row] = await db
		.select({ most: sql<number>`coalesce(max(${s.group.table}), 0)` })
		.from(s.group)
		.where(eq(s.group.conferenceId, conferenceId));
	return Number(row?.most ?? 0);
}

/** Points by id, in the order asked for, each with round, question, minutes and place on the board. */
async function traced(db: Db, conference: ConferenceRow, ids: string[]): Promise<TracedPoint[]> {
	const rows = await db
		.select()
		.from(s.tablePoint)
		.where(
			and(eq(s.tablePoint.conferenceId, conference.id), inArray(s.tablePoint.id, [...ids, '']))
		);
	const items = await db.select().from(s.item).where(eq(s.item.conferenceId, conference.id));
	const mentions = await mentionsIn(db, conference.id, items);
	const places = await placesOf(db, ids);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return ids
		.map((id) => byId.get(id))
		.filter((row) => row !== undefined)
		.map((row) => ({
			...provenance(row, items),
			conference: named(conference),
			mentions: mentions.filter(({ points }) => points.includes(row.id)).map(mention),
			theme: places.get(row.id)?.theme ?? null,
			aside: places.get(row.id)?.aside ?? null
		}));
}

function provenance(row: PointRow, items: (typeof s.item.$inferSelect)[]) {
	const { id, lang, type, state, table } = row;
	const item = items.find((one) => one.id === row.roundId);
	const prompt = item?.round?.prompts.find((one) => one.id === row.promptId);
	return {
		id,
		text: counts(row) ? row.text : null,
		lang,
		type,
		state,
		table,
		round: { id: row.roundId, number: item?.round?.number ?? 0, title: item?.title ?? '' },
		question: { text: prompt?.text ?? '', lang: prompt?.lang ?? lang }
	};
}

async function mentionsIn(db: Db, conferenceId: string, items: (typeof s.item.$inferSelect)[]) {
	const rows = await db
		.select()
		.from(s.minute)
		.where(eq(s.minute.conferenceId, conferenceId))
		.orderBy(s.minute.position, s.minute.writtenAt);
	return rows.map((row) => ({
		...row,
		plenum: items.find(({ id }) => id === row.plenumId)?.title ?? '',
		number: rows.filter(({ plenumId }) => plenumId === row.plenumId).indexOf(row) + 1
	}));
}

const mention = (row: Awaited<ReturnType<typeof mentionsIn>>[number]): Mention => ({
	id: row.id,
	text: row.text,
	plenum: row.plenum,
	number: row.number,
	at: row.writtenAt
});

async function placesOf(db: Db, ids: string[]) {
	const rows = await db
		.select({ id: s.placement.pointId, aside: s.placement.aside, theme: s.theme })
		.from(s.placement)
		.leftJoin(s.theme, eq(s.theme.id, s.placement.themeId))
		.where(inArray(s.placement.pointId, [...ids, '']));
	return new Map(
		rows.map(({ id, aside, theme }) => [
			id,
			{ aside, theme: theme && { id: theme.id, title: theme.title } }
		])
	);
}

async function themesOf(db: Db, ownerId: string, ids: string[]): Promise<TracedTheme[]> {
	const themes = await db
		.select()
		.from(s.theme)
		.where(and(eq(s.theme.ownerId, ownerId), inArray(s.theme.id, [...ids, ''])))
		.orderBy(s.theme.position);
	const placed = await db
		.select({ themeId: s.placement.themeId, table: s.tablePoint.table, state: s.tablePoint.state })
		.from(s.placement)
		.innerJoin(s.tablePoint, eq(s.tablePoint.id, s.placement.pointId))
		.where(inArray(s.placement.themeId, [...ids, '']));
	return themes.map(({ id, title }) => {
		const here = placed.filter((one) => one.themeId === id && counts(one));
		return {
			id,
			title,
			points: here.length,
			tables: new Set(here.map(({ table }) => table)).size
		};
	});
}
