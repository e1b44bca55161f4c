import { globSync } from 'node:fs';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seeFact, type Lane } from '../../src/lib/domain/audience.ts';
import { all, canonical, follow, only, roomOf, type Room } from '../../src/lib/domain/room.ts';
import type { Who } from '../../src/lib/server/access.ts';
import * as accounts from '../../src/lib/server/accounts.ts';
import { openApp } from '../../src/lib/server/app.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as erasure from '../../src/lib/server/erasure.ts';
import * as exports from '../../src/lib/server/exports.ts';
import { openLog } from '../../src/lib/server/log.ts';
import { memory } from '../../src/lib/server/memory.ts';
import * as people from '../../src/lib/server/people.ts';
import * as phones from '../../src/lib/server/phones.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { after, snapshot } from '../../src/lib/server/store/journal.ts';
import * as s from '../../src/lib/server/store/schema.ts';
import { openBoard, type Board } from '../support/board.ts';
import {
	configurationFor,
	newId,
	openHall,
	openHouse,
	openRound,
	refusalOf,
	somebody,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import { backUp, bringBack, newFile } from '../support/moves.ts';
import * as wire from '../support/wire.ts';

let house: OpenHouse;
beforeAll(async () => void (house = await openHouse()));
afterEach(wire.hangUp);
afterAll(() => house.close());

/** Words that stand nowhere but where somebody is named, or described. */
const CANARY = {
	name: 'Kanarifugl Åsøy-O’Neill',
	formerly: 'Kanarifugl Før-Giftet',
	email: 'kanarifugl@skole.example',
	staffNumber: 'KANARI-7',
	unit: 'Kanariøya skole',
	profession: 'kanarivokter',
	team: 'Kanariteamet'
};
const WORDS = /kanari/iu;

/** Where, in all columns of all tables, something matches: `table.column`. */
async function found(words: RegExp = WORDS, app = house.app): Promise<string[]> {
	const { db } = app.store;
	const rowsOf = async <T>(query: ReturnType<typeof sql>): Promise<T[]> =>
		((await db.execute(query)) as unknown as { rows: T[] }).rows;
	const columns = await rowsOf<{ at: string; in: string }>(
		sql`select table_name as at, column_name as in from information_schema.columns where table_schema = 'public'`
	);
	expect(columns.length).toBeGreaterThan(100);
	const places: string[] = [];
	for (const column of columns) {
		const kept = await rowsOf<{ text: string | null }>(
			sql`select ${sql.identifier(column.in)}::text as text from ${sql.identifier(column.at)}`
		);
		if (kept.some(({ text }) => words.test(text ?? ''))) places.push(`${column.at}.${column.in}`);
	}
	return places.sort();
}

/** The numbers of a room's journal, and the number that the room says it has. */
async function numbersOf(room: string): Promise<{ told: number[]; seq: number }> {
	const { rows } = (await house.app.store.db.execute(
		sql`select array_agg(seq::int order by seq) as told, (select seq::int from room where id = ${room}) as seq from journal where room_id = ${room}`
	)) as unknown as { rows: { told: number[]; seq: number }[] };
	return rows[0]!;
}
const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);

async function isWhole(room: string): Promise<void> {
	const { told, seq } = await numbersOf(room);
	expect(told).toEqual(upTo(seq));
}

const LANES: Lane[] = ['staff', 'projector', 'guest', 'table/1', 'table/2'];
const readable = (room: Room): unknown => JSON.parse(canonical(room));
const stands = async (room: string, lane: Lane) => {
	const { things, number } = await snapshot(house.app.store.db, room, lane);
	return { things: roomOf(things), number };
};

/** Does something to rooms, each by one fact, and follows it in every lane to what is seen on arrival. */
async function honestly(rooms: [string, Lane[]][], work: () => Promise<void>): Promise<void> {
	const before = new Map<string, Awaited<ReturnType<typeof stands>>>();
	for (const [room, lanes] of rooms)
		for (const lane of lanes) before.set(`${room} ${lane}`, await stands(room, lane));
	await work();
	for (const [room, lanes] of rooms)
		for (const lane of lanes) {
			const then = before.get(`${room} ${lane}`)!;
			const told = await after(house.app.store.db, room, then.number);
			expect(told.map(({ seq }) => seq)).toEqual([then.number + 1]);
			const followed = follow(then.things, seeFact(told[0]!.fact, lane));
			expect(readable(followed), `${room} ${lane}`).toEqual(
				readable((await stands(room, lane)).things)
			);
		}
}

type Canary = { hall: Hall; coming: Hall; board: Board; personId: string; id: string };

/** Somebody whom the school knows, named wherever a name can stand: past, running and coming conferences, teams, measures, rules, refusals, a phone. */
async function openCanary(): Promise<Canary> {
	const { app, principal, schoolId } = house;
	const personId = await people.keep(app, principal, schoolId, {
		...CANARY,
		name: CANARY.formerly,
		attributes: { profession: CANARY.profession, team: CANARY.team }
	});
	const hall = await openHall(house);
	const someone = {
		name: CANARY.formerly,
		personId,
		unit: CANARY.unit,
		attributes: { profession: CANARY.profession, team: CANARY.team }
	};
	await people.importInto(app, principal, hall.id, [someone]);
	const id = await idIn(hall, personId);
	await people.importInto(app, principal, hall.id, [{ ...someone, name: CANARY.name }]);
	const board = await openBoardWith(hall, id);
	await nameInMeasure(board, personId);
	const coming = await openHall(house);
	await people.importInto(app, principal, coming.id, [{ ...someone, name: CANARY.name }]);
	const next = await idIn(coming, personId);
	const [, two] = await coming.rounds();
	await coming.does('seat.move', { roundId: two!.id, participantId: next, table: 2 });
	await coming.does('conference.set', { apart: [[next, await anybodyBut(coming, next)]] });
	return { hall, coming, board, personId, id };
}

const idIn = async (hall: Hall, personId: string): Promise<string> =>
	all(await hall.seen(), 'participant').find((one) => one.personId === personId)!.id;
const anybodyBut = async (hall: Hall, id: string): Promise<string> =>
	all(await hall.seen(), 'participant').find((one) => one.id !== id)!.id;

/** Seats them in both rounds, ties rules to them, holds the rounds, and has acts refused with their name in the answer. */
async function openBoardWith(hall: Hall, id: string): Promise<Board> {
	const [one, two] = await hall.rounds();
	const [first] = await hall.groups(one!.id);
	const other = first!.members[1]!.id;
	await hall.does('seat.move', { roundId: one!.id, participantId: id, table: 1 });
	await hall.does('seat.move', { roundId: two!.id, participantId: id, table: 2 });
	await hall.does('leader.appoint', { groupId: first!.id, participantId: id });
	const far = (await hall.groups(one!.id))[1]!.members[0]!.id;
	const rules = only(await hall.seen(), 'conference')!.rules;
	await hall.does('conference.set', {
		apart: [
			[id, far],
			[other, far]
		],
		rules: {
			...rules,
			together: [
				[id, other],
				[id, other, first!.members[2]!.id]
			],
			leaders: [id, other],
			recorders: [id],
			pinned: [{ person: id, table: 1 }],
			wishes: [{ kind: 'without', person: other, other: id, weight: 1 }],
			away: [{ person: id, rounds: [newId()] }]
		}
	});
	const refused = hall.does('seat.move', { roundId: one!.id, participantId: far, table: 1 });
	expect(await refusalOf(refused)).toBe('plan-unlawful');
	return openBoard(hall);
}

async function nameInMeasure(board: Board, personId: string): Promise<void> {
	const { app, principal, schoolId } = house;
	const { teams } = board;
	await people.setArena(app, principal, schoolId, {
		id: teams.year,
		kind: 'year-team',
		name: 'Trinnteam 5–7',
		leaderId: personId,
		memberIds: [personId, teams.personOf('Dina Fossli')]
	});
	const theme = await board.theme('Like regler', ['Mobilen ligger i hylla']);
	const proposalId = await board.propose('Én regel', [theme]);
	await board.adopt(proposalId);
	await board.does('measure.make', {
		id: newId(),
		proposalId,
		title: 'Mobilen i hylla',
		level: 'early',
		plan: { coordinatorId: personId, participantIds: [personId, teams.personOf('Dina Fossli')] }
	});
}

const erase = (personId: string, as: Who = house.principal, at = house.schoolId) =>
	erasure.person(house.app, as, at, personId);

test('somebody who is erased stands in no column of any table, and every number is there still', async () => {
	const { hall, coming, personId } = await openCanary();
	expect(await found()).toEqual([
		'journal.fact',
		'measure.plan',
		'participant.attributes',
		'participant.name',
		'person.attributes',
		'person.email',
		'person.name',
		'person.staff_number',
		'person.unit',
		'refused.details'
	]);
	const rooms = [hall.id, coming.id, house.schoolId];
	const before = await Promise.all(rooms.map(numbersOf));
	await erase(personId);
	expect(await found()).toEqual([]);
	const numbers = await Promise.all(rooms.map(numbersOf));
	expect(numbers.map(({ seq }) => seq)).toEqual(before.map(({ seq }) => seq + 1));
	for (const room of rooms) await isWhole(room);
});

test('what every lane follows when somebody is erased is what it would have seen on arrival', async () => {
	const { hall, coming, personId } = await openCanary();
	await honestly(
		[
			[hall.id, LANES],
			[coming.id, LANES],
			[house.schoolId, ['staff']]
		],
		() => erase(personId)
	);
});

test('where they were, somebody without a name still sits; seats, attendance and points add up', async () => {
	const { hall, personId, id } = await openCanary();
	await hall.does('attendance.set', { participantId: id, attendance: 'present' });
	const before = await hall.seen();
	await erase(personId);
	const now = await hall.seen();
	const seats = (room: Room) =>
		all(room, 'group').map((group) => [group.id, group.members.map((member) => member.id)]);
	expect(seats(now)).toEqual(seats(before));
	expect(all(now, 'participant')).toHaveLength(all(before, 'participant').length);
	expect(now.participant[id]).toMatchObject({
		name: null,
		personId: null,
		attributes: {},
		attendance: 'present'
	});
	expect(now.point).toEqual(before.point);
	const named = all(now, 'group').flatMap(({ members }) => members.filter((one) => one.id === id));
	expect(named.map(({ name }) => name)).toEqual([null, null]);
});

test('where nothing has begun they are off the list, with their seat and their rules', async () => {
	const { coming, personId } = await openCanary();
	const before = all(await coming.seen(), 'participant').length;
	await erase(personId);
	const now = await coming.seen();
	expect(all(now, 'participant')).toHaveLength(before - 1);
	expect(only(now, 'conference')!.apart).toEqual([]);
	expect(all(now, 'group').flatMap(({ members }) => members)).toHaveLength(16);
});

test('in the middle of a conference they keep the seat they sat in, and give up those to come', async () => {
	const hall = await openHall(house);
	const [one, two] = await hall.rounds();
	const { id, name } = (await hall.groups(two!.id))[1]!.members[0]!;
	await hall.does('leader.appoint', {
		groupId: (await hall.groups(two!.id))[1]!.id,
		participantId: id
	});
	await openRound(hall);
	await erase((await hall.seen()).participant[id]!.personId!);
	const sits = async (roundId: string) =>
		(await hall.groups(roundId)).flatMap(({ members }) => members).filter((at) => at.id === id);
	expect(name).not.toBeNull();
	expect(await sits(one!.id)).toMatchObject([{ name: null }]);
	expect(await sits(two!.id)).toEqual([]);
	expect((await hall.groups(two!.id))[1]!.leaderId).toBeNull();
	// Nobody plans for them: publishing asks for no seat, and none may be given.
	expect(await hall.does('rounds.publish', {})).toBeGreaterThan(0);
	const tables = [{ members: [id] }];
	expect(await refusalOf(hall.does('groups.arrange', { roundId: two!.id, tables }))).toBe(
		'person-unknown'
	);
});

test('rules about them are gone; rules about others stay', async () => {
	const { hall, personId, id } = await openCanary();
	const { apart, rules } = only(await hall.seen(), 'conference')!;
	await erase(personId);
	const now = only(await hall.seen(), 'conference')!;
	expect(apart).toHaveLength(2);
	expect(now.apart).toEqual([apart[1]]);
	expect(now.rules.together).toEqual([rules.together[1]!.filter((one) => one !== id)]);
	expect(now.rules.leaders).toEqual(rules.leaders.filter((one) => one !== id));
	expect(now.rules).toMatchObject({ recorders: [], pinned: [], wishes: [], away: [] });
});

test('a measure says that somebody tried it out; it needs a new coordinator, and keeps the rest when edited', async () => {
	const { board, personId } = await openCanary();
	await erase(personId);
	const measure = all(await board.school(), 'measure').at(-1)!;
	expect(measure.plan.coordinator).toEqual({ personId, name: null });
	expect(measure.plan.participants.map(({ name }) => name).sort()).toEqual(['Dina Fossli', null]);
	const advance = board.does('measure.advance', {
		id: measure.id,
		to: 'trial',
		date: '2027-01-10',
		grounds: 'Klart'
	});
	expect(await refusalOf(advance)).toBe('plan-incomplete');
	const participantIds = measure.plan.participants.map((one) => one.personId);
	const plan = { participantIds, coordinatorId: personId, objective: 'Ro' };
	await board.does('measure.set', { id: measure.id, plan, version: 1 });
	const edited = (await board.school()).measure[measure.id]!;
	expect(edited.plan.participants).toHaveLength(2);
	expect(edited.plan.coordinator).toEqual({ personId, name: null });
});

test('somebody who was taken off a list before is erased from its journal too', async () => {
	const { app, principal } = house;
	const hall = await openHall(house);
	const attributes = { profession: CANARY.profession };
	await people.importInto(app, principal, hall.id, [{ name: CANARY.name, attributes }]);
	const { id, personId } = all(await hall.seen(), 'participant').find(
		({ name }) => name === CANARY.name
	)!;
	await people.removeFrom(app, principal, hall.id, id);
	expect(await found()).toContain('journal.fact');
	await erase(personId!);
	expect(await found()).toEqual([]);
	await isWhole(hall.id);
});

test('a phone that knew its owner is signed out, and finds nobody by the name', async () => {
	const { hall, coming, personId } = await openCanary();
	const { app } = house;
	const joinCode = only(await hall.seen(), 'conference')!.joinCode;
	const join = async () => {
		const { grant } = await conferences.byCode(app, joinCode, '10.0.0.7');
		const token = await sessions.grant(app, undefined, grant);
		return { token, who: await sessions.who(app, token) };
	};
	const other = await conferences.byCode(
		app,
		only(await coming.seen(), 'conference')!.joinCode,
		'10.0.0.7'
	);
	const [mine, bystander] = [await join(), await join()];
	const { token } = await phones.find(app, mine, hall.id, { name: CANARY.name, chosen: null });
	await sessions.grant(app, token, other.grant);
	await erase(personId);
	const { grants } = await sessions.who(app, token);
	expect(grants.map(({ conferenceId }) => conferenceId)).toEqual([coming.id]);
	expect((await sessions.who(app, bystander.token)).grants).toHaveLength(1);
	const asked = { name: CANARY.name, chosen: null };
	expect(await refusalOf(phones.find(app, bystander, hall.id, asked))).toBe('name-unknown');
});

test('open screens show it at once: tablet and projector without the name, the phone shut out', async () => {
	const { app } = house;
	const hall = await openHall(house);
	await people.importInto(app, house.principal, hall.id, [{ name: CANARY.name }]);
	const { id, personId } = all(await hall.seen(), 'participant').find(
		({ name }) => name === CANARY.name
	)!;
	const [one] = await hall.rounds();
	await hall.does('seat.move', { roundId: one!.id, participantId: id, table: 1 });
	await openRound(hall);
	const process = await wire.serve(app);
	const at = (lane: Lane, cookie: string) => wire.follower(hall, process, lane, cookie);
	const tablet = await at('table/1', await wire.cookieOf(hall, 'table', 1));
	const screen = await at('projector', await wire.cookieOf(hall, 'screen'));
	const cookie = await wire.cookieOf(hall, 'guest');
	const token = cookie.split('=')[1]!;
	await phones.find(app, { token, who: await sessions.who(app, token) }, hall.id, {
		name: CANARY.name,
		chosen: null
	});
	const phone = wire.connect(process, cookie);
	const shut = new Promise<{ room: string }>((told) => phone.on('shut', told));
	await phone.emitWithAck('enter', wire.enter(hall, 'guest'));
	const nameless = (room: Room) =>
		all(room, 'group').some(({ members }) =>
			members.some((member) => member.id === id && member.name === null)
		);
	await erase(personId!);
	await Promise.all([tablet.until(nameless), screen.until(nameless)]);
	expect(await shut).toMatchObject({ room: hall.id });
	await process.close();
});

test('what is handed out afterwards says that somebody was erased, and who they were nowhere', async () => {
	const { hall, personId } = await openCanary();
	await erase(personId);
	const { app, principal, schoolId } = house;
	const conference = await exports.ofConference(app, principal, hall.id);
	const school = await exports.ofSchool(app, principal, schoolId);
	expect(JSON.stringify([conference, school])).not.toMatch(WORDS);
	const cells = Object.values(conference.sheets).flatMap(({ rows }) => rows.flat());
	expect(cells.filter((cell) => JSON.stringify(cell) === '{"code":"erased"}')).toHaveLength(4);
});

test('a later conference remembers no meetings of theirs', async () => {
	const { hall, coming, personId } = await openCanary();
	await hall.does('conference.close', { without: 'Ingen plenum' });
	const met = async () => (await memory(house.app, house.principal, coming.id)).flat();
	expect(await met()).toContain(personId);
	await erase(personId);
	expect(await met()).not.toContain(personId);
	expect(await met()).not.toContain(null);
});

test('whoever may not edit the list erases nobody, and ids of others are not there', async () => {
	const { hall, personId, id } = await openCanary();
	const { app } = house;
	const steering = await somebody(house, 'steering', house.schoolId);
	const leader = await somebody(house, 'facilitator', hall.id);
	const minutes = await somebody(house, 'minute-taker', hall.id);
	const phone = await hall.device('guest');
	expect(await refusalOf(erase(personId, steering))).toBe('not-allowed');
	expect(await refusalOf(erase(personId, leader))).toBe('not-found');
	expect(await refusalOf(erase(personId, phone))).toBe('not-signed-in');
	expect(await refusalOf(erase(newId()))).toBe('not-found');
	expect(await refusalOf(erase(personId, house.principal, house.municipalityId))).toBe('not-found');
	expect(await refusalOf(erase(personId, house.principal, hall.id))).toBe('not-found');
	const from = (who: Who, conference: string, participant: string) =>
		refusalOf(erasure.participant(app, who, conference, participant));
	expect(await from(minutes, hall.id, id)).toBe('not-allowed');
	expect(await from(phone, hall.id, id)).toBe('not-allowed');
	expect(await from(house.principal, (await openHall(house)).id, id)).toBe('not-found');
	expect(await from(house.principal, hall.id, newId())).toBe('not-found');
	expect((await hall.seen()).participant[id]!.name).toBe(CANARY.name);
	await erase(personId);
});

test('somebody who walked in, and whom nothing else tells of, is known no more once erased there', async () => {
	const hall = await openHall(house);
	const [one] = await hall.rounds();
	await openRound(hall);
	const id = newId();
	await hall.does('walkin.add', {
		id,
		name: CANARY.name,
		attributes: { profession: CANARY.profession },
		seats: [{ roundId: one!.id, table: 1 }]
	});
	const leader = await somebody(house, 'facilitator', hall.id);
	await honestly([[hall.id, LANES]], () => erasure.participant(house.app, leader, hall.id, id));
	expect(await found()).toEqual([]);
	expect((await hall.seen()).participant[id]).toMatchObject({ name: null, walkIn: true });
	const { seq } = await numbersOf(hall.id);
	await erasure.participant(house.app, leader, hall.id, id);
	expect((await numbersOf(hall.id)).seq).toBe(seq);
	await isWhole(hall.id);
});

test('somebody from the list who is erased from one conference is still known, and stands in the others', async () => {
	const { hall, coming, personId, id } = await openCanary();
	await erasure.participant(house.app, house.principal, hall.id, id);
	expect((await hall.seen()).participant[id]!.name).toBeNull();
	expect(all(await coming.seen(), 'participant').map(({ name }) => name)).toContain(CANARY.name);
	expect(await found()).toContain('person.name');
	await erase(personId);
	expect(await found()).toEqual([]);
});

/** Somebody who steers, and has written in a measure's log. */
async function openWriter() {
	const { app, principal, schoolId } = house;
	const hall = await openHall(house);
	const board = await openBoard(hall);
	const invited = await accounts.invite(app, principal, {
		name: CANARY.name,
		login: CANARY.email,
		role: 'steering',
		scopeId: schoolId,
		lang: 'nb'
	});
	const password = 'enda en lang setning';
	const token = await accounts.choosePassword(app, { token: invited.token ?? '', password });
	const who = await sessions.who(app, token);
	const theme = await board.theme('Like regler', ['Mobilen ligger i hylla']);
	const proposalId = await board.propose('Én regel', [theme]);
	await board.adopt(proposalId);
	const id = newId();
	await board.does('measure.make', { id, proposalId, title: 'Hylla', level: 'early' });
	for (const as of [who, principal, who])
		await board.does('measure.log', { id, entryId: newId(), date: '2027-01-10', text: 'Så' }, as);
	return { board, id, token, accountId: invited.accountId };
}

test('an account that is erased is signed out, and what it wrote no longer says by whom', async () => {
	const { app, principal, schoolId } = house;
	const { board, id, token, accountId } = await openWriter();
	expect(await found()).toEqual(['account.login', 'account.name', 'journal.fact', 'measure.log']);
	await honestly([[schoolId, ['staff']]], () =>
		erasure.account(app, principal, accountId, schoolId)
	);
	expect(await found()).toEqual([]);
	const log = (await board.school()).measure[id]!.log;
	expect(log.map(({ by }) => by)).toEqual([null, 'Petra Lindmo', null]);
	expect((await sessions.who(app, token)).account).toBeNull();
	await isWhole(schoolId);
});

test('an account is erased by whoever owns all its places, never the last owner, and by its login at the server', async () => {
	const { app, principal, schoolId } = house;
	const { accountId } = await openWriter();
	const steering = await somebody(house, 'steering', schoolId);
	const by = (who: Who, id = accountId) => refusalOf(erasure.account(app, who, id, schoolId));
	expect(await by(steering)).toBe('not-found');
	expect(await by(principal, newId())).toBe('not-found');
	expect(await by(principal, principal.account!.id)).toBe('last-owner');
	expect(await refusalOf(erasure.accountByLogin(app, 'petra'))).toBe('last-owner');
	expect(await refusalOf(erasure.accountByLogin(app, 'ingen'))).toBe('not-found');
	await erasure.accountByLogin(app, ` ${CANARY.email.toUpperCase()} `);
	expect(await found()).toEqual([]);
});

test('an older backup brings nobody back: they are erased again when the house opens', async () => {
	const { app } = house;
	const { personId } = await openCanary();
	const { accountId } = await openWriter();
	const old = newFile();
	await backUp(app.store, old.path);
	await erase(personId);
	await erasure.account(app, house.principal, accountId, house.schoolId);
	await bringBack(app.store, old.path, { replace: true });
	expect(await found()).toContain('person.name');
	await erasure.finish(app);
	expect(await found()).toEqual([]);
	await isWhole(house.schoolId);
	old.drop();
});

test.each(globSync('tests/dumps/*.backup.gz'))(
	'whoever a house knew whose backup is %s can be erased from it',
	async (path) => {
		const own = await openHouse();
		const { app } = own;
		await bringBack(app.store, path, { replace: true });
		const [account] = await app.store.db.select().from(s.account);
		const token = await sessions.begin(app, { accountId: account!.id, grants: [] });
		const who = await sessions.who(app, token);
		const [alva] = await app.store.db
			.select()
			.from(s.person)
			.where(eq(s.person.name, 'Alva Nordli'));
		expect(await found(/Alva Nordli/u, app)).toContain('journal.fact');
		await erasure.person(app, who, alva!.ownerId, alva!.id);
		expect(await found(/Alva Nordli/u, app)).toEqual([]);
		await own.close();
	}
);

test('the log holds no name, whatever is done with it', async () => {
	const lines: string[] = [];
	const own = await openHouse();
	const log = openLog('debug', (line) => void lines.push(line));
	await own.app.close();
	const app = await openApp(configurationFor(own.database), { now: own.clock.now, log });
	const hall = await openHall({ ...own, app });
	await people.importInto(app, own.principal, hall.id, [{ name: CANARY.name }]);
	const { personId } = all(await hall.seen(), 'participant').find(
		({ name }) => name === CANARY.name
	)!;
	await refusalOf(
		hall.does('point.write', {
			id: newId(),
			groupId: newId(),
			promptId: newId(),
			text: CANARY.name
		})
	);
	log.error('request.failed', {
		error: new Error(`Failed query: insert … params: ${CANARY.name}`)
	});
	await erasure.person(app, own.principal, own.schoolId, personId!);
	expect(lines.join('\n')).toContain('"event":"erased"');
	expect(lines.join('\n')).not.toMatch(WORDS);
	await app.close();
	await own.database.drop();
});
