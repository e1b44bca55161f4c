import { left } from '#lib/domain/clock.ts';
import { isRound } from '#lib/domain/programme.ts';
import { only } from '#lib/domain/room.ts';
import type { Looked, TableLooked } from '#lib/domain/well.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';
import { standing } from '../console/standing.ts';

/** What can be seen from the facilitator's seat; `cuedFor` is how long (ms) the cue has been the one. */
export function looked(room: LiveRoom, now: number, cuedFor: number): Looked {
	const { presence, told } = room;
	return {
		now,
		line: room.line,
		silentFor: room.silentFor,
		waitingHere: room.waiting,
		house: presence?.house ?? null,
		screens: presence && { heard: null, ...presence.screens },
		cue: only(told, 'screen')?.cue ?? 0,
		cuedFor,
		tables: tables(room),
		phones: presence?.phones ?? 0,
		clock: clock(room, now)
	};
}

function tables({ told, presence }: LiveRoom): TableLooked[] {
	const stands = standing(told);
	if (!stands || !presence) return [];
	const isOpen = stands.round !== null && stands.round.round.state === 'open';
	return stands.groups
		.map((group) => {
			const here = presence.tables[String(group.table)];
			return {
				table: group.table,
				writes: isOpen && group.handedInAt === null,
				here: here ? { waitingSince: null, heard: null, ...here } : null
			};
		})
		.sort((a, b) => a.table - b.table);
}

function clock({ told }: LiveRoom, now: number): Looked['clock'] {
	const found = only(told, 'clock');
	if (!found || found.run.state === 'idle') return 'idle';
	if (found.run.state === 'paused') return 'paused';
	return left(found, now) < 0 ? 'over' : 'running';
}

/** The number of the round whose tables are looked at; null when there is none. */
export function roundLooked({ told }: LiveRoom): number | null {
	const round = standing(told)?.round;
	return round && isRound(round) ? round.round.number : null;
}
