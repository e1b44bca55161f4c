import { openDeviceStore } from './device-store.ts';
import { openDrafts, type Depth, type Drafts, type Ground, type Tabs } from './drafts.ts';

const store = openDeviceStore('rundebord-drafts', (db) => void db.createObjectStore('draft'));

/**
 * Drafts in IndexedDB, beside localStorage: that one is written at once and outlives a dead tab,
 * but a browser that is killed loses its last seconds, and a tablet may lose either.
 */
export async function openDepth(): Promise<Depth> {
	const lying = await store(async (db) => {
		const keys = (await db.getAllKeys('draft')) as string[];
		const texts = (await db.getAll('draft')) as string[];
		return keys.map((key, at) => [key, texts[at] ?? ''] as const);
	});
	return { lying: new Map(lying), sink: sinkInto(writeAll) };
}

/** Ever only the newest of each key is written, and all that came meanwhile in one go. */
export function sinkInto(write: (entries: Entries) => Promise<boolean>): Depth['sink'] {
	let waiting: Entries = new Map();
	let next: Promise<boolean> | null = null;
	let last: Promise<unknown> = Promise.resolve();
	const writeWaiting = () => {
		const entries = waiting;
		waiting = new Map();
		next = null;
		return write(entries);
	};
	return (key, text) => {
		waiting.set(key, text);
		if (next === null) last = next = last.then(writeWaiting);
		return next;
	};
}

type Entries = Map<string, string | null>;

async function writeAll(entries: Entries): Promise<boolean> {
	const written = await store(async (db) => {
		const writing = db.transaction('draft', 'readwrite');
		const each = [...entries].map(([key, text]) =>
			text === null ? writing.store.delete(key) : writing.store.put(text, key)
		);
		await Promise.all([...each, writing.done]);
		return true;
	});
	return written ?? false;
}

/** The other tabs of this device, or nothing where a browser does not let them speak. */
export function openTabs(): Tabs | undefined {
	if (typeof BroadcastChannel === 'undefined') return undefined;
	const channel = new BroadcastChannel('rundebord.drafts');
	return {
		tell: (key, text) => channel.postMessage([key, text]),
		hear: (heard) => (channel.onmessage = ({ data }) => heard(...(data as [string, string]))),
		close: () => channel.close()
	};
}

/** This device's storage, or null where a page may not keep anything. */
export function groundHere(): Ground | null {
	try {
		return localStorage;
	} catch {
		return null;
	}
}

/**
 * Drafts of a page that stands before they are read: from localStorage at once, and with all that
 * keeps them a moment later, when `opened` is called again. Gives what closes them.
 */
export function openDraftsHere(owner: string, opened: (drafts: Drafts) => void): () => void {
	const tabs = openTabs();
	let isClosed = false;
	opened(openDrafts(owner, groundHere(), Date.now));
	void openDepth().then((depth) => {
		if (!isClosed) opened(openDrafts(owner, groundHere(), Date.now, { depth, tabs }));
	});
	return () => {
		isClosed = true;
		tabs?.close();
	};
}
