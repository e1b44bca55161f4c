import { io, type Socket } from 'socket.io-client';
import {
	PROTOCOL,
	type Entered,
	type Envelope,
	type Tick
} from '../../src/lib/realtime/protocol.ts';
import { connecting } from '../../src/lib/realtime/wire.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { roomOf, type Room } from '../../src/lib/domain/room.ts';

/** Where a follower stands: which server, as whom, in which lane of which room. */
export type Place = { url: string; cookie: string; room: string; lane: Lane; polling: boolean };

/** A device that follows and keeps nothing but when it heard of which number. */
export type Follower = {
	place: Place;
	socket: Socket;
	/** The room as it was on entering, when it was asked to be kept. */
	room: Room | null;
	number: number;
	/** `[number, ms]`: up to which number it had been told, and when. */
	told: [number, number][];
	/** When it was last in step with the server, in ms. */
	enteredAt: number;
	enters: number;
};

const PATIENCE = 20_000;

/** Connects and enters; enters again by itself after each new connection, and where something is missing. */
export async function follow(place: Place, keepRoom = false): Promise<Follower> {
	const socket = io(place.url, {
		...connecting(place.lane),
		transports: place.polling ? ['polling'] : ['websocket'],
		extraHeaders: { cookie: place.cookie },
		forceNew: true
	});
	const me: Follower = { place, socket, room: null, number: 0, told: [], enteredAt: 0, enters: 0 };
	let epoch: string | null = null;
	let entering = false;
	const note = (number: number) => {
		me.number = Math.max(me.number, number);
		me.told.push([me.number, performance.now()]);
	};
	const enter = async (): Promise<void> => {
		if (entering) return;
		entering = true;
		const stands = { epoch, number: me.number };
		const { room, lane } = place;
		const frame = { protocol: PROTOCOL, room, lane, ...stands };
		const answer = await socket
			.timeout(PATIENCE)
			.emitWithAck('enter', frame)
			.then((value) => value as Entered)
			.catch(() => null);
		entering = false;
		if (!answer?.ok) {
			if (answer && 'refusal' in answer) throw new Error(`${lane}: ${answer.refusal.code}`);
			if (socket.connected) setTimeout(() => void enter(), 200);
			return;
		}
		epoch = 'snapshot' in answer ? answer.snapshot.epoch : answer.envelope.epoch;
		if ('snapshot' in answer && keepRoom) me.room = roomOf(answer.snapshot.things);
		note('snapshot' in answer ? answer.snapshot.number : answer.envelope.to);
		me.enteredAt = performance.now();
		me.enters += 1;
	};
	socket.on('connect', () => void enter());
	socket.on('facts', (envelope: Envelope) => {
		if (envelope.from > me.number) return void enter();
		note(envelope.to);
	});
	socket.on('tick', (tick: Tick) => {
		if (tick.number > me.number) void enter();
	});
	await new Promise<void>((ready) => {
		const look = setInterval(() => {
			if (me.enters === 0) return;
			clearInterval(look);
			ready();
		}, 5);
	});
	return me;
}

/** When a follower had heard of a number, in ms; undefined when it never did. */
export function heardAt(follower: Follower, number: number): number | undefined {
	return follower.told.find(([to]) => to >= number)?.[1];
}
