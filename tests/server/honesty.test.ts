import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTS, type ActInput, type ActName } from '../../src/lib/domain/act.ts';
import { seeFact, type Lane } from '../../src/lib/domain/audience.ts';
import { canonical, follow, only, roomOf, type Room } from '../../src/lib/domain/room.ts';
import type { Who } from '../../src/lib/server/access.ts';
import * as people from '../../src/lib/server/people.ts';
import { after, snapshot } from '../../src/lib/server/store/journal.ts';
import { newId, openHall, openHouse, type Hall, type OpenHouse } from '../support/house.ts';

/**
 * The two honesty properties. For every act and each lane: the room before, followed by the
 * facts the act told, is the room after as it would be seen on arrival. It also says that
 * seeing and following commute: facts are seen one by one, arrival sees the whole.
 */
let house: OpenHouse;
let hall: Hall;
const done = new Set<string>();

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
});
afterAll(() => house.close());

const LANES: Lane[] = ['staff', 'projector', 'guest', 'table/1', 'table/2'];
const stands = async (room: string, lane: Lane) => {
	const { things, number } = await snapshot(house.app.store.db, room, lane);
	return { things: roomOf(things), number };
};
const lanesOf = (room: string): Lane[] => (room === hall.id ? LANES : ['staff']);

/** Does an act and checks every lane before and after. */
async function honestly<N extends ActName>(
	name: N,
	input: ActInput<N>,
	as?: Who,
	room = hall.id
): Promise<void> {
	const lanes = lanesOf(room);
	const before = await Promise.all(lanes.map((lane) => stands(room, lane)));
	await hall.does(name, input, as, { room });
	done.add(name);
	const told = await after(house.app.store.db, room, before[0]!.number);
	expect(told).toHaveLength(1);
	for (const [at, lane] of lanes.entries()) {
		const followed = told.reduce(
			(things, { fact }) => follow(things, seeFact(fact, lane)),
			before[at]!.things
		);
		const arrived = (await stands(room, lane)).things;
		expect(readable(followed), `${name} as ${lane} follows it`).toEqual(readable(arrived));
	}
}

const readable = (room: Room): unknown => JSON.parse(canonical(room));

test('what every lane follows is what it would have seen on arrival, for every act there is', async () => {
	const table = await hall.device('table', 1);
	const [one, two] = await hall.rounds();
	const [, , plenum, , plenumTwo] = await hall.items();
	const groups = await hall.groups(one!.id);
	const group = groups[0]!.id;
	const prompt = one!.round.prompts[0]!.id;
	const [first, second] = groups[0]!.members;
	const school = house.schoolId;

	await honestly('conference.set', { name: 'Konferansen', apart: [[first!.id, newId()]] });
	const talk = newId();
	await honestly('item.add', { id: talk, type: 'break', title: 'Pause', minutes: 10 });
	await honestly('item.set', { id: talk, minutes: 15 });
	await honestly('item.move', { id: talk, position: 1 });
	await honestly('item.remove', { id: talk });
	await honestly('groups.arrange', {
		roundId: two!.id,
		tables: (await hall.groups(two!.id)).map(({ members, leaderId }) => ({
			members: members.map(({ id }) => id).reverse(),
			leaderId
		}))
	});
	await honestly('place.set', { table: 1, place: 'Biblioteket' });
	await honestly('rounds.publish', {});
	await honestly('attendance.set', { participantId: second!.id, attendance: 'absent' });
	await honestly('attendance.rest', { attendance: 'present' });
	await honestly('seat.move', { roundId: one!.id, participantId: second!.id, table: 2 });
	await honestly('walkin.add', {
		id: newId(),
		name: 'Uventet Gjest',
		seats: [{ roundId: one!.id, table: 1 }]
	});
	await honestly('leader.appoint', { groupId: group, participantId: first!.id });
	await honestly('programme.go', { itemId: one!.id });
	await honestly('clock.set', { do: 'add', minutes: 5 });
	await honestly('recorder.appoint', { groupId: group, participantId: first!.id }, table);
	await honestly('notice.send', { text: 'Fem minutter til' });
	await honestly('notice.send', { text: '' });
	await honestly('help.ask', { groupId: group }, table);
	await honestly('help.done', { groupId: group });

	const points = [newId(), newId(), newId()];
	for (const id of points)
		await honestly(
			'point.write',
			{ id, groupId: group, promptId: prompt, text: `Et punkt ${id}` },
			table
		);
	await honestly('point.edit', { id: points[0]!, text: 'Rettet', version: 1 }, table);
	await honestly('point.edit', { id: points[0]!, text: 'Rettet samtidig', version: 1 }, table);
	await honestly('point.restore', { id: points[0]! }, table);
	await honestly('point.move', { id: points[2]!, position: 0 }, table);
	await honestly('point.withdraw', { id: points[2]! }, table);
	await honestly('point.return', { id: points[2]! }, table);
	await honestly('group.hand-in', { groupId: group }, table);
	await honestly('point.hold', { id: points[1]! });
	await honestly('point.release', { id: points[1]! });
	await honestly('group.reopen', { groupId: group }, table);
	await honestly('group.hand-in', { groupId: group }, table);
	await honestly('round.release', { roundId: one!.id });
	await honestly('point.redact', { id: points[2]! });
	await honestly('points.carry', { roundId: two!.id, pointIds: [points[0]!] });
	await honestly('screen.cue', { scene: { name: 'points', roundId: one!.id }, dark: true });
	await honestly('programme.go', { itemId: plenum!.id });
	const [minute, other] = [newId(), newId()];
	await honestly('minute.write', { id: minute, plenumId: plenum!.id, text: 'Vi drøftet' });
	await honestly('minute.write', { id: other, plenumId: plenum!.id, text: 'Feil' });
	await honestly('minute.edit', {
		id: minute,
		text: 'Vi drøftet lenge',
		points: [points[0]!],
		version: 1
	});
	await honestly('minute.remove', { id: other });
	await honestly('programme.go', { itemId: two!.id });
	await honestly('programme.undo', {});
	await honestly('keys.turn', { what: 'guest' });

	const themes = [newId(), newId()];
	for (const id of themes)
		await honestly(
			'theme.add',
			{ id, conferenceId: hall.id, title: 'Like regler' },
			undefined,
			school
		);
	await honestly(
		'theme.set',
		{ id: themes[0]!, title: 'De samme reglene', version: 1 },
		undefined,
		school
	);
	const placing = { conferenceId: hall.id, pointId: points[0]! };
	await honestly('point.place', { ...placing, themeId: themes[0]! }, undefined, school);
	await honestly('point.set-aside', { ...placing, reason: 'Sagt før' }, undefined, school);
	await honestly('point.place', { ...placing, themeId: themes[0]! }, undefined, school);
	const proposal = newId();
	await honestly(
		'proposal.make',
		{
			id: proposal,
			conferenceId: hall.id,
			themeIds: [themes[0]!],
			title: 'Én regel',
			text: 'Fra januar'
		},
		undefined,
		school
	);
	await honestly('proposal.set', { id: proposal, title: 'To', version: 1 }, undefined, school);
	const arenaId = newId();
	await people.setArena(house.app, house.principal, school, {
		id: arenaId,
		kind: 'resource-team',
		name: 'Ressursteamet',
		leaderId: null,
		memberIds: []
	});
	await honestly(
		'proposal.hear',
		{ id: proposal, arenaId, date: '2026-11-30', comment: 'Godt' },
		undefined,
		school
	);
	await honestly(
		'proposal.decide',
		{
			id: proposal,
			outcome: 'adopted',
			date: '2026-12-01',
			grounds: 'Mange bord ba om det',
			override: 'Trinnteamet møtes først i januar'
		},
		undefined,
		school
	);
	const measure = newId();
	await honestly(
		'measure.make',
		{ id: measure, proposalId: proposal, title: 'Mobilregel', level: 'preventive' },
		undefined,
		school
	);
	await honestly(
		'measure.set',
		{ id: measure, level: 'early', plan: { objective: 'Ro' }, version: 1 },
		undefined,
		school
	);
	await honestly(
		'measure.log',
		{ id: measure, entryId: newId(), date: '2027-01-10', text: 'I gang' },
		undefined,
		school
	);
	await honestly(
		'measure.advance',
		{ id: measure, to: 'ended', date: '2027-06-01', grounds: 'Tatt inn i skolens regler' },
		undefined,
		school
	);
	await honestly('theme.remove', { id: themes[0]! }, undefined, school);
	await honestly('conference.close', {});
	await honestly('conference.reopen', {});

	expect(plenumTwo?.startedAt).toBeNull();
	expect(only(await hall.seen(), 'conference')?.phase).toEqual({ name: 'planning' });
	expect([...done].sort()).toEqual(Object.keys(ACTS).sort());
}, 60_000);
