import type { Lane } from '#lib/domain/audience.ts';
import type { Snapshot } from '#lib/realtime/protocol.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { snapshot } from './store/journal.ts';

/** Arrives in a room: the room as it stands for a lane, with its number, and what the reader is there. */
export async function arrive(app: App, who: access.Who, room: string, lane: Lane) {
	const standing = await access.lane(app.store.db, who, room, lane);
	const seen = await snapshot(app.store.db, room, lane);
	const arrived: Snapshot = { room, lane, ...seen, now: app.now() };
	return { arrived, hats: [...standing.hats], place: standing.place, lang: standing.lang };
}
