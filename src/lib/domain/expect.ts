import type { Act, ActInput, ActName } from './act.ts';
import type { Conference } from './conference.ts';
import {
	missing,
	NO_PLAN,
	type Measure,
	type MeasureState,
	type Named,
	type Plan,
	type SetPlan
} from './measure.ts';
import type { Minute } from './minutes.ts';
import { PlanRules } from './plan-rules.ts';
import { inOrder, type Item, type Round } from './programme.ts';
import type { Proposal } from './proposal.ts';
import { byPosition, tidy, type Point } from './point.ts';
import type { Attendance } from './seating.ts';
import { all, follow, type Fact, type Room, type Thing } from './room.ts';
import type { Group } from './seating.ts';
import type { Placement } from './theme.ts';

/** The things that an act is expected to leave behind, and those that it takes away. */
type Expected = Thing[] | Omit<Fact, 'name'>;

/** What the author may expect of an act before the server has answered: facts, by the act's name. */
type Expectation = { [N in ActName]?: (room: Room, input: ActInput<N>, now: number) => Expected };

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

/** One more than the last place that is taken. */
const lastAmong = (others: { position: number }[]): number =>
	others.reduce((most, { position }) => Math.max(most, position + 1), 0);

/** An entry of the minutes as it will stand: the newest text shows, and one that lost lies beside it. */
function entryEdited(minute: Minute, input: ActInput<'minute.edit'>): Minute {
	const text = tidy(input.text);
	const collided = input.version !== minute.version && text !== minute.text;
	return {
		...minute,
		text,
		points: input.points ?? minute.points,
		other: collided || text === minute.other ? minute.text : minute.other,
		version: minute.version + 1
	};
}

/** An edit of another version than the one that stands is refused: nothing is expected of it. */
function newVersion<T extends { version: number }>(
	thing: T | undefined,
	version: number,
	change: (thing: T) => Partial<T>
): T[] {
	if (thing?.version !== version) return [];
	return [{ ...thing, ...change(thing), version: version + 1 }];
}

/** Whatever lay in a theme that goes is once more not looked at. */
const loosened = (room: Room, themeId: string): Placement[] =>
	all(room, 'placement')
		.filter((placement) => placement.themeId === themeId)
		.map((placement) => ({ ...placement, themeId: null }));

const proposalChanged = (room: Room, id: string, change: Partial<Proposal>): Thing[] => {
	const proposal = room.proposal[id];
	return proposal ? [{ ...proposal, ...change, version: proposal.version + 1 }] : [];
};

/** A name that stands anywhere in the room; '' when only the server knows it. */
function named(room: Room, personId: string): Named {
	const plans = all(room, 'measure').map(({ plan }) => plan);
	const people = plans.flatMap(({ coordinator, participants }) => [
		...participants,
		...(coordinator ? [coordinator] : [])
	]);
	return people.find((one) => one.personId === personId) ?? { personId, name: '' };
}

/** A plan with what was sent filled in. */
function planned(room: Room, plan: Plan, sent: SetPlan): Plan {
	const { coordinatorId, mainArenaId, participantIds, ...plain } = sent;
	const next = { ...plan, ...defined(plain) };
	if (coordinatorId !== undefined)
		next.coordinator = coordinatorId === null ? null : named(room, coordinatorId);
	if (mainArenaId !== undefined)
		next.mainArena = mainArenaId === null ? null : arenaNamed(room, mainArenaId);
	if (participantIds) next.participants = participantIds.map((id) => named(room, id));
	return next;
}

const arenaNamed = (room: Room, arenaId: string): NonNullable<Plan['mainArena']> =>
	all(room, 'measure').find(({ plan }) => plan.mainArena?.arenaId === arenaId)?.plan.mainArena ?? {
		arenaId,
		name: ''
	};

const measureChanged = (
	room: Room,
	id: string,
	change: (measure: Measure) => Partial<Measure>
): Thing[] => {
	const measure = room.measure[id];
	return measure ? [{ ...measure, ...change(measure) }] : [];
};

/** Where a measure will stand; where it stands when the server will not move it. */
function advanced({ state, plan }: Measure, input: ActInput<'measure.advance'>): MeasureState {
	const { to, date, grounds = '' } = input;
	if (to === 'trial') return missing(plan).length > 0 ? state : { name: 'trial', since: date };
	if (grounds === '') return state;
	if (to === 'ended') return { name: 'ended', on: date, grounds };
	if (to === 'evaluated' && state.name === 'trial')
		return { name: 'evaluated', since: state.since, on: date, summary: grounds };
	if (to === 'operations' && state.name === 'evaluated')
		return { name: 'operations', on: date, grounds };
	return state;
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

/** A round that was just added to the programme; a draft without groups. */
function newRound({ id, title, round }: ActInput<'item.add'>, lang: Conference['lang']): Round {
	const asked = [{ id: `${id}/question`, text: title || '…', lang }];
	return {
		number: 0,
		mix: round?.mix ?? { kind: 'mixed' },
		prompts: round?.prompts ?? asked,
		tables: round?.tables ?? { count: 6 },
		release: round?.release ?? 'on-hand-in',
		state: 'draft',
		carried: []
	};
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
	'item.add': (room, input) => {
		const conference = all(room, 'conference')[0];
		if (!conference || room.item[input.id]) return [];
		const items = inOrder(all(room, 'item'));
		const { id, type, title, note = '', minutes, position = items.length } = input;
		const empty = { id, kind: 'item' as const, type, title, note, minutes, position };
		const round = type === 'round' ? newRound(input, conference.lang) : null;
		return numbered(
			items.toSpliced(position, 0, { ...empty, startedAt: null, endedAt: null, round })
		);
	},
	'item.remove': (room, input) => ({
		things: numbered(inOrder(all(room, 'item')).filter(({ id }) => id !== input.id)),
		gone: [{ kind: 'item', id: input.id }]
	}),
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
			position: lastAmong(before),
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
	'minute.write': (room, input, now) => {
		if (room.minute[input.id]) return [];
		const { id, plenumId, points = [] } = input;
		const others = all(room, 'minute').filter((minute) => minute.plenumId === plenumId);
		const position = input.position ?? lastAmong(others);
		const written = { text: tidy(input.text), points, version: 1, other: null, writtenAt: now };
		return [{ kind: 'minute', id, plenumId, position, ...written }];
	},
	'minute.edit': (room, input) => {
		const minute = room.minute[input.id];
		return minute ? [entryEdited(minute, input)] : [];
	},
	'minute.remove': (room, input) => ({ things: [], gone: [{ kind: 'minute', id: input.id }] }),
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
	'point.set-aside': (room, input) => [
		{
			kind: 'placement',
			id: input.pointId,
			conferenceId: input.conferenceId,
			themeId: null,
			aside: input.reason,
			position: Number.MAX_SAFE_INTEGER
		}
	],
	'theme.add': (room, input) => {
		const { id, conferenceId, title } = input;
		const others = all(room, 'theme').filter((theme) => theme.conferenceId === conferenceId);
		const place = { colour: others.length % 6, position: lastAmong(others) };
		return room.theme[id] ? [] : [{ kind: 'theme', id, conferenceId, title, ...place, version: 1 }];
	},
	'theme.set': (room, { id, title, version }) =>
		newVersion(room.theme[id], version, () => ({ title })),
	'theme.remove': (room, input) => ({
		things: loosened(room, input.id),
		gone: [{ kind: 'theme', id: input.id }]
	}),
	'proposal.make': (room, input) => {
		const { id, conferenceId, themeIds, title, text } = input;
		const inThemes = all(room, 'placement').filter(
			({ themeId }) => themeId !== null && themeIds.includes(themeId)
		);
		const pointIds = input.pointIds ?? inThemes.map((placement) => placement.id);
		const made = { themeIds, pointIds, title, text, hearings: [], decision: null, version: 1 };
		return room.proposal[id] ? [] : [{ kind: 'proposal', id, conferenceId, ...made }];
	},
	'proposal.set': (room, { id, version, ...to }) =>
		newVersion(room.proposal[id], version, () => defined(to)),
	'proposal.hear': (room, { id, arenaId, date, comment }) => {
		const hearings = room.proposal[id]?.hearings ?? [];
		const before = hearings.find((hearing) => hearing.arenaId === arenaId);
		const others = hearings.filter((hearing) => hearing !== before);
		// The room does not know arenas by name before they have said something.
		const hearing = { arenaId, arenaName: before?.arenaName ?? '', date, comment };
		return proposalChanged(room, id, { hearings: [...others, hearing] });
	},
	'proposal.decide': (room, { id, outcome, date, grounds, override = null }) =>
		grounds === ''
			? []
			: proposalChanged(room, id, { decision: { outcome, date, grounds, override } }),
	'measure.make': (room, input) => {
		const { id, proposalId, title, level, plan = {} } = input;
		const proposal = room.proposal[proposalId];
		if (!proposal || room.measure[id]) return [];
		const begun = { plan: planned(room, NO_PLAN, plan), state: { name: 'decided' as const } };
		const made = { conferenceId: proposal.conferenceId, proposalId, title, level, ...begun };
		return [{ kind: 'measure', id, ...made, log: [], version: 1 }];
	},
	'measure.set': (room, { id, title, level, plan = {}, version }) =>
		newVersion(room.measure[id], version, (measure) => ({
			...defined({ title, level }),
			plan: planned(room, measure.plan, plan)
		})),
	'measure.advance': (room, input) =>
		measureChanged(room, input.id, (measure) => ({ state: advanced(measure, input) })),
	'measure.log': (room, { id, entryId, date, text }) =>
		measureChanged(room, id, ({ log }) => ({
			// Who writes is known to the server alone.
			log: log.some((entry) => entry.id === entryId)
				? log
				: [...log, { id: entryId, date, text, by: '' }]
		}))
};

/**
 * Optimism: the room as its author may expect it to be once `act` has arrived. It is laid
 * over the thread's room and taken away when the fact itself has come.
 */
export function expect(room: Room, act: Act, now: number): Room {
	const expected = EXPECTED[act.name] as
		((room: Room, input: unknown, now: number) => Expected) | undefined;
	if (!expected) return room;
	const left = expected(room, act.input, now);
	return follow(room, { name: act.name, ...(Array.isArray(left) ? { things: left } : left) });
}
