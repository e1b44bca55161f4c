import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/accounts.ts';
import { acting, fields, formOf, typed } from '../answer.ts';
import { keep } from '../session.ts';

/** Where to go afterwards: a path of ours, else the front page. */
function inside(next: FormDataEntryValue | string | null): string {
	const path = typeof next === 'string' ? next : '';
	return /^\/(?![/\\])/.test(path) ? path : '/';
}

export const load = async ({ locals, url }) => {
	const next = inside(url.searchParams.get('next'));
	if (locals.who.account) redirect(303, next);
	return { next };
};

export const actions = {
	default: async ({ request, locals, cookies, url, getClientAddress }) => {
		const form = await formOf(request);
		return acting(typed(form), async () => {
			const input = fields(accounts.SignIn, form);
			const device = { address: getClientAddress(), token: locals.token };
			keep(cookies, url, await accounts.signIn(locals.house, input, device));
			redirect(303, inside(form.get('next')));
		});
	}
};
