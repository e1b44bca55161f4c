import * as exports from '#lib/server/exports.ts';
import { arriving } from '../../../../answer.ts';
import { handOut } from '../../../../export.ts';

/** A conference's tables and the whole of it, for its staff. */
export const GET = ({ locals, params }) =>
	arriving(async () =>
		handOut(
			locals.house,
			await exports.ofConference(locals.house, locals.who, params.id),
			params.file
		)
	);
