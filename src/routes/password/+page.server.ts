import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/accounts.ts';
import { acting, fields, formOf } from '../answer.ts';
import { keep } from '../session.ts';

export const actions = {
	default: async ({ request, locals, cookies, url }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			const input = fields(accounts.ChoosePassword, form);
			keep(cookies, url, await accounts.choosePassword(locals.house, input));
			redirect(303, '/');
		});
	}
};
