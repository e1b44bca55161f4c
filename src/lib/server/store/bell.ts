import { Redis } from 'ioredis';
import type { Log } from '../log.ts';

/**
 * The bell between processes, over Redis pub/sub: "look at room X", never data, and who is
 * here. It may be away or say garbage: then each process looks every second by itself.
 */
export type Bell = {
	ring: (channel: Channel, message: string) => void;
	/** `on`: reachable; `off`: not configured; `away`: configured but not reachable. */
	state: () => 'on' | 'off' | 'away';
	close: () => void;
};
export type Channel = 'look' | 'here';

const PREFIX = 'rundebord:';

/** A bell that nobody else hears: one process alone. */
export const NO_BELL: Bell = { ring: () => undefined, state: () => 'off', close: () => undefined };

/** Opens the bell on `url`; `hear` gets what other processes (and this one) rang. Never throws. */
export function openBell(
	url: string,
	hear: (channel: Channel, message: string) => void,
	log: Log
): Bell {
	const options = {
		maxRetriesPerRequest: null,
		retryStrategy: (times: number) => Math.min(times * 100, 1_000),
		connectTimeout: 3_000
	};
	const publisher = new Redis(url, { ...options, enableOfflineQueue: false });
	const subscriber = new Redis(url, options);
	let told = 'on';
	for (const redis of [publisher, subscriber]) {
		redis.on('error', (error: Error & { code?: string }) => {
			if (told !== 'away') log.warn('redis.away', { code: error.code });
			told = 'away';
		});
		redis.on('ready', () => {
			if (told === 'away') log.info('redis.back');
			told = 'on';
		});
	}
	subscriber.on('message', (channel: string, message: string) =>
		hear(channel.slice(PREFIX.length) as Channel, message)
	);
	subscriber.subscribe(`${PREFIX}look`, `${PREFIX}here`).catch(() => undefined);
	return {
		ring: (channel, message) => {
			publisher.publish(PREFIX + channel, message).catch(() => undefined);
		},
		state: () => (publisher.status === 'ready' && subscriber.status === 'ready' ? 'on' : 'away'),
		close: () => {
			publisher.disconnect();
			subscriber.disconnect();
		}
	};
}
