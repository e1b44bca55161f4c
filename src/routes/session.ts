import type { RequestEvent } from '@sveltejs/kit';
import type { Language } from '#lib/domain/language.ts';
import { cookieName } from '#lib/server/cookies.ts';
import { LANGUAGE_COOKIE } from '#lib/server/language.ts';
import { COOKIE, COOKIE_LENGTH } from '#lib/server/sessions.ts';

type Event = Pick<RequestEvent, 'cookies' | 'locals' | 'url'>;

/** Keeps a session's token on the device. */
export function keep(event: Event, token: string): void {
	set(event, COOKIE, token, COOKIE_LENGTH / 1_000);
}

/** Takes the session's token off the device. */
export function forget(event: Event): void {
	set(event, COOKIE, '', 0);
}

/** Keeps a reader's choice of language on the device. */
export function keepLanguage(event: Event, lang: Language): void {
	set(event, LANGUAGE_COOKIE, lang, 365 * 24 * 3_600);
}

function set({ cookies, locals, url }: Event, name: string, value: string, maxAge: number): void {
	cookies.set(cookieName(locals.house.configuration, name), value, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge
	});
}
