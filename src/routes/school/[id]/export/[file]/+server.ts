import * as exports from '#lib/server/exports.ts';
import { arriving } from '../../../../answer.ts';
import { handOut } from '../../../../export.ts';

/** What came of a school's conferences, as tables and as a whole, for those who steer there. */
export const GET = ({ locals, params }) =>
	arriving(async () =>
		handOut(locals.house, await exports.ofSchool(locals.house, locals.who, params.id), params.file)
	);
