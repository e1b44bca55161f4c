import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { idFrom } from '../../src/lib/domain/id.ts';
import type { Room } from '../../src/lib/domain/room.ts';
import {
	openDriver,
	type Driver,
	type Ground,
	type Standing
} from '../../src/lib/realtime/driver.ts';
import { openShelf, type Mirror } from '../../src/lib/realtime/outbox-shelf.ts';
import { connecting, wireOf } from '../../src/lib/realtime/wire.ts';

/** A tablet or a phone without a screen, driven through a lane of a room by the lines that drive a page. */
export type Device = {
	driver: Driver;
	/** What it is connected by, to be rude with. */
	socket: Socket;
	readonly things: Room;
	/** Resolves when what the device knows is so. */
	until: (holds: (standing: Standing) => boolean) => Promise<void>;
	/** Does something. Resolves when it stands in `things`, or to false when it was refused. */
	does: <N extends ActName>(name: N, input: ActInput<N>) => Promise<boolean>;
};

/** Where a device comes in: the server's address, and a Cookie header that lets it into the lane. */
export type Door = { url: string; cookie: string; room: string; lane: Lane };

export const newId = (): string => idFrom(randomBytes(18));

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

/** Opens a device with this memory at a door; `other` is where its ground differs. */
export function openDevice(
	{ url, cookie, room, lane }: Door,
	memory: Mirror = newMemory(),
	other: Partial<Ground> = {}
): Device {
	const waiting = new Set<(standing: Standing) => void>();
	const socket = io(url, { ...connecting(lane), extraHeaders: { cookie }, forceNew: true });
	const shelf = openShelf(`${room}/${lane}`, () => memory);
	const ground = { wire: wireOf(socket), shelf, ...TIMERS, online: () => true, newId, ...other };
	const driver = openDriver({ room, lane }, ground, (standing) => {
		for (const look of waiting) look(standing);
	});
	const until: Device['until'] = (holds) =>
		new Promise((done) => {
			const look = (standing: Standing) => {
				if (!holds(standing)) return;
				waiting.delete(look);
				done();
			};
			waiting.add(look);
			look(driver.standing);
		});
	return {
		driver,
		socket,
		get things() {
			return driver.standing.at.things;
		},
		until,
		does: async (name, input) => {
			const id = driver.act(name, input);
			const isDone = await driver.settled(id);
			await until(({ box }) => box.arrived.every(({ act }) => act.id !== id));
			driver.dismiss(id);
			return isDone;
		}
	};
}

const TIMERS: Pick<Ground, 'now' | 'passed' | 'after' | 'every'> = {
	now: Date.now,
	passed: () => performance.now(),
	after: (ms, work) => void setTimeout(work, ms),
	every: (ms, work) => {
		const timer = setInterval(work, ms);
		return () => clearInterval(timer);
	}
};

/** Opens a device and waits until it is in; fails when it is not let in. */
export async function connect(door: Door): Promise<Device> {
	const device = openDevice(door);
	await device.until(({ line, shut, outdated }) => line === 'connected' || !!shut || outdated);
	const { line, shut } = device.driver.standing;
	if (line === 'connected') return device;
	device.driver.close();
	throw new Error(`Shut out: ${shut ?? 'protocol-old'}`);
}
