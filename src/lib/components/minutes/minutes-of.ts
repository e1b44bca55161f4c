import type { Minute } from '#lib/domain/minutes.ts';
import { all, type Room } from '#lib/domain/room.ts';

/** The entries of a plenum's minutes, in order. */
export function minutesOf(room: Room, plenumId: string): Minute[] {
	return all(room, 'minute')
		.filter((minute) => minute.plenumId === plenumId)
		.sort((a, b) => a.position - b.position || a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1));
}
