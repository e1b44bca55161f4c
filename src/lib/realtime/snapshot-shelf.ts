import { openDeviceStore } from './device-store.ts';
import type { Snapshot } from './protocol.ts';

/**
 * What a tablet last saw of its own lane, so that it can arrive without the server: the room
 * as it stood, how the server's clock stood against this device's, and what the page is told
 * on arrival. It is not older than the last thing seen, and is swept away after three days.
 */
export type Shelved = {
	snapshot: Omit<Snapshot, 'now'>;
	/** The server's clock minus this device's, in ms. */
	ahead: number;
	hats: string[];
	/** On this device's clock, in epoch ms. */
	at: number;
};

const KEEPS_FOR = 3 * 24 * 3_600_000;
const keyOf = (room: string, lane: string): string => `${room}/${lane}`;

const withStore = openDeviceStore('rundebord-rooms', (db) => void db.createObjectStore('room'));

/** The room as it was last seen here, with the server's clock told forward; null when unknown or too old. */
export async function take(
	room: string,
	lane: string
): Promise<{ snapshot: Snapshot; hats: string[] } | null> {
	await sweep();
	const found = await withStore((db) => db.get('room', keyOf(room, lane)) as Promise<Shelved>);
	if (!found) return null;
	const { snapshot, ahead, hats } = found;
	return { snapshot: { ...snapshot, now: Date.now() + ahead }, hats };
}

let isSwept = false;

export async function put(shelved: Shelved): Promise<void> {
	if (!isSwept) void sweep();
	const { room, lane } = shelved.snapshot;
	await withStore((db) => db.put('room', shelved, keyOf(room, lane)));
}

/** Forgets a room that this device may no longer see. */
export async function forget(room: string, lane: string): Promise<void> {
	await withStore((db) => db.delete('room', keyOf(room, lane)));
}

/** Whichever way this page arrived: what other tables and other days have left goes. */
async function sweep(): Promise<void> {
	isSwept = true;
	await withStore(async (db) => {
		for (const key of await db.getAllKeys('room')) {
			const shelved = (await db.get('room', key)) as Shelved | undefined;
			if (!shelved || Date.now() - shelved.at > KEEPS_FOR) await db.delete('room', key);
		}
	});
}
