import { and, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import { COUNTED } from '#lib/domain/ledger.ts';
import type {
	DecideProposal,
	HearProposal,
	MakeProposal,
	SetProposal
} from '#lib/domain/proposal.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import { tell, type Here } from './change.ts';
import * as s from './store/schema.ts';
import { ownConference } from './themes.ts';

/**
 * Makes a proposal of themes; the points in them now, or those of them that were chosen, are its
 * evidence from here on, whatever becomes of the themes (R23).
 */
export async function make(here: Here, input: z.infer<typeof MakeProposal>) {
	await ownConference(here, input.conferenceId);
	const { id, conferenceId, themeIds, title, text } = input;
	await here.db.insert(s.proposal).values({
		id,
		ownerId: here.room.id,
		conferenceId,
		themeIds,
		pointIds: await evidence(here, input),
		title,
		text,
		hearings: [],
		decision: null,
		version: 1
	});
	return tell(here, 'proposal.made', { proposal: [id] });
}

/** The points that a proposal stands on: there must be some, and chosen ones must lie in its themes. */
async function evidence(here: Here, input: z.infer<typeof MakeProposal>): Promise<string[]> {
	const placed = await here.db
		.select({ id: s.placement.pointId })
		.from(s.placement)
		.innerJoin(s.tablePoint, eq(s.tablePoint.id, s.placement.pointId))
		.where(
			and(
				eq(s.placement.conferenceId, input.conferenceId),
				inArray(s.placement.themeId, input.themeIds),
				inArray(s.tablePoint.state, [...COUNTED])
			)
		)
		.orderBy(s.placement.position);
	const there = placed.map(({ id }) => id);
	const chosen = new Set(input.pointIds ?? there);
	refuseUnless(chosen.size > 0, 'proposal-without-points');
	refuseUnless(
		[...chosen].every((id) => there.includes(id)),
		'point-gone'
	);
	return there.filter((id) => chosen.has(id));
}

async function own(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.proposal)
		.where(and(eq(s.proposal.id, id), eq(s.proposal.ownerId, here.room.id)));
	refuseUnless(row, 'not-found');
	return row;
}

async function put(here: Here, id: string, to: object, name: string) {
	await here.db.update(s.proposal).set(to).where(eq(s.proposal.id, id));
	return tell(here, name, { proposal: [id] });
}

/** Changes a proposal that is not adopted: what was decided stands as it was decided. An edit of an older version is refused, text kept. */
export async function set(here: Here, input: z.infer<typeof SetProposal>) {
	const row = await own(here, input.id);
	refuseUnless(row.decision?.outcome !== 'adopted', 'proposal-decided');
	refuseUnless(row.version === input.version, 'point-changed');
	const { id, version, ...to } = input;
	return put(here, id, { ...to, version: version + 1 }, 'proposal.set');
}

/** Records what an arena said of it, and when (R24, R69, R80). */
export async function hear(here: Here, input: z.infer<typeof HearProposal>) {
	const row = await own(here, input.id);
	const [arena] = await here.db
		.select()
		.from(s.arena)
		.where(and(eq(s.arena.id, input.arenaId), eq(s.arena.ownerId, here.room.id)));
	refuseUnless(arena, 'not-found');
	const { arenaId, date, comment } = input;
	const hearing = { arenaId, arenaName: arena.name, date, comment };
	const others = row.hearings.filter((earlier) => earlier.arenaId !== arenaId);
	return put(
		here,
		row.id,
		{ hearings: [...others, hearing], version: row.version + 1 },
		'proposal.heard'
	);
}

/**
 * The steering group decides, with date and grounds (R24). Adopting is gated on a hearing in a
 * resource team and in a year team; an override gives its reason, which is kept.
 */
export async function decide(here: Here, input: z.infer<typeof DecideProposal>) {
	const row = await own(here, input.id);
	const { outcome, date, grounds } = input;
	refuseUnless(grounds !== '', 'decision-without-grounds');
	if (outcome === 'adopted' && input.override === undefined) await heard(here, row.hearings);
	const decision = { outcome, date, grounds, override: input.override ?? null };
	return put(here, row.id, { decision, version: row.version + 1 }, 'proposal.decided');
}

async function heard(here: Here, hearings: { arenaId: string }[]): Promise<void> {
	const ids = hearings.map(({ arenaId }) => arenaId);
	const arenas =
		ids.length > 0 ? await here.db.select().from(s.arena).where(inArray(s.arena.id, ids)) : [];
	const kinds = new Set(arenas.map(({ kind }) => kind));
	refuseUnless(kinds.has('resource-team') && kinds.has('year-team'), 'decision-not-heard');
}
