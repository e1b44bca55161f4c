import { afterAll, beforeAll, expect, test } from 'vitest';
import { left } from '#lib/domain/clock.ts';
import { isRound, timetable } from '#lib/domain/programme.ts';
import { all, only, roomOf, type Room } from '#lib/domain/room.ts';
import { sameComposition } from '#lib/domain/seating.ts';
import { openApp, type App } from '../../src/lib/server/app.ts';
import * as people from '../../src/lib/server/people.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { snapshot } from '../../src/lib/server/store/journal.ts';
import { seed, type Demo } from '../../scripts/demo/seed.ts';
import { crowdLinks, openings, sheet } from '../../scripts/demo/sheet.ts';
import { read } from '../../scripts/crowd/join.ts';

/** The demo is opened at twenty-five to one in the night, so that its day begins the evening before. */
const NOW = Date.UTC(2026, 10, 23, 23, 35);

let app: App;
let demo: Demo;
let today: Room;
let school: Room;

beforeAll(async () => {
	const configuration = {
		databaseUrl: null,
		redisUrl: null,
		dataDir: 'memory:',
		origin: null,
		secret: null,
		demo: true,
		logLevel: 'silent',
		migrationsDir: './drizzle'
	} as const;
	app = await openApp(configuration, { now: () => NOW });
	demo = await seed(app);
	const room = async (id: string) => roomOf((await snapshot(app.store.db, id, 'staff')).things);
	today = await room(demo.today.id);
	school = await room(demo.schoolId);
}, 240_000);
afterAll(() => app?.close());

const pointsOf = (number: number) => {
	const round = demo.today.rounds.get(number)!;
	return all(today, 'point').filter((point) => point.roundId === round.id);
};
const groupsOf = (number: number) => {
	const round = demo.today.rounds.get(number)!;
	return all(today, 'group').filter((group) => group.roundId === round.id);
};

test('48 were expected: 45 came, three did not, and one came unlisted', () => {
	const there = all(today, 'participant');
	const listed = there.filter((one) => !one.walkIn);
	expect(listed.filter((one) => one.attendance === 'present').length).toBe(45);
	expect(listed.filter((one) => one.attendance === 'absent').length).toBe(3);
	expect(there.filter((one) => one.walkIn).map((one) => one.attendance)).toEqual(['present']);
});

test('everybody sits at one of eight tables in the two mixed rounds, and with their team in the third', () => {
	for (const number of [1, 2, 3]) {
		const groups = groupsOf(number);
		expect(groups.length).toBe(number === 3 ? 7 : 8);
		expect(groups.flatMap((group) => group.members).length).toBe(49);
		expect(groups.every((group) => group.published && group.leaderId !== null)).toBe(true);
	}
	expect(sameComposition(groupsOf(1), groupsOf(2))).toBe(false);
	const met = groupsOf(1).flatMap(({ members }) =>
		groupsOf(2).flatMap((other) => {
			const again = members.filter(({ id }) => other.members.some((one) => one.id === id));
			return again.slice(1);
		})
	);
	expect(met.length).toBeLessThanOrEqual(3);
});

test('round 2 is open with about twenty minutes left, and the programme is nearly on time', () => {
	const rounds = all(today, 'item')
		.filter(isRound)
		.sort((a, b) => a.position - b.position);
	expect(rounds.map((item) => item.round.state)).toEqual(['over', 'open', 'published']);
	const remaining = left(only(today, 'clock')!, NOW) / 60_000;
	expect(remaining).toBeGreaterThan(15);
	expect(remaining).toBeLessThanOrEqual(20);
	const conference = only(today, 'conference')!;
	const slots = timetable(conference.startsAt, all(today, 'item'));
	const now = slots.find(({ id }) => id === rounds[1]!.id)!;
	expect(Math.abs(now.start - now.planned)).toBeLessThanOrEqual(10);
});

test('about sixty points stand there, those of round 1 and of two tables in round 2 released', () => {
	expect(pointsOf(1).length + pointsOf(2).length).toBeGreaterThanOrEqual(60);
	expect(pointsOf(1).every((point) => point.state === 'released')).toBe(true);
	const handedIn = groupsOf(2).filter((group) => group.handedInAt !== null);
	expect(handedIn.map((group) => group.table).sort()).toEqual([2, 5]);
	for (const point of pointsOf(2))
		expect(point.state).toBe([2, 5].includes(point.table) ? 'released' : 'written');
	expect(groupsOf(2).filter((group) => group.helpAt !== null).length).toBe(1);
	expect(all(today, 'minute').length).toBe(6);
});

test('the steering group has begun: themes, a few set aside, a proposal', () => {
	const mine = <T extends { conferenceId: string }>(things: T[]) =>
		things.filter(({ conferenceId }) => conferenceId === demo.today.id);
	expect(mine(all(school, 'theme')).length).toBe(4);
	const placements = mine(all(school, 'placement'));
	expect(placements.filter(({ themeId }) => themeId !== null).length).toBeGreaterThan(10);
	expect(placements.filter(({ aside }) => aside !== null).length).toBeGreaterThan(0);
	expect(placements.length).toBeLessThan(pointsOf(1).length);
	expect(mine(all(school, 'proposal')).map(({ decision }) => decision)).toEqual([null]);
});

test('of last year two measures have grown, one on trial and one in daily operations', () => {
	const measures = all(school, 'measure');
	expect(measures.map(({ state }) => state.name).sort()).toEqual(['operations', 'trial']);
	for (const { proposalId, conferenceId, log } of measures) {
		const proposal = all(school, 'proposal').find(({ id }) => id === proposalId)!;
		expect(conferenceId).toBe(demo.earlier.id);
		expect(proposal.decision?.outcome).toBe('adopted');
		expect(proposal.pointIds.length).toBeGreaterThanOrEqual(5);
		expect(log.length).toBe(5);
	}
});

test('the school has a steering group, a resource team and three year teams', async () => {
	const arenas = await people.arenas(app, demo.facilitator.who, demo.schoolId);
	const kinds = arenas.map(({ kind }) => kind).sort();
	expect(kinds).toEqual(['resource-team', 'steering-group', 'year-team', 'year-team', 'year-team']);
	expect(arenas.every(({ leader, members }) => leader && members.length >= 5)).toBe(true);
});

test('nothing has happened in the time to come, and each account can be signed in as', async () => {
	const moments = [
		...all(today, 'point').map((point) => point.writtenAt),
		...all(today, 'item').map((item) => item.startedAt ?? 0)
	];
	expect(Math.max(...moments)).toBeLessThanOrEqual(NOW);
	for (const { token, name } of [demo.owner, demo.facilitator, demo.minuteTaker, ...demo.steering])
		expect((await sessions.who(app, token)).account?.name).toBe(name);
});

test('the printed sheet has each link for this computer and for the network', () => {
	const printed = sheet(demo, 3100, ['192.168.7.9']);
	for (const [name, path] of openings(demo)) {
		expect(printed).toContain(`http://192.168.7.9:3100${path}`);
		expect(printed).toMatch(new RegExp(`${name} +http://(localhost|127\\.0\\.0\\.1):3100`));
	}
	const links = crowdLinks(demo, 'http://127.0.0.1:3100').map(read);
	expect(links.filter((link) => link?.place.startsWith('table-')).length).toBe(6);
	expect(links.map((link) => link?.place)).not.toContain('table-7');
});
