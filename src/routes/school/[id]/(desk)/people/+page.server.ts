import { ImportPerson } from '#lib/domain/person.ts';
import * as people from '#lib/server/people.ts';
import { acting, arriving, fields, formOf, postedAs, typed } from '../../../../answer.ts';

export const load = ({ locals, params }) =>
	arriving(async () => ({ people: await people.known(locals.house, locals.who, params.id) }));

const Someone = ImportPerson.pick({ name: true, email: true, unit: true, personId: true });

export const actions = {
	/** Remembers somebody, or changes what is known of them. */
	keep: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting(typed(form), async () => {
			const input = { staffNumber: undefined, ...fields(Someone, form), attributes: {} };
			const as = postedAs(form, locals.house.newId);
			await people.keep(locals.house, locals.who, params.id, input, as);
			return { saved: input.name };
		});
	}
};
