import { expect, test } from 'vitest';
import { arrangements, compose, differing, arranged } from '../src/lib/domain/composition.ts';
import { mended, repairing, upset } from '../src/lib/domain/morning.ts';
import { NO_RULES } from '../src/lib/domain/plan-rules.ts';
import { all, roomOf, type Thing } from '../src/lib/domain/room.ts';
import { search } from '../src/lib/domain/rotation/search.ts';
import type { Problem } from '../src/lib/domain/rotation/problem.ts';
import type { Plan } from '../src/lib/domain/rotation/plan.ts';

const STATES = ['over', 'published', 'published'] as const;

const person = (at: number, more: object = {}): Thing => ({
	kind: 'participant',
	id: `seat-${String(at).padStart(2, '0')}`,
	personId: `person-${at}`,
	name: `Person ${String(at).padStart(2, '0')}`,
	attributes: { profession: at % 2 ? 'lærer' : 'assistent' },
	attendance: 'present',
	walkIn: false,
	...more
});

const round = (at: number): Thing => ({
	kind: 'item',
	id: `round-${at}`,
	position: at,
	type: 'round',
	title: '',
	note: '',
	minutes: 30,
	startedAt: null,
	endedAt: null,
	round: {
		number: at + 1,
		mix: { kind: 'mixed' },
		prompts: [],
		tables: { count: 4 },
		release: 'held',
		state: STATES[at]!,
		carried: []
	}
});

const conference: Thing = {
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
	rules: NO_RULES
};

/** Sixteen people at four tables: rows, columns and diagonals of a square, so nobody meets twice. */
const TABLES = [0, 1, 2].map((r) =>
	[0, 1, 2, 3].map((k) =>
		[0, 1, 2, 3].map((i) =>
			r === 0 ? k * 4 + i : r === 1 ? i * 4 + k : i * 4 + (((k ^ i) + 4) % 4)
		)
	)
);
const group = (r: number, k: number): Thing => ({
	kind: 'group',
	id: `group-${r}-${k}`,
	roundId: `round-${r}`,
	table: k + 1,
	place: '',
	members: TABLES[r]![k]!.map((at) => ({
		id: `seat-${String(at).padStart(2, '0')}`,
		name: '',
		present: true
	})),
	leaderId: `seat-${String(TABLES[r]![k]![3]).padStart(2, '0')}`,
	recorderId: null,
	published: true,
	handedInAt: null,
	helpAt: null
});
const groups = [0, 1, 2].flatMap((r) => [0, 1, 2, 3].map((k) => group(r, k)));

function morning(people: Thing[]) {
	const room = roomOf([conference, ...[0, 1, 2].map(round), ...people, ...groups]);
	const composition = compose(room);
	return { composition, groups: all(room, 'group') };
}

function searched(problem: Problem, start: Plan): Plan {
	let plan = start;
	for (const progress of search(problem, { seed: 1, start })) {
		plan = progress.plan();
		if (progress.steps > 300) break;
	}
	return plan;
}

const everybody = (change: Record<number, object> = {}) =>
	Array.from({ length: 16 }, (_, at) => person(at, change[at]));

test('when all are there as planned, nothing needs mending', () => {
	const { composition, groups } = morning(everybody());
	expect(upset(composition, groups)).toEqual({ away: [], unseated: [] });
});

test('two ill and one who came unannounced: the newcomer gets a seat, nobody else moves, all other cards hold', () => {
	const { composition, groups } = morning([
		...everybody({ 2: { attendance: 'absent' }, 9: { attendance: 'absent' } }),
		person(16, { walkIn: true })
	]);
	expect(upset(composition, groups)).toEqual({ away: [2, 9], unseated: [16] });
	const work = repairing(composition, groups);
	const found = mended(work.problem, searched(work.problem, work.start));
	expect(found.lawful).toBe(true);
	expect(found.moves).toEqual([]);
	expect(found.seated.map(({ person: who, round: at }) => [who, at])).toEqual([
		[16, 1],
		[16, 2]
	]);
	expect(found.cards).toEqual({ valid: 14, printed: 14 });
	const sent = differing(
		arrangements(composition, found.plan, groups),
		arranged(composition, groups)
	);
	expect(sent.map(({ roundId }) => roundId)).toEqual(['round-1', 'round-2']);
	const leaders = sent.flatMap(({ tables }) => tables.map(({ leaderId }) => leaderId));
	const before = groups.filter(({ roundId }) => roundId !== 'round-0').map((g) => g.leaderId);
	expect(leaders.filter((id, at) => id !== before[at]).length).toBeLessThanOrEqual(2);
});

test('a whole table ill: as few as it takes move, and planning anew repeats no more', () => {
	const ill = Object.fromEntries(TABLES[1]![0]!.map((at) => [at, { attendance: 'absent' }]));
	const { composition, groups } = morning(everybody(ill));
	const work = repairing(composition, groups);
	const few = mended(work.problem, searched(work.problem, work.start));
	const anew = mended(work.problem, searched(work.anew, work.start));
	expect(few.lawful).toBe(true);
	expect(few.moves.length).toBeGreaterThan(0);
	expect(few.moves.length).toBeLessThanOrEqual(4);
	expect(few.moves.every(({ round: at }) => at > 0)).toBe(true);
	expect(few.plan.rounds[0]!.map((table) => table.length)).toEqual([4, 4, 4, 4]);
	expect(anew.repeats).toBeLessThanOrEqual(few.repeats);
});

test('a hall with more tables than the programme says is mended at the tables that stand there', () => {
	const ill = { 0: { attendance: 'absent' } };
	const { composition, groups } = morning(everybody(ill));
	for (const { round } of composition.rounds) round.tables = { count: 2 };
	const again = compose(
		roomOf([conference, ...composition.rounds, ...composition.people, ...groups])
	);
	expect(again.problem.sizes[1]).toHaveLength(2);
	const work = repairing(again, groups);
	const found = mended(work.problem, searched(work.problem, work.start));
	expect(found.plan.rounds[1]).toHaveLength(4);
	expect(found.moves).toEqual([]);
});

/** The same hall with rules about who is there, and with round 1 under way. */
function hallWith(rules: object, people: Thing[], underWay = false) {
	const rounds = [0, 1, 2].map((at) => {
		const one = round(at) as Thing & { round: object };
		return at === 0 && underWay ? { ...one, round: { ...one.round, state: 'open' } } : one;
	}) as Thing[];
	const ruled = { ...conference, rules: { ...NO_RULES, ...rules } } as Thing;
	const room = roomOf([ruled, ...rounds, ...people, ...groups]);
	return { composition: compose(room), groups: all(room, 'group') };
}

test('somebody leaves before the last round: the seat there is given up, the others are kept', () => {
	const { composition, groups } = hallWith(
		{ away: [{ person: 'seat-05', rounds: ['round-2'] }] },
		everybody()
	);
	expect(upset(composition, groups)).toEqual({ away: [5], unseated: [] });
	const work = repairing(composition, groups);
	const found = mended(work.problem, searched(work.problem, work.start));
	expect(found.lawful).toBe(true);
	expect(found.moves).toEqual([]);
	expect(found.plan.rounds[1]!.flat()).toContain(5);
	expect(found.plan.rounds[2]!.flat()).not.toContain(5);
});

test('somebody comes in the middle of a round: a table now, where fewest sit, and seats in the rest', () => {
	const { composition, groups } = hallWith(
		{},
		[...everybody(), person(16, { walkIn: true })],
		true
	);
	const work = repairing(composition, groups);
	expect(work.now.map(({ person: who, round: at }) => [who, at])).toEqual([[16, 0]]);
	const found = mended(work.problem, searched(work.problem, work.start));
	expect(found.lawful).toBe(true);
	expect(found.moves).toEqual([]);
	expect(found.seated.map(({ round: at }) => at)).toEqual([1, 2]);
});

test('somebody comes in the middle of a round and leaves early: no seat now, and none in what they miss', () => {
	const { composition, groups } = hallWith(
		{ away: [{ person: 'seat-16', rounds: ['round-2'] }] },
		[...everybody(), person(16, { walkIn: true })],
		true
	);
	const work = repairing(composition, groups);
	const found = mended(work.problem, searched(work.problem, work.start));
	expect(work.now).toEqual([]);
	expect(found.seated.map(({ round: at }) => at)).toEqual([1]);
});
