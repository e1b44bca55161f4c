import { afterAll, beforeAll, expect, test } from 'vitest';
import * as trace from '../../src/lib/server/trace.ts';
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

const SHELF = 'Mobilen ligger i hylla';
const WHOLE_DAY = 'Mobilen ligger i hylla hele dagen';

/** From two points to a measure, with minutes that name one of them. */
async function walked() {
	const board = await openBoard(await openHall(house));
	const plenum = (await board.hall.items()).find(({ type }) => type === 'plenum')!;
	await board.hall.does('minute.write', {
		id: newId(),
		plenumId: plenum.id,
		text: 'Flere bord har det samme',
		points: [board.points[SHELF]!]
	});
	const themeId = await board.theme('Like regler', [SHELF, WHOLE_DAY]);
	const proposalId = await board.propose('Én mobilregel', [themeId]);
	await board.adopt(proposalId);
	const measureId = newId();
	await board.does('measure.make', {
		id: measureId,
		proposalId,
		title: 'Mobilen i hylla',
		level: 'preventive'
	});
	return { board, themeId, proposalId, measureId };
}

const back = (measureId: string) =>
	trace.back(house.app, house.principal, house.schoolId, measureId);
const on = (board: Board, text: string) =>
	trace.on(house.app, house.principal, house.schoolId, board.points[text]!);

test('from a measure one walks back to each point, its table, round, question and conference', async () => {
	const { board, measureId } = await walked();
	const way = await back(measureId);
	expect(way.points.map(({ text }) => text)).toEqual([SHELF, WHOLE_DAY]);
	expect(way.points[0]).toMatchObject({
		table: 1,
		round: { number: 1, title: 'Slik har vi det' },
		question: { text: 'Hva lykkes vi med?' },
		conference: { id: board.hall.id, name: 'Høstkonferansen' },
		mentions: [{ text: 'Flere bord har det samme', plenum: 'Plenum 1', number: 1 }],
		theme: { title: 'Like regler' }
	});
	expect(way.points[1]).toMatchObject({ table: 2, mentions: [] });
	expect(way.conference.tables).toBe(2);
	expect(way.themes).toMatchObject([{ title: 'Like regler', points: 2, tables: 2 }]);
	expect(way.proposal).toMatchObject({
		title: 'Én mobilregel',
		hearings: [{ arenaName: 'Ressursteamet' }, { arenaName: 'Trinnteam 5–7' }],
		decision: { outcome: 'adopted', date: '2026-12-14' }
	});
});

test('from a point one walks on to theme, proposal, decision, measure and its state', async () => {
	const { board, measureId, proposalId } = await walked();
	expect(await on(board, WHOLE_DAY)).toMatchObject({
		point: { text: WHOLE_DAY, theme: { title: 'Like regler' }, aside: null },
		proposals: [
			{
				id: proposalId,
				decision: { outcome: 'adopted' },
				measures: [{ id: measureId, title: 'Mobilen i hylla', state: { name: 'decided' } }]
			}
		]
	});
	const loose = await on(board, 'To voksne ute i storefri');
	expect(loose).toMatchObject({ point: { theme: null, aside: null }, proposals: [] });
});

test('a redacted point stays on the way, without its words', async () => {
	const { board, measureId } = await walked();
	await board.hall.does('point.redact', { id: board.points[SHELF]! });
	const way = await back(measureId);
	expect(way.points[0]).toMatchObject({ text: null, state: 'redacted', table: 1 });
	expect(JSON.stringify(await on(board, SHELF))).not.toContain('ligger i hylla');
});

test('re-theming changes where points lie now, not what the measure stands on', async () => {
	const { board, measureId, themeId } = await walked();
	await board.does('theme.remove', { id: themeId });
	const way = await back(measureId);
	expect(way.themes).toEqual([]);
	expect(way.points.map(({ text, theme }) => [text, theme])).toEqual([
		[SHELF, null],
		[WHOLE_DAY, null]
	]);
});

test('nobody else walks this way: not the municipality’s facilitator, not a minute-taker of the conference', async () => {
	const { board, measureId } = await walked();
	const strangers = [
		await somebody(house, 'facilitator', house.municipalityId),
		await somebody(house, 'minute-taker', board.hall.id),
		await board.hall.device('guest')
	];
	for (const who of strangers) {
		const asked = trace.back(house.app, who, house.schoolId, measureId);
		expect(await refusalOf(asked)).toMatch(/^(not-found|not-allowed|not-signed-in)$/);
		const point = board.points[SHELF]!;
		const followed = trace.on(house.app, who, house.schoolId, point);
		expect(await refusalOf(followed)).toMatch(/^(not-found|not-allowed|not-signed-in)$/);
	}
	const elsewhere = trace.back(house.app, house.principal, house.municipalityId, measureId);
	expect(await refusalOf(elsewhere)).toBe('measure-gone');
});
