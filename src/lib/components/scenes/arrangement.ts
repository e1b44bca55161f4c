import type { Seated } from './frame.ts';

/**
 * How names are laid on a picture. All lengths are in parts of 1080 of the picture's shorter
 * side, so that the answer is the same at any resolution. Widths of names are estimated,
 * generously, so that a server can lay out too; a name that is too long takes two lines.
 */
export type Area = { width: number; height: number };
export type Arrangement = {
	/** Size of a name. */
	size: number;
	columns: number;
	/** Rows in a column of names; for tables, 0. */
	rows: number;
	/** Indexes of what stands on each page, in order. */
	pages: number[][];
};

/** Names are never smaller than this: readable from the back row (1080 parts high). */
export const NAME_FLOOR = 30;
export const NAME_LARGEST = 46;

/** A sign's width, as part of the type size: Atkinson Hyperlegible Next, with room to spare. */
const SIGN = 0.545;
const LINE = 1.36;
const ROOM_ABOVE = 26;
const ROOM_BELOW = 34;
export const GAP = 48;
/** A ring and the space after it, in type sizes. */
export const RING = 3.55;
const AFTER_RING = 0.75;

const widthOf = (name: string, size: number): number => name.length * SIGN * size;

/** Lines that a name takes where `width` is given. */
function linesOf(name: string, size: number, width: number): number {
	return Math.max(1, Math.ceil(widthOf(name, size) / Math.max(width, size)));
}

/** The width that nine of ten names keep within; the longest may take two lines. */
function usualWidth(names: string[], size: number): number {
	const widths = names.map((name) => widthOf(name, size)).sort((a, b) => a - b);
	return widths[Math.floor((widths.length - 1) * 0.9)] ?? 0;
}

const inColumns = (width: number, columns: number): number =>
	(width - GAP * (columns - 1)) / columns;

/** The most columns of at least `least` width. */
function columnsWithin(width: number, least: number): number {
	return Math.max(1, Math.floor((width + GAP) / (least + GAP)));
}

function chunks(count: number, size: number): number[][] {
	const pages: number[][] = [];
	for (let from = 0; from < count; from += size)
		pages.push(Array.from({ length: Math.min(size, count - from) }, (_, at) => from + at));
	return pages.length > 0 ? pages : [[]];
}

/** The arrangement with the fewest pages at the floor, set as large as that number of pages allows. */
function largest(at: (size: number) => Arrangement): Arrangement {
	let best = at(NAME_FLOOR);
	for (let size = NAME_FLOOR + 1; size <= NAME_LARGEST; size++) {
		const larger = at(size);
		if (larger.pages.length <= best.pages.length) best = larger;
	}
	return best;
}

/** Tables in columns, whole tables to a page. */
export function byTable(tables: Seated[], area: Area): Arrangement {
	return largest((size) => tablesAt(tables, area, size));
}

function tablesAt(tables: Seated[], area: Area, size: number): Arrangement {
	const names = tables.flatMap(({ seats }) => seats.map(({ name }) => name));
	const ring = (RING + AFTER_RING) * size;
	const most = columnsWithin(area.width, ring + usualWidth(names, size));
	// As many rows as the most columns give, and no more columns than those rows need.
	const columns = Math.max(1, Math.min(most, evened(tables.length, most)));
	const width = inColumns(area.width, columns) - ring;
	const heights = tables.map((table) => heightOf(table, size, width));
	return { size, columns, rows: 0, pages: rowsToPages(heights, columns, area.height) };
}

/** Columns that make rows of equal length: 8 tables in 5 columns stand better in 4. */
function evened(count: number, most: number): number {
	const rows = Math.ceil(count / most);
	return Math.ceil(count / Math.max(rows, 1));
}

function heightOf(table: Seated, size: number, width: number): number {
	const lines = table.seats.reduce((sum, { name }) => sum + linesOf(name, size, width), 0);
	const place = table.place ? 1 : 0;
	return ROOM_ABOVE + Math.max((lines + place) * LINE, RING) * size + ROOM_BELOW;
}

function rowsToPages(heights: number[], columns: number, height: number): number[][] {
	const pages: number[][] = [[]];
	let used = 0;
	for (let from = 0; from < heights.length; from += columns) {
		const row = Array.from(
			{ length: Math.min(columns, heights.length - from) },
			(_, at) => from + at
		);
		const needs = Math.max(...row.map((at) => heights[at] ?? 0));
		if (used > 0 && used + needs > height) {
			pages.push([]);
			used = 0;
		}
		pages.at(-1)?.push(...row);
		used += needs;
	}
	return pages;
}

/** Names in columns, read downwards. */
export function byName(names: string[], area: Area): Arrangement {
	return largest((size) => namesAt(names, area, size));
}

/** The height of a line of the list by name, in type sizes. */
export const NAME_LINE = 1.62;

function namesAt(names: string[], area: Area, size: number): Arrangement {
	const longest = Math.max(0, ...names.map((name) => widthOf(name, size)));
	const columns = columnsWithin(area.width, 2.1 * size + longest);
	const rows = Math.max(1, Math.floor(area.height / (NAME_LINE * size)));
	const pages = chunks(names.length, columns * rows);
	return { size, columns, rows, pages };
}

/** One page in columns, filled downwards: evenly, or to the last row where the page is full. */
export function columnsOf(page: number[], columns: number, rows: number): number[][] {
	const high = Math.min(rows, Math.max(1, Math.ceil(page.length / columns)));
	return chunks(page.length, high).map((part) => part.map((at) => page[at]!));
}
