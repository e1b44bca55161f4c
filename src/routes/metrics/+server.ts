import { error } from '@sveltejs/kit';
import { version } from '$app/environment';
import * as metrics from '#lib/server/metrics.ts';

const THROUGH = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** For Prometheus: with the token, or from the machine itself. To anybody else there is nothing here. */
export const GET = async ({ locals, request, getClientAddress }) => {
	const asker = {
		authorization: request.headers.get('authorization'),
		address: getClientAddress(),
		forwarded: THROUGH.some((header) => request.headers.has(header))
	};
	if (!metrics.mayRead(locals.house.configuration.metricsToken, asker)) error(404, 'not-found');
	const text = await metrics.text(locals.house, locals.gateway, version);
	return new Response(text, {
		headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
	});
};
