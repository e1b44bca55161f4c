import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Act, ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { idFrom } from '../../src/lib/domain/id.ts';
import type { Room } from '../../src/lib/domain/room.ts';
import * as outbox from '../../src/lib/realtime/outbox.ts';
import {
	PROTOCOL,
	type Acknowledged,
	type Entered,
	type Envelope,
	type Snapshot,
	type Tick
} from '../../src/lib/realtime/protocol.ts';
import * as thread from '../../src/lib/realtime/thread.ts';

/** A tablet or a phone without a screen: it follows a lane of a room and acts in it. */
export type Device = {
	readonly things: Room;
	/** The code by which the server shut it out, or null. */
	readonly shut: string | null;
	/**
	 * Does something, once, however often the network fails. Resolves when it stands in `things`,
	 * or to false when it was refused.
	 */
	act: <N extends ActName>(name: N, input: ActInput<N>) => Promise<boolean>;
	/** Says that a field is being written in. May be lost. */
	typing: (typing: boolean) => void;
	/** Calls back whenever the room has changed. */
	onChange: (listener: () => void) => void;
	close: () => void;
};

export type Door = { url: string; cookie: string; room: string; lane: Lane };

/** Ms to wait for an answer, and before asking again. */
const PATIENCE = 4_000;
const AGAIN = 300;

export const newId = (): string => idFrom(randomBytes(18));

/** Connects to a room, and stays connected until it is closed. */
export async function connect({ url, cookie, room, lane }: Door): Promise<Device> {
	const socket = io(url, {
		transports: ['websocket'],
		extraHeaders: { cookie },
		forceNew: true,
		reconnectionDelay: AGAIN,
		reconnectionDelayMax: 3_000
	});
	let at = thread.begin(room, lane);
	let box = outbox.EMPTY;
	let shut: string | null = null;
	let entering = false;
	let sending = false;
	const listeners: (() => void)[] = [];
	const answers = new Map<string, (done: boolean) => void>();

	const moveTo = (next: thread.Thread): void => {
		if (next === at) return;
		at = next;
		follow();
		if (at.wants !== null) void enter();
		for (const listener of listeners) listener();
	};

	async function enter(): Promise<void> {
		if (entering || shut !== null || !socket.connected) return;
		entering = true;
		const fresh = at.wants === 'snapshot';
		const place = fresh ? { epoch: null, number: 0 } : { epoch: at.epoch, number: at.number };
		const answer = await ask<Entered>(socket, 'enter', { room, lane, ...place });
		entering = false;
		if (answer?.ok && 'snapshot' in answer) moveTo(arrived(at, answer.snapshot));
		else if (answer?.ok) moveTo(thread.receive({ ...at, wants: null }, answer.envelope));
		else if (answer && 'refusal' in answer) turnAway(answer.refusal.code);
		else setTimeout(() => void enter(), AGAIN);
		void send();
	}

	function turnAway(code: string): void {
		shut = code;
		for (const listener of listeners) listener();
	}

	async function send(): Promise<void> {
		if (sending) return;
		sending = true;
		for (let act = outbox.next(box); act && socket.connected; act = outbox.next(box)) {
			const answer = await ask<Acknowledged>(socket, 'act', act);
			if (!answer || (!answer.ok && 'weather' in answer)) await pause(AGAIN);
			else settle(act, answer);
		}
		sending = false;
	}

	function settle(act: Act, answer: Exclude<Acknowledged, { weather: true }>): void {
		box = answer.ok
			? outbox.acknowledged(box, act.id, answer.seq, answer.epoch)
			: outbox.refused(box, act.id, answer.refusal.code, answer.refusal.details);
		box = outbox.dismissed(box, act.id);
		if (!answer.ok) tell(act.id, false);
		follow();
	}

	/** What the room now shows needs not be waited for any longer. */
	function follow(): void {
		const before = box.arrived;
		box = outbox.followed(box, room, at.epoch, at.number);
		const left = new Set(box.arrived.map(({ act }) => act.id));
		for (const { act } of before) if (!left.has(act.id)) tell(act.id, true);
	}

	function tell(id: string, done: boolean): void {
		answers.get(id)?.(done);
		answers.delete(id);
	}

	socket.on('connect', () => void enter());
	socket.on('facts', (envelope: Envelope) => moveTo(thread.receive(at, envelope)));
	socket.on('tick', (tick: Tick) => moveTo(thread.hear(at, tick)));
	socket.on('shut', ({ code }: { code: string }) => turnAway(code));

	await new Promise<void>((ready, failed) => {
		listeners.push(() => {
			if (shut !== null) failed(new Error(`Shut out: ${shut}`));
			else if (at.epoch !== null) ready();
		});
	}).catch((error: unknown) => {
		socket.close();
		throw error;
	});

	return {
		get things() {
			return at.things;
		},
		get shut() {
			return shut;
		},
		act: (name, input) => {
			const act = { id: newId(), room, name, input, seen: at.number } as Act;
			box = outbox.post(box, act);
			void send();
			return new Promise((done) => answers.set(act.id, done));
		},
		typing: (typing) => void socket.volatile.emit('signal', { room, typing }),
		onChange: (listener) => void listeners.push(listener),
		close: () => void socket.close()
	};
}

/** Asked for afresh, it replaces whatever stood here. */
const arrived = (at: thread.Thread, snapshot: Snapshot): thread.Thread =>
	thread.arrive({ ...at, number: 0 }, snapshot);

/** Sends a frame and gives its answer, or null when none came. */
async function ask<A>(socket: Socket, event: string, frame: object): Promise<A | null> {
	try {
		const whole = { protocol: PROTOCOL, ...frame };
		return (await socket.timeout(PATIENCE).emitWithAck(event, whole)) as A;
	} catch {
		return null;
	}
}

const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));
