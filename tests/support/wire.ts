import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { follow, roomOf, type Room } from '../../src/lib/domain/room.ts';
import type { Gateway } from '../../src/lib/realtime/gateway.server.ts';
import type { Entered, Envelope } from '../../src/lib/realtime/protocol.ts';
import { openAppGateway, type App } from '../../src/lib/server/app.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import type { Hall } from './house.ts';

/** A process of the house with its sockets, on a free port. */
export type Process = {
	app: App;
	gateway: Gateway;
	port: number;
	close: () => Promise<void>;
};

export async function serve(app: App): Promise<Process> {
	const http: Server = createServer();
	await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
	const gateway = openAppGateway(app);
	gateway.attach(http);
	return {
		app,
		gateway,
		port: (http.address() as AddressInfo).port,
		close: async () => {
			await gateway.close();
			http.close();
		}
	};
}

/** A cookie of a device that holds a link. */
export async function cookieOf(
	hall: Hall,
	kind: 'table' | 'screen' | 'guest',
	table: number | null = null
) {
	const opens = { conferenceId: hall.id, kind, table };
	const link = await conferences.linkTo(hall.house.app, hall.house.principal, opens);
	const { grant } = await conferences.open(hall.house.app, opens, link.split('#')[1] ?? '');
	return `${sessions.COOKIE}=${await sessions.grant(hall.house.app, undefined, grant)}`;
}

const open: Socket[] = [];

/** Closes every socket that was opened here. */
export function hangUp(): void {
	for (const socket of open.splice(0)) socket.close();
}

export function connect(process: Process, cookie: string, transports = ['websocket']): Socket {
	const socket = io(`http://127.0.0.1:${process.port}`, {
		transports,
		extraHeaders: { cookie },
		forceNew: true
	});
	open.push(socket);
	return socket;
}

/** Takes nothing more from its wire, as a device that hangs. Over a websocket. */
export function stopReading(socket: Socket): void {
	(socket.io.engine.transport as unknown as { ws: { pause: () => void } }).ws.pause();
}

/** Enters a room's lane from nothing. */
export const enter = (hall: Hall, lane: Lane, more: object = {}) => ({
	protocol: 1,
	room: hall.id,
	lane,
	epoch: null,
	number: 0,
	...more
});

/** A follower that keeps its room, and can wait for it to hold something. */
export async function follower(
	hall: Hall,
	process: Process,
	lane: Lane,
	cookie: string,
	transports?: string[]
) {
	const socket = connect(process, cookie, transports);
	let room: Room = roomOf([]);
	let number = 0;
	const waiting = new Set<() => void>();
	const changed = () => {
		for (const look of waiting) look();
	};
	socket.on('facts', (envelope: Envelope) => {
		room = envelope.facts.reduce(follow, room);
		number = Math.max(number, envelope.to);
		changed();
	});
	const entered = (await socket.emitWithAck('enter', enter(hall, lane))) as Entered;
	if (!entered.ok || !('snapshot' in entered)) throw new Error(JSON.stringify(entered));
	room = roomOf(entered.snapshot.things);
	number = entered.snapshot.number;
	return {
		socket,
		room: () => room,
		number: () => number,
		until: (holds: (room: Room) => boolean) =>
			new Promise<void>((done) => {
				const look = () => {
					if (!holds(room)) return;
					waiting.delete(look);
					done();
				};
				waiting.add(look);
				look();
			})
	};
}
