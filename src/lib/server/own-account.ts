import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import type { Who } from './access.ts';
import * as accounts from './accounts.ts';
import type { App } from './app.ts';
import * as passwords from './passwords.ts';
import * as sessions from './sessions.ts';
import * as s from './store/schema.ts';

/** What somebody does with their own account: sees where it is open, and shuts it elsewhere. */

/** Whoever asks, and the token of the device that they ask from. */
type Asking = { who: Who; token: string | undefined };

const Password = z.string().max(500);
export const ChangePassword = z.object({ current: Password, password: Password });
export const ShutElsewhere = z.object({ current: Password });

function signedIn({ who, token }: Asking): { id: string; token: string } {
	if (!who.account || !token) throw new Refusal('not-signed-in');
	return { id: who.account.id, token };
}

/** Where the account is open: when each device was let in, newest first, and which is this one. */
export async function devices(app: App, asking: Asking) {
	const { id, token } = signedIn(asking);
	return sessions.ofAccount(app, id, token);
}

/**
 * A new password in the place of the current one. It ends every other session, and gives this device
 * a new token. Refuses `current-password-wrong`, and what `passwords.hash` refuses.
 */
export async function changePassword(
	app: App,
	asking: Asking,
	input: z.infer<typeof ChangePassword>
): Promise<string> {
	const { id, token } = signedIn(asking);
	await mustKnow(app, id, input.current);
	await accounts.setPassword(app, id, input.password);
	const fresh = await sessions.signIn(app, token, id);
	await sessions.endOthers(app, id, fresh);
	app.log.info('password.changed', { account: id });
	return fresh;
}

/** Ends the account's sessions on every other device. Refuses `current-password-wrong`. */
export async function shutElsewhere(
	app: App,
	asking: Asking,
	input: z.infer<typeof ShutElsewhere>
): Promise<void> {
	const { id, token } = signedIn(asking);
	await mustKnow(app, id, input.current);
	await sessions.endOthers(app, id, token);
	app.log.info('sessions.ended', { account: id, by: id });
}

/** Refuses unless it is the account's password; wrong tries are slowed, whichever device makes them. */
async function mustKnow(app: App, accountId: string, password: string): Promise<void> {
	const key = `own ${accountId}`;
	app.pace.mayTry(key);
	app.pace.failed(key);
	const [account] = await app.store.db
		.select({ passwordHash: s.account.passwordHash })
		.from(s.account)
		.where(eq(s.account.id, accountId));
	const right = await passwords.matches(password, account?.passwordHash ?? null);
	refuseUnless(right, 'current-password-wrong');
	app.pace.succeeded(key);
}
