import { health } from '#lib/server/health.ts';

/** Ready to serve: 503 only without the database; Redis away is 200 `degraded`. */
export const GET = async ({ locals }) => {
	const state = await health(locals.house);
	return Response.json(state, { status: state.database === 'on' ? 200 : 503 });
};
