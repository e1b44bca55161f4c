import { z } from 'zod';
import { isLane, type Lane } from '../domain/audience.ts';
import type { Fact, Thing } from '../domain/room.ts';

/**
 * Every name and shape on the wire. One event up that matters (`act`), one down (`facts`);
 * `enter` says where a client stands, `tick` keeps it honest, `signal` may be lost.
 */
export const PROTOCOL = 1;

/** A frame may not be larger than this many bytes. */
export const MOST_BYTES = 64 * 1024;
/** A tick comes this often, in ms; this long without one forces a reconnect. */
export const TICK_EVERY = 2_000;
export const SILENCE = 6_000;

export const LaneName = z.custom<Lane>((text) => typeof text === 'string' && isLane(text));
const RoomId = z.string().min(8).max(40);

/** Enters a room, or says again where one stands: what is missing comes as facts or a snapshot. */
export const Enter = z.object({
	protocol: z.number().int(),
	room: RoomId,
	lane: LaneName,
	epoch: z.string().max(40).nullable(),
	number: z.number().int().min(0)
});
export type Enter = z.infer<typeof Enter>;

export const Leave = z.object({ room: RoomId });

export const ActFrame = z.object({
	protocol: z.number().int(),
	id: z.string().max(60),
	room: RoomId,
	name: z.string().max(40),
	input: z.unknown(),
	seen: z.number().int().min(0),
	/** The epoch its sender follows, where it says so: in another one it must first enter again. */
	epoch: z.string().max(40).optional()
});
export type ActFrame = z.infer<typeof ActFrame>;

/** No age that a device tells is believed beyond this, in ms: a year. */
const MOST_OLD = 365 * 24 * 3_600_000;

/** What a client says of itself; kept in memory only, for as long as it is said. */
export const Signal = z.object({
	room: RoomId,
	/** A field that is being written in right now. */
	typing: z.boolean().optional(),
	/** Acts kept on the device that have not arrived. */
	waiting: z.number().int().min(0).max(10_000).optional(),
	/** How long the first of them has waited, in ms; 0 when none does. */
	oldest: z.number().int().min(0).max(MOST_OLD).optional(),
	/** The cue the projector shows. */
	shows: z.number().int().min(0).optional()
});
export type Signal = z.infer<typeof Signal>;

/** Facts with the numbers they take a thread from and to; `to` counts also what the lane may not see. */
export type Envelope = { room: string; epoch: string; from: number; to: number; facts: Fact[] };
/** A room as a lane sees it, whole. */
export type Snapshot = {
	room: string;
	lane: Lane;
	epoch: string;
	number: number;
	things: Thing[];
	/** The server's clock when it was sent, in epoch ms. */
	now: number;
};
export type Tick = {
	room: string;
	epoch: string;
	number: number;
	hash: number;
	now: number;
};

/** A refusal on its way to a person, or `weather`: not now, try again. */
export type NotDone =
	| { ok: false; refusal: { code: string; details: Record<string, unknown> } }
	| { ok: false; weather: true };
export type Entered =
	{ ok: true; snapshot: Snapshot } | { ok: true; envelope: Envelope; now: number } | NotDone;
export type Acknowledged = { ok: true; seq: number; epoch: string } | NotDone;

/** The tablets of one table. Moments are the server's, in epoch ms. */
export type TablePresence = {
	tablets: number;
	typing: boolean;
	/** Acts that wait on the tablet, as it last told, and since when the first has. */
	waiting: number;
	waitingSince?: number | null;
	/** Since when it has been there, or gone. */
	since: number;
	/** When it was last heard. */
	heard?: number | null;
};

/** How the house stands: its database (and of which kind), and Redis where it is used. */
export type HouseState = {
	database: 'on' | 'away';
	redis: 'on' | 'off' | 'away';
	storage: 'postgres' | 'pglite';
};

/** Who is in the room right now, as staff see it. */
export type Presence = {
	/** Tablets by table: how many are there, whether one is being written on, how much waits there. */
	tables: Record<string, TablePresence>;
	/** Projectors: how many, the cue that the last one says it shows, and when it last said so. */
	screens: { count: number; shows: number | null; heard?: number | null };
	phones: number;
	/** How the house itself stands; missing until it has been looked at. */
	house?: HouseState | undefined;
	/** Names of the accounts that are there. */
	staff: string[];
};
