import { all, type Room } from '#lib/domain/room.ts';
import type { Group } from '#lib/domain/seating.ts';
import { stands, type Point } from '#lib/domain/point.ts';

const HOW_MANY = 6;

/** The points that the groups handed in last, newest first, with when: those whose text staff may read. */
export function latestPoints(room: Room, groups: Group[]): { point: Point; at: number }[] {
	const handedIn = new Map(groups.map(({ id, handedInAt }) => [id, handedInAt]));
	return all(room, 'point')
		.filter((point) => stands(point) && point.text !== null && handedIn.has(point.groupId))
		.map((point) => ({ point, at: handedIn.get(point.groupId) ?? point.writtenAt }))
		.sort((a, b) => b.at - a.at || b.point.writtenAt - a.point.writtenAt)
		.slice(0, HOW_MANY);
}
