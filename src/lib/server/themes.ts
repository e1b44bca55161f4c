import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { counts } from '#lib/domain/ledger.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { AddTheme, PlacePoint, RemoveTheme, SetAside, SetTheme } from '#lib/domain/theme.ts';
import { tell, type Here } from './change.ts';
import * as s from './store/schema.ts';

/** Refuses unless the conference belongs to this school or municipality. */
export async function ownConference(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.conference)
		.where(and(eq(s.conference.id, id), eq(s.conference.ownerId, here.room.id)));
	refuseUnless(row, 'not-found');
	return row;
}

/** Starts a theme to gather points under (R22). */
export async function add(here: Here, input: z.infer<typeof AddTheme>) {
	await ownConference(here, input.conferenceId);
	const others = await here.db
		.select({ position: s.theme.position })
		.from(s.theme)
		.where(eq(s.theme.conferenceId, input.conferenceId));
	await here.db.insert(s.theme).values({
		id: input.id,
		ownerId: here.room.id,
		conferenceId: input.conferenceId,
		title: input.title,
		colour: others.length % 6,
		position: others.reduce((most, { position }) => Math.max(most, position + 1), 0),
		version: 1
	});
	return tell(here, 'theme.added', { theme: [input.id] });
}

async function theme(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.theme)
		.where(and(eq(s.theme.id, id), eq(s.theme.ownerId, here.room.id)));
	refuseUnless(row, 'theme-gone');
	return row;
}

/** Gives a theme another name. */
export async function set(here: Here, input: z.infer<typeof SetTheme>) {
	const row = await theme(here, input.id);
	refuseUnless(row.version === input.version, 'point-changed');
	await here.db
		.update(s.theme)
		.set({ title: input.title, version: row.version + 1 })
		.where(eq(s.theme.id, row.id));
	return tell(here, 'theme.set', { theme: [row.id] });
}

/** Takes a theme away; its points are once more not looked at, and proposals keep their evidence. */
export async function remove(here: Here, input: z.infer<typeof RemoveTheme>) {
	const row = await theme(here, input.id);
	const loose = await here.db
		.update(s.placement)
		.set({ themeId: null })
		.where(eq(s.placement.themeId, row.id))
		.returning({ id: s.placement.pointId });
	await here.db.delete(s.theme).where(eq(s.theme.id, row.id));
	return tell(here, 'theme.removed', { placement: loose.map(({ id }) => id) }, [
		{ kind: 'theme', id: row.id }
	]);
}

/** A point of one of this room's conferences that staff may see. */
async function point(here: Here, id: string, conferenceId: string) {
	await ownConference(here, conferenceId);
	const [row] = await here.db
		.select()
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.id, id), eq(s.tablePoint.conferenceId, conferenceId)));
	refuseUnless(row && counts(row), 'point-gone');
	return row;
}

async function lay(here: Here, values: Omit<typeof s.placement.$inferInsert, 'ownerId'>) {
	const row = { ...values, ownerId: here.room.id };
	await here.db
		.insert(s.placement)
		.values(row)
		.onConflictDoUpdate({ target: s.placement.pointId, set: row });
}

/** Lays a point in a theme, or (themeId null) back among those not looked at. */
export async function place(here: Here, input: z.infer<typeof PlacePoint>) {
	const row = await point(here, input.pointId, input.conferenceId);
	if (input.themeId !== null) {
		const into = await theme(here, input.themeId);
		refuseUnless(into.conferenceId === input.conferenceId, 'theme-gone');
	}
	await lay(here, {
		pointId: row.id,
		conferenceId: input.conferenceId,
		themeId: input.themeId,
		aside: null,
		position: here.seq
	});
	return tell(here, 'point.placed', { placement: [row.id] });
}

/** Sets a point aside with a reason; nothing said drops out of the account. */
export async function setAside(here: Here, input: z.infer<typeof SetAside>) {
	const row = await point(here, input.pointId, input.conferenceId);
	refuseUnless(input.reason !== '', 'reason-missing');
	await lay(here, {
		pointId: row.id,
		conferenceId: input.conferenceId,
		themeId: null,
		aside: input.reason,
		position: here.seq
	});
	return tell(here, 'point.set-aside', { placement: [row.id] });
}
