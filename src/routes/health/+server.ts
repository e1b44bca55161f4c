import { version } from '$app/environment';
import { health } from '#lib/server/health.ts';

/** Alive, ready, and which version. */
export const GET = async ({ locals }) => {
	const state = await health(locals.house);
	return Response.json(
		{ live: true, version, ...state },
		{ status: state.database === 'on' ? 200 : 503 }
	);
};
