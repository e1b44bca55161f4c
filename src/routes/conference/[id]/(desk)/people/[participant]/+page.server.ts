import { redirect } from '@sveltejs/kit';
import { Confirmed } from '#lib/domain/erasure.ts';
import * as erasable from '#lib/server/erasable.ts';
import * as erasure from '#lib/server/erasure.ts';
import { acting, arriving, fields, formOf } from '../../../../../answer.ts';

export const load = ({ locals, params }) =>
	arriving(async () => ({
		outlook: await erasable.participant(locals.house, locals.who, params.id, params.participant)
	}));

export const actions = {
	erase: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			fields(Confirmed, form);
			await erasure.participant(locals.house, locals.who, params.id, params.participant);
			redirect(303, `/conference/${params.id}/people?erased`);
		});
	}
};
