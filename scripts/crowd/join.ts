import { isLane, type Lane } from '../../src/lib/domain/audience.ts';
import type { Door } from './device.ts';

/** What a link opens: `…/join/<conference>/<place>#<key>`, as printed for a table, screen or phone. */
export type Link = { url: string; room: string; place: string; key: string };

/** Reads a link; null when it is not one. */
export function read(text: string): Link | null {
	const found = /^(https?:\/\/[^/]+)\/join\/([\w-]+)\/(table-\d+|guest)#([\w-]+)$/.exec(
		text.trim()
	);
	if (!found) return null;
	const [, url, room, place, key] = found;
	return { url: url!, room: room!, place: place!, key: key! };
}

/** The lane that a link leads to. */
export function laneOf({ place }: Link): Lane {
	const lane = place.replace('table-', 'table/');
	if (!isLane(lane)) throw new Error(`No lane: ${place}`);
	return lane;
}

/** Opens a link as a browser does: its key is swapped for a cookie. */
export async function join(link: Link): Promise<Door> {
	const address = `${link.url}/join/${link.room}/${link.place}`;
	const answer = await fetch(address, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: link.url, accept: 'text/html' },
		body: new URLSearchParams({ key: link.key })
	});
	const cookie = answer.headers
		.getSetCookie()
		.map((set) => set.split(';')[0]!)
		.find((pair) => pair.startsWith('rundebord='));
	await answer.body?.cancel();
	if (!cookie) throw new Error(`${address} gave no way in (${answer.status})`);
	return { url: link.url, cookie, room: link.room, lane: laneOf(link) };
}
