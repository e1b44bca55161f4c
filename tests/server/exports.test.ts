import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv } from '../../src/lib/server/documents/csv.ts';
import * as exports from '../../src/lib/server/exports.ts';
import type { Sheet, Value } from '../../src/lib/server/exports.ts';
import { openBoard } from '../support/board.ts';
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

/** The values of one column, a coded one by its name. */
function column(sheet: Sheet | undefined, name: string) {
	const at = sheet!.columns.indexOf(name);
	return sheet!.rows.map((row) => {
		const value = row[at];
		const said = (one: Value) => (typeof one === 'object' && one !== null ? one.code : one);
		return Array.isArray(value) ? value.map(said).join(', ') : said(value ?? null);
	});
}

async function worked() {
	const board = await openBoard(await openHall(house));
	const themeId = await board.theme('Like regler', ['Mobilen ligger i hylla']);
	const proposalId = await board.propose('Én mobilregel', [themeId]);
	await board.adopt(proposalId);
	const measureId = newId();
	await board.does('measure.make', {
		id: measureId,
		proposalId,
		title: 'Mobilen i hylla',
		level: 'preventive',
		plan: { milestones: [{ date: '2027-02-01', text: 'Spør klassene' }] }
	});
	await board.does('measure.log', {
		id: measureId,
		entryId: newId(),
		date: '2027-01-22',
		text: 'Tre trinn i gang'
	});
	return board;
}

test('everything of a conference comes out: what was said, by whom it was worked on, and what came of it', async () => {
	const { hall } = await worked();
	const { sheets, name, whole } = await exports.ofConference(house.app, house.principal, hall.id);
	expect(name).toBe('Høstkonferansen');
	expect(Object.keys(sheets)).toEqual(
		'programme people groups points minutes themes placements proposals hearings decisions measures milestones log'.split(
			' '
		)
	);
	expect(sheets.people!.rows).toHaveLength(8);
	expect(sheets.groups!.rows).toHaveLength(16);
	expect(column(sheets.programme, 'planned')).toEqual([
		'09:00',
		'09:30',
		'10:00',
		'10:30',
		'11:00'
	]);
	expect(column(sheets.points, 'table')).toEqual([1, 1, 2, 2, 1, 1, 2]);
	expect(column(sheets.points, 'question')[0]).toBe('Hva lykkes vi med?');
	expect(column(sheets.points, 'type').at(-1)).toBe('disagreement');
	expect(column(sheets.hearings, 'arena')).toEqual(['Ressursteamet', 'Trinnteam 5–7']);
	expect(column(sheets.decisions, 'outcome')).toEqual(['adopted']);
	expect(column(sheets.log, 'text')).toEqual(['Tre trinn i gang']);
	expect(column(sheets.milestones, 'date')).toEqual(['2027-02-01']);
	expect(whole).toMatchObject({
		conference: { id: hall.id },
		measures: [{ title: 'Mobilen i hylla' }]
	});
});

test('texts that were redacted, withdrawn or never handed in are in no file', async () => {
	const { hall, points } = await worked();
	await hall.does('point.redact', { id: points['Ingen vet hvem som har inspeksjon']! });
	await hall.does('point.withdraw', { id: points['To voksne ute i storefri']! });
	const open = (await hall.rounds())[1]!;
	await hall.does('point.write', {
		id: newId(),
		groupId: (await hall.groups(open.id))[0]!.id,
		promptId: open.round.prompts[0]!.id,
		text: 'Bare på nettbrettet ennå'
	});
	await hall.does('point.edit', {
		id: points['Vi ble ikke enige om SFO']!,
		text: 'Skrevet om og ikke levert igjen',
		version: 9
	});
	const out = await exports.ofConference(house.app, house.principal, hall.id);
	const everything = JSON.stringify(out);
	for (const text of [
		'inspeksjon',
		'storefri',
		'Bare på nettbrettet',
		'Skrevet om',
		'ble ikke enige'
	])
		expect(everything, text).not.toContain(text);
	expect(column(out.sheets.points, 'state').sort()).toEqual([
		'redacted',
		'released',
		'released',
		'released',
		'released',
		'withdrawn',
		'written',
		'written'
	]);
});

test('the list of people is for those who lead; what came of it for those who steer', async () => {
	const { hall } = await worked();
	const minuteTaker = await somebody(house, 'minute-taker', hall.id);
	const theirs = await exports.ofConference(house.app, minuteTaker, hall.id);
	expect(theirs.sheets.people).toBeUndefined();
	expect(theirs.sheets.points!.rows).toHaveLength(7);
	expect(theirs.sheets.themes!.rows).toEqual([]);
	expect(JSON.stringify(theirs)).not.toContain('Mobilen i hylla');
	expect(JSON.stringify(theirs)).not.toContain('assistent');
	const steering = await somebody(house, 'steering', house.schoolId);
	const school = await exports.ofSchool(house.app, steering, house.schoolId);
	expect(school.name).toBe('Bergtun skole');
	expect(column(school.sheets.measures, 'title')).toContain('Mobilen i hylla');
});

test('a device with a link, and a stranger, get nothing', async () => {
	const { hall } = await worked();
	for (const kind of ['guest', 'screen', 'table'] as const) {
		const device = await hall.device(kind, kind === 'table' ? 1 : undefined);
		expect(await refusalOf(exports.ofConference(house.app, device, hall.id))).toBe('not-allowed');
	}
	const elsewhere = await somebody(house, 'owner', house.municipalityId);
	expect(await refusalOf(exports.ofConference(house.app, elsewhere, hall.id))).toBe('not-found');
	expect(await refusalOf(exports.ofSchool(house.app, elsewhere, house.schoolId))).toBe('not-found');
});

test('what somebody wrote does not run as a formula in a spreadsheet', async () => {
	const { hall } = await worked();
	const { sheets } = await exports.ofConference(house.app, house.principal, hall.id);
	const texts = column(sheets.points, 'text');
	const file = csv({
		headings: ['Punkt', 'Nr.'],
		rows: texts.map((text, at) => [String(text), -at])
	});
	expect(file.startsWith('\uFEFFPunkt;Nr.\r\n')).toBe(true);
	expect(file).toContain("\r\n'=1+1 felles regler er bedre enn elleve;-4\r\n");
	expect(
		csv({ headings: ['a'], rows: [['@SUM(1)'], ['\t=1'], ['＝1'], ['-1'], ['to; "linjer"\nher']] })
	).toBe('\uFEFFa\r\n\'@SUM(1)\r\n\'\t=1\r\n\'＝1\r\n\'-1\r\n"to; ""linjer""\nher"\r\n');
});
