import { arrive } from '#lib/server/arrive.ts';
import * as conferences from '#lib/server/conferences.ts';
import { arriving } from '../../../answer.ts';

/** What can be put on paper, for those who lead: group lists, who goes where, table cards. */
export const load = ({ locals, params, url }) =>
	arriving(async () => {
		const here = await arrive(locals.house, locals.who, params.id, 'staff');
		const tables = here.arrived.things
			.filter((thing) => thing.kind === 'group')
			.map(({ table }) => table);
		const numbers = [...new Set(tables)].sort((a, b) => a - b);
		const links = await conferences.links(locals.house, locals.who, params.id, numbers);
		// Paper speaks the conference's language, whoever prints it.
		return { ...here, links, origin: url.origin };
	});
