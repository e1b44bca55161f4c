import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { SetArena, Arena } from '#lib/domain/arena.ts';
import { hatsOf } from '#lib/domain/permission.ts';
import { ImportPeople } from '#lib/domain/person.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { change, tell } from './change.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

/** Everybody whom a school or municipality knows, for those who lead there. */
export async function known(app: App, who: access.Who, ownerId: string) {
	await access.leadsPlace(app, who, ownerId);
	return app.store.db
		.select()
		.from(s.person)
		.where(eq(s.person.ownerId, ownerId))
		.orderBy(s.person.name);
}

/**
 * Among whom a list's people are recognised, for those who lead the conference: everybody whom
 * its owner knows, where they lead there too, else those who are on the conference's list.
 */
export async function recognisable(app: App, who: access.Who, conferenceId: string) {
	const { place } = await access.leads(app, who, conferenceId);
	const { ownerId } = place;
	if (hatsOf(who.roles, { id: ownerId, ownerId }).has('facilitator'))
		return known(app, who, ownerId);
	return app.store.db
		.select(getTableColumns(s.person))
		.from(s.person)
		.innerJoin(s.participant, eq(s.participant.personId, s.person.id))
		.where(eq(s.participant.conferenceId, conferenceId))
		.orderBy(s.person.name);
}

/** Everybody by id and name, for those who steer there. */
export async function names(app: App, who: access.Who, ownerId: string) {
	await access.steers(app.store.db, who, ownerId);
	return app.store.db
		.select({ personId: s.person.id, name: s.person.name })
		.from(s.person)
		.where(eq(s.person.ownerId, ownerId))
		.orderBy(s.person.name);
}

/**
 * Takes an accepted list into a conference (R110, R117): known people are updated, new ones are
 * remembered, and each becomes a participant once. Nothing is half-written, and the same `actId` again is once. Where the
 * list was reckoned from what a page sent, `sent` is that: sent again it is once, though whoever was new then is known.
 */
export async function importInto(
	app: App,
	who: access.Who,
	conferenceId: string,
	accepted: z.input<typeof ImportPeople>,
	actId = app.newId(),
	sent?: unknown
): Promise<void> {
	const read = ImportPeople.safeParse(accepted);
	refuseUnless(read.success, 'bad-input', { field: read.error?.issues[0]?.path.join('.') });
	const people = read.data;
	const { place } = await access.leads(app, who, conferenceId);
	const asked = {
		roomId: conferenceId,
		actId,
		name: 'people.import' as const,
		body: sent === undefined ? people : { sent },
		actor: `account/${who.account?.id ?? ''}`
	};
	await change(app, asked, async ({ db, room }) => {
		const touched: string[] = [];
		for (const someone of people) {
			const personId = await remember(db, place.ownerId, someone, app.newId());
			touched.push(await takePart(app, db, conferenceId, personId, someone));
		}
		const groups = await db
			.selectDistinct({ id: s.seat.groupId })
			.from(s.seat)
			.where(inArray(s.seat.participantId, touched));
		return tell({ db, room }, 'people.imported', {
			participant: touched,
			group: groups.map(({ id }) => id)
		});
	});
}

/** Puts people whom the owner knows on a conference's list: those named, who are not there yet. */
export async function takeKnown(
	app: App,
	who: access.Who,
	conferenceId: string,
	personIds: string[],
	actId = app.newId()
): Promise<number> {
	const all = await recognisable(app, who, conferenceId);
	const there = await app.store.db
		.select({ personId: s.participant.personId })
		.from(s.participant)
		.where(eq(s.participant.conferenceId, conferenceId));
	const taken = new Set(there.map(({ personId }) => personId));
	const wanted = new Set(personIds.filter((id) => !taken.has(id)));
	const people = all.filter(({ id }) => wanted.has(id));
	if (people.length === 0) return 0;
	const list = people.map(({ id, name, unit, attributes }) => ({
		personId: id,
		name,
		attributes,
		...(unit !== null && { unit })
	}));
	await importInto(app, who, conferenceId, list as ImportPeople, actId, personIds);
	return list.length;
}

/**
 * Remembers somebody at a school or municipality, or changes what is known of them. Gives their id: of somebody new it
 * is `newId`, and the same again is once.
 */
export async function keep(
	app: App,
	who: access.Who,
	ownerId: string,
	someone: Someone,
	newId = app.newId()
): Promise<string> {
	await access.leadsPlace(app, who, ownerId);
	return app.store.db.transaction((db) => remember(db, ownerId, someone, newId));
}

type Someone = z.infer<typeof ImportPeople>[number];

async function remember(db: Db, ownerId: string, someone: Someone, newId: string): Promise<string> {
	const { name, email = null, staffNumber = null, unit = null, attributes } = someone;
	if (someone.personId === undefined) {
		const values = { id: newId, ownerId, name, email, staffNumber, unit, attributes };
		const [made] = await db.insert(s.person).values(values).onConflictDoNothing().returning();
		const there = and(eq(s.person.id, newId), eq(s.person.ownerId, ownerId));
		const [before] = made ? [made] : await db.select().from(s.person).where(there);
		refuseUnless(before, 'not-found');
		return newId;
	}
	const [row] = await db
		.select()
		.from(s.person)
		.where(and(eq(s.person.id, someone.personId), eq(s.person.ownerId, ownerId)));
	refuseUnless(row, 'person-unknown');
	await db
		.update(s.person)
		.set({
			name,
			email: email ?? row.email,
			staffNumber: staffNumber ?? row.staffNumber,
			unit: unit ?? row.unit,
			attributes: { ...row.attributes, ...attributes }
		})
		.where(eq(s.person.id, row.id));
	return row.id;
}

async function takePart(
	app: App,
	db: Db,
	conferenceId: string,
	personId: string,
	{ name, unit, attributes }: Someone
): Promise<string> {
	const whole = unit === undefined ? attributes : { unit, ...attributes };
	const [row] = await db
		.insert(s.participant)
		.values({
			id: app.newId(),
			conferenceId,
			personId,
			name,
			attributes: whole,
			attendance: 'expected',
			walkIn: false
		})
		.onConflictDoUpdate({
			target: [s.participant.conferenceId, s.participant.personId],
			set: { name, attributes: whole }
		})
		.returning({ id: s.participant.id });
	return row!.id;
}

/** Takes somebody off a conference's list, with their seats in rounds that are not over. The same `actId` again is once. */
export async function removeFrom(
	app: App,
	who: access.Who,
	conferenceId: string,
	participantId: string,
	actId = app.newId()
): Promise<void> {
	await access.leads(app, who, conferenceId);
	const asked = {
		roomId: conferenceId,
		actId,
		name: 'people.import' as const,
		body: { remove: participantId },
		actor: `account/${who.account?.id ?? ''}`
	};
	await change(app, asked, async ({ db, room }) => {
		const seats = await db
			.select({ groupId: s.seat.groupId, startedAt: s.item.startedAt })
			.from(s.seat)
			.innerJoin(s.item, eq(s.item.id, s.seat.roundId))
			.where(eq(s.seat.participantId, participantId));
		// Who has sat at a table belongs to what was said there: absent from now on, not gone.
		refuseUnless(
			seats.every(({ startedAt }) => startedAt === null),
			'person-has-taken-part'
		);
		const [gone] = await db
			.delete(s.participant)
			.where(and(eq(s.participant.id, participantId), eq(s.participant.conferenceId, conferenceId)))
			.returning();
		refuseUnless(gone, 'person-unknown');
		const groups = seats.map(({ groupId }) => groupId);
		await dropDuties(db, groups, participantId);
		await dropApart(db, conferenceId, participantId);
		const parts = { group: groups, conference: true as const };
		return tell({ db, room }, 'person.removed', parts, [
			{ kind: 'participant', id: participantId }
		]);
	});
}

/** Nobody is kept from somebody who is not there. */
async function dropApart(db: Db, conferenceId: string, participantId: string): Promise<void> {
	const [row] = await db
		.select({ apart: s.conference.apart })
		.from(s.conference)
		.where(eq(s.conference.id, conferenceId));
	const apart = (row?.apart ?? []).filter((pair) => !pair.includes(participantId));
	await db.update(s.conference).set({ apart }).where(eq(s.conference.id, conferenceId));
}

/** Somebody who sits at these tables no more leads and writes there no more. */
export async function dropDuties(db: Db, groups: string[], participantId: string): Promise<void> {
	if (groups.length === 0) return;
	await db
		.update(s.group)
		.set({ leaderId: null })
		.where(and(inArray(s.group.id, groups), eq(s.group.leaderId, participantId)));
	await db
		.update(s.group)
		.set({ recorderId: null })
		.where(and(inArray(s.group.id, groups), eq(s.group.recorderId, participantId)));
}

/** The arenas of a school or municipality as plain lists (R12). */
export async function arenas(app: App, who: access.Who, ownerId: string): Promise<Arena[]> {
	await access.steers(app.store.db, who, ownerId);
	const { db } = app.store;
	const rows = await db
		.select()
		.from(s.arena)
		.where(eq(s.arena.ownerId, ownerId))
		.orderBy(s.arena.name);
	const members = await db
		.select({ arenaId: s.arenaMember.arenaId, personId: s.person.id, name: s.person.name })
		.from(s.arenaMember)
		.innerJoin(s.person, eq(s.person.id, s.arenaMember.personId))
		.where(eq(s.person.ownerId, ownerId))
		.orderBy(s.person.name);
	return rows.map(({ id, kind, name, leaderId }) => {
		const theirs = members.filter(({ arenaId }) => arenaId === id);
		const leader = theirs.find(({ personId }) => personId === leaderId);
		return {
			id,
			kind,
			name,
			leader: leader ? { personId: leader.personId, name: leader.name } : null,
			members: theirs.map(({ personId, name }) => ({ personId, name }))
		};
	});
}

/** Makes or changes an arena; its leader is always a member. */
export async function setArena(
	app: App,
	who: access.Who,
	ownerId: string,
	input: z.infer<typeof SetArena>
): Promise<void> {
	await access.leadsPlace(app, who, ownerId);
	const { id, kind, name, leaderId } = input;
	const members = [...new Set([...input.memberIds, ...(leaderId ? [leaderId] : [])])];
	await app.store.db.transaction(async (db) => {
		const found = await db
			.select({ id: s.person.id })
			.from(s.person)
			.where(and(eq(s.person.ownerId, ownerId), inArray(s.person.id, [...members, ''])));
		refuseUnless(found.length === members.length, 'person-unknown');
		const [before] = await db.select().from(s.arena).where(eq(s.arena.id, id));
		refuseUnless(!before || before.ownerId === ownerId, 'not-found');
		const values = { id, ownerId, kind, name, leaderId };
		await db.insert(s.arena).values(values).onConflictDoUpdate({ target: s.arena.id, set: values });
		await db.delete(s.arenaMember).where(eq(s.arenaMember.arenaId, id));
		if (members.length > 0)
			await db.insert(s.arenaMember).values(members.map((personId) => ({ arenaId: id, personId })));
	});
}

export async function removeArena(
	app: App,
	who: access.Who,
	ownerId: string,
	id: string
): Promise<void> {
	await access.leadsPlace(app, who, ownerId);
	await app.store.db.delete(s.arena).where(and(eq(s.arena.id, id), eq(s.arena.ownerId, ownerId)));
}
