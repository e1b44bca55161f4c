import { redirect } from '@sveltejs/kit';
import { Refusal } from '#lib/domain/refusal.ts';
import { arrive } from '#lib/server/arrive.ts';
import * as conferences from '#lib/server/conferences.ts';
import { arriving } from '../../../answer.ts';

/** The console: for facilitators. A minute-taker is led to the minutes. */
export const load = ({ locals, params, url }) =>
	arriving(async () => {
		const arrived = await arrive(locals.house, locals.who, params.id, 'staff');
		if (!arrived.hats.includes('facilitator')) {
			if (arrived.hats.includes('minute-taker')) redirect(303, `/conference/${params.id}/plenum`);
			throw new Refusal('not-allowed');
		}
		const { screen, guest } = await conferences.links(locals.house, locals.who, params.id, []);
		return { ...arrived, links: { screen, guest }, secure: url.protocol === 'https:' };
	});
