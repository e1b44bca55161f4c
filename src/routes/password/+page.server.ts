import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/accounts.ts';
import * as sessions from '#lib/server/sessions.ts';
import { acting, fields, formOf } from '../answer.ts';
import { keep } from '../session.ts';

export const actions = {
	default: async (event) => {
		const { house } = event.locals;
		const form = await formOf(event.request);
		return acting({}, async () => {
			const input = fields(accounts.ChoosePassword, form);
			const token = await accounts.choosePassword(house, input);
			await sessions.end(house, event.locals.token);
			keep(event, token);
			redirect(303, '/');
		});
	}
};
