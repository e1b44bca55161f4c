import { ArenaKind, SetArena } from '#lib/domain/arena.ts';
import * as access from '#lib/server/access.ts';
import * as people from '#lib/server/people.ts';
import { acting, arriving, fields, formOf, postedAs, typed } from '../../../../answer.ts';

export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		await access.leadsPlace(house, who, params.id);
		return {
			arenas: await people.arenas(house, who, params.id),
			people: await people.names(house, who, params.id),
			kinds: ArenaKind.options
		};
	});

const Arena = SetArena.omit({ memberIds: true, id: true, leaderId: true });

export const actions = {
	/** Makes an arena, or changes one. */
	set: async ({ request, locals, params }) => {
		const form = await formOf(request);
		const memberIds = form.getAll('member').map(String).slice(0, 200);
		const id = String(form.get('id') || postedAs(form, locals.house.newId));
		const kept = { ...typed(form), id: String(form.get('id') ?? ''), memberIds };
		return acting(kept, async () => {
			const leaderId = String(form.get('leaderId') || '') || null;
			const arena = { ...fields(Arena, form), id, memberIds, leaderId };
			await people.setArena(locals.house, locals.who, params.id, arena);
			return { saved: arena.name };
		});
	},
	remove: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({ id: '', memberIds: [] as string[] }, async () => {
			await people.removeArena(locals.house, locals.who, params.id, String(form.get('id')));
			return {};
		});
	}
};
