import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { end, freePort, newFolder, run, whenReady } from './process.ts';

/** A Redis server of the tests' own. */
export type RedisServer = { port: number; url: string; stop: () => Promise<void> };

/**
 * Starts Redis on 127.0.0.1, keeping nothing on disk. Give a port to bring one back where an
 * earlier one was stopped.
 */
export async function startRedis(port?: number): Promise<RedisServer> {
	const at = port ?? (await freePort());
	const folder = newFolder('redis');
	const quiet = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const server = run('redis-server', ['--port', `${at}`, ...quiet]);
	await whenReady(server, () => pong(at));
	return {
		port: at,
		url: `redis://127.0.0.1:${at}`,
		async stop() {
			await end(server, 'SIGKILL');
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

function pong(port: number): Promise<boolean> {
	return new Promise((tell) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const answer = (yes: boolean) => {
			socket.destroy();
			tell(yes);
		};
		socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
		socket.once('error', () => answer(false));
	});
}
