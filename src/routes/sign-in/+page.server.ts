import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/accounts.ts';
import { acting, fields, formOf, typed } from '../answer.ts';
import { keep } from '../session.ts';
import { within } from '../within.ts';

export const load = async ({ locals, url }) => {
	const next = within(url.searchParams.get('next'));
	if (locals.who.account) redirect(303, next);
	return { next };
};

export const actions = {
	default: async (event) => {
		const { locals } = event;
		const form = await formOf(event.request);
		return acting(typed(form), async () => {
			const input = fields(accounts.SignIn, form);
			const device = { address: event.getClientAddress(), token: locals.token };
			keep(event, await accounts.signIn(locals.house, input, device));
			redirect(303, within(form.get('next')));
		});
	}
};
