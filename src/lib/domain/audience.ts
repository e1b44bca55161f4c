import { NO_RULES } from './plan-rules.ts';
import type { Group } from './seating.ts';
import type { Point } from './point.ts';
import type { Fact, Thing } from './room.ts';

/**
 * Who is looking. `staff`: facilitator, minute-taker, steering group. `projector`: the hall's
 * screen. `table/3`: the tablet at table 3. `guest`: a phone that joined by code.
 */
export type Lane = 'staff' | 'projector' | 'guest' | `table/${number}`;

export const isLane = (text: string): text is Lane =>
	/^(staff|projector|guest|table\/[1-9]\d{0,2})$/.test(text);

/** The table of a tablet's lane, or null. */
export const tableOf = (lane: Lane): number | null =>
	lane.startsWith('table/') ? Number(lane.slice(6)) : null;

/**
 * Who may see a thing, and how much of it; null where it is not theirs to see. It looks at
 * nothing but the thing and the lane, so that seeing and following commute.
 *
 * - The conference, programme, clock, screen and messages: everybody in the conference. Only
 *   staff see who must not sit together, and only staff and projector the join code.
 * - People (profession, team, attendance): staff.
 * - Groups: before they are published, staff. Then the projector sees names; a tablet sees
 *   names at its own table; others see which seat numbers sit where, with no names, so that
 *   a phone that knows its own number finds its table (R145).
 * - Points: see `seePoint`.
 * - Minutes, keys, themes, placements, proposals, measures: staff.
 */
export function see(thing: Thing, lane: Lane): Thing | null {
	if (lane === 'staff') return thing.kind === 'point' ? seePoint(thing, lane) : thing;
	switch (thing.kind) {
		case 'conference':
			return {
				...thing,
				apart: [],
				rules: NO_RULES,
				undo: null,
				joinCode: lane === 'projector' ? thing.joinCode : ''
			};
		case 'item':
		case 'clock':
		case 'screen':
		case 'notice':
			return thing;
		case 'group':
			return seeGroup(thing, lane);
		case 'point':
			return seePoint(thing, lane);
		default:
			return null;
	}
}

function seeGroup(group: Group, lane: Lane): Group | null {
	if (!group.published) return null;
	if (lane === 'projector' || tableOf(lane) === group.table) return group;
	const seen = namelessOf.get(group) ?? nameless(group);
	namelessOf.set(group, seen);
	return seen;
}

/** What all tables but its own see of a group is one and the same thing: a hall has a lane for each of them. */
const namelessOf = new WeakMap<Group, Group>();

function nameless(group: Group): Group {
	const members = group.members.map((member) => ({ ...member, name: '' }));
	return { ...group, members, leaderId: null, recorderId: null, helpAt: null };
}

/**
 * Points. Released: everybody. Redacted: everybody, without a text. Otherwise the group's own
 * table sees them whole until the group has left the table; staff see them whole once handed
 * in, and before that only that they are there; the projector sees that they are there, so
 * that it can count; nobody else sees anything (R145).
 */
function seePoint(point: Point, lane: Lane): Point | null {
	if (point.state === 'released')
		return lane === 'staff' || point.other === null ? point : { ...point, other: null };
	if (point.state === 'redacted') return point;
	if (tableOf(lane) === point.table) return point.shelved ? null : point;
	const stub: Point = { ...point, text: null, type: null, other: null };
	if (lane === 'staff') return point.state === 'handed-in' || point.state === 'held' ? point : stub;
	if (lane === 'projector')
		return point.state === 'written' || point.state === 'handed-in' ? stub : null;
	return null;
}

/**
 * A fact as a lane may see it: what it may not see is gone from its room. Should a fact tell of
 * a thing twice, the last word counts.
 */
export function seeFact(fact: Fact, lane: Lane): Fact {
	const last = new Map(fact.things.map((thing) => [`${thing.kind} ${thing.id}`, thing]));
	const things: Thing[] = [];
	const gone = [...(fact.gone ?? [])];
	for (const thing of last.values()) {
		const seen = see(thing, lane);
		if (seen) things.push(seen);
		else gone.push({ kind: thing.kind, id: thing.id });
	}
	return { name: fact.name, things, gone };
}
