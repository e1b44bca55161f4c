import { redirect } from '@sveltejs/kit';
import * as sessions from '#lib/server/sessions.ts';
import { forget } from '../session.ts';

/** Ends the session on this device, and everything that links had opened on it. */
export const POST = async (event) => {
	const { house, token, who } = event.locals;
	await sessions.end(house, token);
	if (who.account) house.log.info('signed-out', { account: who.account.id });
	forget(event);
	redirect(303, '/');
};

export const GET = () => redirect(303, '/');
