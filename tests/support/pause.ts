import type { App } from '../../src/lib/server/app.ts';

/** The app as it stands, in which something happens before its transaction with this number; the first is 1. */
export function withPause(app: App, before: number, happens: () => Promise<unknown>): App {
	let begun = 0;
	const db: typeof app.store.db = Object.create(app.store.db);
	db.transaction = async (work, config) => {
		begun += 1;
		if (begun === before) await happens();
		return app.store.db.transaction(work, config);
	};
	return { ...app, store: { ...app.store, db } };
}
