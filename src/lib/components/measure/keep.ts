import type { Act } from '#lib/domain/act.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';

/** Somebody else wrote the same words meanwhile. What was refused is kept on the device until it is let go of. */
export type Collided = { letGo: () => void };

/** How an edit went: kept; collided; or refused for another reason, and shown with its words where refusals are. */
export type Kept = 'kept' | 'refused' | Collided;

/** The words as they are shown, with the version they stand in; null when they are gone. */
export type Now = () => { version: number; words: string } | null;

const MOST_TRIES = 5;

/**
 * Keeps an edit of some words that began from `base`: it is sent before this waits for anything, and
 * shown meanwhile. An edit of an older version is refused; if these words are still what they were,
 * somebody changed other words, and it is sent again. If they are not, both texts are somebody's,
 * and people choose. The refused one is let go of only when its words stand somewhere else.
 */
export async function keep(
	room: LiveRoom,
	base: string,
	now: Now,
	send: (version: number) => string
): Promise<Kept> {
	let letGo = (): void => undefined;
	for (let tries = 0; tries < MOST_TRIES; tries++) {
		const stands = now();
		if (!stands) return 'refused';
		if (stands.words !== base) return { letGo };
		const id = send(stands.version);
		letGo();
		if (await room.settled(id)) return 'kept';
		const refused = room.refused.find(({ act }) => act.id === id);
		if (refused?.code !== 'point-changed') return 'refused';
		letGo = () => room.dismiss(id);
		if (room.unsent.some((later) => wordsOf(later) === wordsOf(refused.act))) {
			letGo();
			return 'kept';
		}
		await newer(now, stands.version);
	}
	return 'refused';
}

/** Which words an act changes: a later act of the same words takes the place of an earlier one. */
function wordsOf({ name, input }: Act): string {
	const { id, plan = {}, ...rest } = input as { id?: string; plan?: object };
	return JSON.stringify([name, id, Object.keys(rest).sort(), Object.keys(plan).sort()]);
}

/** Waits until the words stand in a newer version than `version`, at most three seconds. */
async function newer(now: Now, version: number): Promise<void> {
	for (let waited = 0; waited < 3_000; waited += 100) {
		if ((now()?.version ?? version) !== version) return;
		await new Promise((go) => setTimeout(go, 100));
	}
}
