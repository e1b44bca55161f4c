import { randomInt } from 'node:crypto';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { clockFor } from '#lib/domain/clock.ts';
import { CODE_SIGNS, codeFrom } from '#lib/domain/id.ts';
import { Language } from '#lib/domain/language.ts';
import type { Grant, Role } from '#lib/domain/permission.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { Fact } from '#lib/domain/room.ts';
import type { PlannedItem } from '#lib/domain/templates.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { change } from './change.ts';
import { fits, keyFor, type Opens } from './keys.ts';
import { HALL } from './pace.ts';
import * as s from './store/schema.ts';
import { everything } from './store/things.ts';

export const Create = z.object({
	ownerId: z.string().min(1),
	name: z.string().trim().min(1).max(160),
	date: z.iso.date(),
	startsAt: z
		.number()
		.int()
		.min(0)
		.max(24 * 60 - 1),
	lang: Language
});

/** A join code: 8 of 31 signs. */
const newCode = (): string =>
	Array.from({ length: 8 }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join('');

/**
 * Creates a conference with a programme, by the school's or municipality's owner or facilitator. Gives its id; the same
 * with the same `id` is created once.
 */
export async function create(
	app: App,
	who: access.Who,
	input: z.infer<typeof Create>,
	programme: PlannedItem[],
	id = app.newId()
): Promise<string> {
	await access.leadsPlace(app, who, input.ownerId);
	const fresh = { id, kind: 'conference' as const, epoch: app.newId(), seq: 0 };
	await app.store.db.insert(s.room).values(fresh).onConflictDoNothing();
	const asked = {
		roomId: id,
		actId: id,
		name: 'conference.create' as const,
		body: input,
		actor: `account/${who.account?.id ?? ''}`
	};
	await change(app, asked, async ({ db, room }): Promise<Fact> => {
		// Somebody else's room, or one that has begun, is no place for a new conference.
		refuseUnless(room.kind === 'conference' && room.seq === 0, 'not-found');
		await db.insert(s.conference).values(newConference(app, id, input));
		if (programme.length > 0) await db.insert(s.item).values(itemsOf(app, id, programme));
		return { name: 'conference.created', things: await everything(db, room) };
	});
	return id;
}

function newConference(app: App, id: string, input: z.infer<typeof Create>) {
	return {
		...input,
		id,
		joinCode: newCode(),
		phase: { name: 'planning' as const },
		undo: null,
		colourBy: 'profession',
		apart: [],
		clock: { ...clockFor(id, 0, false, app.now()), itemId: null },
		scene: { name: 'waiting' as const },
		sceneBefore: { name: 'waiting' as const },
		dark: false,
		cue: 0,
		notice: null,
		keyScreen: 1,
		keyGuest: 1,
		keyTables: {},
		publishOverride: null
	};
}

function itemsOf(app: App, conferenceId: string, programme: PlannedItem[]) {
	let rounds = 0;
	return programme.map((item, position) => ({
		id: app.newId(),
		conferenceId,
		position,
		type: item.type,
		title: item.title,
		note: item.note,
		minutes: item.minutes,
		startedAt: null,
		endedAt: null,
		overSeq: null,
		round: item.round && {
			number: ++rounds,
			mix: item.round.mix,
			prompts: item.round.prompts.map((prompt) => ({ id: app.newId(), ...prompt })),
			tables: { count: 8 },
			release: 'on-hand-in' as const,
			state: 'draft' as const,
			carried: []
		}
	}));
}

/** Scopes that roles reach: schools and municipalities by name, with their conferences, newest first. */
export async function reachable(app: App, roles: Role[]) {
	const ids = [...new Set(roles.map(({ scopeId }) => scopeId)), ''];
	const { db } = app.store;
	const named = await db.select().from(s.conference).where(inArray(s.conference.id, ids));
	const scopes = [...ids, ...named.map(({ ownerId }) => ownerId)];
	const schools = await db.select().from(s.school).where(inArray(s.school.id, scopes));
	const municipalities = await db
		.select()
		.from(s.municipality)
		.where(inArray(s.municipality.id, scopes));
	const conferences = await db
		.select({
			id: s.conference.id,
			ownerId: s.conference.ownerId,
			name: s.conference.name,
			date: s.conference.date,
			startsAt: s.conference.startsAt,
			phase: s.conference.phase
		})
		.from(s.conference)
		.where(inArray(s.conference.ownerId, scopes))
		.orderBy(desc(s.conference.date), s.conference.name);
	const mine = conferences.filter(({ id, ownerId }) => ids.includes(ownerId) || ids.includes(id));
	return { schools, municipalities, conferences: mine };
}

/** The current version of what a link opens. */
function versionOf(row: typeof s.conference.$inferSelect, opens: Opens): number {
	if (opens.kind === 'screen') return row.keyScreen;
	if (opens.kind === 'guest') return row.keyGuest;
	return row.keyTables[String(opens.table)] ?? 1;
}

async function row(app: App, id: string) {
	const [found] = await app.store.db.select().from(s.conference).where(eq(s.conference.id, id));
	refuseUnless(found, 'not-found');
	return found;
}

/** The address, from the root, of the link that opens a table, the screen or a phone's page. */
export async function linkTo(app: App, who: access.Who, opens: Opens): Promise<string> {
	await access.leads(app, who, opens.conferenceId);
	const version = versionOf(await row(app, opens.conferenceId), opens);
	return linkFor(app.secret, opens, version);
}

function linkFor(secret: string, opens: Opens, version: number): string {
	const { conferenceId, kind, table } = opens;
	const place = table === null ? kind : `${kind}-${table}`;
	return `/join/${conferenceId}/${place}#${keyFor(secret, opens, version)}`;
}

/** Every link of a conference, for printing: tables by number, the screen, and phones. */
export async function links(app: App, who: access.Who, conferenceId: string, tables: number[]) {
	await access.leads(app, who, conferenceId);
	const found = await row(app, conferenceId);
	const link = (opens: Omit<Opens, 'conferenceId'>) => {
		const whole = { conferenceId, ...opens };
		return linkFor(app.secret, whole, versionOf(found, whole));
	};
	return {
		tables: tables.map((table) => ({ table, link: link({ kind: 'table', table }) })),
		screen: link({ kind: 'screen', table: null }),
		guest: link({ kind: 'guest', table: null })
	};
}

/** The phones' link, for whoever shows the hall's screen: it stands there as a QR code. */
export async function guestLink(app: App, who: access.Who, conferenceId: string): Promise<string> {
	await access.lane(app.store.db, who, conferenceId, 'projector');
	const opens: Opens = { conferenceId, kind: 'guest', table: null };
	return linkFor(app.secret, opens, versionOf(await row(app, conferenceId), opens));
}

/** The grant that opens `opens` as its links stand now; whoever asks must have been let in already. */
export async function grantFor(app: App, opens: Opens): Promise<Grant> {
	return { ...opens, version: versionOf(await row(app, opens.conferenceId), opens) };
}

/** What a link's key gives; refuses `link-revoked` when it does not fit the current version. */
export async function open(app: App, opens: Opens, key: string) {
	const [found] = await app.store.db
		.select()
		.from(s.conference)
		.where(eq(s.conference.id, opens.conferenceId));
	refuseUnless(found, 'link-revoked');
	const version = versionOf(found, opens);
	refuseUnless(fits(app.secret, opens, version, key), 'link-revoked');
	return { grant: { ...opens, version }, lang: found.lang };
}

/**
 * The conference with a join code; the code only opens the way in. Wrong ones are slowed by address, and new addresses
 * when very many are wrong; a device that has been let in before is no new one.
 */
export async function byCode(app: App, typed: string, address: string, isKnown = false) {
	const key = `code ${address}`;
	app.pace.mayTry(key, isKnown ? undefined : HALL);
	const [found] = await app.store.db
		.select()
		.from(s.conference)
		.where(eq(s.conference.joinCode, codeFrom(typed)));
	if (!found || found.phase.name === 'closed') app.pace.failed(key, HALL);
	refuseUnless(found && found.phase.name !== 'closed', 'code-unknown');
	const { id: conferenceId, keyGuest: version, lang } = found;
	const grant = { conferenceId, kind: 'guest' as const, table: null, version };
	return { grant, lang };
}

/** Participants with a name, for a phone that looks for its owner: name and seats, never a list (R145). */
export async function findByName(app: App, conferenceId: string, name: string) {
	const folded = fold(name);
	if (folded.length < 2) return [];
	const rows = await app.store.db
		.select({ id: s.participant.id, name: s.participant.name })
		.from(s.participant)
		.where(eq(s.participant.conferenceId, conferenceId));
	const everybody = rows.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
	const whole = everybody.filter((one) => fold(one.name) === folded);
	if (whole.length > 0) return whole;
	const words = folded.split(' ');
	const some = everybody.filter((one) => {
		const parts = fold(one.name).split(/[ -]/);
		return words.every((word) => parts.some((part) => part === word));
	});
	// A first name that many share is not a way to read the staff list.
	return some.length <= 5 ? some : [];
}

const fold = (text: string): string =>
	text.normalize('NFC').toLocaleLowerCase('nb').replace(/\s+/g, ' ').trim();

/** One participant of a conference by id, who was not erased. */
export async function participant(app: App, conferenceId: string, id: string) {
	const [found] = await app.store.db
		.select({ id: s.participant.id, name: s.participant.name })
		.from(s.participant)
		.where(and(eq(s.participant.conferenceId, conferenceId), eq(s.participant.id, id)));
	refuseUnless(found && found.name !== null, 'person-unknown');
	return { id: found.id, name: found.name };
}
