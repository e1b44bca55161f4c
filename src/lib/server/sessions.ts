import { and, eq, gt, lt } from 'drizzle-orm';
import type { Grant, Role } from '#lib/domain/permission.ts';
import { NOBODY, type Who } from './access.ts';
import type { App } from './app.ts';
import { hashOfToken, newToken } from './keys.ts';
import * as s from './store/schema.ts';

export const COOKIE = 'rundebord';
/** How long a session lasts after it was made or renewed, in ms: 30 days. */
export const SESSION_LENGTH = 30 * 24 * 3_600_000;

/** Who holds a session's token; nobody when it is unknown or has expired. */
export async function who(app: App, token: string | undefined): Promise<Who> {
	if (!token) return NOBODY;
	const [found] = await app.store.db
		.select({ grants: s.session.grants, account: s.account })
		.from(s.session)
		.leftJoin(s.account, eq(s.account.id, s.session.accountId))
		.where(and(eq(s.session.tokenHash, hashOfToken(token)), gt(s.session.expiresAt, app.now())));
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

/** Adds what a link opened to the device's session; gives the token to keep. */
export async function grant(app: App, token: string | undefined, given: Grant): Promise<string> {
	const holder = await who(app, token);
	const others = holder.grants.filter(
		(grant) =>
			!(
				grant.conferenceId === given.conferenceId &&
				grant.kind === given.kind &&
				grant.table === given.table
			)
	);
	// A device keeps its latest thirty links; older ones can be scanned again.
	const grants = [...others, given].slice(-30);
	if (!token || (holder.account === null && holder.grants.length === 0))
		return begin(app, { accountId: null, grants });
	await app.store.db
		.update(s.session)
		.set({ grants, expiresAt: app.now() + SESSION_LENGTH })
		.where(eq(s.session.tokenHash, hashOfToken(token)));
	return token;
}

/** Ends a session; ending an unknown one does nothing. */
export async function end(app: App, token: string | undefined): Promise<void> {
	if (!token) return;
	await app.store.db.delete(s.session).where(eq(s.session.tokenHash, hashOfToken(token)));
}

/** Ends every session of an account: after a new password. */
export async function endAll(app: App, accountId: string): Promise<void> {
	await app.store.db.delete(s.session).where(eq(s.session.accountId, accountId));
}

/** Takes away sessions that have expired. */
export async function tidy(app: App): Promise<void> {
	await app.store.db.delete(s.session).where(lt(s.session.expiresAt, app.now()));
}
