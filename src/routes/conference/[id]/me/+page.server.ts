import { arrive } from '#lib/server/arrive.ts';
import * as phones from '#lib/server/phones.ts';
import { acting, arriving, formOf, typed } from '../../../answer.ts';
import { keep } from '../../../session.ts';
import { redirect } from '@sveltejs/kit';

/** A phone's page: the conference as guests see it, and whose phone it is. */
export const load = ({ locals, params }) =>
	arriving(async () => ({
		...(await arrive(locals.house, locals.who, params.id, 'guest')),
		lang: locals.lang,
		owner: await phones.owner(locals.house, locals.who, params.id)
	}));

export const actions = {
	/** Looks for the phone's owner by name; `chosen` is one of several with that name. */
	find: async (event) => {
		const { locals, params } = event;
		const form = await formOf(event.request);
		const asked = {
			name: String(form.get('name') ?? '').slice(0, 200),
			chosen: String(form.get('chosen') ?? '') || null
		};
		return acting(typed(form), async () => {
			const found = await phones.find(locals.house, locals, params.id, asked);
			keep(event, found.token);
			if ('several' in found) return { several: found.several, name: asked.name };
			redirect(303, `/conference/${params.id}/me`);
		});
	},
	/** This is not me. */
	forget: async ({ locals, params }) => {
		await phones.forget(locals.house, locals.token, params.id);
		redirect(303, `/conference/${params.id}/me`);
	}
};
