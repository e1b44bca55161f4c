import {
	and,
	count,
	desc,
	eq,
	inArray,
	isNotNull,
	like,
	ne,
	or,
	sql,
	type AnyColumn
} from 'drizzle-orm';
import type { Outlook, Told } from '#lib/domain/erasure.ts';
import { hatsOf } from '#lib/domain/permission.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import * as accounts from './accounts.ts';
import type { App } from './app.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

/** Before a person is erased whom a school or municipality knows. */
export async function person(
	app: App,
	who: access.Who,
	ownerId: string,
	personId: string
): Promise<Outlook> {
	await access.leadsPlace(app, who, ownerId);
	const { db } = app.store;
	const [row] = await db
		.select()
		.from(s.person)
		.where(and(eq(s.person.id, personId), eq(s.person.ownerId, ownerId)));
	refuseUnless(row, 'not-found');
	const own = { id: ownerId, name: row.name };
	const teams = await db
		.select({ n: count() })
		.from(s.arenaMember)
		.where(eq(s.arenaMember.personId, personId));
	const measures = await db
		.select({ n: count() })
		.from(s.measure)
		.where(
			and(eq(s.measure.ownerId, ownerId), like(sql`${s.measure.plan}::text`, `%"${personId}"%`))
		);
	return {
		name: row.name,
		conferences: await conferencesOf(db, own, eq(s.participant.personId, personId)),
		teams: teams[0]?.n ?? 0,
		measures: measures[0]?.n ?? 0,
		texts: await textsAtPlace(db, own),
		hasAccount: await hasAccount(db, row.email)
	};
}

/** Before a participant is erased from one conference. `stranger`: they walked in, and are known from nowhere else. */
export async function participant(
	app: App,
	who: access.Who,
	conferenceId: string,
	participantId: string
) {
	const { place } = await access.leads(app, who, conferenceId);
	const { db } = app.store;
	const [row] = await db
		.select()
		.from(s.participant)
		.where(and(eq(s.participant.id, participantId), eq(s.participant.conferenceId, conferenceId)));
	refuseUnless(row && row.name !== null && row.personId !== null, 'not-found');
	const own = { id: place.ownerId, name: row.name };
	const [conference] = await conferencesOf(db, own, eq(s.participant.id, participantId));
	const elsewhere = await db
		.select({ id: s.participant.id })
		.from(s.participant)
		.where(and(eq(s.participant.personId, row.personId), ne(s.participant.id, participantId)));
	const leadsOwner = hatsOf(who.roles, { id: own.id, ownerId: own.id }).has('facilitator');
	return {
		name: row.name,
		conference: conference!,
		stranger: row.walkIn && elsewhere.length === 0,
		everywhere: leadsOwner ? { ownerId: own.id, personId: row.personId } : null
	};
}

/** Before an account is erased that has a role in a place, for whoever owns all its places. */
export async function account(
	app: App,
	who: access.Who,
	accountId: string,
	placeId: string
): Promise<{ name: string; login: string }> {
	await accounts.mayEnd(app, who, accountId, placeId);
	const [row] = await app.store.db
		.select({ name: s.account.name, login: s.account.login })
		.from(s.account)
		.where(eq(s.account.id, accountId));
	refuseUnless(row, 'not-found');
	return row;
}

type Own = { id: string; name: string };

/** The place's conferences with somebody on their lists, newest first. */
async function conferencesOf(
	db: Db,
	{ id, name }: Own,
	who: ReturnType<typeof eq>
): Promise<Told[]> {
	const rows = await db
		.selectDistinct({
			id: s.conference.id,
			name: s.conference.name,
			date: s.conference.date,
			phase: s.conference.phase
		})
		.from(s.conference)
		.innerJoin(s.participant, and(eq(s.participant.conferenceId, s.conference.id), who))
		.where(eq(s.conference.ownerId, id))
		.orderBy(desc(s.conference.date), s.conference.name);
	const ids = [...rows.map((row) => row.id), ''];
	const started = await db
		.selectDistinct({ id: s.item.conferenceId })
		.from(s.item)
		.where(and(inArray(s.item.conferenceId, ids), isNotNull(s.item.startedAt)));
	const begun = new Set(started.map((row) => row.id));
	const told: Told[] = [];
	for (const { phase, ...row } of rows)
		told.push({
			...row,
			begun: begun.has(row.id) || phase.name === 'closed',
			texts: await textsIn(db, row.id, name)
		});
	return told;
}

/** Whether one of the columns holds a name, whatever its letters' size. */
const holds = (name: string, ...columns: AnyColumn[]) =>
	or(
		...columns.map(
			(column) => sql`position(lower(${name}) in lower(coalesce(${column}::text, ''))) > 0`
		)
	)!;

/** Points, minutes and lines of a programme in which people have written a name. */
async function textsIn(db: Db, conferenceId: string, name: string): Promise<number> {
	const { tablePoint: point, minute, item } = s;
	const found = [
		await db
			.select({ n: count() })
			.from(point)
			.where(and(eq(point.conferenceId, conferenceId), holds(name, point.text, point.other))),
		await db
			.select({ n: count() })
			.from(minute)
			.where(and(eq(minute.conferenceId, conferenceId), holds(name, minute.text, minute.other))),
		await db
			.select({ n: count() })
			.from(item)
			.where(
				and(eq(item.conferenceId, conferenceId), holds(name, item.title, item.note, item.round))
			)
	];
	return found.reduce((sum, [row]) => sum + (row?.n ?? 0), 0);
}

/** Themes, what was set aside, proposals and measures in whose texts a name is written; not who is named in a plan. */
async function textsAtPlace(db: Db, { id, name }: Own): Promise<number> {
	const { theme, placement, proposal, measure } = s;
	const plans = sql`${measure.plan} - 'coordinator' - 'participants'`;
	const logs = sql`(select string_agg(entry ->> 'text', ' ') from jsonb_array_elements(${measure.log}) entry)`;
	const found = [
		await db
			.select({ n: count() })
			.from(theme)
			.where(and(eq(theme.ownerId, id), holds(name, theme.title))),
		await db
			.select({ n: count() })
			.from(placement)
			.where(and(eq(placement.ownerId, id), holds(name, placement.aside))),
		await db
			.select({ n: count() })
			.from(proposal)
			.where(
				and(
					eq(proposal.ownerId, id),
					holds(name, proposal.title, proposal.text, proposal.hearings, proposal.decision)
				)
			),
		await db
			.select({ n: count() })
			.from(measure)
			.where(
				and(
					eq(measure.ownerId, id),
					or(
						holds(name, measure.title, measure.state),
						sql`position(lower(${name}) in lower((${plans})::text || ' ' || coalesce(${logs}, ''))) > 0`
					)
				)
			)
	];
	return found.reduce((sum, [row]) => sum + (row?.n ?? 0), 0);
}

async function hasAccount(db: Db, email: string | null): Promise<boolean> {
	if (email === null) return false;
	const found = await db
		.select({ id: s.account.id })
		.from(s.account)
		.where(eq(s.account.login, email.toLowerCase()));
	return found.length > 0;
}
