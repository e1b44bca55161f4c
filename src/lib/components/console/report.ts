import { byPosition, stands, type Point } from '#lib/domain/point.ts';
import { isRound, type Item, type RoundItem } from '#lib/domain/programme.ts';
import { all, type Room } from '#lib/domain/room.ts';
import type { Scene } from '#lib/domain/screen.ts';
import type { Group } from '#lib/domain/seating.ts';

/** What one group reports in a plenum: the points staff may read, in the order of questions and places. */
export function reportOf(room: Room, group: Group): Point[] {
	const item = room.item[group.roundId];
	const prompts = item && isRound(item) ? item.round.prompts.map(({ id }) => id) : [];
	return all(room, 'point')
		.filter((point) => point.groupId === group.id && stands(point) && point.text !== null)
		.sort((a, b) => prompts.indexOf(a.promptId) - prompts.indexOf(b.promptId) || byPosition(a, b));
}

/** The scene of a group that reports, with none or one of its points lit. */
export const plenumScene = (group: Group, pointId: string | null = null): Scene => ({
	name: 'plenum',
	roundId: group.roundId,
	groupId: group.id,
	pointId
});

/** The group before or after the one that reports; the first or last when nobody does. */
export function neighbour(groups: Group[], groupId: string | null, step: 1 | -1): Group | null {
	const at = groups.findIndex(({ id }) => id === groupId);
	if (at < 0) return (step === 1 ? groups[0] : groups.at(-1)) ?? null;
	return groups[at + step] ?? null;
}

/**
 * The point to light after `step` from the one that is lit; null puts them all back. Only what
 * the hall may see can be lit.
 */
export function nextLit(points: Point[], lit: string | null, step: 1 | -1): string | null {
	const shown = points.filter(({ state }) => state === 'released');
	const at = shown.findIndex(({ id }) => id === lit);
	if (at < 0) return (step === 1 ? shown[0] : shown.at(-1))?.id ?? null;
	return shown[at + step]?.id ?? null;
}

/** The round that a plenum's chosen points are taken into: the next one that is not over (R109). */
export function roundAfter(items: Item[], plenumId: string): RoundItem | null {
	const at = items.findIndex(({ id }) => id === plenumId);
	return (
		items
			.slice(at + 1)
			.filter(isRound)
			.find(({ round }) => round.state !== 'over') ?? null
	);
}
