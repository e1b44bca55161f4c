import { error, redirect } from '@sveltejs/kit';
import { Confirmed } from '#lib/domain/erasure.ts';
import * as erasable from '#lib/server/erasable.ts';
import * as erasure from '#lib/server/erasure.ts';
import { acting, arriving, fields, formOf } from '../../../../../answer.ts';

export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		if (!who.account) error(401, { message: '', code: 'not-signed-in' });
		return { found: await erasable.account(house, who, params.account, params.id) };
	});

export const actions = {
	erase: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			fields(Confirmed, form);
			const { house, who } = locals;
			await erasure.account(house, who, params.account, params.id);
			// Whoever erased their own account is nobody here any more.
			const isMine = who.account?.id === params.account;
			redirect(303, isMine ? '/' : `/school/${params.id}/access?erased`);
		});
	}
};
