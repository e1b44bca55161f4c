import { arriving } from '../../../../answer.ts';
import * as conferences from '#lib/server/conferences.ts';

/** Every link of the conference, for those who lead it: tables, screen, phones. */
export const load = ({ locals, params, parent, url }) =>
	arriving(async () => {
		const { arrived } = await parent();
		const tables = arrived.things
			.filter((thing) => thing.kind === 'group')
			.map(({ table }) => table);
		const numbers = [...new Set(tables)].sort((a, b) => a - b);
		const links = await conferences.links(locals.house, locals.who, params.id, numbers);
		return { links, origin: url.origin };
	});
