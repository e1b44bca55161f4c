import type { Row } from '#lib/domain/delimited.ts';
import { clean, fold, turnRound } from '#lib/domain/name.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import {
	byContent,
	byHeadings,
	isAddress,
	isHeading,
	isNameColumn,
	MAX_ATTRIBUTES,
	type Column
} from '#lib/domain/staff-columns.ts';
import { isLastFirst, type Field } from '#lib/domain/staff-headings.ts';

/** At most this many people in one list; each name, and each other value, at most so many characters. */
export const MAX_PEOPLE = 2_000;
export const MAX_NAME = 120;
export const MAX_VALUE = 200;
export const MAX_STAFF_NUMBER = 40;
const MAX_COLUMNS = 200; // the rest of a row is not looked at
const MAX_ABOVE = 10; // rows of title above the headings

/** A person as the list has it. `row` is 1 for the first row of the list, as in a spreadsheet. */
export type ReadPerson = {
	row: number;
	name: string;
	email?: string;
	staffNumber?: string;
	unit?: string;
	phone?: string;
	attributes: Record<string, string>;
};

/** Each has a message `people_problem_<code>` (hyphens as underscores) in four languages. */
export const PROBLEMS = [
	'missing-name',
	'name-too-long',
	'same-email',
	'same-staff-number',
	'listed-twice',
	'bad-email',
	'value-too-long',
	'same-name',
	'no-name-column',
	'no-headings',
	'identity-numbers',
	'too-many-columns'
] as const;
export type ProblemCode = (typeof PROBLEMS)[number];

/**
 * `left-out`: the row (or the list) gives no person as it stands; `check`: the person is there,
 * something was dropped or cut; `note`: worth knowing, nothing wrong.
 */
export type Weight = 'left-out' | 'check' | 'note';
export type Problem = {
	row: number;
	column?: string;
	code: ProblemCode;
	weight: Weight;
	details: Record<string, string | number>;
};
export type ReadList = { columns: Column[]; people: ReadPerson[]; problems: Problem[] };

type Numbered = { row: number; cells: string[] };

/**
 * Understands a staff list: which column is what, who is in it, and what is the matter, row by row.
 * Changes nothing; the reader sees it first. Refuses `file-empty` and `file-too-long` (max people).
 */
export function readPeople(rows: Row[]): ReadList {
	const filled = filledRows(rows);
	const head = filled.findIndex((one, at) => at < MAX_ABOVE && isHeading(one.cells, at === 0));
	const headings = filled[head]?.cells ?? [];
	const body = filled.slice(head + 1).filter((one) => head < 0 || !isSameRow(one.cells, headings));
	if (body.length === 0) throw new Refusal('file-empty');
	if (body.length > MAX_PEOPLE) throw new Refusal('file-too-long', { max: MAX_PEOPLE });
	const cells = body.map((one) => one.cells);
	const columns = head < 0 ? byContent(cells) : byHeadings(headings, cells);
	const problems = columnProblems(columns, filled[Math.max(head, 0)]?.row ?? 1, head < 0);
	if (!columns.some(isNameColumn)) return { columns, people: [], problems };
	return { columns, ...readRows(body, columns, problems) };
}

/** Rows with something in them, cleaned, with their numbers. */
function filledRows(rows: Row[]): Numbered[] {
	const filled = rows
		.map((cells, at) => ({ row: at + 1, cells }))
		.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
	if (filled.length > MAX_PEOPLE + MAX_ABOVE)
		throw new Refusal('file-too-long', { max: MAX_PEOPLE });
	return filled
		.map(({ row, cells }) => ({ row, cells: cells.slice(0, MAX_COLUMNS).map(clean) }))
		.filter(({ cells }) => cells.some(Boolean));
}

/** Headings come again on each page of a list that was made for printing. */
function isSameRow(one: string[], other: string[]): boolean {
	return fold(one.join('\t')) === fold(other.join('\t'));
}

function columnProblems(columns: Column[], row: number, guessed: boolean): Problem[] {
	const problems: Problem[] = [];
	const say = (code: ProblemCode, weight: Weight, details = {}, column?: string) =>
		problems.push({ row, ...(column && { column }), code, weight, details });
	if (!columns.some(isNameColumn)) say('no-name-column', 'left-out');
	else if (guessed) say('no-headings', 'note');
	for (const column of columns) {
		if (column.field === 'nationalId') say('identity-numbers', 'note', {}, column.heading);
	}
	const kept = columns.filter((column) => column.attribute).length;
	if (kept >= MAX_ATTRIBUTES && columns.some((column) => column.field === 'ignored')) {
		say('too-many-columns', 'note', { max: MAX_ATTRIBUTES });
	}
	return problems;
}

function readRows(body: Numbered[], columns: Column[], problems: Problem[]) {
	const people: ReadPerson[] = [];
	const seen = { email: new Map(), staffNumber: new Map(), name: new Map() } as Seen;
	for (const one of body) {
		const found: Problem[] = [];
		const person = readPerson(one, columns, found);
		if (person) found.push(...repeats(person, seen));
		problems.push(...found);
		if (!person || found.some((problem) => problem.weight === 'left-out')) continue;
		people.push(person);
		remember(person, seen);
	}
	return { people, problems };
}

function readPerson({ row, cells }: Numbered, columns: Column[], problems: Problem[]) {
	const value = (field: Field) =>
		cells[columns.findIndex((column) => column.field === field)] ?? '';
	const name = nameOf(columns, value);
	if (!/\p{L}/u.test(name)) return refuse('missing-name');
	if (name.length > MAX_NAME) return refuse('name-too-long', { max: MAX_NAME });
	const email = readEmail(value('email'), row, columns, problems);
	const cut = (text: string, column: string, max: number) => {
		if (text.length > max) problems.push(problemAt(row, column, 'value-too-long', { max }));
		return text.length > max ? text.slice(0, max).toWellFormed().trim() : text;
	};
	const staffNumber = cut(
		value('staffNumber'),
		headingOf(columns, 'staffNumber'),
		MAX_STAFF_NUMBER
	);
	const phone = value('phone').slice(0, MAX_STAFF_NUMBER);
	const attributes = readAttributes(cells, columns, cut);
	const unit = attributes.unit;
	const optional = { email, staffNumber, unit, phone };
	return { row, name, ...filledOnly(optional), attributes } satisfies ReadPerson;

	function refuse(code: ProblemCode, details: Problem['details'] = {}): undefined {
		problems.push({ row, code, weight: 'left-out', details });
	}
}

function nameOf(columns: Column[], value: (field: Field) => string): string {
	const heading = headingOf(columns, 'name');
	const whole = turnRound(value('name'), isLastFirst(heading));
	if (whole) return whole;
	return [value('firstName'), value('middleName'), value('lastName')].filter(Boolean).join(' ');
}

function headingOf(columns: Column[], field: Field): string {
	return columns.find((column) => column.field === field)?.heading ?? '';
}

function readAttributes(
	cells: string[],
	columns: Column[],
	cut: (text: string, column: string, max: number) => string
): Record<string, string> {
	const pairs = columns.flatMap(({ attribute, heading }, at) => {
		const text = cells[at] ?? '';
		return attribute && text ? [[attribute, cut(text, heading || attribute, MAX_VALUE)]] : [];
	});
	return Object.fromEntries(pairs);
}

/** "Kari <Kari@fjord.example>" as kari@fjord.example; what is no address is told and dropped. */
function readEmail(text: string, row: number, columns: Column[], problems: Problem[]) {
	const inside = /<([^<>]+)>\s*$/u.exec(text)?.[1] ?? text;
	const email = inside.replace(/^mailto:/iu, '').toLowerCase();
	if (email === '' || isAddress(email)) return email;
	const column = headingOf(columns, 'email');
	problems.push(problemAt(row, column, 'bad-email', { email: text.slice(0, 100).toWellFormed() }));
	return '';
}

function problemAt(
	row: number,
	column: string,
	code: ProblemCode,
	details: Problem['details']
): Problem {
	return { row, ...(column && { column }), code, weight: 'check', details };
}

function filledOnly<T extends Record<string, string | undefined>>(fields: T) {
	const filled = Object.entries(fields).filter(([, value]) => value);
	return Object.fromEntries(filled) as { [K in keyof T]?: string };
}

type Seen = Record<'email' | 'staffNumber' | 'name', Map<string, ReadPerson>>;

function remember(person: ReadPerson, seen: Seen): void {
	for (const kind of ['email', 'staffNumber', 'name'] as const) {
		const key = fold(person[kind] ?? '');
		if (key && !seen[kind].has(key)) seen[kind].set(key, person);
	}
}

/** The same address or number twice is one person listed twice, or a mistake; the same name is neither. */
function repeats(person: ReadPerson, seen: Seen): Problem[] {
	for (const kind of ['email', 'staffNumber'] as const) {
		const other = seen[kind].get(fold(person[kind] ?? ''));
		if (!other) continue;
		const twice = fold(other.name) === fold(person.name);
		const clash = kind === 'email' ? 'same-email' : 'same-staff-number';
		const details = { name: person.name, other: other.name, otherRow: other.row };
		return [{ row: person.row, code: twice ? 'listed-twice' : clash, weight: 'left-out', details }];
	}
	const namesake = seen.name.get(fold(person.name));
	if (!namesake) return [];
	const details = { name: person.name, otherRow: namesake.row };
	return [{ row: person.row, code: 'same-name', weight: 'note', details }];
}
