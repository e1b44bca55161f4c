import { expect, test } from 'vitest';
import { arrangements, compose, isSeated, standing } from '../src/lib/domain/composition.ts';
import { missed } from '../src/lib/domain/missed.ts';
import { NO_RULES, PlanRules } from '../src/lib/domain/plan-rules.ts';
import type { Round } from '../src/lib/domain/programme.ts';
import { all, roomOf, type Thing } from '../src/lib/domain/room.ts';
import { check } from '../src/lib/domain/rotation/check.ts';
import { parse } from '../src/lib/domain/rotation/problem.ts';
import { search } from '../src/lib/domain/rotation/search.ts';

const TEAMS = ['5. trinn', '6. trinn', '7. trinn'];
const person = (at: number, more: object = {}): Thing => ({
	kind: 'participant',
	id: `seat-${at}`,
	personId: `person-${at}`,
	name: `Person ${String(at).padStart(2, '0')}`,
	attributes: { profession: at % 3 === 0 ? 'assistent' : 'lærer', team: TEAMS[at % 3]! },
	attendance: 'expected',
	walkIn: false,
	...more
});
const round = (number: number, more: Partial<Round> = {}): Thing => ({
	kind: 'item',
	id: `round-${number}`,
	position: number,
	type: 'round',
	title: '',
	note: '',
	minutes: 30,
	startedAt: null,
	endedAt: null,
	round: {
		number,
		mix: { kind: 'mixed' },
		prompts: [],
		tables: { count: 3 },
		release: 'held',
		state: 'draft',
		carried: [],
		...more
	}
});
const conference = (more: object = {}): Thing => ({
	kind: 'conference',
	id: 'conference',
	ownerId: 'school',
	ownerName: '',
	name: '',
	date: '2026-11-23',
	startsAt: 540,
	lang: 'nb',
	joinCode: '',
	phase: { name: 'planning' },
	undo: null,
	colourBy: 'profession',
	apart: [],
	rules: NO_RULES,
	...more
});
const people = (count: number) => Array.from({ length: count }, (_, at) => person(at));

/** The best plan after some steps. */
function planned(things: Thing[], steps = 400) {
	const composition = compose(roomOf(things));
	const problem = parse(composition.problem);
	let plan;
	for (const progress of search(problem, { seed: 1 })) {
		plan = progress.plan();
		if (progress.steps > steps || progress.proved) break;
	}
	return { composition, problem, plan: plan! };
}

test('twelve people, three tables, two mixed rounds: lawful, and a leader at each table, nobody twice', () => {
	const { composition, problem, plan } = planned([conference(), round(1), round(2), ...people(12)]);
	expect(check(problem, plan)).toEqual([]);
	const sent = arrangements(composition, plan);
	expect(sent.map(({ roundId }) => roundId)).toEqual(['round-1', 'round-2']);
	const leaders = sent.flatMap(({ tables }) => tables.map(({ leaderId }) => leaderId));
	expect(new Set(leaders).size).toBe(6);
});

test('a home round gathers each team, and the same round again is the same', () => {
	const { composition, plan } = planned([
		conference(),
		round(1, { mix: { kind: 'home', attribute: 'team' } }),
		round(2),
		round(3, { mix: { kind: 'same', roundId: 'round-1' } }),
		...people(12)
	]);
	const teams = plan.rounds[0]!.map((table) => [
		...new Set(table.map((at) => composition.people[at]!.attributes.team))
	]);
	expect(teams.every((of) => of.length === 1)).toBe(true);
	expect(plan.rounds[2]).toEqual(plan.rounds[0]);
});

test('homes that have been given tables keep their numbers, in whatever order they stand', () => {
	const seats = [2, 0, 1].map((team, table): Thing => ({
		kind: 'group',
		id: `group-${table}`,
		roundId: 'round-1',
		table: table + 1,
		place: '',
		members: [0, 1, 2, 3].map((at) => ({ id: `seat-${at * 3 + team}`, name: '', present: true })),
		leaderId: null,
		recorderId: null,
		published: true,
		handedInAt: null,
		helpAt: null
	}));
	const home = round(1, { mix: { kind: 'home', attribute: 'team' } });
	const room = roomOf([conference(), home, ...people(12), ...seats]);
	const composition = compose(room);
	const plan = standing(composition, all(room, 'group'));
	expect(check(parse(composition.problem), plan)).toEqual([]);
});

test('rules of the school reach the planner: apart, together, at most one, who may lead', () => {
	const { composition, problem, plan } = planned([
		conference({
			apart: [['seat-0', 'seat-1']],
			rules: {
				...NO_RULES,
				together: [['seat-2', 'seat-4']],
				leaders: ['seat-0', 'seat-1', 'seat-5']
			}
		}),
		round(1),
		round(2),
		...people(12)
	]);
	expect(check(problem, plan)).toEqual([]);
	const sent = arrangements(composition, plan);
	for (const { tables } of sent)
		for (const { members, leaderId } of tables) {
			expect(members.includes('seat-0') && members.includes('seat-1')).toBe(false);
			expect(members.includes('seat-2')).toBe(members.includes('seat-4'));
			expect(['seat-0', 'seat-1', 'seat-5']).toContain(leaderId);
		}
});

test('a round that has been held is history: it stays as it was, and only the rest is seated anew', () => {
	const seats = ['a', 'b', 'c'].map((_, table): Thing => ({
		kind: 'group',
		id: `group-${table}`,
		roundId: 'round-1',
		table: table + 1,
		place: '',
		members: [0, 1, 2, 3].map((at) => ({
			id: `seat-${table * 4 + at}`,
			name: '',
			present: true
		})),
		leaderId: null,
		recorderId: null,
		published: true,
		handedInAt: null,
		helpAt: null
	}));
	const things = [
		conference(),
		round(1, { state: 'over' }),
		round(2),
		...people(12).map((one, at) => (at === 3 ? person(3, { attendance: 'absent' }) : one)),
		...seats
	];
	const { composition, plan } = planned(things);
	const groups = all(roomOf(things), 'group');
	expect(plan.rounds[0]).toEqual(standing(composition, groups).rounds[0]);
	expect(arrangements(composition, plan).map(({ roundId }) => roundId)).toEqual(['round-2']);
	expect(plan.rounds[1]!.flat()).not.toContain(3);
	expect(isSeated(standing(composition, groups))).toBe(false);
});

test('sizes told by hand give way by a seat where people are missing', () => {
	const { plan } = planned([
		conference(),
		round(1, { tables: { sizes: [6, 4, 3] } }),
		round(2, { tables: { sizes: [2, 2, 5] } }),
		...people(12)
	]);
	expect(plan.rounds[0]!.map((table) => table.length)).toEqual([5, 4, 3]);
	expect(plan.rounds[1]!.flat()).toHaveLength(12);
});

const at = (composition: { people: { id: string }[] }, id: string) =>
	composition.people.findIndex((one) => one.id === id);

test("a table of one's own, chairs, who comes late and who may write reach the planner, all at once", () => {
	const { composition, problem, plan } = planned([
		conference({
			rules: {
				...NO_RULES,
				pinned: [{ person: 'seat-3', table: 2 }],
				chairs: [{ table: 1, chairs: 3 }],
				away: [{ person: 'seat-7', rounds: ['round-1'] }],
				recorders: ['seat-0', 'seat-1', 'seat-2', 'seat-4', 'seat-5', 'seat-6']
			}
		}),
		round(1),
		round(2),
		...people(12)
	]);
	expect(problem.sizes).toEqual([
		[3, 4, 4],
		[3, 5, 4]
	]);
	expect(check(problem, plan)).toEqual([]);
	for (const tables of plan.rounds) expect(tables[1]).toContain(at(composition, 'seat-3'));
	expect(plan.rounds[0]!.flat()).not.toContain(at(composition, 'seat-7'));
	expect(plan.rounds[1]!.flat()).toContain(at(composition, 'seat-7'));
	const sent = arrangements(composition, plan);
	const recorders = sent.flatMap(({ tables }) => tables.map(({ recorderId }) => recorderId));
	expect([...recorders].sort()).toEqual([
		'seat-0',
		'seat-1',
		'seat-2',
		'seat-4',
		'seat-5',
		'seat-6'
	]);
});

test('a person keeps the table where people are mixed, and follows the team in a home round', () => {
	const things = [
		conference({ rules: { ...NO_RULES, pinned: [{ person: 'seat-0', table: 3 }] } }),
		round(1, { mix: { kind: 'home', attribute: 'team' } }),
		round(2),
		...people(12)
	];
	const { problem, plan } = planned(things);
	expect(check(problem, plan)).toEqual([]);
	expect(problem.pinned).toEqual([{ person: 0, group: 2, rounds: [1] }]);
	expect(plan.rounds[1]![2]).toContain(0);
});

test('leaders who keep their table do not contradict homes that have been given tables', () => {
	const seats = [2, 0, 1].map((team, table): Thing => ({
		kind: 'group',
		id: `group-${table}`,
		roundId: 'round-1',
		table: table + 1,
		place: '',
		members: [0, 1, 2, 3].map((one) => ({
			id: `seat-${one * 3 + team}`,
			name: '',
			present: true
		})),
		leaderId: null,
		recorderId: null,
		published: true,
		handedInAt: null,
		helpAt: null
	}));
	const rules = { ...NO_RULES, leaders: ['seat-0', 'seat-1', 'seat-2'], leadersStay: true };
	const home = round(1, { mix: { kind: 'home', attribute: 'team' } });
	const room = roomOf([conference({ rules }), home, round(2), ...people(12), ...seats]);
	const composition = compose(room);
	const plan = standing(composition, all(room, 'group'));
	const problem = parse(composition.problem);
	expect(problem.sizes[0]).toEqual([4, 4, 4]);
	expect(check(problem, plan).filter(({ round: r }) => r === 0)).toEqual([]);
});

test('wishes weigh, and are met where nothing stands in the way', () => {
	const { problem, plan } = planned([
		conference({
			rules: {
				...NO_RULES,
				wishes: [
					{ kind: 'with', person: 'seat-0', other: 'seat-9', weight: 3 },
					{ kind: 'without', person: 'seat-1', other: 'seat-2', weight: 3 },
					{ kind: 'table', person: 'seat-4', table: 1, weight: 3 },
					{ kind: 'with', person: 'gone', other: 'seat-2', weight: 3 }
				]
			}
		}),
		round(1),
		round(2),
		...people(12)
	]);
	expect(problem.wishes).toHaveLength(3);
	expect(missed(problem, plan).filter(({ rule }) => rule !== 'spread')).toEqual([]);
});

test('people of one team weigh as having met, so they are not seated together', () => {
	const rules = { ...NO_RULES, spread: [], daily: { attribute: 'team', weight: 1 } };
	const { problem } = planned([conference({ rules }), round(1), ...people(12)]);
	expect(problem.history).toHaveLength(18);
	expect(problem.history.every(([i, j, times]) => i % 3 === j % 3 && times === 1)).toBe(true);
});

test('rules that were kept before the newer ones came still hold', () => {
	const old = {
		together: [],
		spread: [],
		atMostOne: [],
		atLeastOne: [],
		leaders: [],
		leadersStay: false,
		memory: 0
	};
	expect(PlanRules.parse(old)).toEqual(old);
	const { problem, plan } = planned([conference({ rules: old }), round(1), ...people(12)]);
	expect(check(problem, plan)).toEqual([]);
});
