import { byPosition, stands, type Point } from '#lib/domain/point.ts';
import { all, type Room } from '#lib/domain/room.ts';
import type { Group } from '#lib/domain/seating.ts';
import type { Presence } from '#lib/realtime/protocol.ts';
import { calledShort } from '../person-words.ts';

/** Points that a table usually ends with; the arc is full there. */
export const USUAL_POINTS = 7;

/** One table as its card shows it. Moments and lengths in ms. */
export type TableState = {
	group: Group;
	/** Points that stand, in their group's order. */
	points: Point[];
	/** Somebody is writing a point right now. */
	typing: boolean;
	leader: string | null;
	recorder: string | null;
	/** The leader is absent, or there is none. */
	leaderAway: boolean;
	leaderMissing: boolean;
	present: number;
	handedIn: boolean;
	/** How long ago the table asked for help; null when it does not. */
	helpFor: number | null;
	/** How long its tablet has been without network; null when it is there, or never was. */
	cutFor: number | null;
	/** The tablet has been seen at all. */
	joined: boolean;
	/** Acts that were waiting on the tablet when it was last heard. */
	waiting: number;
	/** Late points that wait for the facilitator (they are never shown by themselves). */
	late: number;
	/** Handed in, and not yet shown to the hall. */
	unreleased: number;
};

/** The state of every group's table. */
export function tableStates(
	room: Room,
	groups: Group[],
	presence: Presence | null,
	now: number
): TableState[] {
	const standing = all(room, 'point').filter(stands);
	return groups.map((group) => {
		const points = standing.filter(({ groupId }) => groupId === group.id);
		return stateOf(group, points.sort(byPosition), presence, now);
	});
}

function stateOf(group: Group, points: Point[], presence: Presence | null, now: number) {
	const here = presence?.tables[String(group.table)];
	const cut = here !== undefined && here.tablets === 0;
	const leader = group.members.find(({ id }) => id === group.leaderId);
	const state: TableState = {
		group,
		points,
		typing: here !== undefined && here.tablets > 0 && here.typing,
		leader: nameIn(group, group.leaderId),
		recorder: nameIn(group, group.recorderId),
		leaderAway: leader !== undefined && !leader.present,
		leaderMissing: leader === undefined && group.members.length > 0,
		present: group.members.filter(({ present }) => present).length,
		handedIn: group.handedInAt !== null,
		helpFor: group.helpAt === null ? null : Math.max(0, now - group.helpAt),
		cutFor: cut ? Math.max(0, now - here.since) : null,
		joined: here !== undefined,
		waiting: here?.waiting ?? 0,
		late: points.filter((point) => point.late && point.state !== 'released').length,
		unreleased: points.filter(({ state }) => state === 'handed-in').length
	};
	return state;
}

/** The short name of somebody at a table, or null. */
export function nameIn(group: Group, id: string | null): string | null {
	const at = group.members.findIndex((one) => one.id === id);
	return calledShort(group.members)[at] ?? null;
}

/** Whether somebody must look to the table: help, a cut tablet, no leader, late points. */
export function needsSomebody(state: TableState, open: boolean): boolean {
	if (state.helpFor !== null || state.late > 0) return true;
	if (state.leaderAway || state.leaderMissing) return true;
	return open && !state.handedIn && state.cutFor !== null;
}
