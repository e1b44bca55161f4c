import { randomInt } from 'node:crypto';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { CODE_SIGNS, codeFrom } from '#lib/domain/id.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import * as conferences from './conferences.ts';
import { hashOfToken } from './keys.ts';
import { SCREENS } from './pace.ts';
import * as sessions from './sessions.ts';
import * as s from './store/schema.ts';

/**
 * How any computer becomes a projector without an account: it shows a short code, and
 * somebody who leads a conference types it. The computer that waits has no rights until then,
 * and the code is worth nothing to whoever reads it in the hall: only a facilitator can use
 * it, once, and what it opens is the waiting device, not the reader's.
 */

/** A code can be used for this long, in ms. */
export const CODE_LASTS = 10 * 60_000;
const SIGNS_IN_CODE = 6;

const newCode = (): string =>
	Array.from({ length: SIGNS_IN_CODE }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join('');

/**
 * Begins to wait on this device; gives the session's token to keep and the code to show. New devices
 * from one address are slowed, since each leaves a session behind.
 */
export async function wait(app: App, token: string | undefined, address = '') {
	const key = `wait ${address}`;
	app.pace.mayTry(key, SCREENS);
	const held = await sessions.hold(app, token);
	if (held !== token) app.pace.failed(key, SCREENS);
	const { db } = app.store;
	await db.delete(s.pairing).where(lt(s.pairing.expiresAt, app.now()));
	const row = { code: newCode(), conferenceId: null, expiresAt: app.now() + CODE_LASTS };
	await db
		.insert(s.pairing)
		.values({ tokenHash: hashOfToken(held), ...row })
		.onConflictDoUpdate({ target: s.pairing.tokenHash, set: row });
	return { token: held, code: row.code };
}

/** How it goes for the waiting device: the code it shows, and the conference it was let into. */
export async function waiting(app: App, token: string | undefined) {
	if (!token) return { code: null, conferenceId: null };
	const [found] = await app.store.db
		.select()
		.from(s.pairing)
		.where(and(eq(s.pairing.tokenHash, hashOfToken(token)), gt(s.pairing.expiresAt, app.now())));
	return { code: found?.code ?? null, conferenceId: found?.conferenceId ?? null };
}

/** Lets the device that shows `typed` follow the conference as its projector; for those who lead it. */
export async function pair(app: App, who: access.Who, conferenceId: string, typed: string) {
	await access.leads(app, who, conferenceId);
	const key = `pair ${who.account?.id ?? conferenceId}`;
	app.pace.mayTry(key);
	const opens = { conferenceId, kind: 'screen' as const, table: null };
	const grant = await conferences.grantFor(app, opens);
	const tokenHash = await used(app, conferenceId, codeFrom(typed));
	const paired = tokenHash !== null && (await sessions.grantTo(app, tokenHash, grant));
	if (!paired) app.pace.failed(key);
	refuseUnless(paired, 'code-unknown');
	app.pace.succeeded(key);
}

/** Uses a code that waits; the waiting session, or null. Two who type it at once use it once. */
async function used(app: App, conferenceId: string, code: string): Promise<string | null> {
	const [row] = await app.store.db
		.update(s.pairing)
		.set({ conferenceId })
		.where(
			and(
				eq(s.pairing.code, code),
				isNull(s.pairing.conferenceId),
				gt(s.pairing.expiresAt, app.now())
			)
		)
		.returning({ tokenHash: s.pairing.tokenHash });
	return row?.tokenHash ?? null;
}
