import * as own from '#lib/server/own-account.ts';
import { acting, arriving, fields, formOf } from '../answer.ts';
import { keep } from '../session.ts';

/** One's own account: for whoever is signed in. */
export const load = ({ locals }) =>
	arriving(async () => ({ devices: await own.devices(locals.house, locals) }));

export const actions = {
	/** A new password for the current one. */
	password: async (event) => {
		const form = await formOf(event.request);
		return acting({ at: 'password' }, async () => {
			const { house } = event.locals;
			const input = fields(own.ChangePassword, form);
			keep(event, await own.changePassword(house, event.locals, input));
			return { changed: true };
		});
	},
	/** Signs out on every other device. */
	elsewhere: async ({ request, locals }) => {
		const form = await formOf(request);
		return acting({ at: 'elsewhere' }, async () => {
			await own.shutElsewhere(locals.house, locals, fields(own.ShutElsewhere, form));
			return { shut: true };
		});
	}
};
