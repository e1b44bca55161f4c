import { text } from '@sveltejs/kit';
import * as conferences from '#lib/server/conferences.ts';
import { arriving } from '../../../../answer.ts';

/** The phones' link as it stands now: a screen asks for it again, since it can be revoked. */
export const GET = ({ locals, params }) =>
	arriving(async () =>
		text(await conferences.guestLink(locals.house, locals.who, params.id), {
			headers: { 'cache-control': 'no-store' }
		})
	);
