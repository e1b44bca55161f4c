import { redirect } from '@sveltejs/kit';
import { Confirmed } from '#lib/domain/erasure.ts';
import * as erasable from '#lib/server/erasable.ts';
import * as erasure from '#lib/server/erasure.ts';
import { acting, arriving, fields, formOf } from '../../../../../answer.ts';

export const load = ({ locals, params }) =>
	arriving(async () => ({
		outlook: await erasable.person(locals.house, locals.who, params.id, params.person)
	}));

export const actions = {
	erase: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			fields(Confirmed, form);
			await erasure.person(locals.house, locals.who, params.id, params.person);
			redirect(303, `/school/${params.id}/people?erased`);
		});
	}
};
