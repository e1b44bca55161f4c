import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Language } from '#lib/domain/language.ts';
import { fold } from '#lib/domain/name.ts';
import { ROLES, type RoleName, type ScopeKind } from '#lib/domain/permission.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { hashOfToken, newToken } from './keys.ts';
import { LOGINS } from './pace.ts';
import * as passwords from './passwords.ts';
import * as sessions from './sessions.ts';
import type { Db } from './store/db.ts';
import * as s from './store/schema.ts';

/** A login is an address or a name, kept in small letters; nothing is ever sent to it. */
const Login = z.string().trim().toLowerCase().min(3).max(254);
const Name = z.string().trim().min(1).max(120);
const Password = z.string().max(500);

export const SetUp = z.object({
	token: z.string(),
	municipality: Name,
	school: Name,
	name: Name,
	login: Login,
	password: Password,
	lang: Language
});
export const SignIn = z.object({ login: Login, password: Password });
export const ChoosePassword = z.object({ token: z.string(), password: Password });
export const Invite = z.object({
	name: Name,
	login: Login,
	role: z.enum(ROLES),
	scopeId: z.string().min(1),
	lang: Language
});

/** How long links last, in ms: set-up and invitations two weeks, resets a day. */
const LASTS = { setup: 14 * 24 * 3_600_000, invite: 14 * 24 * 3_600_000, reset: 24 * 3_600_000 };

async function newLink(app: App, kind: keyof typeof LASTS, accountId: string | null) {
	const token = newToken();
	await app.store.db.insert(s.oneTimeLink).values({
		tokenHash: hashOfToken(token),
		kind,
		accountId,
		expiresAt: app.now() + LASTS[kind],
		usedAt: null
	});
	app.log.info('link.made', { kind, account: accountId });
	// A link for a new password is asked for when one is lost, and perhaps found by somebody else.
	if (kind === 'reset' && accountId) await sessions.endAll(app, accountId);
	return token;
}

/** Whether a link would work: asked before a password is hashed, since that is heavy work. */
async function mustHold(app: App, token: string) {
	const [link] = await app.store.db.select().from(s.oneTimeLink).where(unused(token));
	refuseUnless(link, 'link-used');
	return link;
}

const unused = (token: string) =>
	and(eq(s.oneTimeLink.tokenHash, hashOfToken(token)), isNull(s.oneTimeLink.usedAt));

/** A link that works once; refuses `link-used` when it did, or never was, or is too old. */
async function useLink(app: App, db: Db, token: string, kinds: (keyof typeof LASTS)[]) {
	const [link] = await db
		.update(s.oneTimeLink)
		.set({ usedAt: app.now() })
		.where(unused(token))
		.returning();
	const holds = link && link.expiresAt > app.now() && kinds.includes(link.kind);
	refuseUnless(holds, 'link-used');
	return link;
}

/** Whether nobody has an account yet. */
export async function isNew(app: App): Promise<boolean> {
	const [someone] = await app.store.db.select({ id: s.account.id }).from(s.account).limit(1);
	return !someone;
}

/** A new set-up token while nobody has an account, else null; earlier ones are void. */
export async function setUpToken(app: App): Promise<string | null> {
	if (!(await isNew(app))) return null;
	await app.store.db.delete(s.oneTimeLink).where(eq(s.oneTimeLink.kind, 'setup'));
	return newLink(app, 'setup', null);
}

/** Sets the house up: municipality, school and the first account, which owns both. Gives a session. */
export async function setUp(app: App, input: z.infer<typeof SetUp>): Promise<string> {
	await mustHold(app, input.token);
	const near = [input.name, input.login, input.municipality, input.school];
	const passwordHash = await passwords.hash(input.password, app.passwordCost, near);
	const accountId = app.newId();
	await app.store.db.transaction(async (db) => {
		await useLink(app, db, input.token, ['setup']);
		const [someone] = await db.select({ id: s.account.id }).from(s.account).limit(1);
		refuseUnless(!someone, 'setup-done');
		const { lang } = input;
		const municipalityId = await addMunicipality(app, db, input.municipality, lang);
		const schoolId = await addSchoolRow(app, db, municipalityId, input.school, lang);
		const { login, name } = input;
		await db
			.insert(s.account)
			.values({ id: accountId, login, name, lang, passwordHash, createdAt: app.now() });
		await giveRole(db, accountId, 'owner', 'municipality', municipalityId);
		await giveRole(db, accountId, 'owner', 'school', schoolId);
	});
	app.log.info('set-up', { account: accountId });
	return sessions.begin(app, { accountId, grants: [] });
}

async function addMunicipality(app: App, db: Db, name: string, lang: Language) {
	const id = app.newId();
	await db.insert(s.municipality).values({ id, name, lang });
	await db.insert(s.room).values({ id, kind: 'municipality', epoch: app.newId(), seq: 0 });
	return id;
}

async function addSchoolRow(
	app: App,
	db: Db,
	municipalityId: string,
	name: string,
	lang: Language,
	id = app.newId()
) {
	const room = { id, kind: 'school' as const, epoch: app.newId(), seq: 0 };
	const [made] = await db.insert(s.room).values(room).onConflictDoNothing().returning();
	if (made) await db.insert(s.school).values({ id, municipalityId, name, lang });
	else await isThere(db, { id, municipalityId, name });
	return id;
}

/** Refuses `not-found` unless there is such a school: then it has been asked for before. */
async function isThere(db: Db, school: { id: string; municipalityId: string; name: string }) {
	const { id, municipalityId, name } = school;
	const [before] = await db
		.select()
		.from(s.school)
		.where(
			and(eq(s.school.id, id), eq(s.school.municipalityId, municipalityId), eq(s.school.name, name))
		);
	refuseUnless(before, 'not-found');
}

function giveRole(
	db: Db,
	accountId: string,
	role: RoleName,
	scopeKind: ScopeKind,
	scopeId: string
) {
	return db.insert(s.role).values({ accountId, role, scopeKind, scopeId }).onConflictDoNothing();
}

/**
 * Adds a school to a municipality; its adder owns it until an owner of its own is invited. Gives its id; the same
 * school with the same `newId` is added once.
 */
export async function addSchool(
	app: App,
	who: access.Who,
	municipalityId: string,
	input: { name: string; lang: Language },
	newId = app.newId()
): Promise<string> {
	access.owns(who, municipalityId);
	const { kind } = await scopeOf(app, municipalityId);
	refuseUnless(kind === 'municipality', 'not-found');
	const name = Name.parse(input.name);
	return app.store.db.transaction(async (db) => {
		const id = await addSchoolRow(app, db, municipalityId, name, input.lang, newId);
		await giveRole(db, who.account!.id, 'owner', 'school', id);
		return id;
	});
}

/** Signs in; wrong tries are slowed by address and by login. Gives the new session's token. */
export async function signIn(
	app: App,
	input: z.infer<typeof SignIn>,
	device: { address: string; token: string | undefined }
): Promise<string> {
	const key = `login ${input.login} ${device.address}`;
	const from = `logins ${device.address}`;
	app.pace.mayTry(key);
	app.pace.mayTry(from, LOGINS);
	// Counted before it is known to be wrong: many tries at once are no way round it.
	app.pace.failed(key);
	app.pace.failed(from, LOGINS);
	const [account] = await app.store.db
		.select()
		.from(s.account)
		.where(eq(s.account.login, input.login));
	const right = await passwords.matches(input.password, account?.passwordHash ?? null);
	if (!account || !right) throw new Refusal('wrong-password');
	app.pace.succeeded(key);
	app.pace.succeeded(from);
	app.log.info('signed-in', { account: account.id, by: 'password', address: device.address });
	return sessions.signIn(app, device.token, account.id);
}

/** What a scope is; refuses `not-found` for an unknown one. */
async function scopeOf(app: App, scopeId: string): Promise<{ kind: ScopeKind; ownerId: string }> {
	const [room] = await app.store.db.select().from(s.room).where(eq(s.room.id, scopeId));
	refuseUnless(room, 'not-found');
	if (room.kind !== 'conference') return { kind: room.kind, ownerId: scopeId };
	const [row] = await app.store.db
		.select({ ownerId: s.conference.ownerId })
		.from(s.conference)
		.where(eq(s.conference.id, scopeId));
	return { kind: 'conference', ownerId: row?.ownerId ?? scopeId };
}

/**
 * Gives somebody a role in a scope, by its owner. One who has no account gets one, with a link
 * to choose a password. The token is null for one who has a password, and for one who still
 * has to choose it but was invited by others too: that link would open what is not the
 * inviter's. Logins are the same everywhere, so the name must be theirs: refuses `login-taken`.
 */
export async function invite(
	app: App,
	who: access.Who,
	input: z.infer<typeof Invite>
): Promise<{ accountId: string; token: string | null }> {
	const scope = await scopeOf(app, input.scopeId);
	access.owns(who, scope.ownerId);
	const accountId = await app.store.db.transaction(async (db) => {
		const id = await accountFor(app, db, input);
		await giveRole(db, id, input.role, scope.kind, input.scopeId);
		return id;
	});
	const { role, scopeId } = input;
	app.log.info('role.given', { account: accountId, role, scope: scopeId, by: who.account?.id });
	const [account] = await app.store.db.select().from(s.account).where(eq(s.account.id, accountId));
	const theirs = account?.passwordHash === null && (await ownsAllOf(app, who, accountId));
	return { accountId, token: theirs ? await newLink(app, 'invite', accountId) : null };
}

/** The account with a login, made when there is none. Refuses `login-taken` when it is another's. */
async function accountFor(app: App, db: Db, input: z.infer<typeof Invite>): Promise<string> {
	const { login, name, lang } = input;
	const fresh = { id: app.newId(), login, name, lang, passwordHash: null, createdAt: app.now() };
	await db.insert(s.account).values(fresh).onConflictDoNothing();
	const [account] = await db.select().from(s.account).where(eq(s.account.login, login));
	refuseUnless(account && fold(account.name) === fold(name), 'login-taken');
	return account.id;
}

/** Whether `who` owns every place where the account has a role. */
async function ownsAllOf(app: App, who: access.Who, accountId: string): Promise<boolean> {
	const theirs = await app.store.db.select().from(s.role).where(eq(s.role.accountId, accountId));
	const owners = await Promise.all(theirs.map(({ scopeId }) => scopeOf(app, scopeId)));
	return owners.every(({ ownerId }) =>
		who.roles.some((role) => role.role === 'owner' && role.scopeId === ownerId)
	);
}

/** Takes a role away, by the scope's owner; the last owner stays. */
export async function takeRole(
	app: App,
	who: access.Who,
	input: { accountId: string; role: RoleName; scopeId: string }
): Promise<void> {
	const scope = await scopeOf(app, input.scopeId);
	access.owns(who, scope.ownerId);
	await app.store.db.transaction(async (db) => {
		await db.select().from(s.room).where(eq(s.room.id, input.scopeId)).for('update');
		const owners = await db
			.select()
			.from(s.role)
			.where(and(eq(s.role.scopeId, input.scopeId), eq(s.role.role, 'owner')));
		const isLast =
			input.role === 'owner' && owners.length === 1 && owners[0]!.accountId === input.accountId;
		refuseUnless(!isLast, 'last-owner');
		await db
			.delete(s.role)
			.where(
				and(
					eq(s.role.accountId, input.accountId),
					eq(s.role.role, input.role),
					eq(s.role.scopeId, input.scopeId)
				)
			);
	});
	const { accountId, role, scopeId } = input;
	app.log.info('role.taken', { account: accountId, role, scope: scopeId, by: who.account?.id });
}

/** Who has which role in a scope, for its owner. `pending` has not chosen a password yet. */
export async function rolesIn(app: App, who: access.Who, scopeId: string) {
	const scope = await scopeOf(app, scopeId);
	access.owns(who, scope.ownerId);
	const rows = await app.store.db
		.select({
			accountId: s.account.id,
			name: s.account.name,
			login: s.account.login,
			role: s.role.role,
			passwordHash: s.account.passwordHash
		})
		.from(s.role)
		.innerJoin(s.account, eq(s.account.id, s.role.accountId))
		.where(eq(s.role.scopeId, scopeId))
		.orderBy(s.account.name);
	return rows.map(({ passwordHash, ...row }) => ({ ...row, pending: passwordHash === null }));
}

/**
 * Refuses unless the account has a role in the scope and `who` owns every place where it has
 * one: `not-found` where it has none there, `not-allowed` when it has one elsewhere too.
 */
export async function mayRule(
	app: App,
	who: access.Who,
	accountId: string,
	scopeId: string
): Promise<void> {
	const rows = await rolesIn(app, who, scopeId);
	refuseUnless(
		rows.some((row) => row.accountId === accountId),
		'not-found'
	);
	refuseUnless(await ownsAllOf(app, who, accountId), 'not-allowed');
}

/**
 * Refuses unless the account has a role in the school or municipality, or in one of its conferences,
 * and `who` owns every place where it has one.
 */
export async function mayEnd(
	app: App,
	who: access.Who,
	accountId: string,
	placeId: string
): Promise<void> {
	access.owns(who, placeId);
	const here = app.store.db
		.select({ id: s.conference.id })
		.from(s.conference)
		.where(eq(s.conference.ownerId, placeId));
	const [role] = await app.store.db
		.select({ scopeId: s.role.scopeId })
		.from(s.role)
		.where(
			and(
				eq(s.role.accountId, accountId),
				or(eq(s.role.scopeId, placeId), inArray(s.role.scopeId, here))
			)
		);
	refuseUnless(role, 'not-found');
	await mayRule(app, who, accountId, role.scopeId);
}

/** A new link to choose a password: whoever chooses somebody's can do all that they can, everywhere. */
export async function resetBy(
	app: App,
	who: access.Who,
	accountId: string,
	scopeId: string
): Promise<string> {
	await mayRule(app, who, accountId, scopeId);
	return newLink(app, 'reset', accountId);
}

/** A reset link for a login, for whoever can run commands on the server. Refuses `not-found`. */
export async function resetByLogin(app: App, login: string): Promise<string> {
	const { id } = await byLogin(app, login);
	return newLink(app, 'reset', id);
}

/** The account with a login. Refuses `not-found`. */
export async function byLogin(app: App, login: string) {
	const [account] = await app.store.db
		.select()
		.from(s.account)
		.where(eq(s.account.login, login.trim().toLowerCase()));
	refuseUnless(account, 'not-found');
	return account;
}

/** Refuses `last-owner` when a place that the account owns is owned by nobody else. */
export async function mustHaveSuccessors(app: App, accountId: string): Promise<void> {
	const { rows } = (await app.store.db.execute(sql`
		select mine.scope_id from ${s.role} mine
			where mine.account_id = ${accountId} and mine.role = 'owner' and not exists (
				select from ${s.role} theirs where theirs.scope_id = mine.scope_id
					and theirs.role = 'owner' and theirs.account_id <> mine.account_id
			)
	`)) as unknown as { rows: unknown[] };
	refuseUnless(rows.length === 0, 'last-owner');
}

/** Chooses a password by an invitation or reset link; ends other sessions and gives a new one. */
export async function choosePassword(
	app: App,
	input: z.infer<typeof ChoosePassword>
): Promise<string> {
	const { accountId: ofLink } = await mustHold(app, input.token);
	const near = await namesNear(app.store.db, ofLink ?? '');
	const passwordHash = await passwords.hash(input.password, app.passwordCost, near);
	const accountId = await app.store.db.transaction(async (db) => {
		const link = await useLink(app, db, input.token, ['invite', 'reset']);
		refuseUnless(link.accountId, 'link-used');
		await keepPassword(db, link.accountId, passwordHash);
		return link.accountId;
	});
	await sessions.endAll(app, accountId);
	app.log.info('password.chosen', { account: accountId });
	return sessions.begin(app, { accountId, grants: [] });
}

/** Keeps a new password for somebody who has shown the old one; refuses what `passwords.hash` does. */
export async function setPassword(app: App, accountId: string, password: string): Promise<void> {
	const near = await namesNear(app.store.db, accountId);
	const passwordHash = await passwords.hash(password, app.passwordCost, near);
	await app.store.db.transaction((db) => keepPassword(db, accountId, passwordHash));
}

/** Keeps what is kept of a password; links that were made before to choose one are void. */
async function keepPassword(db: Db, accountId: string, passwordHash: string): Promise<void> {
	await db.update(s.account).set({ passwordHash }).where(eq(s.account.id, accountId));
	const unusedOf = and(eq(s.oneTimeLink.accountId, accountId), isNull(s.oneTimeLink.usedAt));
	await db.delete(s.oneTimeLink).where(unusedOf);
}

/** What anybody would guess that an account's password is made of: its names, and those of its places. */
async function namesNear(db: Db, accountId: string): Promise<string[]> {
	const found = await db
		.select({
			name: s.account.name,
			login: s.account.login,
			school: s.school.name,
			municipality: s.municipality.name
		})
		.from(s.account)
		.leftJoin(s.role, eq(s.role.accountId, s.account.id))
		.leftJoin(s.school, eq(s.school.id, s.role.scopeId))
		.leftJoin(s.municipality, eq(s.municipality.id, s.role.scopeId))
		.where(eq(s.account.id, accountId));
	return found.flatMap((row) => Object.values(row)).filter((text) => text !== null);
}

export async function setLanguage(app: App, accountId: string, lang: Language): Promise<void> {
	await app.store.db.update(s.account).set({ lang }).where(eq(s.account.id, accountId));
}

/** Everybody who has an account, by login, with their roles in words: for whoever can run commands on the server. */
export async function everybody(app: App) {
	const { db } = app.store;
	const found = await db.select().from(s.account).orderBy(s.account.login);
	const roles = await db
		.select({
			accountId: s.role.accountId,
			role: s.role.role,
			school: s.school.name,
			municipality: s.municipality.name,
			conference: s.conference.name
		})
		.from(s.role)
		.leftJoin(s.school, eq(s.school.id, s.role.scopeId))
		.leftJoin(s.municipality, eq(s.municipality.id, s.role.scopeId))
		.leftJoin(s.conference, eq(s.conference.id, s.role.scopeId));
	return found.map(({ id, login, name, passwordHash }) => ({
		login,
		name,
		pending: passwordHash === null,
		roles: roles
			.filter(({ accountId }) => accountId === id)
			.map((one) => `${one.role}, ${one.school ?? one.municipality ?? one.conference ?? '?'}`)
			.sort()
	}));
}
