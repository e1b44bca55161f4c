import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Language } from '#lib/domain/language.ts';
import { dayOf } from '#lib/domain/programme.ts';
import * as accounts from '#lib/server/accounts.ts';
import * as schools from '#lib/server/schools.ts';
import { acting, arriving, fields, formOf, postedAs, typed } from '../../../answer.ts';

export const load = ({ locals, params, parent }) =>
	arriving(async () => {
		const { place } = await parent();
		const { house, who } = locals;
		const isAbove = place.kind === 'municipality';
		return {
			conferences: await schools.conferencesIn(house, who, params.id),
			schools: isAbove ? await schools.schoolsIn(house, who, params.id) : [],
			today: dayOf(house.now())
		};
	});

const AddSchool = z.object({ name: z.string().trim().min(1).max(120), lang: Language });

export const actions = {
	/** Adds a school to the municipality; whoever adds it owns it until it has an owner of its own. */
	school: async ({ request, locals, params }) => {
		const form = await formOf(request);
		const done = await acting(typed(form), async () => {
			const input = fields(AddSchool, form);
			const as = postedAs(form, locals.house.newId);
			return { id: await accounts.addSchool(locals.house, locals.who, params.id, input, as) };
		});
		if ('id' in done) redirect(303, `/school/${done.id}/access`);
		return fail(done.status, done.data);
	}
};
