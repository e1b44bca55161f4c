import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '#lib/domain/language.ts';
import type { Opens } from '#lib/server/keys.ts';
import type { Grant } from '#lib/domain/permission.ts';
import { cookieName } from '#lib/server/cookies.ts';
import { LANGUAGE_COOKIE } from '#lib/server/language.ts';
import * as sessions from '#lib/server/sessions.ts';
import { keep, keepLanguage } from '../session.ts';

type Opened = { grant: Grant; lang: Language };

/**
 * Lets a device in with what its link or code opened, and leads it there. A reader who has
 * chosen no language gets the conference's.
 */
export async function enter(event: RequestEvent, { grant, lang }: Opened): Promise<never> {
	const { cookies, locals } = event;
	keep(event, await sessions.grant(locals.house, locals.token, grant));
	const chosen = cookies.get(cookieName(locals.house.configuration, LANGUAGE_COOKIE));
	if (!chosen && !locals.who.account) keepLanguage(event, lang);
	redirect(303, wayTo(grant));
}

/** The page that a link or code opens. */
export function wayTo({ conferenceId, kind, table }: Opens): string {
	const place = kind === 'table' ? `table/${table}` : kind === 'screen' ? 'screen' : 'me';
	return `/conference/${conferenceId}/${place}`;
}
