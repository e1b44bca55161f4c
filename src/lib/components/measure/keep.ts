import type { LiveRoom } from '#lib/realtime/room.svelte.ts';

/** How an edit went: kept; somebody else wrote the same words meanwhile; or refused for another reason. */
export type Kept = 'kept' | 'collided' | 'refused';

/** The words as the server last told them, with the version they stand in; null when they are gone. */
export type Now = () => { version: number; words: string } | null;

const MOST_TRIES = 5;

/**
 * Keeps an edit of some words that began from `base`. An edit of an older version is refused; if
 * these words are still what they were, somebody changed other words, and it is sent again. If
 * they are not, both texts are somebody's, and people choose.
 */
export async function keep(
	room: LiveRoom,
	base: string,
	now: Now,
	send: (version: number) => string
): Promise<Kept> {
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		const stands = now();
		if (!stands) return 'refused';
		if (stands.words !== base) return 'collided';
		const id = send(stands.version);
		if (await room.settled(id)) return 'kept';
		const refused = room.refused.find(({ act }) => act.id === id);
		if (refused?.code !== 'point-changed') return 'refused';
		room.dismiss(id);
		await newer(now, stands.version);
	}
	return 'refused';
}

/** Waits until the words stand in a newer version than `version`, at most three seconds. */
async function newer(now: Now, version: number): Promise<void> {
	for (let waited = 0; waited < 3_000; waited += 100) {
		if ((now()?.version ?? version) !== version) return;
		await new Promise((go) => setTimeout(go, 100));
	}
}
