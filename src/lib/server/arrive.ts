import type { Lane } from '#lib/domain/audience.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { Snapshot } from '#lib/realtime/protocol.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { snapshot } from './store/journal.ts';

/** Arrives in a conference: its room as it stands for a lane, with its number, and what the reader is there. */
export async function arrive(app: App, who: access.Who, conferenceId: string, lane: Lane) {
	const standing = await access.lane(app.store.db, who, conferenceId, lane);
	refuseUnless(standing.place.kind === 'conference', 'not-found');
	return come(app, standing, conferenceId, lane);
}

/** Arrives in the room of a school or municipality, which has one lane. */
export async function arriveAtPlace(app: App, who: access.Who, placeId: string) {
	return come(app, await access.steers(app.store.db, who, placeId), placeId, 'staff');
}

async function come(app: App, standing: access.Standing, room: string, lane: Lane) {
	const seen = await snapshot(app.store.db, room, lane);
	const arrived: Snapshot = { room, lane, ...seen, now: app.now() };
	return { arrived, hats: [...standing.hats], place: standing.place, lang: standing.lang };
}
