import { redirect } from '@sveltejs/kit';
import * as sessions from '#lib/server/sessions.ts';

/** Ends the session on this device, and everything that links had opened on it. */
export const POST = async ({ locals, cookies }) => {
	await sessions.end(locals.house, locals.token);
	cookies.delete(sessions.COOKIE, { path: '/' });
	redirect(303, '/');
};

export const GET = () => redirect(303, '/');
