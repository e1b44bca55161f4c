import type { Cookies } from '@sveltejs/kit';
import { COOKIE, SESSION_LENGTH } from '#lib/server/sessions.ts';

/** Keeps a session's token on the device. */
export function keep(cookies: Cookies, url: URL, token: string): void {
	cookies.set(COOKIE, token, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: SESSION_LENGTH / 1_000
	});
}
