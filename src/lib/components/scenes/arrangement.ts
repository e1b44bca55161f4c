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
	/** Indexes of what stands on each page, in order. */
	pages: number[][];
};

/** Names are never smaller than this: readable from the back row (1080 parts high). */
export const NAME_FLOOR = 28;
export const NAME_LARGEST = 46;

/** A sign's width, as part of the type size: Atkinson Hyperlegible Next, with room to spare. */
const SIGN = 0.525;
const LINE = 1.3;
const ROOM_ABOVE = 22;
const ROOM_BELOW = 26;
export const GAP = 48;
/** A ring and the space after it, in type sizes. */
export const RING = 3.2;
const AFTER_RING = 0.6;

const widthOf = (name: string, size: number): number => name.length * SIGN * size;

/** Lines that a name takes where `width` is given. */
function linesOf(name: string, size: number, width: number): number {
	return Math.max(1, Math.ceil(widthOf(name, size) / Math.max(width, size)));
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
function largest<A extends Arrangement>(at: (size: number) => A): A {
	let best = at(NAME_FLOOR);
	for (let size = NAME_FLOOR + 1; size <= NAME_LARGEST; size++) {
		const larger = at(size);
		if (larger.pages.length > best.pages.length) break;
		best = larger;
	}
	return best;
}

/** Tables in columns, whole tables to a page. */
export function byTable(tables: Seated[], area: Area): Arrangement {
	return largest((size) => tablesAt(tables, area, size));
}

/** More columns make fewer pages, until too many names must take two lines. */
function tablesAt(tables: Seated[], area: Area, size: number): Arrangement {
	const most = columnsWithin(area.width, RING_WIDTH * size + SHORTEST_COLUMN * SIGN * size);
	let best = inTableColumns(tables, area, size, 1);
	for (let columns = 2; columns <= Math.min(most, tables.length); columns++) {
		const tried = inTableColumns(tables, area, size, columns);
		const width = nameWidth(area, size, columns);
		if (tried.pages.length < best.pages.length && brokenPart(tables, size, width) <= MOST_BROKEN)
			best = tried;
	}
	return best;
}

const RING_WIDTH = RING + AFTER_RING;
/** A column is never narrower than this many signs. */
const SHORTEST_COLUMN = 12;
/** The part of the names that may take two lines. */
const MOST_BROKEN = 0.25;

const nameWidth = (area: Area, size: number, columns: number): number =>
	inColumns(area.width, columns) - RING_WIDTH * size;

function brokenPart(tables: Seated[], size: number, width: number): number {
	const names = tables.flatMap(({ seats }) => seats.map(({ name }) => name));
	const broken = names.filter((name) => linesOf(name, size, width) > 1).length;
	return broken / Math.max(names.length, 1);
}

function inTableColumns(tables: Seated[], area: Area, size: number, columns: number): Arrangement {
	const width = nameWidth(area, size, columns);
	const heights = tables.map((table) => heightOf(table, size, width));
	return { size, columns, pages: rowsToPages(heights, columns, area.height) };
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

/** Names in columns, read downwards; `columnsOf` gives each page's columns. */
export type NameArrangement = Arrangement & { columnsOf: number[][][] };

export function byName(names: string[], area: Area): NameArrangement {
	return largest((size) => namesAt(names, area, size));
}

/** The height of a name in the list by name, and of each further line, in type sizes. */
export const NAME_LINE = 1.62;
export const FURTHER_LINE = 1.1;
/** A table's mark and the space after it, in type sizes. */
const MARK = 2.2;
/** The part of the names that may take two lines in the list by name. */
const MOST_BROKEN_BY_NAME = 0.15;

/** As many columns as leave most names on one line. */
function namesAt(names: string[], area: Area, size: number): NameArrangement {
	const most = columnsWithin(area.width, (MARK + SHORTEST_COLUMN * SIGN) * size);
	const linesIn = (columns: number) => {
		const width = inColumns(area.width, columns) - MARK * size;
		return names.map((name) => linesOf(name, size, width));
	};
	let columns = Math.max(1, most);
	while (columns > 1 && brokenIn(linesIn(columns)) > MOST_BROKEN_BY_NAME) columns--;
	const heights = linesIn(columns).map((lines) => {
		return (NAME_LINE + (lines - 1) * FURTHER_LINE) * size;
	});
	const filled = downwards(heights, area.height);
	const columnsOf = chunks(filled.length, columns).map((page) => page.map((at) => filled[at]!));
	return { size, columns, pages: columnsOf.map((page) => page.flat()), columnsOf };
}

const brokenIn = (lines: number[]): number =>
	lines.filter((count) => count > 1).length / Math.max(lines.length, 1);

/** Columns filled one after another, as high as there is room for. */
function downwards(heights: number[], height: number): number[][] {
	const columns: number[][] = [[]];
	let used = 0;
	heights.forEach((needs, at) => {
		if (used > 0 && used + needs > height) {
			columns.push([]);
			used = 0;
		}
		columns.at(-1)!.push(at);
		used += needs;
	});
	return columns;
}
