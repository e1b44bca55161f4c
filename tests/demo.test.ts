import { expect, test } from 'vitest';
import { MOST_LENGTH } from '#lib/domain/point.ts';
import * as staff from '../scripts/demo/people.ts';
import * as day from '../scripts/demo/points.ts';

const people = new Set(staff.people.map((person) => person.key));
const points = new Map(day.points.map((point) => [point.key, point]));
const earlier = new Set(day.earlierPoints.map((point) => point.key));
const arenas = new Map(staff.arenas.map((arena) => [arena.key, arena]));

test('48 invented people work at the demo school, two of them with the same name', () => {
	expect(people.size).toBe(48);
	expect(new Set(staff.people.map((person) => person.name)).size).toBe(47);
	expect(new Set(staff.people.map((person) => person.staffNumber)).size).toBe(48);
});

test('everybody whom the demo names is on the staff list', () => {
	const named = [
		...staff.arenas.flatMap((arena) => [arena.leader, ...arena.members]),
		...Object.values(staff.roles).flat(),
		...staff.absent,
		...staff.apart.flat(),
		...staff.usualLeaders,
		...day.measures.flatMap(({ plan }) => [plan.coordinator, ...plan.participants])
	];
	expect(named.filter((key) => !people.has(key))).toEqual([]);
});

test('each table has written three to seven points in a round, short enough to be read', () => {
	for (const round of [1, 2])
		for (let table = 1; table <= day.conference.tables; table++) {
			const own = day.points.filter((point) => point.round === round && point.table === table);
			expect(own.length).toBeGreaterThanOrEqual(3);
			expect(own.length).toBeLessThanOrEqual(7);
		}
	for (const { text } of day.points) {
		expect(text.length).toBeGreaterThanOrEqual(20);
		expect(text.length).toBeLessThanOrEqual(Math.min(190, MOST_LENGTH));
	}
	expect(points.size).toBe(day.points.length);
	expect(new Set([...points.values()].map((point) => point.text)).size).toBe(points.size);
});

test('what was minuted, chosen, themed and set aside was said in round 1', () => {
	const named = [
		...day.minutes.flatMap((minute) => minute.points),
		...day.carried,
		...day.themes.flatMap((theme) => theme.points),
		...day.aside.map(({ point }) => point)
	];
	expect(named.filter((key) => points.get(key)?.round !== 1)).toEqual([]);
	const placed = [
		...day.themes.flatMap((theme) => theme.points),
		...day.aside.map((it) => it.point)
	];
	expect(new Set(placed).size).toBe(placed.length);
});

test('an earlier measure can be followed back to its points, and was decided after both teams were heard (R24)', () => {
	for (const measure of day.measures) {
		expect(measure.theme.points.filter((key) => !earlier.has(key))).toEqual([]);
		const kinds = measure.hearings.map(({ arena }) => arenas.get(arena)?.kind);
		expect(kinds.sort()).toEqual(['resource-team', 'year-team']);
		expect(measure.hearings.every(({ day: heard }) => heard < measure.decision.day)).toBe(true);
		const steps = [measure.decision, ...measure.steps].map((step) => step.day);
		expect(steps).toEqual([...steps].sort((a, b) => a - b));
	}
});

test('a coordinator is a member of a team (R26) and leads no year team (R27)', () => {
	const teams = staff.arenas.filter((arena) => arena.kind !== 'steering-group');
	for (const { plan } of day.measures) {
		expect(teams.some((arena) => arena.members.includes(plan.coordinator))).toBe(true);
		const leads = teams.filter((arena) => arena.kind === 'year-team').map((arena) => arena.leader);
		expect(leads).not.toContain(plan.coordinator);
		expect(arenas.has(plan.mainArena)).toBe(true);
	}
});

test('at half past ten round 2 is open and every earlier item is over', () => {
	const open = day.programme.filter((item) => item.started !== null && item.ended === null);
	expect(open.map((item) => item.key)).toEqual(['round-2']);
	expect(day.programme.every((item) => (item.ended ?? 0) <= day.ELAPSED)).toBe(true);
});
