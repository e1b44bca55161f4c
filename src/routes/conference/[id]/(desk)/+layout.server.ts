import { arrive } from '#lib/server/arrive.ts';
import { arriving } from '../../../answer.ts';

/** The desk of a conference: for those who lead it. */
export const load = ({ locals, params }) =>
	arriving(() => arrive(locals.house, locals.who, params.id, 'staff'));
