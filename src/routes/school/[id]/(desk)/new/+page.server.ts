import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import type { Language } from '#lib/domain/language.ts';
import { dayOf } from '#lib/domain/programme.ts';
import { programmeFrom, TEMPLATE_IDS, TEMPLATES } from '#lib/domain/templates.ts';
import { m } from '#lib/paraglide/messages.js';
import * as access from '#lib/server/access.ts';
import * as conferences from '#lib/server/conferences.ts';
import { acting, arriving, fields, formOf, postedAs, typed } from '../../../../answer.ts';

type Words = Record<string, (inputs: object, options: { locale: Language }) => string>;
const words = (key: string, lang: Language): string =>
	(m as unknown as Words)[key]?.({}, { locale: lang }) ?? '';

/** Minutes after midnight, from the 24-hour clock of a time field: 09:00. */
const Start = z
	.string()
	.regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/)
	.transform((text) => {
		const [hours = 0, minutes = 0] = text.split(/[:.]/).map(Number);
		return hours * 60 + minutes;
	});
const New = conferences.Create.omit({ ownerId: true, startsAt: true }).extend({
	start: Start,
	template: z.enum([...TEMPLATE_IDS, 'empty'])
});

export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		const { lang } = await access.leadsPlace(house, who, params.id);
		return { today: dayOf(house.now()), placeLang: lang as Language };
	});

export const actions = {
	default: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting(typed(form), async () => {
			const { start, template, ...rest } = fields(New, form);
			const input = { ...rest, startsAt: start, ownerId: params.id };
			const programme =
				template === 'empty' ? [] : programmeFrom(TEMPLATES[template], rest.lang, words);
			const as = postedAs(form, locals.house.newId);
			const id = await conferences.create(locals.house, locals.who, input, programme, as);
			redirect(303, `/conference/${id}/programme`);
		});
	}
};
