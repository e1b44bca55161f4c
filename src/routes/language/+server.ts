import { redirect } from '@sveltejs/kit';
import { Language } from '#lib/domain/language.ts';
import * as accounts from '#lib/server/accounts.ts';
import { LANGUAGE_COOKIE } from '#lib/server/language.ts';
import { formOf } from '../answer.ts';

/** A reader's choice of language, kept on the device and on the account. Works without JavaScript. */
export const POST = async ({ request, cookies, locals, url }) => {
	const form = await formOf(request);
	const lang = Language.safeParse(form.get('lang'));
	if (lang.success) {
		cookies.set(LANGUAGE_COOKIE, lang.data, {
			path: '/',
			maxAge: 365 * 24 * 3_600,
			httpOnly: true,
			secure: url.protocol === 'https:'
		});
		if (locals.who.account)
			await accounts.setLanguage(locals.house, locals.who.account.id, lang.data);
	}
	redirect(303, cameFrom(request.headers.get('referer'), url));
};

/** The page of ours that the reader was on. */
function cameFrom(referer: string | null, here: URL): string {
	const page = referer && URL.canParse(referer) ? new URL(referer) : null;
	return page?.origin === here.origin ? page.pathname + page.search : '/';
}
