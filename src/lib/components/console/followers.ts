import type { Presence } from '#lib/realtime/protocol.ts';

/** Who follows: tablets at the round's tables, the projector, phones. Table numbers where a tablet is gone. */
export type Followers = {
	tablets: number;
	cut: number[];
	projector: boolean;
	phones: number;
};

/** Counts who follows. A table that never had a tablet is not missing one: it may write by the facilitator. */
export function followers(presence: Presence | null, tables: number[]): Followers | null {
	if (!presence) return null;
	const seen = tables.filter((table) => presence.tables[String(table)] !== undefined);
	const there = seen.filter((table) => presence.tables[String(table)]!.tablets > 0);
	return {
		tablets: there.length,
		cut: seen.filter((table) => !there.includes(table)),
		projector: presence.screens.count > 0,
		phones: presence.phones
	};
}

/** Whether the hall sees what was cued: `none` without a projector, `now`, or `turning` to the cue. */
export type Echo = 'none' | 'now' | 'turning';

export function echo(presence: Presence | null, cue: number): Echo {
	if (!presence || presence.screens.count === 0) return 'none';
	return presence.screens.shows === cue ? 'now' : 'turning';
}
