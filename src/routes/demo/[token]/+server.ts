import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import * as sessions from '#lib/server/sessions.ts';
import { keep } from '../../session.ts';
import { within } from '../../within.ts';

/**
 * The demo alone: a printed link that signs in as one of the invented people, as often as it is
 * opened, and goes on to `?to=`. The token is that of a session made while seeding; each device
 * gets a session of its own, with the tables and screens it has opened already.
 */
export const GET: RequestHandler = async (event) => {
	const { locals, params, url } = event;
	const { house } = locals;
	if (!house.configuration.demo) error(404);
	const { account } = await sessions.who(house, params.token);
	if (!account) error(404);
	const { grants } = locals.who;
	house.log.info('signed-in', { account: account.id, by: 'demo' });
	keep(event, await sessions.begin(house, { accountId: account.id, grants }));
	redirect(303, within(url.searchParams.get('to')));
};
