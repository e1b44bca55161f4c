import { networkInterfaces } from 'node:os';
import { languageOf } from '#lib/domain/language.ts';
import { arrive } from '#lib/server/arrive.ts';
import * as conferences from '#lib/server/conferences.ts';
import { arriving } from '../../../answer.ts';

/**
 * The hall's screen. It speaks the conference's language, whatever the computer is set to.
 */
export const load = ({ locals, params, url }) =>
	arriving(async () => {
		const arrived = await arrive(locals.house, locals.who, params.id, 'projector');
		locals.lang = languageOf(arrived.lang);
		const link = await conferences.guestLink(locals.house, locals.who, params.id);
		const origin = locals.house.configuration.origin ?? reachable(url);
		return { ...arrived, link, origin };
	});

/**
 * The address that phones in the hall can reach. A screen that was opened on the server's own
 * machine as localhost is no help to them: then the machine's address on the network is.
 */
function reachable(url: URL): string {
	if (!['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return url.origin;
	const address = Object.values(networkInterfaces())
		.flatMap((all) => all ?? [])
		.find(({ family, internal, address }) => {
			return family === 'IPv4' && !internal && !address.startsWith('169.254.');
		})?.address;
	return address ? `http://${address}${url.port && `:${url.port}`}` : url.origin;
}
