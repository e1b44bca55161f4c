import { openDB, type IDBPDatabase } from 'idb';

/**
 * This device's IndexedDB, used as one that may fail in every way it has failed elsewhere: it may
 * be forbidden or full, lose its connections in the background (so that it is opened anew for
 * each use), or never answer at all. All uses stand in one line, so that what was kept first is
 * there first.
 */
export type DeviceStore = {
	/** What `use` gives; undefined where there is no IndexedDB, or none that answers. */
	<T>(use: (db: IDBPDatabase) => Promise<T>): Promise<T | undefined>;
};

/** Ms for an answer, and how long it is then left alone, so that nobody waits for it each time. */
const PATIENCE = 3_000;
const REST = 10_000;

let line: Promise<unknown> = Promise.resolve();
let restsUntil = 0;

export function openDeviceStore(name: string, create: (db: IDBPDatabase) => void): DeviceStore {
	return <T>(use: (db: IDBPDatabase) => Promise<T>) => {
		const mine = line.then(() => answer(name, create, use));
		line = mine;
		return mine;
	};
}

async function answer<T>(
	name: string,
	create: (db: IDBPDatabase) => void,
	use: (db: IDBPDatabase) => Promise<T>
): Promise<T | undefined> {
	if (performance.now() < restsUntil) return undefined;
	const patience = new AbortController();
	const silence = new Promise<undefined>((over) => {
		const timer = setTimeout(() => {
			restsUntil = performance.now() + REST;
			patience.abort();
			over(undefined);
		}, PATIENCE);
		patience.signal.addEventListener('abort', () => clearTimeout(timer));
	});
	const answered = asked(name, create, use, patience.signal);
	return Promise.race([answered, silence]).finally(() => patience.abort());
}

async function asked<T>(
	name: string,
	create: (db: IDBPDatabase) => void,
	use: (db: IDBPDatabase) => Promise<T>,
	givenUp: AbortSignal
): Promise<T | undefined> {
	try {
		const db = await openDB(name, 1, { upgrade: (upgraded) => create(upgraded as IDBPDatabase) });
		try {
			// What comes late could undo what was kept meanwhile.
			return givenUp.aborted ? undefined : await use(db);
		} finally {
			db.close();
		}
	} catch {
		return undefined;
	}
}
