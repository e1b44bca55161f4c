import type { Socket } from 'socket.io-client';
import type { Lane } from '../domain/audience.ts';

/** A connection as a driver uses it: it asks, says, and hears. */
export type Wire = {
	connected: () => boolean;
	/** Whether it will try by itself to connect again. */
	active: () => boolean;
	/** Asks and gives the answer; fails when none comes within `patience` ms, or the wire is cut. */
	ask: (event: string, frame: object, patience: number) => Promise<unknown>;
	/** Says what may be lost. */
	say: (event: string, frame: object) => void;
	on: <T>(event: string, listener: (told: T) => void) => void;
	connect: () => void;
	disconnect: () => void;
	/** For good. */
	close: () => void;
};

/**
 * How a client of a lane connects: websockets, else long-polling (some schools' networks block the former). When a
 * hall has lost its server, screen, console and tables come first; phones, which are many, a little later.
 */
export const connecting = (lane: Lane) => ({
	transports: ['websocket', 'polling'],
	tryAllTransports: true,
	...(lane === 'guest' ? PHONES_AGAIN : OTHERS_AGAIN),
	timeout: 8_000
});

const OTHERS_AGAIN = { reconnectionDelay: 300, reconnectionDelayMax: 800 };
const PHONES_AGAIN = { reconnectionDelay: 1_000, reconnectionDelayMax: 3_000 };

export function wireOf(socket: Socket): Wire {
	return {
		connected: () => socket.connected,
		active: () => socket.active,
		ask: (event, frame, patience) => socket.timeout(patience).emitWithAck(event, frame),
		say: (event, frame) => void socket.volatile.emit(event, frame),
		on: (event, listener) => void socket.on(event, listener),
		connect: () => void socket.connect(),
		disconnect: () => void socket.disconnect(),
		close: () => void socket.close()
	};
}
