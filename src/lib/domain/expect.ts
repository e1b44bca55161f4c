import type { Act, ActInput, ActName } from './act.ts';
import { tidy, type Point } from './point.ts';
import type { Attendance } from './seating.ts';
import { all, follow, type Fact, type Room, type Thing } from './room.ts';

/** What the author may expect of an act before the server has answered: facts, by the act's name. */
type Expectation = { [N in ActName]?: (room: Room, input: ActInput<N>, now: number) => Thing[] };

const changed = (room: Room, id: string, change: (point: Point) => Point): Thing[] => {
	const point = room.point[id];
	return point ? [change(point)] : [];
};

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

const EXPECTED: Expectation = {
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
			type: input.type === undefined ? point.type : input.type
		})),
	'point.withdraw': (room, input) =>
		changed(room, input.id, (point) => ({ ...point, state: 'withdrawn' })),
	'point.return': (room, input) =>
		changed(room, input.id, (point) => ({ ...point, state: 'written' })),
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
