import { redirect } from '@sveltejs/kit';
import * as accounts from '#lib/server/accounts.ts';
import { acting, arriving, fields, formOf, typed } from '../answer.ts';
import { keep } from '../session.ts';

export const load = ({ locals }) =>
	arriving(async () => ({ isNew: await accounts.isNew(locals.house) }));

export const actions = {
	default: async (event) => {
		const form = await formOf(event.request);
		return acting(typed(form), async () => {
			const input = fields(accounts.SetUp, form);
			keep(event, await accounts.setUp(event.locals.house, input));
			redirect(303, '/');
		});
	}
};
