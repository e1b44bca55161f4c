import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { z } from 'zod';
import { isActName } from '../domain/act.ts';
import { seeFact, type Lane } from '../domain/audience.ts';
import { Refusal } from '../domain/refusal.ts';
import { canonical } from '../domain/room.ts';
import { openAttendance, type Here, type Shared } from './attendance.server.ts';
import {
	ActFrame,
	Enter,
	Leave,
	MOST_BYTES,
	PROTOCOL,
	Signal,
	TICK_EVERY,
	type Acknowledged,
	type Entered,
	type HouseState,
	type NotDone,
	type Snapshot
} from './protocol.ts';
import { latest, openPump, type Journal } from './pump.server.ts';
import { isSlow } from './queue.server.ts';
import { together } from './together.server.ts';

/** What the gateway is handed: it never reaches into the house itself. `W` is who somebody is. */
export type House<W> = {
	journal: Journal;
	/** Who holds these cookies; `null` cookie header is nobody. */
	who: (cookies: string | undefined) => Promise<{ who: W; name: string | null }>;
	/** Refuses unless they may follow the lane. */
	mayFollow: (who: W, room: string, lane: Lane) => Promise<void>;
	act: (who: W, frame: ActFrame) => Promise<{ seq: number; epoch: string }>;
	/** Hears that a room has moved, from here or elsewhere. */
	onKick: (listener: (room: string) => void) => void;
	/** Tells the other processes who is here; hears them. Both may be lost. */
	share: (shared: Shared) => void;
	onShare: (listener: (shared: Shared) => void) => void;
	/** Whether a page from `origin` may open a socket to `host`. */
	mayCall: (origin: string | undefined, host: string | undefined) => boolean;
	now: () => number;
	log: (event: string, details: Record<string, unknown>) => void;
	/** Counts acts and frames by kind and outcome. */
	count: (what: string, outcome: string, ms?: number) => void;
	/** Adds to a spread of times, in ms. */
	time: (what: string, ms: number) => void;
	/** How the house itself stood when it was last looked at. */
	state: () => HouseState | undefined;
};

/** A second's worth of frames from one socket, and how many may come at once. */
const FRAMES_A_SECOND = 40;
/** Facts that are caught up one by one; further behind, everything comes afresh. */
const MOST_BEHIND = 300;
/** Of this many ticks one looks up everybody again, also those without an account. */
const EVERYBODY_EVERY = 15;
/** How long a snapshot serves those who arrive together, in ms. */
const FRESH_FOR = 1_000;

type Data<W> = {
	who: W;
	name: string | null;
	cookies: string | undefined;
	rooms: Map<string, Here>;
	frames: { since: number; count: number };
};

export type Gateway = {
	attach: (server: HttpServer) => void;
	/** Connected sockets in this process. */
	connections: () => number;
	/** Connected pages in this process by lane and transport. */
	crowd: () => { lane: LaneKind; transport: string; pages: number }[];
	/** Pages here that have acts which have not arrived: how many, how many acts, and ms since the first. */
	outboxes: () => { pages: number; acts: number; oldest: number };
	close: () => Promise<void>;
};

/** A lane without its table's number: there are few of them. */
export type LaneKind = 'staff' | 'projector' | 'guest' | 'table';
const kindOf = (lane: Lane): LaneKind => (lane.startsWith('table/') ? 'table' : (lane as LaneKind));

const keyOf = (room: string, lane: Lane): string => `${room} ${lane}`;

/** What shuts somebody out: links that no longer hold, and a phone whose owner was erased. */
const SHUTS = new Set(['keys.turned', 'person.erased']);

/** Opens the gateway: greets, catches up or resyncs, and pumps to each lane. */
export function openGateway<W>(house: House<W>): Gateway {
	const io = new Server({
		serveClient: false,
		maxHttpBufferSize: MOST_BYTES,
		pingInterval: 10_000,
		pingTimeout: 8_000,
		connectionStateRecovery: undefined,
		allowRequest: (request, decide) =>
			decide(null, house.mayCall(request.headers.origin, request.headers.host))
	});
	const underWay = new Map<string, Promise<{ seq: number; epoch: string }>>();
	const me = Math.random().toString(36).slice(2);
	const attendance = openAttendance(house.now);
	const reading = new Map<string, { at: number; entries: ReturnType<Journal['after']> }>();
	const snapshots = new Map<string, { at: number; promise: Promise<Omit<Snapshot, 'now'>> }>();
	const pump = openPump(
		house.journal,
		(lane, envelope) => {
			house.count('batch', kindOf(lane));
			io.to(keyOf(envelope.room, lane)).emit('facts', envelope);
		},
		(room, fact) => {
			if (SHUTS.has(fact.name)) void recheck(room);
		},
		(error) => house.log('pump.failed', { error })
	);
	const numberOf = together(
		async (rooms) => new Map((await house.journal.numbers(rooms)).map((one) => [one.id, one]))
	);
	const dataOf = (socket: Socket): Data<W> => socket.data as Data<W>;

	house.onKick((room) => void pump.look(room));
	house.onShare((shared) => {
		if (shared.process !== me) attendance.hear(shared);
	});

	io.use((socket, next) => {
		const cookies = socket.request.headers.cookie;
		house.who(cookies).then(
			({ who, name }) => {
				const frames = { since: performance.now(), count: 0 };
				socket.data = { who, name, cookies, rooms: new Map(), frames } satisfies Data<W>;
				next();
			},
			(error: unknown) => {
				house.log('greet.failed', { error });
				next(new Error('weather'));
			}
		);
	});

	io.on('connection', (socket) => {
		answer(socket, 'enter', Enter, (frame) => enter(socket, frame));
		answer(socket, 'act', ActFrame, (frame) => act(socket, frame));
		answer(socket, 'leave', Leave, async ({ room }) => {
			leave(socket, room);
			return { ok: true as const };
		});
		answer(socket, 'signal', Signal, async (signal) => {
			hearSignal(socket, signal);
			return { ok: true as const, now: house.now() };
		});
		socket.on('disconnect', () => {
			for (const room of [...dataOf(socket).rooms.keys()]) leave(socket, room);
		});
		socket.on('error', (error) => house.log('socket.error', { error }));
	});

	/**
	 * The one guarded registration: a frame of the wrong shape, too many frames or a failing
	 * listener is answered by name and never ends the process.
	 */
	function answer<S extends z.ZodType, A>(
		socket: Socket,
		event: string,
		shape: S,
		listener: (frame: z.output<S>) => Promise<A>
	): void {
		socket.on(event, (...args: unknown[]) => {
			const last = args.at(-1);
			const reply = typeof last === 'function' ? (last as (answer: unknown) => void) : null;
			const began = performance.now();
			const tell = (outcome: string, answered: unknown) => {
				house.count(event, outcome, performance.now() - began);
				reply?.(answered);
			};
			if (!withinPace(dataOf(socket))) return tell('too-fast', refusal('too-fast'));
			const read = shape.safeParse(args[0]);
			if (!read.success) return tell('bad-input', refusal('bad-input'));
			listener(read.data).then(
				(answered) => {
					tell('ok', answered);
					cutIfSlow(socket);
				},
				(error: unknown) => tell(...notDone(event, error))
			);
		});
	}

	function notDone(event: string, error: unknown): [string, NotDone] {
		if (error instanceof Refusal) return [error.code, refusal(error.code, error.details)];
		house.log('frame.failed', { event, error });
		return ['weather', { ok: false, weather: true }];
	}

	function withinPace(data: Data<W>): boolean {
		const now = performance.now();
		if (now - data.frames.since > 1_000) data.frames = { since: now, count: 0 };
		data.frames.count += 1;
		return data.frames.count <= FRAMES_A_SECOND;
	}

	async function enter(socket: Socket, frame: Enter): Promise<Entered> {
		if (frame.protocol !== PROTOCOL) throw new Refusal('protocol-old');
		const { room, lane } = frame;
		const mayFollow = () => house.mayFollow(dataOf(socket).who, room, lane);
		await mayFollow();
		const before = dataOf(socket).rooms.get(room);
		if (before && before.lane !== lane) leave(socket, room);
		if (!pump.follows(room, lane)) {
			await pump.follow(room, lane);
			// A link that was turned while the room was read is told to those who follow, not to who is at the door.
			await mayFollow();
		}
		await socket.join(keyOf(room, lane));
		if (!dataOf(socket).rooms.has(room)) {
			const { name } = dataOf(socket);
			dataOf(socket).rooms.set(room, {
				room,
				lane,
				name,
				typing: false,
				waiting: 0,
				waitingSince: null,
				shows: null,
				heard: house.now()
			});
		}
		tellPresence(room);
		const missing = await caughtUp(frame);
		house.count('entered', missing ? 'caught-up' : 'afresh');
		return missing ?? (await afresh(frame));
	}

	/**
	 * The journal after a number, read once for those who ask while it is read: a hall that comes back stood at one. A
	 * reading that hangs is not waited for by those who come later.
	 */
	function after(room: string, number: number): ReturnType<Journal['after']> {
		const key = `${room} ${number}`;
		const under = reading.get(key);
		if (under && performance.now() - under.at < FRESH_FOR) return under.entries;
		const mine = { at: performance.now(), entries: house.journal.after(room, number) };
		reading.set(key, mine);
		const over = () => void (reading.get(key) === mine && reading.delete(key));
		mine.entries.then(over, over);
		return mine.entries;
	}

	/** What is missing since the number they say, when that is not too much; else null. */
	async function caughtUp({ room, lane, epoch, number }: Enter): Promise<Entered | null> {
		if (epoch === null) return null;
		const stands = await numberOf(room);
		if (!stands || stands.epoch !== epoch || stands.seq < number) return null;
		if (stands.seq - number > MOST_BEHIND) return null;
		const entries = stands.seq > number ? await after(room, number) : [];
		const to = entries.at(-1)?.seq ?? number;
		const facts = latest(entries.map(({ fact }) => seeFact(fact, lane)));
		return { ok: true, envelope: { room, epoch, from: number, to, facts }, now: house.now() };
	}

	async function afresh({ room, lane }: Enter): Promise<Entered> {
		const key = keyOf(room, lane);
		let kept = snapshots.get(key);
		const told = pump.numberOf(room, lane);
		const fresh = kept && performance.now() - kept.at < FRESH_FOR;
		// Never older than what the lane has been told: what follows would not reach back to it.
		if (!kept || !fresh || (await kept.promise).number < told) {
			const promise = house.journal
				.snapshot(room, lane)
				.then((snapshot) => ({ room, lane, ...snapshot }));
			promise.catch(() => snapshots.delete(key));
			const mine = { at: performance.now(), promise };
			const forget = () => void (snapshots.get(key) === mine && snapshots.delete(key));
			setTimeout(forget, FRESH_FOR).unref();
			snapshots.set(key, mine);
			kept = mine;
		}
		return { ok: true, snapshot: { ...(await kept.promise), now: house.now() } };
	}

	async function act(socket: Socket, frame: ActFrame): Promise<Acknowledged> {
		if (frame.protocol !== PROTOCOL) throw new Refusal('protocol-old');
		const began = performance.now();
		const what = isActName(frame.name) ? `act ${frame.name}` : 'act unknown';
		try {
			const { seq, epoch } = await once(socket, frame);
			house.count(what, 'ok', performance.now() - began);
			house.time('act', performance.now() - began);
			return { ok: true, seq, epoch };
		} catch (error) {
			house.count(what, error instanceof Refusal ? error.code : 'weather');
			throw error;
		}
	}

	/** A copy of an act that comes while the first is under way gets the same answer. A later one is known to the house. */
	function once(socket: Socket, frame: ActFrame): Promise<{ seq: number; epoch: string }> {
		const { cookies, who } = dataOf(socket);
		const key = canonical({ cookies, frame });
		const before = underWay.get(key);
		if (before) return before;
		const answer = house.act(who, frame);
		underWay.set(key, answer);
		const answered = () => underWay.delete(key);
		answer.then(answered, answered);
		return answer;
	}

	function hearSignal(socket: Socket, signal: Signal): void {
		const here = dataOf(socket).rooms.get(signal.room);
		if (!here) return;
		const { oldest, ...said } = signal;
		const heard = house.now();
		const waiting = said.waiting ?? here.waiting;
		const since = oldest === undefined ? here.waitingSince : heard - oldest;
		const waitingSince = waiting > 0 ? (since ?? heard) : null;
		const changed = { ...here, ...said, waitingSince, heard };
		dataOf(socket).rooms.set(signal.room, changed);
		// Being heard again is told with the next tick; only what has changed is told at once.
		if ((['typing', 'waiting', 'shows'] as const).some((part) => here[part] !== changed[part]))
			tellPresence(signal.room);
	}

	function leave(socket: Socket, room: string): void {
		const here = dataOf(socket).rooms.get(room);
		if (!here) return;
		dataOf(socket).rooms.delete(room);
		void socket.leave(keyOf(room, here.lane));
		if (!io.sockets.adapter.rooms.has(keyOf(room, here.lane))) pump.unfollow(room, here.lane);
		tellPresence(room);
	}

	// Presence is gathered for a moment, so that a hall that arrives at once is told of once.
	const presenceDue = new Map<string, NodeJS.Timeout>();

	function tellPresence(room: string): void {
		if (presenceDue.has(room)) return;
		presenceDue.set(
			room,
			setTimeout(() => {
				presenceDue.delete(room);
				const mine = hereIn(room);
				house.share({ process: me, room, here: mine.map(({ room: _, ...rest }) => rest) });
				// Counted also while no staff looks, so that a tablet that leaves meanwhile is missed.
				const presence = { ...attendance.presence(room, mine), house: house.state() };
				if (!io.sockets.adapter.rooms.has(keyOf(room, 'staff'))) return;
				io.to(keyOf(room, 'staff')).emit('presence', { room, ...presence });
			}, 250)
		);
	}

	function hereIn(room: string): Here[] {
		const found: Here[] = [];
		for (const socket of io.sockets.sockets.values()) {
			const here = dataOf(socket).rooms.get(room);
			if (here) found.push(here);
		}
		return found;
	}

	/** Looks again whether everybody in a room may be there, all at once. */
	async function recheck(room: string): Promise<void> {
		await lookAgain(({ rooms }) => rooms?.has(room));
	}

	/**
	 * Looks up again who acts by an account, in whatever lane or in none: signing out, a new password and
	 * a role that was taken hold on open sockets too. Those whom a link let in come now and then.
	 */
	async function knowAgain(everybody: boolean): Promise<void> {
		await lookAgain(({ name }) => everybody || name !== null);
	}

	/** Looks up again who those are that `meant` picks; whoever may not be where they are is shut out. */
	async function lookAgain(meant: (data: Data<W>) => boolean | undefined): Promise<void> {
		const lookAt = async (socket: Socket) => {
			const data = dataOf(socket);
			const { who, name } = await house.who(data.cookies);
			Object.assign(data, { who, name });
			for (const [room, { lane }] of [...data.rooms])
				await house.mayFollow(who, room, lane).catch((error: unknown) => {
					if (!(error instanceof Refusal)) return;
					leave(socket, room);
					socket.emit('shut', { room, code: error.code });
				});
		};
		const all = [...io.sockets.sockets.values()];
		// Who could not be looked up just now, because the database is away, is next time.
		await Promise.allSettled(all.filter((one) => meant(dataOf(one))).map(lookAt));
	}

	let ticks = 0;

	const everyPage = (): { here: Here; transport: string }[] =>
		[...io.sockets.sockets.values()].flatMap((socket) =>
			[...(dataOf(socket).rooms?.values() ?? [])].map((here) => ({
				here,
				transport: socket.conn.transport.name
			}))
		);

	function crowd(): ReturnType<Gateway['crowd']> {
		const found = new Map<string, { lane: LaneKind; transport: string; pages: number }>();
		for (const { here, transport } of everyPage()) {
			const lane = kindOf(here.lane);
			const one = found.get(`${lane} ${transport}`) ?? { lane, transport, pages: 0 };
			found.set(`${lane} ${transport}`, { ...one, pages: one.pages + 1 });
		}
		return [...found.values()];
	}

	function outboxes(): ReturnType<Gateway['outboxes']> {
		const full = everyPage().filter(({ here }) => here.waiting > 0);
		const since = full.map(({ here }) => here.waitingSince ?? house.now());
		return {
			pages: full.length,
			acts: full.reduce((sum, { here }) => sum + here.waiting, 0),
			oldest: full.length > 0 ? house.now() - Math.min(...since) : 0
		};
	}

	const polling = setInterval(
		() => pump.poll().catch((error: unknown) => house.log('poll.failed', { error })),
		1_000
	);
	const ticking = setInterval(() => {
		for (const { lane, tick } of pump.ticks(house.now()))
			io.to(keyOf(tick.room, lane)).emit('tick', tick);
		const rooms = new Set<string>();
		for (const socket of io.sockets.sockets.values()) {
			cutIfSlow(socket);
			for (const room of dataOf(socket).rooms.keys()) rooms.add(room);
		}
		for (const room of rooms) tellPresence(room);
		ticks += 1;
		void knowAgain(ticks % EVERYBODY_EVERY === 0);
	}, TICK_EVERY);

	/** A reader that takes nothing is cut, so that it comes again and resyncs instead of filling memory. */
	function cutIfSlow(socket: Socket): void {
		if (!socket.connected || !isSlow(socket)) return;
		house.count('slow-reader', 'cut');
		socket.conn.close(true);
	}

	return {
		attach: (server) => void io.attach(server),
		connections: () => io.engine?.clientsCount ?? 0,
		crowd,
		outboxes,
		close: async () => {
			clearInterval(polling);
			clearInterval(ticking);
			for (const timer of presenceDue.values()) clearTimeout(timer);
			pump.close();
			await io.close();
		}
	};
}

function refusal(code: string, details: Record<string, unknown> = {}): NotDone {
	return { ok: false, refusal: { code, details } };
}
