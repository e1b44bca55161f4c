import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { Language } from '#lib/domain/language.ts';
import { ROLES, type RoleName, type ScopeKind } from '#lib/domain/permission.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { hashOfToken, newToken } from './keys.ts';
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
	return token;
}

/** A link that works once; refuses `link-used` when it did, or never was, or is too old. */
async function useLink(app: App, db: Db, token: string, kinds: (keyof typeof LASTS)[]) {
	const [link] = await db
		.update(s.oneTimeLink)
		.set({ usedAt: app.now() })
		.where(and(eq(s.oneTimeLink.tokenHash, hashOfToken(token)), isNull(s.oneTimeLink.usedAt)))
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
	const passwordHash = await passwords.hash(input.password);
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
	lang: Language
) {
	const id = app.newId();
	await db.insert(s.school).values({ id, municipalityId, name, lang });
	await db.insert(s.room).values({ id, kind: 'school', epoch: app.newId(), seq: 0 });
	return id;
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

/** Adds a school to a municipality; its adder owns it until an owner of its own is invited. */
export async function addSchool(
	app: App,
	who: access.Who,
	municipalityId: string,
	input: { name: string; lang: Language }
): Promise<string> {
	access.owns(who, municipalityId);
	const name = Name.parse(input.name);
	return app.store.db.transaction(async (db) => {
		const id = await addSchoolRow(app, db, municipalityId, name, input.lang);
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
	app.pace.mayTry(key);
	const [account] = await app.store.db
		.select()
		.from(s.account)
		.where(eq(s.account.login, input.login));
	const right = await passwords.matches(input.password, account?.passwordHash ?? null);
	if (!account || !right) {
		app.pace.failed(key);
		throw new Refusal('wrong-password');
	}
	app.pace.succeeded(key);
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
 * to choose a password; the token is null for one who has.
 */
export async function invite(
	app: App,
	who: access.Who,
	input: z.infer<typeof Invite>
): Promise<{ accountId: string; token: string | null }> {
	const scope = await scopeOf(app, input.scopeId);
	access.owns(who, scope.ownerId);
	const { login, name, lang } = input;
	const [known] = await app.store.db.select().from(s.account).where(eq(s.account.login, login));
	const accountId = known?.id ?? app.newId();
	await app.store.db.transaction(async (db) => {
		if (!known)
			await db
				.insert(s.account)
				.values({ id: accountId, login, name, lang, passwordHash: null, createdAt: app.now() });
		await giveRole(db, accountId, input.role, scope.kind, input.scopeId);
	});
	const token = known?.passwordHash ? null : await newLink(app, 'invite', accountId);
	return { accountId, token };
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

/** A new link to choose a password, by an owner of a scope where the account has a role. */
export async function resetBy(
	app: App,
	who: access.Who,
	accountId: string,
	scopeId: string
): Promise<string> {
	const rows = await rolesIn(app, who, scopeId);
	refuseUnless(
		rows.some((row) => row.accountId === accountId),
		'not-found'
	);
	// Whoever could reset the password of somebody who owns more than they do would own it too.
	const theirs = await app.store.db.select().from(s.role).where(eq(s.role.accountId, accountId));
	for (const { role, scopeId: other } of theirs) if (role === 'owner') access.owns(who, other);
	return newLink(app, 'reset', accountId);
}

/** A reset link for a login, for whoever can run commands on the server. Refuses `not-found`. */
export async function resetByLogin(app: App, login: string): Promise<string> {
	const [account] = await app.store.db
		.select()
		.from(s.account)
		.where(eq(s.account.login, login.trim().toLowerCase()));
	refuseUnless(account, 'not-found');
	return newLink(app, 'reset', account.id);
}

/** Chooses a password by an invitation or reset link; ends other sessions and gives a new one. */
export async function choosePassword(
	app: App,
	input: z.infer<typeof ChoosePassword>
): Promise<string> {
	const passwordHash = await passwords.hash(input.password);
	const accountId = await app.store.db.transaction(async (db) => {
		const link = await useLink(app, db, input.token, ['invite', 'reset']);
		refuseUnless(link.accountId, 'link-used');
		await db.update(s.account).set({ passwordHash }).where(eq(s.account.id, link.accountId));
		return link.accountId;
	});
	await sessions.endAll(app, accountId);
	return sessions.begin(app, { accountId, grants: [] });
}

export async function setLanguage(app: App, accountId: string, lang: Language): Promise<void> {
	await app.store.db.update(s.account).set({ lang }).where(eq(s.account.id, accountId));
}
