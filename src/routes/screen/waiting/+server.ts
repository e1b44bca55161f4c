import { json } from '@sveltejs/kit';
import * as pairing from '#lib/server/pairing.ts';

/** How it goes for the device that asks: `{ code, conferenceId }`, each null when there is none. */
export const GET = async ({ locals }) =>
	json(await pairing.waiting(locals.house, locals.token), {
		headers: { 'cache-control': 'no-store' }
	});
