import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTS, type ActName } from '../../src/lib/domain/act.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { all } from '../../src/lib/domain/room.ts';
import { MAY } from '../../src/lib/domain/permission.ts';
import * as access from '../../src/lib/server/access.ts';
import type { Who } from '../../src/lib/server/access.ts';
import * as accounts from '../../src/lib/server/accounts.ts';
import { act } from '../../src/lib/server/acts.ts';
import {
	newId,
	NOBODY,
	openHall,
	openHouse,
	openRound,
	refusalOf,
	somebody,
	type Hall,
	type OpenHouse
} from '../support/house.ts';

/** Everybody who might try, and what each is in the hall. */
let house: OpenHouse;
let hall: Hall;
let other: Hall;
let people: Record<string, Who>;

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	other = await openHall(house);
	const elsewhere = await accounts.addSchool(house.app, house.principal, house.municipalityId, {
		name: 'Nabo skole',
		lang: 'nb'
	});
	await openRound(hall);
	const municipalOwner = await somebody(house, 'owner', house.municipalityId);
	people = {
		nobody: NOBODY,
		principal: house.principal,
		municipality: municipalOwner,
		neighbour: await somebody(
			{
				...house,
				principal: {
					...house.principal,
					roles: [{ role: 'owner', scopeKind: 'school', scopeId: elsewhere }]
				}
			},
			'owner',
			elsewhere
		),
		facilitator: await somebody(house, 'facilitator', hall.id),
		'facilitator of another': await somebody(house, 'facilitator', other.id),
		'minute-taker': await somebody(house, 'minute-taker', hall.id),
		steering: await somebody(house, 'steering', house.schoolId),
		'table 1': await hall.device('table', 1),
		'table 1 of another': await other.device('table', 1),
		projector: await hall.device('screen'),
		phone: await hall.device('guest')
	};
});
afterAll(() => house.close());

const LANES: Record<string, Lane[]> = {
	nobody: [],
	principal: ['staff', 'projector', 'guest', 'table/1', 'table/2'],
	municipality: [],
	neighbour: [],
	facilitator: ['staff', 'projector', 'guest', 'table/1', 'table/2'],
	'facilitator of another': [],
	'minute-taker': ['staff', 'guest'],
	steering: ['staff', 'guest'],
	'table 1': ['guest', 'table/1'],
	'table 1 of another': [],
	projector: ['projector', 'guest'],
	phone: ['guest']
};

test.each(Object.keys(LANES))('what %s may follow', async (name) => {
	const open: Lane[] = [];
	for (const lane of ['staff', 'projector', 'guest', 'table/1', 'table/2'] as Lane[]) {
		const tried = access.lane(house.app.store.db, people[name]!, hall.id, lane);
		if ((await refusalOf(tried)) === 'done') open.push(lane);
	}
	expect(open).toEqual(LANES[name]);
});

/** Which hats each of them wears in the hall, and in the school's own room. */
const HATS: Record<string, { hall: string[]; school: string[] }> = {
	nobody: { hall: [], school: [] },
	principal: { hall: ['facilitator', 'steering'], school: ['facilitator', 'steering'] },
	municipality: { hall: [], school: [] },
	neighbour: { hall: [], school: [] },
	facilitator: { hall: ['facilitator', 'steering'], school: [] },
	'facilitator of another': { hall: [], school: [] },
	'minute-taker': { hall: ['minute-taker'], school: [] },
	steering: { hall: ['steering'], school: ['steering'] },
	'table 1': { hall: ['table'], school: [] },
	'table 1 of another': { hall: [], school: [] },
	projector: { hall: ['projector'], school: [] },
	phone: { hall: ['guest'], school: [] }
};

const isForSchool = (name: ActName) =>
	/^(theme|proposal|measure)\./.test(name) || ['point.place', 'point.set-aside'].includes(name);

/** Inputs that name things which do not exist: whoever may try is refused for that, and nobody else gets so far. */
async function tried(who: Who, name: ActName, at: Hall = hall, seen = 0): Promise<string> {
	const [one] = await at.rounds();
	const [, table2] = await at.groups(one!.id);
	const prompt = one!.round.prompts[0]!;
	const known: Record<string, unknown> = {
		id: newId(),
		text: 'x',
		version: 1,
		title: 'x',
		name: 'x',
		date: '2026-01-01',
		position: 0,
		itemId: newId(),
		roundId: newId(),
		groupId: table2!.id,
		promptId: prompt.id,
		pointId: newId(),
		pointIds: [newId()],
		participantId: newId(),
		attendance: 'present',
		table: 1,
		place: 'x',
		tables: [{ members: [newId()] }],
		seats: [{ roundId: newId(), table: 1 }],
		scene: { name: 'neutral' },
		do: 'pause',
		what: 'guest',
		type: 'x',
		minutes: 5,
		plenumId: newId(),
		conferenceId: newId(),
		themeId: newId(),
		themeIds: [newId()],
		reason: 'x',
		arenaId: newId(),
		comment: 'x',
		outcome: 'rejected',
		grounds: 'x',
		proposalId: newId(),
		level: 'early',
		to: 'ended',
		entryId: newId()
	};
	if (name === 'item.add') known.type = 'talk';
	if (name.startsWith('point.')) known.type = 'proposal';
	const room = isForSchool(name) ? house.schoolId : at.id;
	const keys = Object.keys((ACTS[name] as unknown as { shape?: object }).shape ?? known);
	const input = Object.fromEntries(
		keys.filter((key) => key in known).map((key) => [key, known[key]])
	);
	return refusalOf(act(house.app, who, { id: newId(), room, name, input: input as never, seen }));
}

const SHUT_OUT = ['not-found', 'not-signed-in', 'not-allowed'];
const LAST: ActName[] = ['conference.close', 'conference.reopen', 'keys.turn', 'rounds.publish'];
const TRIED = (Object.keys(ACTS) as ActName[]).filter((name) => !LAST.includes(name));

test.each(TRIED)('who may do %s', async (name) => {
	for (const [someone, hats] of Object.entries(HATS)) {
		const wears = isForSchool(name) ? hats.school : hats.hall;
		const expected = MAY[name].some((hat) => wears.includes(hat));
		const answer = await tried(people[someone]!, name);
		// A tablet wears the right hat and is still shut out of table 2's group.
		const own = someone === 'table 1' && MAY[name].includes('table');
		if (own) expect([someone, 'not-allowed', 'point-gone']).toContain(answer);
		else if (expected)
			expect(answer === 'not-allowed' || answer === 'not-signed-in', `${someone}: ${answer}`).toBe(
				false
			);
		else expect(SHUT_OUT, someone).toContain(answer);
	}
});

test.each(LAST)('nobody but those who lead may do %s', async (name) => {
	const outside = Object.keys(HATS).filter(
		(someone) => !HATS[someone]!.hall.includes('facilitator')
	);
	for (const someone of outside)
		expect(SHUT_OUT, someone).toContain(await tried(people[someone]!, name));
});

/** What those who lead may still do when a conference is closed: hide, show, shut out, and open it again. */
const AFTERWARDS: ActName[] = [
	'conference.reopen',
	'screen.cue',
	'keys.turn',
	'point.hold',
	'point.release',
	'point.redact',
	'round.release'
];

test('in a conference that is closed nothing is done any more, except what those who lead do afterwards', async () => {
	const closed = await openHall(house);
	await openRound(closed);
	const plenums = all(await closed.seen(), 'item').filter(({ type }) => type === 'plenum');
	for (const { id: plenumId } of plenums)
		await closed.does('minute.write', { id: newId(), plenumId, text: 'Vi ble enige' });
	const seen = await closed.does('conference.close', {});
	const before = await closed.seen();
	const names = (Object.keys(ACTS) as ActName[]).filter(
		(name) => !isForSchool(name) && !AFTERWARDS.includes(name)
	);
	for (const name of names)
		expect([name, await tried(house.principal, name, closed, seen)]).toEqual([
			name,
			'conference-closed'
		]);
	// What was made before one could know of it is another matter for words alone.
	const words = /^(point|minute)\.|^group\.(hand-in|reopen)$|^recorder\.appoint$/;
	for (const name of names.filter((name) => !words.test(name)))
		expect([name, await tried(house.principal, name, closed)]).toEqual([name, 'conference-closed']);
	expect(await closed.seen()).toEqual(before);
});

test('a link that has been turned opens nothing any more', async () => {
	const third = await openHall(house);
	const phone = await third.device('guest');
	const tablet = await third.device('table', 1);
	const follow = (who: Who, lane: Lane) =>
		refusalOf(access.lane(house.app.store.db, who, third.id, lane));
	expect(await follow(tablet, 'table/1')).toBe('done');
	await third.does('keys.turn', { what: 'table', table: 1 });
	expect(await follow(tablet, 'table/1')).toBe('not-found');
	expect(await follow(phone, 'guest')).toBe('done');
	await third.does('keys.turn', { what: 'guest' });
	expect(await follow(phone, 'guest')).toBe('not-found');
});

test('a phone never sees names, professions or who leads; a tablet sees names at its own table only', async () => {
	const phone = await hall.seen('guest');
	expect(all(phone, 'participant')).toEqual([]);
	expect(JSON.stringify(phone)).not.toMatch(/Nordli|Sandøy|lærer/);
	const tablet = await hall.seen('table/1');
	const named = all(tablet, 'group').filter(({ members }) => members.some(({ name }) => name));
	expect(new Set(named.map(({ table }) => table))).toEqual(new Set([1]));
});
