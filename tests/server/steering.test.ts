import { afterAll, beforeAll, expect, test } from 'vitest';
import { account } from '../../src/lib/domain/ledger.ts';
import { isDone, progress } from '../../src/lib/domain/afterwards.ts';
import { all } from '../../src/lib/domain/room.ts';
import { openBoard, type Board } from '../support/board.ts';
import {
	newId,
	openHall,
	openHouse,
	refusalOf,
	somebody,
	type OpenHouse
} from '../support/house.ts';

let house: OpenHouse;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

const begin = async (): Promise<Board> => openBoard(await openHall(house));

async function ledger(board: Board) {
	const school = await board.school();
	const room = await board.hall.seen();
	const theirs = all(school, 'proposal').filter(
		({ conferenceId }) => conferenceId === board.hall.id
	);
	const { lies: _, ...sums } = account(all(room, 'point'), school.placement, theirs);
	return sums;
}

test('every point is in the account, wherever it lies, and nothing drops out (R22)', async () => {
	const board = await begin();
	expect(await ledger(board)).toMatchObject({ all: 7, unseen: 7, notHandedIn: 0 });
	const rules = await board.theme('Like regler', [
		'Mobilen ligger i hylla',
		'Vi har ulike regler i hver time'
	]);
	await board.theme('Voksne ute', ['To voksne ute i storefri']);
	await board.does('point.set-aside', {
		pointId: board.points['Vi ble ikke enige om SFO']!,
		conferenceId: board.hall.id,
		reason: 'Tas opp med SFO selv'
	});
	await board.propose('Én mobilregel', [rules], [board.points['Mobilen ligger i hylla']!]);
	expect(await ledger(board)).toMatchObject({
		all: 7,
		proposed: 1,
		themed: 2,
		aside: 1,
		unseen: 3
	});
});

test('a theme that is taken away gives its points back to those not looked at; a proposal keeps its evidence', async () => {
	const board = await begin();
	const texts = ['Mobilen ligger i hylla', 'Vi har ulike regler i hver time'];
	const rules = await board.theme('Like regler', texts);
	const id = await board.propose('Én mobilregel', [rules], [board.points[texts[0]!]!]);
	await board.does('theme.remove', { id: rules });
	expect(await ledger(board)).toMatchObject({ all: 7, proposed: 1, themed: 0, unseen: 6 });
	expect((await board.school()).proposal[id]?.pointIds).toEqual([board.points[texts[0]!]]);
});

test('a table that opens its summary again takes its points out of the account until it hands in', async () => {
	const board = await begin();
	await board.theme('Voksne ute', ['To voksne ute i storefri']);
	const round = (await board.hall.rounds())[1]!;
	const group = (await board.hall.groups(round.id))[0]!;
	await board.hall.does('group.reopen', { groupId: group.id });
	expect(await ledger(board)).toMatchObject({ all: 5, themed: 0, notHandedIn: 2 });
	await board.hall.does('group.hand-in', { groupId: group.id });
	expect(await ledger(board)).toMatchObject({ all: 7, themed: 1, notHandedIn: 0 });
});

test('a redacted point is counted by itself, and cannot be placed', async () => {
	const board = await begin();
	const pointId = board.points['Mobilen ligger i hylla']!;
	await board.hall.does('point.redact', { id: pointId });
	expect(await ledger(board)).toMatchObject({ all: 6, redacted: 1 });
	const themeId = await board.theme('Like regler', []);
	const place = { pointId, conferenceId: board.hall.id, themeId };
	expect(await refusalOf(board.does('point.place', place))).toBe('point-gone');
});

test('the evidence of a proposal lies in its themes, and there is some (R23)', async () => {
	const board = await begin();
	const rules = await board.theme('Like regler', ['Mobilen ligger i hylla']);
	const empty = await board.theme('Tomt', []);
	const other = board.points['To voksne ute i storefri']!;
	expect(await refusalOf(board.propose('Uten punkter', [empty]))).toBe('proposal-without-points');
	expect(await refusalOf(board.propose('Valgt bort', [rules], []))).toBe('proposal-without-points');
	expect(await refusalOf(board.propose('Fra et annet sted', [rules], [other]))).toBe('point-gone');
	expect(all(await board.school(), 'proposal').some(({ title }) => title === 'Valgt bort')).toBe(
		false
	);
});

test('two who name a theme at once: the second is refused and keeps what was written', async () => {
	const board = await begin();
	const id = await board.theme('Regler', []);
	await board.does('theme.set', { id, title: 'Like regler', version: 1 });
	const late = board.does('theme.set', { id, title: 'Mobilregler', version: 1 });
	expect(await refusalOf(late)).toBe('point-changed');
	expect((await board.school()).theme[id]).toMatchObject({ title: 'Like regler', version: 2 });
});

test('adopting waits for both teams, or says why not (R24)', async () => {
	const board = await begin();
	const id = await board.propose('Én mobilregel', [
		await board.theme('Like regler', ['Mobilen ligger i hylla'])
	]);
	const adopt = { id, outcome: 'adopted', date: '2026-12-14', grounds: 'Vi vil.' } as const;
	expect(await refusalOf(board.does('proposal.decide', adopt))).toBe('decision-not-heard');
	const heard = { id, date: '2026-12-02', comment: 'Ta med SFO.' };
	await board.does('proposal.hear', { ...heard, arenaId: board.teams.resource });
	expect(await refusalOf(board.does('proposal.decide', adopt))).toBe('decision-not-heard');
	expect(await refusalOf(board.does('proposal.decide', { ...adopt, grounds: '' }))).toBe(
		'decision-without-grounds'
	);
	await board.does('proposal.decide', { ...adopt, override: 'Trinnteamet møtes først i januar' });
	expect((await board.school()).proposal[id]).toMatchObject({
		hearings: [{ arenaName: 'Ressursteamet', comment: 'Ta med SFO.' }],
		decision: { outcome: 'adopted', override: 'Trinnteamet møtes først i januar' }
	});
});

test('what was adopted stands as it was adopted', async () => {
	const board = await begin();
	const id = await board.propose('Én mobilregel', [
		await board.theme('Like regler', ['Mobilen ligger i hylla'])
	]);
	await board.adopt(id);
	const { version } = (await board.school()).proposal[id]!;
	const change = board.does('proposal.set', { id, title: 'Noe annet', version });
	expect(await refusalOf(change)).toBe('proposal-decided');
	expect((await board.school()).proposal[id]?.title).toBe('Én mobilregel');
});

test('a measure is tried out once its plan is whole, and its log is in nobody’s way (R32–R38)', async () => {
	const board = await begin();
	const proposalId = await board.propose('Én mobilregel', [
		await board.theme('Like regler', ['Mobilen ligger i hylla'])
	]);
	const id = newId();
	const make = { id, proposalId, title: 'Én mobilregel', level: 'preventive' } as const;
	expect(await refusalOf(board.does('measure.make', make))).toBe('proposal-not-decided');
	await board.adopt(proposalId);
	await board.does('measure.make', make);
	const trial = { id, to: 'trial', date: '2027-01-08' } as const;
	expect(await refusalOf(board.does('measure.advance', trial))).toBe('plan-incomplete');
	const { personOf, year } = board.teams;
	const plan = {
		objective: 'Samme regel hele dagen',
		content: 'Mobilen i hylla',
		coordinatorId: personOf('Harald Bø'),
		mainArenaId: year,
		participantIds: [personOf('Dina Fossli'), personOf('Gro Lunde')],
		from: '2027-01-08',
		to: '2027-04-30'
	};
	const outsider = board.does('measure.set', { id, plan, version: 1 });
	expect(await refusalOf(outsider)).toBe('coordinator-not-in-team');
	const entry = { id, entryId: newId(), date: '2027-01-02', text: 'Hyllene er bestilt' };
	await board.does('measure.log', entry);
	await board.does('measure.set', {
		id,
		plan: { ...plan, coordinatorId: personOf('Dina Fossli') },
		version: 1
	});
	await board.does('measure.advance', trial);
	expect((await board.school()).measure[id]).toMatchObject({
		state: { name: 'trial', since: '2027-01-08' },
		plan: { coordinator: { name: 'Dina Fossli' }, mainArena: { name: 'Trinnteam 5–7' } },
		log: [{ text: 'Hyllene er bestilt', by: 'Petra Lindmo' }],
		version: 2
	});
	const late = board.does('measure.set', { id, title: 'Hylleregelen', version: 1 });
	expect(await refusalOf(late)).toBe('point-changed');
});

test('daily operations come after an evaluation, with grounds (R29, R46)', async () => {
	const board = await begin();
	const proposalId = await board.propose('Én mobilregel', [
		await board.theme('Like regler', ['Mobilen ligger i hylla'])
	]);
	await board.adopt(proposalId);
	const id = newId();
	await board.does('measure.make', { id, proposalId, title: 'Regelen', level: 'early' });
	const on = { id, date: '2027-05-02', grounds: 'Det virker' };
	expect(await refusalOf(board.does('measure.advance', { ...on, to: 'operations' }))).toBe(
		'measure-order'
	);
	expect(await refusalOf(board.does('measure.advance', { ...on, to: 'ended', grounds: '' }))).toBe(
		'reason-missing'
	);
	await board.does('measure.advance', { ...on, to: 'ended' });
	expect((await board.school()).measure[id]?.state).toMatchObject({ name: 'ended' });
});

test('who takes minutes in a conference does not theme its points', async () => {
	const board = await begin();
	const minutes = await somebody(house, 'minute-taker', board.hall.id);
	const add = { id: newId(), conferenceId: board.hall.id, title: 'Mitt tema' };
	expect(await refusalOf(board.does('theme.add', add, minutes))).toBe('not-found');
	const steering = await somebody(house, 'steering', house.schoolId);
	await board.does('theme.add', add, steering);
	expect((await board.school()).theme[add.id]?.title).toBe('Mitt tema');
});

test('the day after is read off the rooms: held, minuted, analysed, proposed, decided (R114)', async () => {
	const board = await begin();
	const steps = async () =>
		progress(await board.hall.seen(), await board.school())
			.filter(isDone)
			.map(({ step }) => step);
	expect(await steps()).toEqual([]);
	expect(await refusalOf(board.hall.does('conference.close', {}))).toBe('minutes-missing');
	const plenums = (await board.hall.items()).filter(({ type }) => type === 'plenum');
	for (const plenum of plenums)
		await board.hall.does('minute.write', { id: newId(), plenumId: plenum.id, text: 'Drøftet.' });
	await board.hall.does('conference.close', {});
	expect(await steps()).toEqual(['held', 'minuted']);
	const everything = await board.theme('Alt', Object.keys(board.points));
	expect(await steps()).toEqual(['held', 'minuted', 'analysed']);
	const id = await board.propose('Én mobilregel', [everything]);
	expect(await steps()).toEqual(['held', 'minuted', 'analysed', 'proposed']);
	await board.adopt(id);
	expect(await steps()).toEqual(['held', 'minuted', 'analysed', 'proposed', 'decided']);
});

test('a conference without any plenum is told so, not left with an empty name', async () => {
	const hall = await openHall(house);
	for (const { id } of (await hall.items()).filter(({ type }) => type === 'plenum'))
		await hall.does('item.remove', { id });
	expect(await refusalOf(hall.does('conference.close', {}))).toBe('minutes-none');
	await hall.does('conference.close', { without: 'Bare en prøve' });
	expect(await refusalOf(hall.does('conference.close', {}))).toBe('conference-closed');
});
