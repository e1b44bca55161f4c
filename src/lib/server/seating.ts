import { and, eq, inArray, isNotNull, max } from 'drizzle-orm';
import type { z } from 'zod';
import {
	sameComposition,
	type AddWalkIn,
	type AppointLeader,
	type AppointRecorder,
	type ArrangeGroups,
	type Group,
	type MoveSeat,
	type PublishRounds,
	type SetAttendance,
	type SetPlace,
	type SetRest
} from '#lib/domain/seating.ts';
import { isAway, type PlanRules } from '#lib/domain/plan-rules.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import { tell, type Here } from './change.ts';
import * as s from './store/schema.ts';
import { things } from './store/things.ts';

/**
 * Seats a whole round as the planner found it, or by hand (R110). The server never trusts a
 * plan: everybody is known, sits once, and nobody sits with somebody they are kept apart from.
 */
export async function arrange(here: Here, input: ArrangeGroups) {
	const conference = await access.openConference(here);
	const round = await access.round(here, input.roundId);
	const { state, number } = round.round;
	refuseUnless(state === 'draft' || state === 'published', 'round-is-over', { round: number });
	refuseUnless(input.tables.length > 0 || state === 'draft', 'groups-handed-out', {
		round: number
	});
	await lawful(here, input, conference.apart);
	const groups = await groupsFor(here, input, state === 'published');
	await here.db.delete(s.seat).where(eq(s.seat.roundId, round.id));
	const seats = input.tables.flatMap((table, at) =>
		table.members.map((participantId, position) => ({
			roundId: round.id,
			participantId,
			groupId: groups[at]!,
			position
		}))
	);
	if (seats.length > 0) await here.db.insert(s.seat).values(seats);
	const gone = await removeBeyond(here, round.id, input.tables.length);
	return tell(here, 'groups.arranged', { group: groups }, gone);
}

async function lawful(here: Here, input: ArrangeGroups, apart: [string, string][]): Promise<void> {
	const seated = input.tables.flatMap(({ members }) => members);
	const known = await here.db
		.select({ id: s.participant.id, name: s.participant.name })
		.from(s.participant)
		.where(and(eq(s.participant.conferenceId, here.room.id), isNotNull(s.participant.name)));
	const names = new Map(known.map(({ id, name }) => [id, name]));
	refuseUnless(
		seated.every((id) => names.has(id)),
		'person-unknown'
	);
	const twice = seated.find((id, at) => seated.indexOf(id) !== at);
	if (twice) throw new Refusal('person-twice', { name: names.get(twice) });
	refuseUnless(input.tables.length <= Math.max(1, names.size), 'more-tables-than-people', {
		tables: input.tables.length,
		people: names.size
	});
	for (const { members, leaderId, recorderId } of input.tables) {
		const broken = apart.find(([a, b]) => members.includes(a) && members.includes(b));
		refuseUnless(!broken, 'plan-unlawful', {
			names: broken?.map((id) => names.get(id)).join(', ')
		});
		for (const duty of [leaderId, recorderId ?? null])
			refuseUnless(duty === null || members.includes(duty), 'plan-unlawful', {
				names: names.get(duty ?? '') ?? ''
			});
	}
}

/** One group a table, kept where the table had one, so that links and points stay with it. */
async function groupsFor(here: Here, input: ArrangeGroups, published: boolean) {
	const present = await here.db.select().from(s.group).where(eq(s.group.roundId, input.roundId));
	const places = await placesOf(here);
	const ids: string[] = [];
	for (const [at, { leaderId, recorderId, place }] of input.tables.entries()) {
		const table = at + 1;
		const before = present.find((group) => group.table === table);
		const id = before?.id ?? here.newId();
		const values = {
			id,
			conferenceId: here.room.id,
			roundId: input.roundId,
			table,
			place: place ?? before?.place ?? places.get(table) ?? '',
			leaderId,
			recorderId: recorderId ?? null,
			published,
			handedInAt: null,
			helpAt: null
		};
		await here.db
			.insert(s.group)
			.values(values)
			.onConflictDoUpdate({ target: s.group.id, set: values });
		ids.push(id);
	}
	return ids;
}

/** Where each table stands, as said in any round. */
async function placesOf(here: Here): Promise<Map<number, string>> {
	const groups = await here.db
		.select({ table: s.group.table, place: s.group.place })
		.from(s.group)
		.where(eq(s.group.conferenceId, here.room.id));
	return new Map(groups.filter(({ place }) => place !== '').map((g) => [g.table, g.place]));
}

async function removeBeyond(here: Here, roundId: string, tables: number) {
	const groups = await here.db.select().from(s.group).where(eq(s.group.roundId, roundId));
	const beyond = groups.filter(({ table }) => table > tables).map(({ id }) => id);
	if (beyond.length > 0) await here.db.delete(s.group).where(inArray(s.group.id, beyond));
	return beyond.map((id) => ({ kind: 'group' as const, id }));
}

/** The groups of a round as things. */
async function groupsOf(here: Here, roundId: string): Promise<Group[]> {
	const groups = (await things(here.db, here.room.id, 'group')) as Group[];
	return groups.filter((group) => group.roundId === roundId).sort((a, b) => a.table - b.table);
}

/** Puts somebody last at a table, or takes their seat away; tells the groups that changed. */
async function sit(here: Here, roundId: string, participantId: string, table: number | null) {
	const groups = await groupsOf(here, roundId);
	const from = groups.find(({ members }) => members.some(({ id }) => id === participantId));
	await here.db
		.delete(s.seat)
		.where(and(eq(s.seat.roundId, roundId), eq(s.seat.participantId, participantId)));
	if (from) await dropDuty(here, from, participantId);
	if (table === null) return [from?.id].filter((id) => id !== undefined);
	const to = groups.find((group) => group.table === table);
	if (!to) throw new Refusal('not-found');
	const [last] = await here.db
		.select({ position: max(s.seat.position) })
		.from(s.seat)
		.where(eq(s.seat.groupId, to.id));
	const position = (last?.position ?? -1) + 1;
	await here.db.insert(s.seat).values({ roundId, participantId, groupId: to.id, position });
	return [from?.id, to.id].filter((id) => id !== undefined);
}

/** Somebody who leaves a table no longer leads or writes there. */
async function dropDuty(here: Here, group: Group, participantId: string): Promise<void> {
	const leaderId = group.leaderId === participantId ? null : group.leaderId;
	const recorderId = group.recorderId === participantId ? null : group.recorderId;
	await here.db.update(s.group).set({ leaderId, recorderId }).where(eq(s.group.id, group.id));
}

/** Moves one person in one round that is not over, also while it is open. */
export async function move(here: Here, input: z.infer<typeof MoveSeat>) {
	const conference = await access.openConference(here);
	const round = await access.round(here, input.roundId);
	refuseUnless(round.round.state !== 'over', 'round-is-over', { round: round.round.number });
	await access.participant(here, input.participantId);
	const target = (await groupsOf(here, round.id)).find(({ table }) => table === input.table);
	const partners = conference.apart
		.filter((pair) => pair.includes(input.participantId))
		.flat()
		.filter((id) => id !== input.participantId);
	const broken = target?.members.filter(({ id }) => partners.includes(id)) ?? [];
	refuseUnless(broken.length === 0, 'plan-unlawful', {
		names: broken.map(({ name }) => name).join(', ')
	});
	const touched = await sit(here, round.id, input.participantId, input.table);
	return tell(here, 'seat.moved', { group: touched });
}

async function membership(here: Here, groupId: string, participantId: string): Promise<void> {
	const [seat] = await here.db
		.select()
		.from(s.seat)
		.where(and(eq(s.seat.groupId, groupId), eq(s.seat.participantId, participantId)));
	refuseUnless(seat, 'person-unknown');
}

/** The facilitator appoints a group's leader (R111). */
export async function appointLeader(here: Here, input: z.infer<typeof AppointLeader>) {
	await access.openConference(here);
	const group = await access.group(here, input.groupId);
	await membership(here, group.id, input.participantId);
	await here.db
		.update(s.group)
		.set({ leaderId: input.participantId })
		.where(eq(s.group.id, group.id));
	return tell(here, 'leader.appointed', { group: [group.id] });
}

/** The leader, on the tablet, appoints the recorder (R112). */
export async function appointRecorder(here: Here, input: z.infer<typeof AppointRecorder>) {
	await access.openAsKnown(here);
	const group = await access.seatedGroup(here, input.groupId);
	await membership(here, group.id, input.participantId);
	await here.db
		.update(s.group)
		.set({ recorderId: input.participantId })
		.where(eq(s.group.id, group.id));
	return tell(here, 'recorder.appointed', { group: [group.id] });
}

/** Says where a table stands, in every round. */
export async function setPlace(here: Here, input: z.infer<typeof SetPlace>) {
	await access.openConference(here);
	const touched = await here.db
		.update(s.group)
		.set({ place: input.place })
		.where(and(eq(s.group.conferenceId, here.room.id), eq(s.group.table, input.table)))
		.returning({ id: s.group.id });
	return tell(here, 'place.set', { group: touched.map(({ id }) => id) });
}

/**
 * Publishes the groups of all rounds to come. Gated: everybody who is expected or present has
 * a seat in each of them (R110), and at least two rounds have different compositions (R115).
 * An override gives its reason, which is kept.
 */
export async function publish(here: Here, input: z.infer<typeof PublishRounds>) {
	const { rules } = await access.openConference(here);
	const rounds = (await access.items(here)).filter((item) => item.round !== null);
	if (input.override === undefined) await publishable(here, rounds, rules);
	for (const { id, round } of rounds)
		if (round?.state === 'draft')
			await here.db
				.update(s.item)
				.set({ round: { ...round, state: 'published' } })
				.where(eq(s.item.id, id));
	await here.db
		.update(s.group)
		.set({ published: true })
		.where(eq(s.group.conferenceId, here.room.id));
	if (input.override !== undefined)
		await here.db
			.update(s.conference)
			.set({ publishOverride: input.override })
			.where(eq(s.conference.id, here.room.id));
	return tell(here, 'rounds.published', { item: true, group: true });
}

async function publishable(here: Here, rounds: access.ItemRow[], rules: PlanRules): Promise<void> {
	refuseUnless(rounds.length >= 2, 'rounds-too-few');
	const groups: Group[][] = []; // one after the other: a transaction has one connection
	for (const { id } of rounds) groups.push(await groupsOf(here, id));
	const coming = rounds.map(({ round }, at) => ({ round, groups: groups[at]! }));
	for (const [at, { round, groups }] of coming.entries())
		if (round?.state !== 'over')
			await allPlaced(here, round!.number, groups, (id) => isAway(rules, id, rounds[at]!.id));
	const different = groups.some((some) => !sameComposition(groups[0]!, some));
	refuseUnless(different, 'rounds-not-different');
}

async function allPlaced(
	here: Here,
	round: number,
	groups: Group[],
	away: (participantId: string) => boolean
): Promise<void> {
	const placed = new Set(groups.flatMap(({ members }) => members.map(({ id }) => id)));
	const everybody = await here.db
		.select()
		.from(s.participant)
		.where(eq(s.participant.conferenceId, here.room.id));
	const missing = everybody.filter(
		({ id, name, attendance }) =>
			name !== null && attendance !== 'absent' && !away(id) && !placed.has(id)
	);
	const some = missing.slice(0, 5).map(({ name }) => name);
	if (missing.length > some.length) some.push('…');
	refuseUnless(missing.length === 0, 'not-everyone-placed', {
		names: some.join(', '),
		round,
		count: missing.length
	});
	refuseUnless(everybody.length > 0, 'not-everyone-placed', { names: '–', round, count: 0 });
}

/** Present, absent or only expected; tables and screen follow. */
export async function setAttendance(here: Here, input: z.infer<typeof SetAttendance>) {
	await access.openConference(here);
	const participant = await access.participant(here, input.participantId);
	await here.db
		.update(s.participant)
		.set({ attendance: input.attendance })
		.where(eq(s.participant.id, participant.id));
	const seats = await here.db
		.select({ groupId: s.seat.groupId })
		.from(s.seat)
		.where(eq(s.seat.participantId, participant.id));
	return tell(here, 'attendance.set', {
		participant: [participant.id],
		group: seats.map(({ groupId }) => groupId)
	});
}

/** Everybody who is still only expected came, or did not; who is marked already stays so. */
export async function setRest(here: Here, input: z.infer<typeof SetRest>) {
	await access.openConference(here);
	const marked = await here.db
		.update(s.participant)
		.set({ attendance: input.attendance })
		.where(
			and(eq(s.participant.conferenceId, here.room.id), eq(s.participant.attendance, 'expected'))
		)
		.returning({ id: s.participant.id });
	return tell(here, 'attendance.set', {
		participant: marked.map(({ id }) => id),
		group: true
	});
}

/** Somebody who came without being on the list: present, with a seat in the rounds that remain. */
export async function addWalkIn(here: Here, input: AddWalkIn) {
	const conference = await access.openConference(here);
	const personId = await walkInPerson(here, input, conference.ownerId);
	await here.db.insert(s.participant).values({
		id: input.id,
		conferenceId: here.room.id,
		personId,
		name: input.name,
		attributes: input.attributes,
		attendance: 'present',
		walkIn: true
	});
	const touched: string[] = [];
	for (const { roundId, table } of input.seats) {
		const round = await access.round(here, roundId);
		refuseUnless(round.round.state !== 'over', 'round-is-over', {
			round: round.round.number
		});
		touched.push(...(await sit(here, round.id, input.id, table)));
	}
	return tell(here, 'walkin.added', { participant: [input.id], group: touched });
}

async function walkInPerson(here: Here, input: AddWalkIn, ownerId: string): Promise<string> {
	if (input.personId === undefined) {
		const id = here.newId();
		const { name, attributes } = input;
		await here.db.insert(s.person).values({ id, ownerId, name, attributes });
		return id;
	}
	const [person] = await here.db
		.select()
		.from(s.person)
		.where(and(eq(s.person.id, input.personId), eq(s.person.ownerId, ownerId)));
	refuseUnless(person, 'person-unknown');
	return person.id;
}
