import type { App } from './app.ts';

export type Health = {
	status: 'ready' | 'degraded' | 'unavailable';
	database: 'on' | 'away';
	redis: 'on' | 'off' | 'away';
	storage: 'postgres' | 'pglite';
};

/** Ready to serve: only without the database it is not; Redis away costs at most a second. */
export async function health(app: App): Promise<Health> {
	const database = await reachable(app);
	const redis = app.bell.state();
	const status = database === 'away' ? 'unavailable' : redis === 'away' ? 'degraded' : 'ready';
	return { status, database, redis, storage: app.store.kind };
}

/** How long the database may take to answer, in ms. */
const PATIENCE = 3_000;

async function reachable(app: App): Promise<'on' | 'away'> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<'away'>((tell) => {
		timer = setTimeout(() => tell('away'), PATIENCE);
	});
	try {
		return await Promise.race([app.store.ping().then(() => 'on' as const), late]);
	} catch {
		return 'away';
	} finally {
		clearTimeout(timer);
	}
}
