import { io } from 'socket.io-client';
import type { Act, ActInput, ActName } from '../domain/act.ts';
import type { Lane } from '../domain/audience.ts';
import { expect } from '../domain/expect.ts';
import type { Room } from '../domain/room.ts';
import { openDriver, standingAt, type Driver, type Line, type Standing } from './driver.ts';
import { newId } from './new-id.ts';
import * as outbox from './outbox.ts';
import { openShelf } from './outbox-shelf.ts';
import type { Presence, Signal, Snapshot } from './protocol.ts';
import { connecting, wireOf } from './wire.ts';

export type { Line } from './driver.ts';

/** An act the server refused: shown with the reason, its text kept. */
export type RefusedAct = outbox.Outbox['refused'][number];

/**
 * A room that a page follows and acts in: what had arrived, plus the thread, plus what was
 * just done here. `things` is what to show. Reactive.
 */
export type LiveRoom = {
	readonly things: Room;
	/** The room as the server last told it, without what was just done here. */
	readonly told: Room;
	readonly number: number;
	/** The room's epoch, null before anything has been heard. */
	readonly epoch: string | null;
	readonly line: Line;
	/** Ms since the last word from the server, on this device's clock; renewed each second. */
	readonly silentFor: number;
	/** Acts that wait to arrive. */
	readonly waiting: number;
	/** How long the first of them has waited, in ms on this device's clock; renewed each second. */
	readonly waitedFor: number;
	/** Those acts, first in line first. */
	readonly unsent: Act[];
	readonly refused: RefusedAct[];
	readonly presence: Presence | null;
	/** The server refused to let this page in, by this code. */
	readonly shut: string | null;
	/** The server speaks another protocol: the page should be loaded anew; nothing is lost. */
	readonly outdated: boolean;
	/** The server's clock now, in epoch ms. */
	now: () => number;
	/** Does something; returns the act's id at once. It is kept on the device until it has arrived. */
	act: <N extends ActName>(name: N, input: ActInput<N>) => string;
	/** Resolves when the act has been answered: true if it was done, false if refused. */
	settled: (actId: string) => Promise<boolean>;
	dismiss: (actId: string) => void;
	signal: (signal: Omit<Signal, 'room'>) => void;
	close: () => void;
};

type Options = { room: string; lane: Lane; arrived?: Snapshot };

/** Opens a room on the page's one socket. In the server's rendering it shows what had arrived. */
export function openRoom(options: Options): LiveRoom {
	const { room, lane, arrived } = options;
	const begun = standingAt(room, lane, arrived);
	let line = $state<Line>(begun.line);
	let at = $state.raw(begun.at);
	let box = $state.raw(begun.box);
	let presence = $state.raw(begun.presence);
	let shut = $state(begun.shut);
	let outdated = $state(begun.outdated);
	let silentFor = $state(begun.silentFor);
	let waitedFor = $state(begun.waitedFor);
	const driver = typeof window === 'undefined' ? null : driveHere(options, changed);
	const now = driver ? driver.now : serverClock(arrived);
	const shown = $derived(
		outbox.pending(box, room).reduce((things, act) => expect(things, act, now()), at.things)
	);

	/** Each part is a state of its own, so that a second's silence does not draw the room anew. */
	function changed(standing: Standing): void {
		({ line, at, box, presence, shut, outdated, silentFor, waitedFor } = standing);
	}

	return {
		get things() {
			return shown;
		},
		get told() {
			return at.things;
		},
		get number() {
			return at.number;
		},
		get epoch() {
			return at.epoch;
		},
		get line() {
			return line;
		},
		get silentFor() {
			return silentFor;
		},
		get waiting() {
			return box.waiting.length;
		},
		get waitedFor() {
			return waitedFor;
		},
		get unsent() {
			return box.waiting;
		},
		get refused() {
			return box.refused;
		},
		get presence() {
			return presence;
		},
		get shut() {
			return shut;
		},
		get outdated() {
			return outdated;
		},
		now,
		act: (name, input) => driver?.act(name, input) ?? newId(),
		settled: (id) => driver?.settled(id) ?? Promise.resolve(false),
		dismiss: (id) => driver?.dismiss(id),
		signal: (signal) => driver?.signal(signal),
		close: () => driver?.close()
	};
}

/** The server's clock as it was told on arrival. */
function serverClock(arrived: Snapshot | undefined): () => number {
	const offset = arrived ? arrived.now - Date.now() : 0;
	return () => Date.now() + offset;
}

/** A driver on a browser's ground: it looks again when the page is seen, shown or online again. */
function driveHere(options: Options, onChange: (standing: Standing) => void): Driver {
	const ground = {
		wire: wireOf(io(connecting(options.lane))),
		shelf: openShelf(`${options.room}/${options.lane}`),
		now: Date.now,
		passed: () => performance.now(),
		after: (ms: number, work: () => void) => void setTimeout(work, ms),
		every: (ms: number, work: () => void) => {
			const timer = setInterval(work, ms);
			return () => clearInterval(timer);
		},
		online: () => navigator.onLine !== false,
		newId
	};
	const driver = openDriver(options, ground, onChange);
	const look = () => void (document.visibilityState === 'visible' && driver.look());
	document.addEventListener('visibilitychange', look);
	addEventListener('online', look);
	addEventListener('pageshow', look);
	const close = () => {
		document.removeEventListener('visibilitychange', look);
		removeEventListener('online', look);
		removeEventListener('pageshow', look);
		driver.close();
	};
	return { ...driver, close };
}
