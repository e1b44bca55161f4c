import * as schools from '#lib/server/schools.ts';
import { arriving } from '../../../answer.ts';

/** A school's or municipality's desk, for those who have a role there. */
export const load = ({ locals, params }) =>
	arriving(async () => ({ place: await schools.find(locals.house, locals.who, params.id) }));
