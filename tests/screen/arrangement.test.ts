import { describe, expect, test } from 'vitest';
import * as arrangement from '#lib/components/scenes/arrangement.ts';
import { frameOf, namesOf } from '#lib/components/scenes/frame.ts';
import {
	SAMPLE,
	sampleRoom,
	sceneNamed,
	type Sample
} from '../../src/routes/workbench/sample-room.ts';

/** What a 16:9 and a 4:3 picture leave for a list, in parts of 1080. */
const WIDE = { width: 1920 - 176, height: 1080 - 400 };
const SQUARE = { width: 1440 - 176, height: 1080 - 400 };

function seatedIn(sample: Partial<Sample>) {
	const frame = frameOf(sampleRoom({ ...SAMPLE, ...sample }, sceneNamed('by-table', null)));
	if (frame?.scene !== 'seating') throw new Error('no seating');
	return frame.tables;
}

const HALLS = [
	{ people: 48, tables: 8 },
	{ people: 120, tables: 20 },
	{ people: 120, tables: 20, long: true },
	{ people: 200, tables: 34 },
	{ people: 12, tables: 2 },
	{ people: 7, tables: 1, long: true }
];

describe.each([
	['16:9', WIDE],
	['4:3', SQUARE]
])('on a %s picture', (_, area) => {
	test.each(HALLS)('every table of $people people stands on exactly one page', (hall) => {
		const tables = seatedIn(hall);
		const laid = arrangement.byTable(tables, area);
		expect(laid.pages.flat()).toEqual(tables.map((__, at) => at));
		expect(laid.size).toBeGreaterThanOrEqual(arrangement.NAME_FLOOR);
	});

	test.each(HALLS)('every name of $people people stands once, readable', (hall) => {
		const names = namesOf(seatedIn(hall), 'nb').map(({ name }) => name);
		const laid = arrangement.byName(names, area);
		expect(laid.pages.flat()).toEqual(names.map((__, at) => at));
		expect(laid.size).toBeGreaterThanOrEqual(arrangement.NAME_FLOOR);
		for (const columns of laid.columnsOf) {
			expect(columns.length).toBeLessThanOrEqual(laid.columns);
			for (const column of columns)
				expect(column.length * laid.size * arrangement.NAME_LINE).toBeLessThanOrEqual(area.height);
		}
	});
});

test('fewer people are written larger', () => {
	const few = arrangement.byTable(seatedIn({ people: 12, tables: 3 }), WIDE);
	const many = arrangement.byTable(seatedIn({ people: 120, tables: 20 }), WIDE);
	expect(few.size).toBeGreaterThan(many.size);
	expect(few.pages).toHaveLength(1);
	expect(many.pages.length).toBeGreaterThan(1);
});

test('a hall without tables is one empty page', () => {
	expect(arrangement.byTable([], WIDE).pages).toEqual([[]]);
	expect(arrangement.byName([], WIDE).pages).toEqual([[]]);
});
