import { seeFact, type Lane } from '../domain/audience.ts';
import { hashOf, type Fact, type Thing } from '../domain/room.ts';
import type { Envelope, Tick } from './protocol.ts';

/**
 * Fan-out is a pump, not a broadcast: each process reads the journal after the number it
 * last told, on a kick or each second, and tells its own sockets lane by lane. A lost kick
 * costs at most a second, and nothing is lost.
 */
export type Journal = {
	/** Epoch and number of each room that exists. */
	numbers: (rooms: string[]) => Promise<{ id: string; epoch: string; seq: number }[]>;
	/** Journal entries after `number`, in order, at most some hundreds at a time. */
	after: (room: string, number: number) => Promise<{ seq: number; fact: Fact }[]>;
	/** The room as a lane sees it. */
	snapshot: (
		room: string,
		lane: Lane
	) => Promise<{ epoch: string; number: number; things: Thing[] }>;
};

type LaneState = {
	lane: Lane;
	/** The number its sockets have been told. */
	number: number;
	/** The number of the last fact in the queue. */
	head: number;
	queue: Fact[];
	hashes: Map<string, number>;
	hash: number;
	timer: NodeJS.Timeout | null;
};

type RoomState = {
	id: string;
	epoch: string;
	told: number;
	lanes: Map<Lane, LaneState>;
	reading: boolean;
	again: boolean;
};

/** How long facts gather before a lane is told, in ms. */
const GATHER = { staff: 60, projector: 60, table: 200, guest: 600 };

/** How long those who come join a reading of the room that another began, in ms: one that hangs is not waited for. */
const SHARED_FOR = 1_000;

const gatherFor = (lane: Lane): number =>
	lane.startsWith('table/') ? GATHER.table : GATHER[lane as 'staff' | 'projector' | 'guest'];

export type Pump = ReturnType<typeof openPump>;

/** Opens a pump that reads `journal` and hands envelopes to `emit`. `onFact` hears every fact once. */
export function openPump(
	journal: Journal,
	emit: (lane: Lane, envelope: Envelope) => void,
	onFact: (room: string, fact: Fact) => void,
	onError: (error: unknown) => void
) {
	const rooms = new Map<string, RoomState>();
	const beginning = new Map<string, { at: number; begun: Promise<void> }>();

	/** Whether a lane is counted here, so that whatever happens in its room is heard of. */
	const follows = (room: string, lane: Lane): boolean => rooms.get(room)?.lanes.has(lane) === true;

	/** Begins to follow a lane, if nobody here did; resolves when there is something to count from. */
	async function follow(room: string, lane: Lane): Promise<void> {
		if (follows(room, lane)) return;
		const key = `${room} ${lane}`;
		const other = beginning.get(key);
		if (other && performance.now() - other.at < SHARED_FOR) return other.begun;
		const mine = { at: performance.now(), begun: begin(room, lane) };
		beginning.set(key, mine); // a hall that comes all at once reads the room once
		const over = () => void (beginning.get(key) === mine && beginning.delete(key));
		mine.begun.then(over, over);
		return mine.begun;
	}

	async function begin(room: string, lane: Lane): Promise<void> {
		const { epoch, number, things } = await journal.snapshot(room, lane);
		const state = rooms.get(room) ?? {
			id: room,
			epoch,
			told: number,
			lanes: new Map(),
			reading: false,
			again: false
		};
		rooms.set(room, state);
		if (state.epoch !== epoch) reset(state, epoch, number);
		if (state.lanes.has(lane)) return;
		state.lanes.set(lane, {
			...counted(things),
			lane,
			number,
			head: number,
			queue: [],
			timer: null
		});
		// What another lane has been told but this one's snapshot did not hold must be read again.
		state.told = Math.min(state.told, number);
	}

	function unfollow(room: string, lane: Lane): void {
		const state = rooms.get(room);
		const laneState = state?.lanes.get(lane);
		if (laneState?.timer) clearTimeout(laneState.timer);
		state?.lanes.delete(lane);
		if (state?.lanes.size === 0) rooms.delete(room);
	}

	/** Another epoch: the room was restored. Its lanes are counted afresh when asked for. */
	function reset(state: RoomState, epoch: string, number: number): void {
		for (const lane of state.lanes.values()) if (lane.timer) clearTimeout(lane.timer);
		state.lanes.clear();
		state.epoch = epoch;
		state.told = number;
	}

	/** Tells everybody there of another epoch, so that they ask for everything afresh at once. */
	function turn(state: RoomState, epoch: string, number: number): void {
		const lanes = [...state.lanes.keys()];
		reset(state, epoch, number);
		for (const lane of lanes)
			emit(lane, { room: state.id, epoch, from: number, to: number, facts: [] });
	}

	/** Reads what is new in a room and gathers it for each lane. */
	async function look(room: string): Promise<void> {
		const state = rooms.get(room);
		if (!state) return;
		if (state.reading) {
			state.again = true;
			return;
		}
		state.reading = true;
		try {
			do {
				state.again = false;
				const { told, epoch } = state;
				const entries = await journal.after(room, told);
				// A lane that began meanwhile stands before what was read, or in another epoch: read from there.
				if (state.told < told || state.epoch !== epoch) {
					state.again = true;
					continue;
				}
				for (const { seq, fact } of entries) gather(state, seq, fact);
				if (entries.length >= 300) state.again = true;
			} while (state.again);
		} catch (error) {
			onError(error);
		} finally {
			state.reading = false;
		}
	}

	function gather(state: RoomState, seq: number, fact: Fact): void {
		if (seq <= state.told) return;
		state.told = seq;
		onFact(state.id, fact);
		for (const lane of state.lanes.values()) {
			if (seq <= lane.head) continue;
			const seen = seeFact(fact, lane.lane);
			if (seen.things.length > 0 || (seen.gone ?? []).length > 0) lane.queue.push(seen);
			lane.head = seq;
			lane.timer ??= setTimeout(() => flush(state, lane), gatherFor(lane.lane));
		}
	}

	function flush(state: RoomState, lane: LaneState): void {
		lane.timer = null;
		const { number: from, head: to } = lane;
		const facts = latest(lane.queue);
		for (const fact of facts) count(lane, fact);
		lane.queue = [];
		lane.number = to;
		emit(lane.lane, { room: state.id, epoch: state.epoch, from, to, facts });
	}

	/** Looks at every room here that has moved; called each second. */
	async function poll(): Promise<void> {
		if (rooms.size === 0) return;
		for (const { id, epoch, seq } of await journal.numbers([...rooms.keys()])) {
			const state = rooms.get(id);
			if (!state) continue;
			if (state.epoch !== epoch) turn(state, epoch, seq);
			else if (state.told < seq) void look(id);
		}
	}

	/** The ticks to send now, one for each lane that is followed. */
	function ticks(now: number): { lane: Lane; tick: Tick }[] {
		return [...rooms.values()].flatMap((state) =>
			[...state.lanes.values()].map(({ lane, number, hash }) => ({
				lane,
				tick: { room: state.id, epoch: state.epoch, number, hash, now }
			}))
		);
	}

	/** The number a lane's sockets here have been told, or 0. */
	const numberOf = (room: string, lane: Lane): number =>
		rooms.get(room)?.lanes.get(lane)?.number ?? 0;

	return {
		follow,
		follows,
		unfollow,
		numberOf,
		look,
		poll,
		ticks,
		close: () => {
			for (const { lanes } of rooms.values())
				for (const { timer } of lanes.values()) if (timer) clearTimeout(timer);
			rooms.clear();
		}
	};
}

/**
 * What is told of a thing more than once while it waits is told as it stands at last: a text that was released and
 * redacted within one batch never leaves the house.
 */
export function latest(facts: Fact[]): Fact[] {
	const told = new Set<string>();
	const isNew = ({ kind, id }: { kind: string; id: string }) => {
		const key = `${kind} ${id}`;
		return !told.has(key) && told.add(key);
	};
	return facts
		.toReversed()
		.map(({ gone, ...fact }) => ({
			...fact,
			...(gone && { gone: gone.filter(isNew) }),
			things: fact.things.filter(isNew)
		}))
		.filter(({ things, gone }) => things.length > 0 || (gone?.length ?? 0) > 0)
		.toReversed();
}

function counted(things: Thing[]): Pick<LaneState, 'hashes' | 'hash'> {
	const lane = { hashes: new Map<string, number>(), hash: 0 };
	count(lane, { name: 'arrived', things });
	return lane;
}

/** Keeps a lane's hash up with a fact. */
function count(lane: Pick<LaneState, 'hashes' | 'hash'>, fact: Fact): void {
	const put = (key: string, hash: number | null) => {
		lane.hash = (lane.hash - (lane.hashes.get(key) ?? 0) + (hash ?? 0)) >>> 0;
		if (hash === null) lane.hashes.delete(key);
		else lane.hashes.set(key, hash);
	};
	for (const thing of fact.things) put(`${thing.kind} ${thing.id}`, hashOf(thing));
	for (const { kind, id } of fact.gone ?? []) put(`${kind} ${id}`, null);
}
