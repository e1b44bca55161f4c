import { describe, expect, test } from 'vitest';
import { echo, followers } from '../../src/lib/components/console/followers.ts';
import { found, headcount } from '../../src/lib/components/console/attendance.ts';
import { latestPoints } from '../../src/lib/components/console/latest.ts';
import {
	hindranceTo,
	nextStep,
	plenumShare,
	withoutMinutes
} from '../../src/lib/components/console/next-step.ts';
import {
	neighbour,
	nextLit,
	plenumScene,
	reportOf,
	roundAfter
} from '../../src/lib/components/console/report.ts';
import { companyAt, proposedSeats, seatOf } from '../../src/lib/components/console/seats.ts';
import { groupsOf, standing, usualScene } from '../../src/lib/components/console/standing.ts';
import { needsSomebody, tableStates } from '../../src/lib/components/console/table-state.ts';
import { shareLeft, timing } from '../../src/lib/components/console/timing.ts';
import { clockFor, touch } from '../../src/lib/domain/clock.ts';
import { follow, type Room, type Thing } from '../../src/lib/domain/room.ts';
import type { Presence } from '../../src/lib/realtime/protocol.ts';
import { at, clockIn, conferenceIn, groupIn, hall, itemIn, pointIn } from './hall.ts';

const MINUTE = 60_000;
const changed = (room: Room, ...things: Thing[]) => follow(room, { name: 'changed', things });
const stand = (room: Room) => standing(room)!;

describe('where the conference stands', () => {
	test('before it begins, the first round’s tables are shown; in a plenum, those of the round before it', () => {
		const planned = hall();
		expect(stand(planned).running).toBeNull();
		expect(stand(planned).round?.id).toBe('round-1');
		const inPlenum = changed(
			planned,
			conferenceIn(planned, { phase: { name: 'running', itemId: 'plenum-1' } })
		);
		expect(stand(inPlenum).round?.id).toBe('round-1');
		const inBreak = changed(
			planned,
			itemIn(planned, 'round-1', { state: 'over' }),
			conferenceIn(planned, { phase: { name: 'running', itemId: 'break-1' } })
		);
		expect(stand(inBreak).round?.id).toBe('round-2');
		expect(stand(inBreak).groups.map(({ table }) => table)).toEqual([1, 2]);
	});

	test('back from the calm slide the hall sees what belongs to the item that runs', () => {
		const room = hall({ running: 'round-1' });
		expect(usualScene(stand(room))).toEqual({ name: 'question', roundId: 'round-1' });
		const plenum = changed(
			hall({ running: 'plenum-1' }),
			groupIn(room, 'round-1', 2, { handedInAt: at(70) })
		);
		expect(usualScene(stand(plenum))).toMatchObject({ name: 'plenum', groupId: 'round-1-2' });
	});
});

describe('the one thing to do next', () => {
	test('is the item after the running one, and closing after the last', () => {
		const room = hall({ running: 'round-1' });
		expect(nextStep(room, stand(room))).toMatchObject({ do: 'start', item: { id: 'plenum-1' } });
		const last = hall({ running: 'plenum-2' });
		expect(nextStep(last, stand(last))).toMatchObject({ do: 'close' });
		const closed = changed(
			last,
			conferenceIn(last, { phase: { name: 'closed', at: 0, without: null } })
		);
		expect(nextStep(closed, stand(closed))).toEqual({ do: 'none' });
	});

	test('a round whose groups are not handed out, or lack leaders, says so before it is pressed', () => {
		const room = hall();
		const draft = changed(
			room,
			...[1, 2].map((table) => groupIn(room, 'round-1', table, { published: false }))
		);
		expect(hindranceTo(draft, draft.item['round-1']!)).toEqual({ code: 'round-not-published' });
		const leaderless = changed(room, groupIn(room, 'round-1', 2, { leaderId: null }));
		expect(hindranceTo(leaderless, leaderless.item['round-1']!)).toEqual({
			code: 'round-has-no-leaders',
			tables: [2],
			groupId: 'round-1-2'
		});
		expect(hindranceTo(room, room.item['round-1']!)).toBeNull();
	});

	test('plenums that were held want minutes; those that were not, only when none was held', () => {
		const room = hall();
		const { items } = stand(room);
		expect(withoutMinutes(room, items).map(({ id }) => id)).toEqual(['plenum-1', 'plenum-2']);
		const held = changed(room, { ...room.item['plenum-1']!, startedAt: at(50) });
		expect(withoutMinutes(held, stand(held).items).map(({ id }) => id)).toEqual(['plenum-1']);
	});

	test('a plenum is shared among its tables, with a fifth kept for talk at least', () => {
		expect(plenumShare(30, 8)).toEqual({ each: 3, rest: 6 });
		expect(plenumShare(30, 24)).toEqual({ each: 1, rest: 6 });
		expect(plenumShare(30, 0)).toEqual({ each: 0, rest: 30 });
		for (let tables = 1; tables <= 40; tables++)
			expect(plenumShare(40, tables).rest).toBeGreaterThanOrEqual(0);
	});
});

describe('the day as it goes', () => {
	test('a round that began two minutes late shifts the rest, and says so', () => {
		const room = hall({ running: 'round-1', startedAt: at(12) });
		const clock = clockFor('round-1', 40, true, at(12));
		const times = timing(stand(room), clock, at(20));
		expect(times.behind).toBe(2);
		expect(times.slots.get('plenum-1')?.start).toBe(9 * 60 + 52);
		expect(times.end).toBe(9 * 60 + 10 + 40 + 30 + 10 + 40 + 30 + 2);
	});

	test('five minutes more on the clock, or overtime, are behind the plan; a round cut short is ahead', () => {
		const room = hall({ running: 'round-1', startedAt: at(10) });
		const clock = clockFor('round-1', 40, true, at(10));
		const longer = touch(clock, { do: 'add', minutes: 5 }, at(20));
		expect(timing(stand(room), longer, at(20)).behind).toBe(5);
		expect(timing(stand(room), clock, at(57)).behind).toBe(7);
		const shorter = touch(clock, { do: 'add', minutes: -10 }, at(20));
		expect(timing(stand(room), shorter, at(20)).behind).toBe(-10);
		expect(timing(stand(room), clock, at(20)).behind).toBe(0);
	});

	test('a pause pushes the end before it, minute by minute', () => {
		const room = hall({ running: 'round-1', startedAt: at(10) });
		const clock = touch(clockFor('round-1', 40, true, at(10)), { do: 'pause' }, at(20));
		expect(timing(stand(room), clock, at(20)).behind).toBe(0);
		expect(timing(stand(room), clock, at(26)).behind).toBe(6);
	});

	test('the ring is full at the start, empty at the end and never more or less', () => {
		const clock = clockFor('round-1', 40, true, 0);
		expect(shareLeft(clock, 0)).toBe(1);
		expect(shareLeft(clock, 10 * MINUTE)).toBe(0.75);
		expect(shareLeft(clock, 50 * MINUTE)).toBe(0);
		expect(shareLeft(touch(clock, { do: 'add', minutes: 5 }, 0), 0)).toBe(1);
	});
});

describe('a table on the console', () => {
	const presence = (tables: Presence['tables']): Presence => ({
		tables,
		screens: { count: 1, shows: 4 },
		phones: 3,
		staff: []
	});
	const here = { tablets: 1, typing: true, waiting: 0, since: at(0) };

	test('counts what stands, tells that somebody writes, and keeps unread what is not handed in', () => {
		const room = changed(
			hall({ running: 'round-1' }),
			pointIn('p1', 1, { state: 'written', text: null }),
			pointIn('p2', 1, { state: 'withdrawn', text: null }),
			pointIn('p3', 2, { state: 'released' })
		);
		const [one, two] = tableStates(
			room,
			groupsOf(room, 'round-1'),
			presence({ '1': here }),
			at(20)
		);
		expect(one).toMatchObject({ typing: true, joined: true, present: 3, unreleased: 0 });
		expect(one!.points.map(({ id }) => id)).toEqual(['p1']);
		expect(two).toMatchObject({ typing: false, joined: false });
		expect(latestPoints(room, groupsOf(room, 'round-1')).map(({ point }) => point.id)).toEqual([
			'p3'
		]);
	});

	test('a tablet that went away needs somebody while the round is open, not once it has handed in', () => {
		const gone = { ...here, tablets: 0, typing: true, waiting: 2, since: at(20) - 40_000 };
		const room = hall({ running: 'round-1' });
		const [state] = tableStates(room, groupsOf(room, 'round-1'), presence({ '1': gone }), at(20));
		expect(state).toMatchObject({ cutFor: 40_000, waiting: 2, typing: false });
		expect(needsSomebody(state!, true)).toBe(true);
		expect(needsSomebody(state!, false)).toBe(false);
		expect(needsSomebody({ ...state!, handedIn: true }, true)).toBe(false);
	});

	test('a table without a leader, with an absent leader, that asks for help or has late points needs somebody', () => {
		const room = hall({ running: 'round-1' });
		const state = (...things: Thing[]) =>
			tableStates(
				changed(room, ...things),
				groupsOf(changed(room, ...things), 'round-1'),
				null,
				at(20)
			)[0]!;
		expect(needsSomebody(state(), true)).toBe(false);
		expect(needsSomebody(state(groupIn(room, 'round-1', 1, { leaderId: null })), true)).toBe(true);
		expect(needsSomebody(state(groupIn(room, 'round-1', 1, { helpAt: at(19) })), true)).toBe(true);
		const late = pointIn('late', 1, { late: true, state: 'handed-in' });
		expect(needsSomebody(state(late), true)).toBe(true);
		const members = room.group['round-1-1']!.members.map((one, place) => ({
			...one,
			present: place !== 0
		}));
		const away = state(groupIn(room, 'round-1', 1, { members }));
		expect(away).toMatchObject({ leaderAway: true, present: 2 });
		expect(needsSomebody(away, true)).toBe(true);
	});

	test('who follows: a tablet that is gone is named, a table that never had one is not', () => {
		const told = presence({ '1': here, '2': { ...here, tablets: 0 } });
		expect(followers(told, [1, 2, 3])).toEqual({
			tablets: 1,
			cut: [2],
			projector: true,
			phones: 3
		});
		expect(followers(null, [1])).toBeNull();
	});

	test('the hall sees it now only when the projector has echoed the very cue', () => {
		const told = presence({});
		expect(echo(told, 4)).toBe('now');
		expect(echo(told, 5)).toBe('turning');
		expect(echo({ ...told, screens: { count: 0, shows: null } }, 4)).toBe('none');
	});
});

describe('a plenum', () => {
	const room = changed(
		hall({ running: 'plenum-1' }),
		pointIn('b', 1, { position: 1, state: 'released' }),
		pointIn('a', 1, { position: 0, state: 'released' }),
		pointIn('held', 1, { position: 2, state: 'held' }),
		pointIn('own', 1, { position: 3, state: 'written', text: null }),
		pointIn('blank', 1, { position: 4, state: 'redacted', text: '' })
	);
	const groups = groupsOf(room, 'round-1');

	test('a group reports what staff may read, in its own order', () => {
		expect(reportOf(room, groups[0]!).map(({ id }) => id)).toEqual(['a', 'b', 'held']);
	});

	test('arrows go from group to group and stop at the ends', () => {
		expect(neighbour(groups, null, 1)?.table).toBe(1);
		expect(neighbour(groups, 'round-1-1', 1)?.table).toBe(2);
		expect(neighbour(groups, 'round-1-2', 1)).toBeNull();
		expect(neighbour(groups, 'round-1-1', -1)).toBeNull();
	});

	test('only what the hall may see can be lit, and after the last one they are all put back', () => {
		const points = reportOf(room, groups[0]!);
		expect(nextLit(points, null, 1)).toBe('a');
		expect(nextLit(points, 'a', 1)).toBe('b');
		expect(nextLit(points, 'b', 1)).toBeNull();
		expect(nextLit(points, null, -1)).toBe('b');
		expect(plenumScene(groups[0]!, 'a')).toEqual({
			name: 'plenum',
			roundId: 'round-1',
			groupId: 'round-1-1',
			pointId: 'a'
		});
	});

	test('chosen points go into the next round that is not over', () => {
		const { items } = stand(room);
		expect(roundAfter(items, 'plenum-1')?.id).toBe('round-2');
		expect(roundAfter(items, 'plenum-2')).toBeNull();
	});
});

describe('attendance', () => {
	test('people are found by any part of name, profession or team, whatever the capitals', () => {
		const room = hall();
		expect(found(room, 'TAVLE', 'nb').map(({ name }) => name)).toEqual(['Åse Tavlemo']);
		expect(found(room, 'assistent', 'nb')).toHaveLength(3);
		expect(found(room, 'åse assistent', 'nb')).toHaveLength(0);
		expect(
			found(room, '', 'nb')
				.map(({ name }) => name)
				.at(-1)
		).toBe('Åse Tavlemo');
		expect(headcount(room)).toEqual({ present: 0, absent: 0, expected: 6 });
	});

	test('somebody who walks in is offered the emptiest table in each round, and there where fewest are alike', () => {
		const room = hall();
		const rounds = [room.item['round-1']!, room.item['round-2']!] as never;
		const lærer = proposedSeats(room, rounds, { profession: 'lærer' }, 'profession');
		expect(lærer).toEqual([
			{ roundId: 'round-1', table: 2 },
			{ roundId: 'round-2', table: 1 }
		]);
		const members = room.group['round-1-1']!.members.slice(0, 1);
		const fewer = changed(room, groupIn(room, 'round-1', 1, { members }));
		expect(proposedSeats(fewer, rounds, { profession: 'lærer' }, 'profession')[0]).toEqual({
			roundId: 'round-1',
			table: 1
		});
	});

	test('a look at a table shows who is there, without those who are away and without oneself', () => {
		const room = hall();
		const groups = groupsOf(room, 'round-1');
		const [first] = groups[0]!.members;
		expect(seatOf(groups, first!.id)?.table).toBe(1);
		expect(companyAt(groups, 1, first!.id)).toHaveLength(2);
		const members = groups[0]!.members.map((one) => ({ ...one, present: one.id === first!.id }));
		const away = [{ ...groups[0]!, members }];
		expect(companyAt(away, 1)).toEqual(['Åse']);
		expect(companyAt(away, 9)).toEqual([]);
	});

	test('a clock that belongs to another item does not shift the day', () => {
		const room = hall({ running: 'round-1', startedAt: at(10) });
		expect(timing(stand(room), clockIn('welcome'), at(20)).behind).toBe(0);
	});
});
