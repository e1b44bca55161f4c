import type { Room } from '#lib/domain/room.ts';
import { changeOf } from '#lib/realtime/drafts.ts';
import type { Note } from './pad.svelte.ts';

/**
 * A half-written text that has no field on the screen: its group has left the table, or its point
 * can no longer be changed. `change`: it was to replace a point's text. `groupId` and `round` are
 * whose it was; null where this table is no longer told of them.
 */
export type Stray = {
	place: string;
	text: string;
	change: boolean;
	groupId: string | null;
	round: number | null;
};

/** The notes that stand nowhere in `shown`, the places that are on the screen; what nobody changed is none. */
export function straysAmong(
	notes: { place: string; draft: Note }[],
	shown: ReadonlySet<string>,
	room: Room
): Stray[] {
	return notes
		.filter(({ place, draft }) => !shown.has(place) && draft.text !== draft.began)
		.map(({ place, draft }) => ({ place, text: draft.text, ...whose(place, room) }));
}

const CHANGE = changeOf('');

function whose(place: string, room: Room): Omit<Stray, 'place' | 'text'> {
	const change = place.startsWith(CHANGE);
	const groupId = change ? room.point[place.slice(CHANGE.length)]?.groupId : place.split('/')[0];
	const group = groupId === undefined ? undefined : room.group[groupId];
	const item = group && room.item[group.roundId];
	return { change, groupId: group?.id ?? null, round: item?.round?.number ?? null };
}
