import { io, type Socket } from 'socket.io-client';
import type { Lane } from '../../src/lib/domain/audience.ts';
import {
	openDriver,
	type Driver,
	type Ground,
	type Standing
} from '../../src/lib/realtime/driver.ts';
import { openShelf, type Mirror } from '../../src/lib/realtime/outbox-shelf.ts';
import { connecting, wireOf } from '../../src/lib/realtime/wire.ts';
import { newId } from './house.ts';

/** What a device remembers when its page is closed. */
export function newMemory(): Mirror {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
		key: (at) => [...kept.keys()][at] ?? null,
		get length() {
			return kept.size;
		}
	};
}

/** A device's page, driven by the lines that drive a browser's. */
export type Page = {
	driver: Driver;
	/** What it is connected by, to be rude with. */
	socket: Socket;
	/** Resolves when what the page knows is so. */
	until: (holds: (standing: Standing) => boolean) => Promise<void>;
};

/** Opens a room's lane on a device with this memory, at a process's port; `other` is where its ground differs. */
export function openPage(
	port: number,
	cookie: string,
	{ room, lane }: { room: string; lane: Lane },
	memory: Mirror,
	other: Partial<Ground> = {}
): Page {
	const waiting = new Set<(standing: Standing) => void>();
	const how = { ...connecting(lane), extraHeaders: { cookie }, forceNew: true };
	const socket = io(`http://127.0.0.1:${port}`, how);
	const ground = {
		wire: wireOf(socket),
		shelf: openShelf(`${room}/${lane}`, () => memory),
		now: Date.now,
		passed: () => performance.now(),
		after: (ms: number, work: () => void) => void setTimeout(work, ms),
		every: (ms: number, work: () => void) => {
			const timer = setInterval(work, ms);
			return () => clearInterval(timer);
		},
		online: () => true,
		newId,
		...other
	};
	const driver = openDriver({ room, lane }, ground, (standing) => {
		for (const look of waiting) look(standing);
	});
	const until: Page['until'] = (holds) =>
		new Promise((done) => {
			const look = (standing: Standing) => {
				if (!holds(standing)) return;
				waiting.delete(look);
				done();
			};
			waiting.add(look);
			look(driver.standing);
		});
	return { driver, socket, until };
}
