import { createServer, connect, type Server } from 'node:net';
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Holds a folder against a second process: a unix socket in it that only a living process
 * answers on. After a kill nobody answers, and the next one takes it.
 * Throws when the folder is in use.
 */
export async function lockFolder(folder: string): Promise<Server> {
	mkdirSync(folder, { recursive: true });
	// The path of a unix socket may not be longer than about 100 bytes: the shorter one serves.
	const full = join(folder, 'in-use.sock');
	const near = relative(process.cwd(), full);
	const path = near.length < full.length ? near : full;
	if (await answers(path))
		throw new Error(
			`The data folder ${folder} is in use by another process. Stop that one first, or choose another DATA_DIR.`
		);
	rmSync(path, { force: true });
	const server = createServer((socket) => socket.end());
	await new Promise<void>((ready, failed) => server.once('error', failed).listen(path, ready));
	server.unref();
	return server;
}

function answers(path: string): Promise<boolean> {
	return new Promise((tell) => {
		const socket = connect(path);
		socket.once('connect', () => {
			socket.destroy();
			tell(true);
		});
		socket.once('error', () => tell(false));
	});
}
