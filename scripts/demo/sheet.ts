import { networkInterfaces } from 'node:os';
import type { Demo } from './seed.ts';

/** The table that is left to the visitor, and those whose tablets the crowd plays. */
export const VISITORS_TABLE = 7;
export const CROWD_TABLES = [1, 2, 3, 5, 6, 8];
/** Phones that the crowd holds. */
const PHONES = 5;

/** What opens the demo: the name of each link, and its address from the root. */
export type Opening = [name: string, path: string];

/** The five links that the tour walks. */
export function openings({ facilitator, steering, today, schoolId, links }: Demo): Opening[] {
	const as = (token: string, to: string) => `/demo/${token}?to=${to}`;
	const table = links.tables.find((one) => one.table === VISITORS_TABLE)!;
	return [
		['facilitator', as(facilitator.token, `/conference/${today.id}/facilitate`)],
		['projector', links.screen],
		[`tablet, table ${VISITORS_TABLE}`, table.link],
		['phone', links.guest],
		['steering group', as(steering[0]!.token, `/school/${schoolId}/steering`)]
	];
}

/** The links that the crowd joins by, as whole addresses. */
export function crowdLinks({ links }: Demo, origin: string): string[] {
	const tables = links.tables.filter(({ table }) => CROWD_TABLES.includes(table));
	const phones = Array.from({ length: PHONES }, () => links.guest);
	return [...tables.map(({ link }) => link), ...phones].map((link) => origin + link);
}

/** IPv4 addresses by which other machines on the network may reach this one. */
export function networkAddresses(interfaces = networkInterfaces()): string[] {
	return Object.values(interfaces)
		.flatMap((one) => one ?? [])
		.filter(({ family, internal, address }) => {
			return family === 'IPv4' && !internal && !address.startsWith('169.254.');
		})
		.map(({ address }) => address);
}

/**
 * The sheet of links that is printed. A browser holds one sign-in for each name of a machine, so on
 * this computer the steering group comes in by the number and the facilitator by the name.
 */
export function sheet(demo: Demo, port: number, addresses: string[]): string {
	const links = openings(demo);
	const width = Math.max(...links.map(([name]) => name.length)) + 2;
	const here = links.map(([name, path]) => {
		const host = name === 'steering group' ? '127.0.0.1' : 'localhost';
		return `  ${name.padEnd(width)}http://${host}:${port}${path}`;
	});
	const there = addresses.map((address) => {
		const lines = links.map(
			([name, path]) => `  ${name.padEnd(width)}http://${address}:${port}${path}`
		);
		return [`On the network (${address}):`, ...lines].join('\n');
	});
	if (there.length === 0)
		there.push('No network address was found: other devices cannot reach it.');
	const { joinCode } = demo.today;
	return [
		['On this computer:', ...here].join('\n'),
		...there,
		`Join code: ${joinCode.slice(0, 4)}-${joinCode.slice(4)}. The tour is docs/tour.md. Ctrl+C stops.`
	].join('\n\n');
}
