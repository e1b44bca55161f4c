import { and, desc, eq, gt, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Grant, Role } from '#lib/domain/permission.ts';
import { NOBODY, type Who } from './access.ts';
import type { App } from './app.ts';
import { hashOfToken, newToken } from './keys.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

export const COOKIE = 'rundebord';
/**
 * How long a session lasts, in ms: 30 days. One with an account from when its owner signed in; a
 * device's without one from when it last opened a link.
 */
export const SESSION_LENGTH = 30 * 24 * 3_600_000;

const DAY = 24 * 3_600_000;
/** Ms after midnight, UTC, when sessions end: three or four in the morning in the Nordic countries. */
const NIGHT = 2 * 3_600_000;
/** How long a browser keeps its token, in ms: a session whose time is up goes on until the night. */
export const COOKIE_LENGTH = SESSION_LENGTH + DAY;

/** What was over by the last night has ended: nobody is signed out in the middle of a conference. */
const lastNight = (now: number): number => Math.floor((now - NIGHT) / DAY) * DAY + NIGHT;
const lasts = (app: App) => gt(s.session.expiresAt, lastNight(app.now()));

type Found = { hash: string; grants: Grant[]; account: typeof s.account.$inferSelect | null };

/** The sessions that have not expired, by their tokens' hashes. */
export async function alive(app: App, hashes: string[]): Promise<Map<string, Found>> {
	const found = await app.store.db
		.select({ hash: s.session.tokenHash, grants: s.session.grants, account: s.account })
		.from(s.session)
		.leftJoin(s.account, eq(s.account.id, s.session.accountId))
		.where(and(inArray(s.session.tokenHash, hashes), lasts(app)));
	return new Map(found.map((one) => [one.hash, one]));
}

/** Who holds a session's token; nobody when it is unknown or has expired. `read` finds a session by its token's hash. */
export async function who(
	app: App,
	token: string | undefined,
	read = async (hash: string) => (await alive(app, [hash])).get(hash)
): Promise<Who> {
	if (!token) return NOBODY;
	const found = await read(hashOfToken(token));
	if (!found) return NOBODY;
	const { account, grants } = found;
	if (!account) return { account: null, roles: [], grants };
	const roles: Role[] = await app.store.db
		.select({ role: s.role.role, scopeKind: s.role.scopeKind, scopeId: s.role.scopeId })
		.from(s.role)
		.where(eq(s.role.accountId, account.id));
	const { id, name, lang } = account;
	return { account: { id, name, lang }, roles, grants };
}

type Holder = { accountId: string | null; grants: Grant[] };

/** Begins a session and gives its token. */
export async function begin(app: App, holder: Holder): Promise<string> {
	const token = newToken();
	const expiresAt = app.now() + SESSION_LENGTH;
	await app.store.db
		.insert(s.session)
		.values({ tokenHash: hashOfToken(token), ...holder, expiresAt });
	return token;
}

/**
 * Begins a session for an account on a device that may hold grants already: it gets a new
 * token, so that a token known before signing in is worth nothing after.
 */
export async function signIn(app: App, token: string | undefined, accountId: string) {
	const { grants } = await who(app, token);
	await end(app, token);
	return begin(app, { accountId, grants });
}

/** The token of a session that is alive: the device's own, or that of one begun now with nothing in it. */
export async function hold(app: App, token: string | undefined): Promise<string> {
	if (token && (await grantsOf(app, hashOfToken(token)))) return token;
	return begin(app, { accountId: null, grants: [] });
}

/** The grants of a session by its token's hash; null when it is unknown or has expired. */
async function grantsOf(app: App, tokenHash: string): Promise<Grant[] | null> {
	const [found] = await app.store.db
		.select({ grants: s.session.grants })
		.from(s.session)
		.where(and(eq(s.session.tokenHash, tokenHash), lasts(app)));
	return found?.grants ?? null;
}

/** A device keeps its latest thirty links; older ones can be scanned again. */
function withGrant(grants: Grant[], given: Grant): Grant[] {
	const isSame = (grant: Grant) =>
		grant.conferenceId === given.conferenceId &&
		grant.kind === given.kind &&
		grant.table === given.table;
	// Scanning a link again does not make the phone forget whose it is.
	const known = grants.find(isSame)?.participantId;
	const kept = known === undefined ? given : { participantId: known, ...given };
	return [...grants.filter((grant) => !isSame(grant)), kept].slice(-30);
}

/**
 * Changes what a session that is alive holds, in one step, so that links opened at once are all kept; with `goesOn` a
 * device without an account goes on, and one with it signs in again in its time. False when the session has ended.
 */
async function regrant(
	app: App,
	tokenHash: string,
	changed: (grants: Grant[]) => Grant[],
	goesOn: boolean
): Promise<boolean> {
	const isThis = eq(s.session.tokenHash, tokenHash);
	return app.store.db.transaction(async (db) => {
		const [found] = await db
			.select({ grants: s.session.grants, accountId: s.session.accountId })
			.from(s.session)
			.where(and(isThis, lasts(app)))
			.for('update');
		if (!found) return false;
		const later = goesOn && found.accountId === null && { expiresAt: app.now() + SESSION_LENGTH };
		await db
			.update(s.session)
			.set({ grants: changed(found.grants), ...later })
			.where(isThis);
		return true;
	});
}

/** Adds a grant to another device's session, by its token's hash; false when that session has ended. */
export const grantTo = (app: App, tokenHash: string, given: Grant): Promise<boolean> =>
	regrant(app, tokenHash, (grants) => withGrant(grants, given), true);

/** Keeps whose a phone is in a conference, or forgets it (null). */
export async function know(
	app: App,
	token: string | undefined,
	conferenceId: string,
	participantId: string | null
): Promise<void> {
	if (!token) return;
	const known = (grant: Grant): Grant => {
		if (grant.kind !== 'guest' || grant.conferenceId !== conferenceId) return grant;
		const { participantId: _, ...rest } = grant;
		return participantId === null ? rest : { ...rest, participantId };
	};
	await regrant(app, hashOfToken(token), (grants) => grants.map(known), false);
}

/** Takes from every device what it was given in a conference as a participant's own phone. */
export async function forgetOwner(db: Db, participantId: string): Promise<void> {
	const found = await db
		.select({ tokenHash: s.session.tokenHash, grants: s.session.grants })
		.from(s.session)
		.where(sql`${s.session.grants}::text like ${`%"${participantId}"%`}`)
		.orderBy(s.session.tokenHash)
		.for('update');
	for (const { tokenHash, grants } of found)
		await db
			.update(s.session)
			.set({ grants: grants.filter((grant) => grant.participantId !== participantId) })
			.where(eq(s.session.tokenHash, tokenHash));
}

/** Adds what a link opened to the device's session; gives the token to keep. */
export async function grant(app: App, token: string | undefined, given: Grant): Promise<string> {
	const { account, grants } = await who(app, token);
	const isHeld = account !== null || grants.length > 0;
	if (token && isHeld && (await grantTo(app, hashOfToken(token), given))) return token;
	return begin(app, { accountId: null, grants: [given] });
}

/** Ends a session; ending an unknown one does nothing. */
export async function end(app: App, token: string | undefined): Promise<void> {
	if (!token) return;
	await app.store.db.delete(s.session).where(eq(s.session.tokenHash, hashOfToken(token)));
}

/** The account's sessions: when each began, newest first, and which is the one with this token. */
export async function ofAccount(app: App, accountId: string, token: string) {
	const found = await app.store.db
		.select({ hash: s.session.tokenHash, expiresAt: s.session.expiresAt })
		.from(s.session)
		.where(and(eq(s.session.accountId, accountId), lasts(app)))
		.orderBy(desc(s.session.expiresAt));
	const own = hashOfToken(token);
	return found.map(({ hash, expiresAt }) => ({
		since: expiresAt - SESSION_LENGTH,
		isThis: hash === own
	}));
}

/** Ends every session of an account but the one with this token. */
export async function endOthers(app: App, accountId: string, token: string): Promise<void> {
	const isOther = ne(s.session.tokenHash, hashOfToken(token));
	await app.store.db.delete(s.session).where(and(eq(s.session.accountId, accountId), isOther));
}

/** Ends every session of an account: after a new password, and when somebody who may asks for it. */
export async function endAll(app: App, accountId: string): Promise<void> {
	await app.store.db.delete(s.session).where(eq(s.session.accountId, accountId));
}

/** Takes away sessions that have expired. */
export async function tidy(app: App): Promise<void> {
	await app.store.db.delete(s.session).where(lt(s.session.expiresAt, lastNight(app.now())));
}
