import { desc, eq } from 'drizzle-orm';
import { hatsOf, type Hat } from '#lib/domain/permission.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import * as s from './store/schema.ts';

/** A school or municipality as its desk shows it, and what the reader is there. */
export type Place = {
	id: string;
	kind: 'school' | 'municipality';
	name: string;
	lang: string;
	/** The school's municipality; null for a municipality. */
	above: { id: string; name: string } | null;
	hats: Hat[];
	owns: boolean;
};

/** The school or municipality with an id; refuses `not-found` where the reader has no role. */
export async function find(app: App, who: access.Who, id: string): Promise<Place> {
	const { db } = app.store;
	const { place, hats } = await access.standing(db, who, id);
	refuseUnless(place.kind !== 'conference', 'not-found');
	const owns = who.roles.some(({ role, scopeId }) => role === 'owner' && scopeId === id);
	const rest = { id, kind: place.kind, hats: [...hats], owns };
	if (place.kind === 'municipality') {
		const [row] = await db.select().from(s.municipality).where(eq(s.municipality.id, id));
		refuseUnless(row, 'not-found');
		return { ...rest, name: row.name, lang: row.lang, above: null };
	}
	const [row] = await db
		.select({ name: s.school.name, lang: s.school.lang, above: s.municipality })
		.from(s.school)
		.innerJoin(s.municipality, eq(s.municipality.id, s.school.municipalityId))
		.where(eq(s.school.id, id));
	refuseUnless(row, 'not-found');
	const { id: aboveId, name } = row.above;
	const known = who.roles.some(({ scopeId }) => scopeId === aboveId);
	return { ...rest, name: row.name, lang: row.lang, above: known ? { id: aboveId, name } : null };
}

/**
 * The schools of a municipality by name, for whoever has a role there. Their conferences are
 * not the municipality's to see (R144); `mine` says where the reader has a role at the school.
 */
export async function schoolsIn(app: App, who: access.Who, municipalityId: string) {
	await access.standing(app.store.db, who, municipalityId);
	const rows = await app.store.db
		.select({ id: s.school.id, name: s.school.name })
		.from(s.school)
		.where(eq(s.school.municipalityId, municipalityId))
		.orderBy(s.school.name);
	const mine = (id: string) => hatsOf(who.roles, { id, ownerId: id }).size > 0;
	return rows.map((row) => ({ ...row, mine: mine(row.id) }));
}

/** The conferences of a school or municipality, newest first, for those with a role there. */
export async function conferencesIn(app: App, who: access.Who, ownerId: string) {
	await access.standing(app.store.db, who, ownerId);
	return app.store.db
		.select({
			id: s.conference.id,
			name: s.conference.name,
			date: s.conference.date,
			startsAt: s.conference.startsAt,
			phase: s.conference.phase
		})
		.from(s.conference)
		.where(eq(s.conference.ownerId, ownerId))
		.orderBy(desc(s.conference.date), s.conference.name);
}
