import type { Socket } from 'socket.io';

/** Most that may wait for a reader behind what is under way to it: packets, and bytes of them. */
const MOST_PACKETS = 256;
const MOST_BYTES = 1_000_000;

/**
 * Whether a reader takes too little of what is sent to it. What its wire already holds is not counted: somebody on a
 * slow network may take long over one large snapshot.
 */
export function isSlow({ conn }: Socket): boolean {
	const waiting: { data?: unknown }[] = conn['writeBuffer'];
	if (waiting.length > MOST_PACKETS) return true;
	return waiting.reduce((sum, { data }) => sum + sizeOf(data), 0) > MOST_BYTES;
}

const sizeOf = (data: unknown): number =>
	typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;
