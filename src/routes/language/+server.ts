import { redirect } from '@sveltejs/kit';
import { Language } from '#lib/domain/language.ts';
import * as accounts from '#lib/server/accounts.ts';
import { formOf } from '../answer.ts';
import { keepLanguage } from '../session.ts';
import { within } from '../within.ts';

/** A reader's choice of language, kept on the device and on the account. Works without JavaScript. */
export const POST = async (event) => {
	const { request, locals, url } = event;
	const form = await formOf(request);
	const lang = Language.safeParse(form.get('lang'));
	if (lang.success) {
		keepLanguage(event, lang.data);
		if (locals.who.account)
			await accounts.setLanguage(locals.house, locals.who.account.id, lang.data);
	}
	redirect(303, cameFrom(request.headers.get('referer'), url));
};

/** The page of ours that the reader was on. */
function cameFrom(referer: string | null, here: URL): string {
	const page = referer && URL.canParse(referer) ? new URL(referer) : null;
	return page?.origin === here.origin ? within(page.pathname + page.search) : '/';
}
