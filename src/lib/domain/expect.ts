import type { Act, ActInput, ActName } from './act.ts';
import { PlanRules } from './plan-rules.ts';
import { inOrder, type Item } from './programme.ts';
import { byPosition, tidy, type Point } from './point.ts';
import type { Attendance } from './seating.ts';
import { all, follow, type Fact, type Room, type Thing } from './room.ts';
import type { Group } from './seating.ts';

/** What the author may expect of an act before the server has answered: facts, by the act's name. */
type Expectation = { [N in ActName]?: (room: Room, input: ActInput<N>, now: number) => Thing[] };

const changed = (room: Room, id: string, change: (point: Point) => Point): Thing[] => {
	const point = room.point[id];
	return point ? [change(point)] : [];
};

/** What was handed in or shown is the table's own again once its text is changed. */
const afterEdit = (state: Point['state']): Point['state'] =>
	state === 'handed-in' || state === 'released' ? 'written' : state;

const groupChanged = (room: Room, id: string, change: Partial<Group>): Thing[] => {
	const group = room.group[id];
	return group ? [{ ...group, ...change }] : [];
};

/** The list of a point's group and question with the point at another place in it. */
function moved(room: Room, id: string, position: number): Thing[] {
	const point = room.point[id];
	if (!point) return [];
	const list = all(room, 'point')
		.filter(({ groupId, promptId }) => groupId === point.groupId && promptId === point.promptId)
		.filter((other) => other.id !== id)
		.sort(byPosition);
	list.splice(position, 0, point);
	return list.map((other, at) => ({ ...other, position: at }));
}

/** People, and the groups they sit in, with another attendance. */
function marked(room: Room, ids: string[], attendance: Attendance): Thing[] {
	const those = new Set(ids);
	const people = all(room, 'participant')
		.filter(({ id }) => those.has(id))
		.map((one) => ({ ...one, attendance }));
	const groups = all(room, 'group')
		.filter(({ members }) => members.some(({ id }) => those.has(id)))
		.map((group) => ({
			...group,
			members: group.members.map((member) =>
				those.has(member.id) ? { ...member, present: attendance !== 'absent' } : member
			)
		}));
	return [...people, ...groups];
}

/** What was given, without what was left open. */
const defined = <T extends object>(given: T): T =>
	Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;

/** Lines and rounds numbered from the top. */
function numbered(items: Item[]): Item[] {
	let rounds = 0;
	return items.map((item, position) => ({
		...item,
		position,
		round: item.round && { ...item.round, number: ++rounds }
	}));
}

const EXPECTED: Expectation = {
	'conference.set': (room, input) =>
		all(room, 'conference').map((conference) => ({
			...conference,
			...defined(input),
			rules: input.rules ? PlanRules.parse(input.rules) : conference.rules
		})),
	'item.set': (room, input) => {
		const item = room.item[input.id];
		if (!item) return [];
		const { id: _, round: wanted, ...plain } = input;
		const round = item.round && wanted ? { ...item.round, ...defined(wanted) } : item.round;
		return [{ ...item, ...defined(plain), round }];
	},
	'item.move': (room, input) => {
		const items = inOrder(all(room, 'item'));
		const moved = items.find(({ id }) => id === input.id);
		if (!moved) return [];
		const others = items.filter(({ id }) => id !== input.id);
		return numbered(others.toSpliced(input.position, 0, moved));
	},
	'point.write': (room, input, now) => {
		const group = room.group[input.groupId];
		if (!group) return [];
		const before = all(room, 'point').filter(
			(point) => point.groupId === group.id && point.promptId === input.promptId
		);
		const point: Point = {
			kind: 'point',
			id: input.id,
			roundId: group.roundId,
			promptId: input.promptId,
			groupId: group.id,
			table: group.table,
			position: before.reduce((most, { position }) => Math.max(most, position + 1), 0),
			text: tidy(input.text),
			lang: input.lang ?? 'nb',
			type: input.type ?? null,
			state: 'written',
			late: false,
			shelved: false,
			version: 1,
			other: null,
			writtenAt: now
		};
		return room.point[input.id] ? [] : [point];
	},
	'point.edit': (room, input) =>
		changed(room, input.id, (point) => ({
			...point,
			text: tidy(input.text),
			type: input.type === undefined ? point.type : input.type,
			state: afterEdit(point.state),
			// The next change from here is a change of this one, not a collision with it.
			version: point.version + 1
		})),
	'point.move': (room, input) => moved(room, input.id, input.position),
	'point.restore': (room, input) =>
		changed(room, input.id, (point) => ({
			...point,
			text: point.other,
			other: point.text,
			state: afterEdit(point.state),
			version: point.version + 1
		})),
	'recorder.appoint': (room, input) =>
		groupChanged(room, input.groupId, { recorderId: input.participantId }),
	'help.ask': (room, input, now) => groupChanged(room, input.groupId, { helpAt: now }),
	'help.done': (room, input) => groupChanged(room, input.groupId, { helpAt: null }),
	'point.withdraw': (room, input) =>
		changed(room, input.id, (point) => ({ ...point, state: 'withdrawn' })),
	'point.return': (room, input) =>
		changed(room, input.id, (point) => ({ ...point, state: 'written' })),
	'groups.arrange': (room, input) => {
		const groups = all(room, 'group')
			.filter(({ roundId }) => roundId === input.roundId)
			.sort((a, b) => a.table - b.table);
		// Tables that are not there yet get their ids from the server: nothing is expected of them.
		if (groups.length !== input.tables.length) return [];
		return input.tables.map(({ members, leaderId = null, recorderId = null }, at) => ({
			...groups[at]!,
			members: members.map((id) => ({
				id,
				name: room.participant[id]?.name ?? '',
				present: room.participant[id]?.attendance !== 'absent'
			})),
			leaderId,
			recorderId
		}));
	},
	'attendance.set': (room, input) => marked(room, [input.participantId], input.attendance),
	'attendance.rest': (room, input) =>
		marked(
			room,
			all(room, 'participant')
				.filter(({ attendance }) => attendance === 'expected')
				.map(({ id }) => id),
			input.attendance
		),
	'point.place': (room, input) => [
		{
			kind: 'placement',
			id: input.pointId,
			conferenceId: input.conferenceId,
			themeId: input.themeId,
			aside: null,
			position: Number.MAX_SAFE_INTEGER
		}
	],
	'theme.add': (room, input) => [
		{
			kind: 'theme',
			id: input.id,
			conferenceId: input.conferenceId,
			title: input.title,
			colour: all(room, 'theme').length % 6,
			position: Number.MAX_SAFE_INTEGER,
			version: 1
		}
	]
};

/**
 * Optimism: the room as its author may expect it to be once `act` has arrived. It is laid
 * over the thread's room and taken away when the fact itself has come.
 */
export function expect(room: Room, act: Act, now: number): Room {
	const expected = EXPECTED[act.name] as
		((room: Room, input: unknown, now: number) => Thing[]) | undefined;
	if (!expected) return room;
	const fact: Fact = { name: act.name, things: expected(room, act.input, now) };
	return follow(room, fact);
}
