import type { Lane } from '../domain/audience.ts';
import type { Presence } from './protocol.ts';

/** One connected page, as it is counted. */
export type Here = {
	room: string;
	lane: Lane;
	name: string | null;
	typing: boolean;
	waiting: number;
	/** Since when the first act has waited there; null when none does. */
	waitingSince: number | null;
	shows: number | null;
	/** When it was last heard. Moments are the server's, in epoch ms. */
	heard: number;
};

/** What one process says of one room to the others. */
export type Shared = { process: string; room: string; here: Omit<Here, 'room'>[] };

/** What is older than this, in ms, is no longer believed. */
const BELIEVED_FOR = 6_000;

/**
 * Who is in each room right now, over all processes. Kept in memory only: it may be lost, and
 * is said again every tick.
 */
export function openAttendance(now: () => number) {
	const others = new Map<string, Map<string, { at: number; here: Shared['here'] }>>();
	const tables = new Map<string, Presence['tables']>();

	function hear(shared: Shared): void {
		const room = others.get(shared.room) ?? new Map();
		room.set(shared.process, { at: now(), here: shared.here });
		others.set(shared.room, room);
	}

	/** Everybody in the room: those connected here, and those the other processes told of lately. */
	function presence(room: string, mine: Here[]): Presence {
		const elsewhere = [...(others.get(room)?.values() ?? [])]
			.filter(({ at }) => now() - at < BELIEVED_FOR)
			.flatMap(({ here }) => here);
		const everybody = [...mine, ...elsewhere];
		const screens = everybody.filter(({ lane }) => lane === 'projector');
		const names = everybody.filter(({ lane }) => lane === 'staff').map(({ name }) => name);
		return {
			tables: tablesOf(room, everybody),
			screens: {
				count: screens.length,
				shows: shownBy(screens),
				heard: latest(screens)
			},
			phones: everybody.filter(({ lane }) => lane === 'guest').length,
			staff: [...new Set(names.filter((name) => name !== null))].sort()
		};
	}

	function tablesOf(room: string, everybody: Omit<Here, 'room'>[]): Presence['tables'] {
		const before = tables.get(room) ?? {};
		const next: Presence['tables'] = {};
		const tablets = everybody.filter(({ lane }) => lane.startsWith('table/'));
		const numbers = new Set([
			...Object.keys(before),
			...tablets.map(({ lane }) => lane.slice('table/'.length))
		]);
		for (const number of numbers) {
			const there = tablets.filter(({ lane }) => lane === `table/${number}`);
			const was = before[number];
			const moved = (was?.tablets ?? 0) > 0 !== there.length > 0;
			next[number] = {
				tablets: there.length,
				typing: there.some(({ typing }) => typing),
				waiting:
					there.length > 0 ? Math.max(...there.map(({ waiting }) => waiting)) : (was?.waiting ?? 0),
				waitingSince: there.length > 0 ? earliest(there) : (was?.waitingSince ?? null),
				since: moved || !was ? now() : was.since,
				heard: latest(there) ?? was?.heard ?? null
			};
		}
		tables.set(room, next);
		return next;
	}

	return { hear, presence };
}

/** Ms by which a screen may have been heard before another and be believed beside it: screens speak each tick. */
const BESIDE = 3_000;

/**
 * The cue that all screens show: the earliest of what they say, so that one that lags is not hidden by another. One that
 * was cut off is not asked for longer than it takes to notice.
 */
function shownBy(screens: Pick<Here, 'heard' | 'waitingSince' | 'shows'>[]): number | null {
	const last = latest(screens) ?? 0;
	const said = screens.filter(({ heard }) => heard >= last - BESIDE).map(({ shows }) => shows);
	const cues = said.filter((cue) => cue !== null);
	return cues.length > 0 && cues.length === said.length ? Math.min(...cues) : null;
}

type Heard = Pick<Here, 'heard' | 'waitingSince'>;

/** When any of them was last heard; null when there are none. */
function latest(pages: Heard[]): number | null {
	const heard = pages.map((page) => page.heard).filter((at) => at !== undefined);
	return heard.length > 0 ? Math.max(...heard) : null;
}

/** Since when the first act on any of them has waited; null when none does. */
function earliest(pages: Heard[]): number | null {
	const since = pages.map(({ waitingSince }) => waitingSince ?? null).filter((at) => at !== null);
	return since.length > 0 ? Math.min(...since) : null;
}
