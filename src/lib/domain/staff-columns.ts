import { fold } from '#lib/domain/name.ts';
import { fieldOf, isWeakName, type Field } from '#lib/domain/staff-headings.ts';

/**
 * A column of the list as it was understood. `heading` is as written ('' without one); `attribute`
 * is the name its values are kept under: `unit`, `profession` and `team` whatever the language of
 * the list, else the heading, else the column's letter.
 */
export type Column = { heading: string; field: Field; attribute?: string };

/** At most this many attributes are kept per person. */
export const MAX_ATTRIBUTES = 20;
export const MAX_ATTRIBUTE_NAME = 60; // characters
const STABLE = new Set<Field>(['unit', 'profession', 'team']);
const NAMES = new Set<Field>(['name', 'firstName', 'lastName']);
const REPEATABLE = new Set<Field>(['nationalId', 'rowNumber', 'ignored']);
const ADDRESS = /^[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(\.[^\s@<>(),;:".]+)+$/u;
const NAME_LIKE = /^\p{L}[\p{L}\p{M}.'’`´\-, ]*$/u;

export function isAddress(text: string): boolean {
	return text.length <= 254 && ADDRESS.test(text);
}

export function isNameColumn(column: Column): boolean {
	return NAMES.has(column.field);
}

/** Whether a row names columns and not a person. `first`: nothing stands above it. */
export function isHeading(cells: string[], first: boolean): boolean {
	const filled = cells.filter(Boolean);
	const fields = filled.map(fieldOf).filter((field) => field !== undefined);
	const weak = filled.some(isWeakName);
	if (fields.some((field) => NAMES.has(field)) || fields.length > 1) return true;
	if (fields.length === 1) return weak || (first && !filled.some(isFullName));
	return weak && filled.length === 1;
}

/** Understands columns by their headings, and by what stands below where a heading says nothing. */
export function byHeadings(headings: string[], body: string[][]): Column[] {
	const values = columnValues(body, headings.length);
	const fields = values.map((column, at) => fieldByHeading(headings[at] ?? '', column));
	if (!fields.some((field) => NAMES.has(field))) {
		const weak = headings.findIndex((heading, at) => isWeakName(heading) && isOpen(fields[at]));
		const at = weak >= 0 ? weak : values.findIndex((c, i) => isOpen(fields[i]) && arePeople(c));
		if (at >= 0) fields[at] = 'name';
	}
	return withAttributes(headings, oncePerField(fields, values));
}

/** Understands a list without headings by what stands in it; e-mail addresses and names show. */
export function byContent(body: string[][]): Column[] {
	const values = columnValues(body, 0);
	const fields = values.map((column) => fieldByContent(column));
	const filled = values.filter((column) => column.length > 0);
	const named = values.findIndex((column, at) => isOpen(fields[at]) && arePeople(column));
	const lone = values.findIndex((column) => column.length > 0 && column.every(isNameLike));
	if (named >= 0) fields[named] = 'name';
	else if (filled.length === 1 && lone >= 0) fields[lone] = 'name';
	else if (areFirstAndLast(values[0], values[1])) fields.splice(0, 2, 'firstName', 'lastName');
	return withAttributes([], oncePerField(fields, values));
}

/** The filled cells of each column. */
function columnValues(body: string[][], atLeast: number): string[][] {
	const width = body.reduce((most, row) => Math.max(most, row.length), atLeast);
	return Array.from({ length: width }, (_, at) =>
		body.map((row) => row[at] ?? '').filter((cell) => cell !== '')
	);
}

function fieldByHeading(heading: string, values: string[]): Field {
	const field = fieldOf(heading);
	if (field === 'rowNumber' && !isCounting(values)) return fieldByContent(values);
	if (field === undefined || field === 'staffNumber') {
		const seen = fieldByContent(values);
		return seen === 'nationalId' ? seen : (field ?? seen);
	}
	return field;
}

function fieldByContent(values: string[]): Field {
	if (values.length === 0) return 'ignored';
	if (most(values, isNationalId)) return 'nationalId';
	if (most(values, (value) => isAddress(value.toLowerCase()))) return 'email';
	if (values.length > 2 && isCounting(values)) return 'rowNumber';
	if (most(values, isPhone)) return 'phone';
	return 'attribute';
}

/** The first column of a kind is that kind; a second unit is an attribute, a second address is left out. */
function oncePerField(fields: Field[], values: string[][]): Field[] {
	const taken = new Set<Field>();
	return fields.map((field, at) => {
		if (values[at]?.length === 0 && !NAMES.has(field)) return 'ignored';
		if (field === 'attribute' || REPEATABLE.has(field)) return field;
		if (taken.has(field)) return field === 'email' || field === 'phone' ? 'ignored' : 'attribute';
		taken.add(field);
		return field;
	});
}

/** Names the attributes; those beyond the limit are left out. */
function withAttributes(headings: string[], fields: Field[]): Column[] {
	const used = new Set<string>(STABLE);
	let room = MAX_ATTRIBUTES - fields.filter((field) => STABLE.has(field)).length;
	return fields.map((field, at) => {
		const heading = headings[at] ?? '';
		if (STABLE.has(field)) return { heading, field, attribute: field };
		if (field !== 'attribute') return { heading, field };
		if (room-- <= 0) return { heading, field: 'ignored' };
		return { heading, field, attribute: unused(heading || letter(at), used) };
	});
}

function unused(heading: string, used: Set<string>): string {
	const wanted = [...heading]
		.slice(0, MAX_ATTRIBUTE_NAME - 3)
		.join('')
		.trim();
	const base = wanted === '__proto__' ? 'proto' : wanted;
	let name = base;
	for (let n = 2; used.has(fold(name)); n++) name = `${base} ${n}`;
	used.add(fold(name));
	return name;
}

/** The letters a spreadsheet shows above column `at` (0 is A, 26 is AA). */
function letter(at: number): string {
	const last = String.fromCharCode(65 + (at % 26));
	return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}

function isOpen(field: Field | undefined): boolean {
	return field === 'attribute';
}

function most(values: string[], test: (value: string) => boolean, share = 0.6): boolean {
	return values.length > 0 && values.filter(test).length >= values.length * share;
}

function isCounting(values: string[]): boolean {
	return values.every((value, at) => Number(value.replace(/\.$/u, '')) === Number(values[0]) + at);
}

function isNameLike(value: string): boolean {
	return NAME_LIKE.test(value) && value.split(' ').length <= 6;
}

/** Two or more words, the longer ones with a capital: "Kari von der Lippe", "Nordmann, Kari". */
function isFullName(value: string): boolean {
	const words = value.split(/[\s,]+/u).filter(Boolean);
	const capital = words.filter((word) => /^\p{Lu}/u.test(word));
	return (
		isNameLike(value) &&
		capital.length > 1 &&
		words.every((w) => w.length < 4 || /^\P{Ll}/u.test(w))
	);
}

/** Plainly names: nearly all look like it, and few of them come back. */
function arePeople(values: string[]): boolean {
	const different = new Set(values.map(fold)).size;
	return most(values, isFullName, 0.7) && different >= values.length * 0.8;
}

function areFirstAndLast(first: string[] = [], last: string[] = []): boolean {
	const different = new Set(last.map(fold)).size;
	const names = [first, last].every((column) => most(column, isNameLike, 0.9));
	return names && last.length === first.length && different >= last.length * 0.8;
}

/** Eight digits or more, in pairs or threes, and nothing else. */
function isPhone(value: string): boolean {
	return (
		/^(?:\+\d{1,3} ?)?\d{2,3}(?:[ -]?\d{2,3}){2,4}$/u.test(value) &&
		value.replace(/\D/gu, '').length > 7
	);
}

/** The shape of a Norwegian (11 digits, a date first) or Swedish (date, hyphen, four) identity number. */
function isNationalId(value: string): boolean {
	const norwegian = /^([0-7]\d)(\d\d)\d\d ?\d{5}$/u.exec(value);
	if (norwegian)
		return isDay(Number(norwegian[1]) % 40) && isDay((Number(norwegian[2]) - 1) % 40, 11);
	return /^(?:19|20)?\d\d[01]\d[0-9]\d[-+]\d{4}$/u.test(value);
}

function isDay(n: number, max = 31): boolean {
	return n >= 0 && n <= max;
}
