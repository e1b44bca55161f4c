import { chmodSync, createReadStream, createWriteStream, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { App } from '../app.ts';
import { toFileAt } from './snapshot.ts';

/**
 * A hatch in the data folder, through which the owner of the machine takes a backup while the
 * app runs on its built-in database: a unix socket that gives a backup to whoever may open it,
 * and listens to nothing. Only the app's own user may.
 */
const placeIn = (dataDir: string): string => {
	// The path of a unix socket may not be longer than about 100 bytes: the shorter one serves.
	const full = join(dataDir, 'backup.sock');
	const near = relative(process.cwd(), full);
	return near.length < full.length ? near : full;
};

/** Opens the hatch of a running app; with PostgreSQL there is none, a backup asks that itself. */
export async function open(app: App): Promise<{ close: () => void }> {
	const { dataDir } = app.configuration;
	if (app.store.kind === 'postgres' || dataDir.endsWith('memory:'))
		return { close: () => undefined };
	const path = placeIn(dataDir);
	rmSync(path, { force: true });
	const server = createServer((socket) => {
		socket.on('error', () => undefined);
		give(app, socket).catch((error: unknown) => {
			app.log.error('backup.failed', { error });
			socket.destroy();
		});
	});
	await listen(server, path);
	server.unref();
	return { close: () => void server.close() };
}

/** Listens where nobody but the owner may knock, from the first moment on. */
async function listen(server: Server, path: string): Promise<void> {
	const before = process.umask(0o177);
	try {
		const listening = new Promise<void>((ready, failed) =>
			server.once('error', failed).listen(path, ready)
		);
		process.umask(before);
		await listening;
	} finally {
		process.umask(before);
	}
	chmodSync(path, 0o600);
}

/** Takes a backup to a file beside the database first, so that a slow taker holds up nobody. */
async function give(app: App, socket: Socket): Promise<void> {
	const { dataDir, migrationsDir } = app.configuration;
	const path = join(dataDir, `backup-${app.newId()}.part`);
	try {
		const began = performance.now();
		await toFileAt(path, app.store, { migrationsDir, secret: app.secret, now: app.now() });
		app.log.info('backup.taken', { ms: Math.round(performance.now() - began) });
		await pipeline(createReadStream(path), socket);
	} finally {
		rmSync(path, { force: true });
	}
}

/** Takes a backup through the hatch of the app that runs in `dataDir`; false when none does. */
export async function takeThrough(dataDir: string, path: string): Promise<boolean> {
	const socket = connect(placeIn(dataDir));
	const there = await new Promise<boolean>((tell) => {
		socket.once('connect', () => tell(true));
		socket.once('error', () => tell(false));
	});
	if (!there) return false;
	await pipeline(socket, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }));
	return true;
}
