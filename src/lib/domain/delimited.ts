import { Refusal } from '#lib/domain/refusal.ts';
import { isKnownHeading } from '#lib/domain/staff-headings.ts';

/** One row of a table, cell by cell, as written. */
export type Row = string[];
type Separator = '\t' | ';' | ',' | null;

/** The most text that is read at once, in thousands of characters. */
const MAX_TEXT = 5_000;

/**
 * Reads what was pasted from a spreadsheet or stands in a CSV file. The separator (tab, `;`, `,` or
 * none) is found by looking; cells may stand in quotes, with `""` for a quote and line breaks
 * inside. Cells come as written, row by row as in the spreadsheet; empty rows at the end are dropped.
 * Refuses `too-large` (max in kB).
 */
export function splitText(text: string): Row[] {
	if (text.length > MAX_TEXT * 1024) throw new Refusal('too-large', { max: MAX_TEXT });
	const { separator, body } = named(text.replace(/^\uFEFF/u, ''));
	const { rows } = readCells(body, separator ?? findSeparator(body));
	while (rows.at(-1)?.every((cell) => cell.trim() === '')) rows.pop();
	return rows;
}

/** Excel's own first line, `sep=;`, says what separates. */
function named(text: string): { separator?: Separator; body: string } {
	const hint = /^sep=([;,\t])(?:\r\n|\r|\n|$)/iu.exec(text);
	if (!hint) return { body: text };
	return { separator: hint[1] as Separator, body: text.slice(hint[0].length) };
}

/**
 * The separator that splits most rows in two or more without tearing quoted cells; one that also
 * splits the first row goes before one that does not (a title may come first), and tab before `;`
 * before `,`, since names hold commas and never tabs.
 */
function findSeparator(text: string): Separator {
	const sample = text.slice(0, 100_000);
	const looked = (['\t', ';', ','] as const).map((mark) => ({ mark, ...look(sample, mark) }));
	const [best] = looked
		.filter((one) => one.inMost)
		.sort((a, b) => a.torn - b.torn || Number(b.inFirst) - Number(a.inFirst));
	if (best?.mark === ',' && isListOfNames(sample)) return null;
	return best?.mark ?? null;
}

function look(text: string, mark: Separator) {
	const { rows, torn } = readCells(text, mark);
	const filled = rows.filter((row) => row.length > 1 || row[0]?.trim());
	const wide = filled.filter((row) => row.length > 1);
	return {
		torn,
		inFirst: (filled[0]?.length ?? 0) > 1,
		inMost: wide.length > 0 && wide.length * 2 >= filled.length
	};
}

/** One column of "Nordmann, Kari": one comma and a space in each line, mostly one word before it. */
function isListOfNames(text: string): boolean {
	const lines = text.split(/[\r\n]+/u).filter((line) => line.trim() !== '');
	const heading = (lines[0] ?? '').split(',');
	if (heading.length > 1 && heading.every(isKnownHeading)) return false;
	const people = heading.length > 1 ? lines : lines.slice(1);
	const parts = people.map((line) => /^\s*([^,]+),\s+(\p{L}[^,]*)$/u.exec(line)?.[1]?.trim());
	const oneWord = parts.filter((before) => before && !/\s/u.test(before));
	return people.length > 0 && parts.every(Boolean) && oneWord.length * 2 > people.length;
}

/** Rows of cells, and how many cells went on after their closing quote (torn). */
function readCells(text: string, separator: Separator): { rows: Row[]; torn: number } {
	const rows: Row[] = [];
	let row: Row = [];
	let torn = 0;
	let quotes = true; // until one is never closed: then a quote is a quote, for the rest
	for (let at = 0; at < text.length; at++) {
		const quoted = quotes ? quotedCell(text, at) : null;
		if (quoted === 'open') quotes = false;
		const end = endOfCell(text, quoted && quoted !== 'open' ? quoted.end : at, separator);
		const cell = cellText(text, at, end, quoted);
		if (cell.torn) torn++;
		row.push(cell.text);
		at = end;
		if (text[at] === separator && at + 1 < text.length) continue;
		if (text[at] === separator) row.push('');
		if (text[at] === '\r' && text[at + 1] === '\n') at++;
		rows.push(row);
		row = [];
	}
	return { rows, torn };
}

type Quoted = { inside: string; end: number } | 'open' | null;

/** The quoted cell that begins at `at`, where it ends, or 'open' when nothing closes it. */
function quotedCell(text: string, at: number): Quoted {
	while (text[at] === ' ') at++;
	if (text[at] !== '"') return null;
	let close = text.indexOf('"', at + 1);
	while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
	if (close < 0) return 'open';
	return { inside: text.slice(at + 1, close).replaceAll('""', '"'), end: close + 1 };
}

function endOfCell(text: string, from: number, separator: Separator): number {
	let at = from;
	while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
	return at;
}

/** What stands after a closing quote (`"Kaia" Nordmann`) belongs to the cell, quotes and all. */
function cellText(text: string, at: number, end: number, quoted: Quoted) {
	if (quoted === null || quoted === 'open') return { text: text.slice(at, end), torn: false };
	const torn = text.slice(quoted.end, end).trim() !== '';
	return { text: torn ? text.slice(at, end) : quoted.inside, torn };
}
