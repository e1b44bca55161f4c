import { memory } from '#lib/server/memory.ts';
import { arriving } from '../../../../answer.ts';

/** What people remember of earlier conferences; all else stands in the room. */
export const load = ({ locals, params }) =>
	arriving(async () => ({ memory: await memory(locals.house, locals.who, params.id) }));
