import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '#lib/domain/language.ts';
import type { Grant } from '#lib/domain/permission.ts';
import { LANGUAGE_COOKIE } from '#lib/server/language.ts';
import * as sessions from '#lib/server/sessions.ts';
import { keep } from '../session.ts';

type Opened = { grant: Grant; lang: Language };

/**
 * Lets a device in with what its link or code opened, and leads it there. A reader who has
 * chosen no language gets the conference's.
 */
export async function enter(event: RequestEvent, { grant, lang }: Opened): Promise<never> {
	const { cookies, locals, url } = event;
	keep(cookies, url, await sessions.grant(locals.house, locals.token, grant));
	if (!cookies.get(LANGUAGE_COOKIE) && !locals.who.account)
		cookies.set(LANGUAGE_COOKIE, lang, {
			path: '/',
			maxAge: 365 * 24 * 3_600,
			httpOnly: true,
			secure: url.protocol === 'https:'
		});
	redirect(303, `/conference/${grant.conferenceId}/${placeOf(grant)}`);
}

const placeOf = ({ kind, table }: Grant): string =>
	kind === 'table' ? `table/${table}` : kind === 'screen' ? 'screen' : 'me';
