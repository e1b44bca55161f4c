import { fileURLToPath } from 'node:url';
import { end, run, whenReady } from '../../tests/support/process.ts';
import type { Figures } from './figures.ts';
import type { Place } from './follower.ts';
import { figuresOf, join, write, type Say } from './measure.ts';
import { residentOf } from './memory.ts';
import { WARM_UP } from './ours.ts';
import type { Options } from './options.ts';

const SERVER = fileURLToPath(new URL('./bare.ts', import.meta.url));

/** The same crowd against a server that does the least: one room, as many writers and followers, the same rate. */
export async function against(
	mode: 'echo' | 'commit',
	databaseUrl: string | null,
	options: Options,
	seconds: number
): Promise<Figures> {
	const server = run(process.execPath, [SERVER, mode, databaseUrl ?? '']);
	await whenReady(server, () => server.output().includes('port '));
	const url = `http://127.0.0.1:${/port (\d+)/.exec(server.output())![1]}`;
	const place = (lane: Place['lane']): Place => ({
		url,
		cookie: '',
		room: 'bare',
		lane,
		polling: false
	});
	const places = [
		place('projector'),
		...Array.from({ length: options.clients }, () => place('guest'))
	];
	const first = await join(places.slice(0, WARM_UP), false);
	const before = residentOf(server.child.pid!);
	const followers = [...first, ...(await join(places.slice(WARM_UP), false))];
	const writers = await join(
		Array.from({ length: options.tables }, (_, at) => place(`table/${at + 1}`)),
		false
	);
	const kilobytes = residentOf(server.child.pid!) - before;
	const crowd = { writers, followers };
	const text = 'Vi prøver dette sammen en hel måned, og ser på det igjen senere';
	const say: Say = () => ({ name: 'point.write', input: { text } });
	const sent = await write(crowd, say, options.rate, seconds);
	const figures = await figuresOf(crowd, sent, seconds);
	const megabytes = residentOf(server.child.pid!) / 1024;
	for (const one of [...writers, ...followers]) one.socket.close();
	await end(server, 'SIGKILL');
	const each = kilobytes / (writers.length + followers.length - first.length);
	return { ...figures, burst: null, release: null, kilobytesEach: each, megabytes };
}
