import type { Act } from '../domain/act.ts';
import { KEPT_FOR } from './outbox.ts';
import { openDeviceStore } from './device-store.ts';

/**
 * Keeps acts on the device until they are acknowledged, and some of them for a while after; refused ones, with the words
 * in them, until somebody has seen why: in IndexedDB, mirrored in localStorage, because a tablet may lose either (iPads drop IndexedDB
 * connections in the background, so that it is opened anew for each use).
 */
export type Shelf = {
	/** Everything that lies here, in the order it was put. */
	read: () => Promise<Shelved[]>;
	keep: (act: Act) => Promise<void>;
	/** Notes how an act was answered, and goes on keeping it where it lies. */
	settle: (act: Act, answer: Answer) => Promise<void>;
	drop: (id: string) => Promise<void>;
};

/** An act on the shelf; `at` is when it was put there, in epoch ms on this device's clock. */
export type Shelved = { act: Act; at: number; done: Done | null; refused: Refused | null };
/** What the server answered, and when, on this device's clock. */
export type Done = { seq: number; epoch: string; at: number };

/** Why the server would not do it: words of somebody's, which nobody has seen yet that they went nowhere. */
export type Refused = { code: string; details: Record<string, unknown> };
export type Answer = { done: Done } | { refused: Refused };

/** As it lies there; without an answer it waits for one. */
type Kept = { key: string; order: number; act: Act; done?: Done; refused?: Refused };

/** Where acts are mirrored: `localStorage`, or anything that behaves like it. */
export type Mirror = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const MIRROR = 'rundebord.outbox.';

const withStore = openDeviceStore(
	'rundebord',
	(db) => void db.createObjectStore('outbox', { keyPath: 'key' })
);

/**
 * The shelf of one owner (a room and lane): two tabs of one tablet share it, and sending
 * the same act twice is harmless. A tablet that has come to another table of the hall takes along what it had not sent.
 */
export function openShelf(owner: string, mirrors: () => Mirror = ownMirror): Shelf {
	const keyOf = (id: string) => `${owner}/${id}`;
	const hall = /^.*\/table\/(?=\d+$)/.exec(owner)?.[0];
	const isOwn = ({ key }: Kept) => key.startsWith(`${owner}/`);
	const isLeftBehind = ({ key, done, refused }: Kept) =>
		hall !== undefined && key.startsWith(hall) && !done && !refused;
	let last = 0;
	/** Rising: within one millisecond, across reloads, and when the device's clock has been set back. */
	const nextOrder = (): number => (last = Math.max(last + 1, Date.now()));
	async function put(kept: Kept): Promise<void> {
		mirror(mirrors, kept);
		await withStore((db) => db.put('outbox', kept));
	}

	async function remove(key: string): Promise<void> {
		unmirror(mirrors, key);
		await withStore((db) => db.delete('outbox', key));
	}

	async function takeAlong(kept: Kept): Promise<Kept> {
		const mine = { ...kept, key: keyOf(kept.act.id) };
		await put(mine);
		await remove(kept.key);
		return mine;
	}

	return {
		read: async () => {
			const stored = (await withStore((db) => db.getAll('outbox') as Promise<Kept[]>)) ?? [];
			const mirror = mirrored(mirrors);
			const found = new Map<string, Kept>();
			for (const kept of [...stored, ...mirror])
				if (isPast(kept)) void remove(kept.key);
				else if (isOwn(kept)) found.set(kept.key, kept);
				else if (isLeftBehind(kept)) found.set(keyOf(kept.act.id), await takeAlong(kept));
			// What one of the two had lost lies in both again.
			for (const kept of found.values())
				if (![stored, mirror].every((list) => list.some(({ key }) => key === kept.key)))
					void put(kept);
			const inOrder = [...found.values()].sort((a, b) => a.order - b.order);
			last = Math.max(last, inOrder.at(-1)?.order ?? 0);
			return inOrder.map(({ act, order, done = null, refused = null }) => ({
				act,
				at: order,
				done,
				refused
			}));
		},
		keep: (act) => put({ key: keyOf(act.id), order: nextOrder(), act }),
		settle: async (act, answer) => {
			const key = keyOf(act.id);
			const lies = mirrored(mirrors).find((kept) => kept.key === key);
			const before = lies ?? (await withStore((db) => db.get('outbox', key) as Promise<Kept>));
			await put({ key, order: before?.order ?? nextOrder(), act, ...answer });
		},
		drop: (id) => remove(keyOf(id))
	};
}

/** Whatever this device has sent, in whichever room, it lets go of after a while. */
const isPast = ({ done }: Kept): boolean => done !== undefined && Date.now() - done.at >= KEPT_FOR;

/** The browser's own, asked for each time: touching it may be forbidden. */
const ownMirror = (): Storage => localStorage;

function mirror(mirrors: () => Mirror, kept: Kept): void {
	try {
		mirrors().setItem(MIRROR + kept.key, JSON.stringify(kept));
	} catch {
		// Full or forbidden: IndexedDB has it.
	}
}

function unmirror(mirrors: () => Mirror, key: string): void {
	try {
		mirrors().removeItem(MIRROR + key);
	} catch {
		// Forbidden: nothing was mirrored either.
	}
}

function mirrored(mirrors: () => Mirror): Kept[] {
	try {
		const mirror = mirrors();
		return Array.from({ length: mirror.length }, (_, at) => mirror.key(at) ?? '')
			.filter((key) => key.startsWith(MIRROR))
			.map((key) => JSON.parse(mirror.getItem(key) ?? 'null') as Kept | null)
			.filter((kept) => kept !== null);
	} catch {
		return [];
	}
}
