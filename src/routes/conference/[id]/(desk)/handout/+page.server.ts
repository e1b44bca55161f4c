import { networkInterfaces } from 'node:os';
import * as conferences from '#lib/server/conferences.ts';
import * as pairing from '#lib/server/pairing.ts';
import { acting, arriving, formOf, typed } from '../../../../answer.ts';

/** Every link of the conference, for those who lead it: tables, screen, phones. */
export const load = ({ locals, params, parent, url }) =>
	arriving(async () => {
		const { arrived } = await parent();
		const tables = arrived.things
			.filter((thing) => thing.kind === 'group')
			.map(({ table }) => table);
		const numbers = [...new Set(tables)].sort((a, b) => a - b);
		const links = await conferences.links(locals.house, locals.who, params.id, numbers);
		return { links, origin: url.origin, addresses: addressesFor(url) };
	});

/** This page at the addresses that other machines can reach, where it was opened at one that they cannot. */
function addressesFor(url: URL): string[] {
	if (!/^(localhost|127\.|\[::1\])/.test(url.hostname)) return [];
	return Object.values(networkInterfaces())
		.flatMap((addresses) => addresses ?? [])
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => `${url.protocol}//${address}:${url.port}${url.pathname}`);
}

export const actions = {
	/** Lets the computer that shows the code be this conference's screen. */
	pair: async ({ locals, params, request }) => {
		const form = await formOf(request);
		return acting(typed(form), async () => {
			await pairing.pair(locals.house, locals.who, params.id, String(form.get('code') ?? ''));
			return { paired: true };
		});
	}
};
