import { io, type Socket } from 'socket.io-client';
import type { Act, ActInput, ActName } from '../domain/act.ts';
import type { Lane } from '../domain/audience.ts';
import { expect } from '../domain/expect.ts';
import { idFrom } from '../domain/id.ts';
import type { Room } from '../domain/room.ts';
import * as outbox from './outbox.ts';
import { openShelf, type Shelf } from './outbox-shelf.ts';
import {
	PROTOCOL,
	SILENCE,
	type Acknowledged,
	type Entered,
	type Envelope,
	type Presence,
	type Signal,
	type Snapshot,
	type Tick
} from './protocol.ts';
import * as thread from './thread.ts';

/** How the device stands with the server, in the words of the badge. */
export type Line = 'connected' | 'connecting' | 'cut';

/** An act the server refused: shown with the reason, its text kept. */
export type RefusedAct = outbox.Outbox['refused'][number];

/** Ids are made on the device, so that twice is once. Works over plain http too. */
export const newId = (): string => idFrom(crypto.getRandomValues(new Uint8Array(18)));

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
export function openRoom({ room, lane, arrived }: Options): LiveRoom {
	const begun = thread.begin(room, lane);
	let line = $state<Line>('connecting');
	let at = $state.raw(arrived ? thread.arrive(begun, arrived) : begun);
	let box = $state.raw(outbox.EMPTY);
	let presence = $state.raw<Presence | null>(null);
	let shut = $state<string | null>(null);
	let outdated = $state(false);
	let silentFor = $state(0);
	let offset = arrived ? arrived.now - Date.now() : 0;
	let bestTrip = Number.POSITIVE_INFINITY;
	let lastWord = Date.now();
	let sending = false;
	let entering = false;
	const waitingFor = new Map<string, (done: boolean) => void>();
	const shown = $derived(
		outbox.pending(box, room).reduce((things, act) => expect(things, act, now()), at.things)
	);

	const now = (): number => Date.now() + offset;

	const live = typeof window === 'undefined' ? null : connect();

	function connect(): { socket: Socket; shelf: Shelf; stop: () => void } {
		const socket = io({
			transports: ['websocket', 'polling'],
			tryAllTransports: true,
			reconnectionDelay: 300,
			reconnectionDelayMax: 3_000,
			timeout: 8_000
		});
		const shelf = openShelf(`${room}/${lane}`);
		const heard = () => {
			lastWord = Date.now();
			silentFor = 0;
		};
		socket.on('connect', () => {
			heard();
			void enter();
		});
		socket.on('disconnect', (reason) => {
			line = 'cut';
			// The server asked this socket to go; it may come again at once.
			if (reason === 'io server disconnect') socket.connect();
		});
		socket.io.on('reconnect_attempt', () => (line = line === 'cut' ? 'cut' : 'connecting'));
		socket.on('facts', (envelope: Envelope) => {
			if (envelope.room !== room) return;
			heard();
			moveTo(thread.receive(at, envelope));
		});
		socket.on('tick', (tick: Tick) => {
			if (tick.room !== room) return;
			heard();
			correct(tick.now, null);
			moveTo(thread.hear(at, tick));
		});
		socket.on('presence', (told: Presence & { room: string }) => {
			if (told.room === room) presence = told;
		});
		socket.on('shut', (told: { room: string; code: string }) => {
			if (told.room === room) turnedAway(told.code);
		});
		const watch = setInterval(() => {
			silentFor = Date.now() - lastWord;
			if (silentFor > SILENCE && navigator.onLine !== false) {
				lastWord = Date.now();
				line = 'cut';
				socket.disconnect().connect();
			}
		}, 1_000);
		const look = () => {
			if (document.visibilityState !== 'visible') return;
			if (socket.connected) void enter();
			else socket.connect();
		};
		document.addEventListener('visibilitychange', look);
		addEventListener('online', look);
		addEventListener('pageshow', look);
		void shelf.read().then((acts) => {
			box = acts.reduce(outbox.post, box);
			void send();
		});
		return {
			socket,
			shelf,
			stop: () => {
				clearInterval(watch);
				document.removeEventListener('visibilitychange', look);
				removeEventListener('online', look);
				removeEventListener('pageshow', look);
				socket.close();
			}
		};
	}

	/** Says where this page stands, and takes what is missing. */
	async function enter(): Promise<void> {
		if (!live || entering) return;
		entering = true;
		const asked = Date.now();
		try {
			const fresh = at.wants === 'snapshot';
			const answer = (await live.socket.timeout(8_000).emitWithAck('enter', {
				protocol: PROTOCOL,
				room,
				lane,
				epoch: fresh ? null : at.epoch,
				number: fresh ? 0 : at.number
			})) as Entered;
			entering = false;
			if (answer.ok) entered(answer, asked);
			else if ('refusal' in answer) turnedAway(answer.refusal.code);
			else retryEnter();
		} catch {
			entering = false;
			if (live.socket.connected) retryEnter();
		}
	}

	const retryEnter = () => setTimeout(() => void enter(), 700);

	function entered(answer: Extract<Entered, { ok: true }>, asked: number): void {
		line = 'connected';
		shut = null;
		lastWord = Date.now();
		if ('snapshot' in answer) {
			correct(answer.snapshot.now, asked);
			at = { ...at, wants: 'snapshot' };
			// Asked for afresh: it replaces whatever stood here, also at the same number.
			moveTo(thread.arrive({ ...at, number: 0 }, answer.snapshot));
		} else {
			correct(answer.now, asked);
			moveTo(thread.receive({ ...at, wants: null }, answer.envelope));
		}
		void send();
	}

	function turnedAway(code: string): void {
		if (code === 'protocol-old') outdated = true;
		else shut = code;
	}

	function moveTo(next: thread.Thread): void {
		const asks = next.wants !== null && (next.wants !== at.wants || !entering);
		at = next;
		box = outbox.followed(box, room, at.epoch, at.number);
		if (asks && live?.socket.connected) void enter();
	}

	/** Learns the server's clock: from a round trip when there is one (the shortest counts most), else from a tick. */
	function correct(theirs: number, asked: number | null): void {
		const trip = asked === null ? null : Date.now() - asked;
		const estimate = theirs - Date.now() + (trip ?? 0) / 2;
		if (trip !== null && trip <= bestTrip * 1.5) {
			bestTrip = Math.min(bestTrip, Math.max(trip, 1));
			offset = estimate;
		} else if (Math.abs(estimate - offset) > 1_000) offset = estimate;
	}

	/** Sends what waits, one at a time, until it is answered. */
	async function send(): Promise<void> {
		if (!live || sending) return;
		sending = true;
		try {
			for (let act = outbox.next(box); act && live.socket.connected; act = outbox.next(box)) {
				const answered = await sendOne(act);
				if (!answered) {
					setTimeout(() => void send(), 1_000);
					break;
				}
			}
		} finally {
			sending = false;
		}
	}

	async function sendOne(act: Act): Promise<boolean> {
		if (!live) return false;
		let answer: Acknowledged;
		try {
			answer = (await live.socket
				.timeout(8_000)
				.emitWithAck('act', { protocol: PROTOCOL, ...act })) as Acknowledged;
		} catch {
			return false;
		}
		if (answer.ok) {
			box = outbox.acknowledged(box, act.id, answer.seq, answer.epoch);
			box = outbox.followed(box, room, at.epoch, at.number);
			answeredFor(act.id, true);
		} else if ('refusal' in answer) {
			if (answer.refusal.code === 'protocol-old') {
				outdated = true;
				return false;
			}
			box = outbox.refused(box, act.id, answer.refusal.code, answer.refusal.details);
			answeredFor(act.id, false);
		} else return false;
		await live.shelf.drop(act.id);
		return true;
	}

	function answeredFor(id: string, done: boolean): void {
		waitingFor.get(id)?.(done);
		waitingFor.delete(id);
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
		act: (name, input) => {
			const act = { id: newId(), room, name, input, seen: at.number } as Act;
			box = outbox.post(box, act);
			void live?.shelf.keep(act).then(send);
			return act.id;
		},
		settled: (id) => {
			if (box.refused.some(({ act }) => act.id === id)) return Promise.resolve(false);
			if (!box.waiting.some((act) => act.id === id)) return Promise.resolve(true);
			return new Promise((tell) => waitingFor.set(id, tell));
		},
		dismiss: (id) => (box = outbox.dismissed(box, id)),
		signal: (signal) => void live?.socket.volatile.emit('signal', { room, ...signal }),
		close: () => live?.stop()
	};
}
