import { connect, createServer, type Socket } from 'node:net';

/**
 * Bad weather on a wire: a TCP proxy on 127.0.0.1.
 * - `cut` breaks every connection and refuses new ones, as when the cable is pulled;
 * - `blackHole` keeps connections open and swallows everything, as wifi does in a corner;
 * - `lag` delays each byte by so many ms, each way;
 * - `heal` makes it a plain wire again. Connections that lost bytes are broken then.
 */
export type Proxy = {
	port: number;
	cut: () => void;
	blackHole: () => void;
	lag: (ms: number) => void;
	heal: () => void;
	close: () => Promise<void>;
};

type Weather = { state: 'fine' | 'cut' | 'black-hole'; lag: number };
type Pair = { ends: [Socket, Socket]; lost: boolean };

/** Opens a proxy to a port of 127.0.0.1, or to the one that `toPort` names when somebody connects. */
export async function proxy(toPort: number | (() => number)): Promise<Proxy> {
	const target = typeof toPort === 'number' ? () => toPort : toPort;
	const weather: Weather = { state: 'fine', lag: 0 };
	const pairs = new Set<Pair>();
	const server = createServer((near) => {
		if (weather.state === 'cut') return void near.resetAndDestroy();
		const pair = join(near, connect(target(), '127.0.0.1'), weather);
		pairs.add(pair);
		// One end may close unheard while everything is swallowed: the other is still to be broken.
		const isOver = () => pair.ends.every(({ destroyed }) => destroyed);
		for (const end of pair.ends) end.once('close', () => isOver() && pairs.delete(pair));
	});
	await new Promise<void>((ready, failed) =>
		server.once('error', failed).listen(0, '127.0.0.1', ready)
	);
	const address = server.address();
	const breakAll = (which: (pair: Pair) => boolean) => [...pairs].filter(which).forEach(hangUp);
	return {
		port: typeof address === 'object' && address ? address.port : 0,
		cut() {
			weather.state = 'cut';
			breakAll(() => true);
		},
		blackHole: () => void (weather.state = 'black-hole'),
		lag: (ms) => void (weather.lag = ms),
		heal() {
			Object.assign(weather, { state: 'fine', lag: 0 });
			breakAll((pair) => pair.lost);
		},
		close() {
			breakAll(() => true);
			return new Promise((closed) => server.close(() => closed()));
		}
	};
}

function join(near: Socket, far: Socket, weather: Weather): Pair {
	const pair: Pair = { ends: [near, far], lost: false };
	carry(near, far, pair, weather);
	carry(far, near, pair, weather);
	return pair;
}

/** Carries bytes one way, in order, also when the lag shrinks while some are under way. */
function carry(from: Socket, to: Socket, pair: Pair, weather: Weather): void {
	let last = 0; // the moment the latest bytes are due, ms
	const later = (deliver: () => void) => {
		const now = performance.now();
		last = Math.max(last, now + weather.lag);
		if (last <= now) deliver();
		else setTimeout(deliver, last - now);
	};
	const unlessLost = (deliver: () => void) => {
		if (weather.state === 'black-hole') pair.lost = true;
		else deliver();
	};
	from.setNoDelay(true);
	from.on('data', (bytes) => later(() => unlessLost(() => void to.write(bytes))));
	from.once('end', () => later(() => unlessLost(() => void to.end())));
	from.on('error', () => hangUp(pair));
	from.once('close', () => later(() => unlessLost(() => hangUp(pair))));
}

function hangUp({ ends }: Pair): void {
	for (const end of ends) if (!end.destroyed) end.resetAndDestroy();
}
