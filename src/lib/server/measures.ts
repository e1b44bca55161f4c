import { and, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import {
	missing,
	NO_PLAN,
	type AdvanceMeasure,
	type LogMeasure,
	type MakeMeasure,
	type MeasureState,
	type Named,
	type Plan,
	type SetMeasure,
	type SetPlan
} from '#lib/domain/measure.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import { tell, type Here } from './change.ts';
import * as s from './store/schema.ts';

type MeasureRow = typeof s.measure.$inferSelect;

/** Makes a measure of an adopted proposal (R25). */
export async function make(here: Here, input: MakeMeasure) {
	const [proposal] = await here.db
		.select()
		.from(s.proposal)
		.where(and(eq(s.proposal.id, input.proposalId), eq(s.proposal.ownerId, here.room.id)));
	refuseUnless(proposal, 'not-found');
	const { decision } = proposal;
	refuseUnless(decision?.outcome === 'adopted', 'proposal-not-decided');
	await here.db.insert(s.measure).values({
		id: input.id,
		ownerId: here.room.id,
		conferenceId: proposal.conferenceId,
		proposalId: proposal.id,
		title: input.title,
		level: input.level,
		plan: await planned(here, NO_PLAN, input.plan),
		state: { name: 'decided' },
		log: [],
		version: 1
	});
	return tell(here, 'measure.made', { measure: [input.id] });
}

async function own(here: Here, id: string): Promise<MeasureRow> {
	const [row] = await here.db
		.select()
		.from(s.measure)
		.where(and(eq(s.measure.id, id), eq(s.measure.ownerId, here.room.id)));
	refuseUnless(row, 'measure-gone');
	return row;
}

async function put(here: Here, row: MeasureRow, to: Partial<MeasureRow>, name: string) {
	await here.db.update(s.measure).set(to).where(eq(s.measure.id, row.id));
	return tell(here, name, { measure: [row.id] });
}

/**
 * Changes title, level or plan. An edit of an older version is refused, text kept. Only these
 * edits count as versions: a log entry is in nobody's way.
 */
export async function set(here: Here, input: SetMeasure) {
	const row = await own(here, input.id);
	refuseUnless(row.version === input.version, 'point-changed');
	const plan = input.plan ? await planned(here, row.plan, input.plan) : row.plan;
	const { title = row.title, level = row.level } = input;
	return put(here, row, { title, level, plan, version: row.version + 1 }, 'measure.set');
}

/** A plan with what was sent filled in (R33–R38): people and arena found by id. */
async function planned(here: Here, plan: Plan, sent: SetPlan): Promise<Plan> {
	const { coordinatorId, mainArenaId, participantIds, ...plain } = sent;
	const next = { ...plan, ...plain };
	if (coordinatorId !== undefined && !isErased(plan.coordinator, coordinatorId))
		next.coordinator = await coordinator(here, coordinatorId);
	if (mainArenaId !== undefined) next.mainArena = await arena(here, mainArenaId);
	if (participantIds !== undefined)
		next.participants = await chosen(here, plan.participants, participantIds);
	return next;
}

/** Whether a named person was erased, and is still the one who is meant. */
const isErased = (named: Named | null, id: string | null): boolean =>
	named !== null && named.name === null && named.personId === id;

/** Those who try it out: of them that were there already, also who was erased since. */
async function chosen(here: Here, before: Named[], ids: string[]): Promise<Named[]> {
	const gone = before.filter((one) => ids.some((id) => isErased(one, id)));
	const there = ids.filter((id) => !gone.some(({ personId }) => personId === id));
	return [...(await people(here, there)), ...gone];
}

async function people(here: Here, ids: string[]) {
	if (ids.length === 0) return [];
	const rows = await here.db
		.select({ personId: s.person.id, name: s.person.name })
		.from(s.person)
		.where(and(eq(s.person.ownerId, here.room.id), inArray(s.person.id, ids)));
	refuseUnless(rows.length === new Set(ids).size, 'person-unknown');
	return rows;
}

/** A coordinator is a member of a year team or resource team, where the school has any (R26). */
async function coordinator(here: Here, id: string | null) {
	if (id === null) return null;
	const [person] = await people(here, [id]);
	const teams = await here.db
		.select({ id: s.arena.id })
		.from(s.arena)
		.where(
			and(eq(s.arena.ownerId, here.room.id), inArray(s.arena.kind, ['resource-team', 'year-team']))
		);
	const seats = await here.db.select().from(s.arenaMember).where(eq(s.arenaMember.personId, id));
	const isMember = seats.some(({ arenaId }) => teams.some((team) => team.id === arenaId));
	refuseUnless(teams.length === 0 || isMember, 'coordinator-not-in-team');
	return person!;
}

async function arena(here: Here, id: string | null) {
	if (id === null) return null;
	const [row] = await here.db
		.select({ arenaId: s.arena.id, name: s.arena.name })
		.from(s.arena)
		.where(and(eq(s.arena.id, id), eq(s.arena.ownerId, here.room.id)));
	refuseUnless(row, 'not-found');
	return row;
}

/**
 * Moves a measure on (R137): to trial only with a whole plan (R32), to daily operations only
 * after evaluation and with grounds (R29, R46), ended at any time with grounds.
 */
export async function advance(here: Here, input: AdvanceMeasure) {
	const row = await own(here, input.id);
	return put(here, row, { state: next(row, input) }, 'measure.advanced');
}

function next(row: MeasureRow, input: AdvanceMeasure): MeasureState {
	const { to, date, grounds } = input;
	const { state } = row;
	if (to === 'trial') {
		const fields = missing(row.plan);
		refuseUnless(fields.length === 0, 'plan-incomplete', { fields: fields.join(', ') });
		return { name: 'trial', since: date };
	}
	refuseUnless(grounds !== '', 'reason-missing');
	if (to === 'ended') return { name: 'ended', on: date, grounds };
	if (to === 'evaluated' && state.name === 'trial')
		return { name: 'evaluated', since: state.since, on: date, summary: grounds };
	if (to === 'operations' && state.name === 'evaluated')
		return { name: 'operations', on: date, grounds };
	throw new Refusal('measure-order');
}

/** Writes in the measure's log (R52). */
export async function log(here: Here, input: z.infer<typeof LogMeasure>) {
	const row = await own(here, input.id);
	refuseUnless(input.text !== '', 'text-empty');
	const entry = { id: input.entryId, date: input.date, text: input.text, by: here.by };
	return put(here, row, { log: [...row.log, entry] }, 'measure.logged');
}
