import { openDB, type IDBPDatabase } from 'idb';
import type { Act } from '../domain/act.ts';

/**
 * Keeps acts on the device until they are acknowledged: in IndexedDB, mirrored in
 * localStorage, because a tablet may lose either (iPads drop IndexedDB connections in the
 * background, so that it is opened anew for each use).
 */
export type Shelf = {
	read: () => Promise<Act[]>;
	keep: (act: Act) => Promise<void>;
	drop: (id: string) => Promise<void>;
};

type Kept = { key: string; order: number; act: Act };

const MIRROR = 'rundebord.outbox.';

async function withStore<T>(use: (db: IDBPDatabase) => Promise<T>): Promise<T | undefined> {
	try {
		const db = await openDB('rundebord', 1, {
			upgrade: (upgraded) => void upgraded.createObjectStore('outbox', { keyPath: 'key' })
		});
		try {
			return await use(db);
		} finally {
			db.close();
		}
	} catch {
		// No IndexedDB here (private window, full disk): the mirror is left.
		return undefined;
	}
}

/**
 * The shelf of one owner (a room and lane): two tabs of one tablet share it, and sending
 * the same act twice is harmless.
 */
export function openShelf(owner: string): Shelf {
	const keyOf = (id: string) => `${owner}/${id}`;
	return {
		read: async () => {
			const stored = (await withStore((db) => db.getAll('outbox') as Promise<Kept[]>)) ?? [];
			const found = new Map<string, Kept>();
			for (const kept of [...stored, ...mirrored()])
				if (kept.key.startsWith(`${owner}/`)) found.set(kept.key, kept);
			return [...found.values()].sort((a, b) => a.order - b.order).map(({ act }) => act);
		},
		keep: async (act) => {
			const kept: Kept = { key: keyOf(act.id), order: nextOrder(), act };
			mirror(kept);
			await withStore((db) => db.put('outbox', kept));
		},
		drop: async (id) => {
			remove(keyOf(id));
			await withStore((db) => db.delete('outbox', keyOf(id)));
		}
	};
}

let last = 0;
/** Rising, also across reloads and within one millisecond. */
const nextOrder = (): number => (last = Math.max(last + 1, Date.now()));

function mirror(kept: Kept): void {
	try {
		localStorage.setItem(MIRROR + kept.key, JSON.stringify(kept));
	} catch {
		// Full or forbidden: IndexedDB has it.
	}
}

function remove(key: string): void {
	try {
		localStorage.removeItem(MIRROR + key);
	} catch {
		// Forbidden: nothing was mirrored either.
	}
}

function mirrored(): Kept[] {
	try {
		return Object.keys(localStorage)
			.filter((key) => key.startsWith(MIRROR))
			.map((key) => JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null)
			.filter((kept) => kept !== null);
	} catch {
		return [];
	}
}
