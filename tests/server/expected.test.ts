import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Act, ActInput, ActName } from '../../src/lib/domain/act.ts';
import { expect as foresee } from '../../src/lib/domain/expect.ts';
import { all, type Kind, type Room } from '../../src/lib/domain/room.ts';
import { openBoard, type Board } from '../support/board.ts';
import { newId, openHall, openHouse, type OpenHouse } from '../support/house.ts';

let house: OpenHouse;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

/** What stands in a room, without what its author cannot know before the server has answered. */
function shown(room: Room, kind: Kind) {
	const unknown = new Set(['arenaName', 'by', 'name', 'writtenAt']);
	const known = JSON.stringify(all(room, kind), (key, value: unknown) =>
		unknown.has(key) ? null : value
	);
	const things = JSON.parse(known) as { id: string }[];
	return things.sort((a, b) => (a.id < b.id ? -1 : 1));
}

type Place = { seen: () => Promise<Room>; does: Board['does'] };

/** Does it, and holds what was expected of it against what the server then tells; twice expected is once. */
async function asForeseen<N extends ActName>(
	{ seen, does }: Place,
	kind: Kind,
	name: N,
	input: ActInput<N>
): Promise<void> {
	const act = { id: newId(), room: '', name, input, seen: 0 } as Act;
	const foreseen = foresee(await seen(), act, 0);
	await does(name, input);
	const told = await seen();
	expect(shown(foreseen, kind), name).toEqual(shown(told, kind));
	expect(all(foresee(told, act, 0), kind), name).toHaveLength(all(told, kind).length);
}

test('minutes stand at once as the server will tell them: written, changed, swapped, removed, put back', async () => {
	const hall = await openHall(house);
	const plenumId = all(await hall.seen(), 'item').find(({ type }) => type === 'plenum')!.id;
	const place: Place = { seen: () => hall.seen(), does: hall.does };
	const [first, second] = [newId(), newId()];
	const text = '  Alle vil ha\nen felles plan ';
	await asForeseen(place, 'minute', 'minute.write', { id: first, plenumId, text });
	await asForeseen(place, 'minute', 'minute.write', { id: second, plenumId, text: 'Og en til' });
	const edit = { id: first, text: 'Nesten alle vil', version: 1 };
	await asForeseen(place, 'minute', 'minute.edit', edit);
	await asForeseen(place, 'minute', 'minute.edit', { ...edit, text: 'Noen vil', version: 1 });
	expect((await hall.seen()).minute[first]?.other).toBe('Nesten alle vil');
	await asForeseen(place, 'minute', 'minute.edit', { ...edit, version: 3 });
	await asForeseen(place, 'minute', 'minute.remove', { id: first });
	const back = { id: newId(), plenumId, text: 'Nesten alle vil', position: 0 };
	await asForeseen(place, 'minute', 'minute.write', back);
});

test('a line that is added to the programme or taken out stands, or is gone, at once', async () => {
	const hall = await openHall(house);
	const place: Place = { seen: () => hall.seen(), does: hall.does };
	const prompts = [{ id: newId(), text: 'Hva nå?', lang: 'nb' as const }];
	const id = newId();
	const round = { id, type: 'round' as const, title: '', minutes: 20, position: 1 };
	await asForeseen(place, 'item', 'item.add', { ...round, round: { prompts } });
	await asForeseen(place, 'item', 'item.add', {
		id: newId(),
		type: 'break',
		title: 'Kaffe',
		minutes: 15
	});
	await asForeseen(place, 'item', 'item.remove', { id });
});

test('themes, proposals and measures stand at once as the server will tell them', async () => {
	const board = await openBoard(await openHall(house));
	const place: Place = { seen: board.school, does: board.does };
	const conferenceId = board.hall.id;
	const [themeId, id, measureId] = [newId(), newId(), newId()];
	const [pointId, other] = Object.values(board.points) as [string, string];
	await asForeseen(place, 'theme', 'theme.add', { id: themeId, conferenceId, title: 'Regler' });
	await asForeseen(place, 'theme', 'theme.set', { id: themeId, title: 'Like regler', version: 1 });
	await board.does('point.place', { pointId, conferenceId, themeId });
	await board.does('point.set-aside', { pointId: other, conferenceId, reason: 'Gjelder SFO' });
	const made = { id, conferenceId, themeIds: [themeId], title: 'Én regel', text: 'Slik.' };
	await asForeseen(place, 'proposal', 'proposal.make', made);
	await asForeseen(place, 'proposal', 'proposal.set', { id, title: 'Én felles regel', version: 1 });
	for (const arenaId of [board.teams.resource, board.teams.year, board.teams.resource])
		await asForeseen(place, 'proposal', 'proposal.hear', {
			id,
			arenaId,
			date: '2026-12-02',
			comment: 'Bra.'
		});
	await asForeseen(place, 'proposal', 'proposal.decide', {
		id,
		outcome: 'adopted',
		date: '2026-12-14',
		grounds: 'Begge vil.'
	});
	const measure = { id: measureId, proposalId: id, title: 'Mobilhylle' };
	await asForeseen(place, 'measure', 'measure.make', { ...measure, level: 'preventive' });
	await asForeseen(place, 'measure', 'measure.set', {
		id: measureId,
		level: 'early',
		plan: { objective: 'Ro', content: 'En hylle', from: '2027-01-04', to: '2027-06-01' },
		version: 1
	});
	await asForeseen(place, 'measure', 'measure.set', {
		id: measureId,
		plan: {
			coordinatorId: board.teams.personOf('Birk Sandøy'),
			mainArenaId: board.teams.year,
			participantIds: [board.teams.personOf('Dina Fossli')]
		},
		version: 2
	});
	const on = '2027-01-05';
	const log = { id: measureId, entryId: newId(), date: on, text: 'Hylla er satt opp' };
	await asForeseen(place, 'measure', 'measure.log', log);
	const steps = [
		{ to: 'trial', grounds: '' },
		{ to: 'evaluated', grounds: 'Det virker' },
		{ to: 'operations', grounds: 'Vi går videre' },
		{ to: 'ended', grounds: 'Ferdig' }
	] as const;
	for (const step of steps)
		await asForeseen(place, 'measure', 'measure.advance', { id: measureId, date: on, ...step });
	await asForeseen(place, 'theme', 'theme.remove', { id: themeId });
	expect((await board.school()).placement[pointId]?.themeId).toBeNull();
});

test('a trial that the server would not begin is not shown as begun', async () => {
	const board = await openBoard(await openHall(house));
	const proposalId = await board.propose('Én regel', [
		await board.theme('Regler', ['Mobilen ligger i hylla'])
	]);
	await board.adopt(proposalId);
	const id = newId();
	await board.does('measure.make', { id, proposalId, title: 'Hylle', level: 'early' });
	const input = { id, to: 'trial' as const, date: '2027-01-05' };
	const act = { id: newId(), room: '', name: 'measure.advance' as const, input, seen: 0 };
	const school = await board.school();
	expect(foresee(school, act, 0).measure).toEqual(school.measure);
});
