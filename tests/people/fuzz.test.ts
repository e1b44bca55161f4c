import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ImportPeople, PROBLEMS, readPeople, splitText, type Row } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';

const scrap = fc.constantFrom(
	'"',
	'""',
	';',
	',',
	'\t',
	'\n',
	'\r\n',
	'\r',
	' ',
	'\u00A0',
	'Navn',
	'E-post',
	'Nr'
);
const word = fc.constantFrom(
	'Kari',
	'Fjell',
	'Ola',
	'lærer',
	'a@b.example',
	'0042',
	'\u0000',
	'\uD800',
	'A\u030A'
);
const text = fc.array(fc.oneof(scrap, word, fc.string({ unit: 'binary', maxLength: 5 })), {
	maxLength: 60
});

/** The result, or undefined when it is refused; anything else that is thrown is a bug. */
function allow<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (fault) {
		if (!(fault instanceof Refusal)) throw fault;
	}
}

test('any text is rows or a refusal, and what is read may be accepted as it is', () => {
	fc.assert(
		fc.property(text, (pieces) => {
			const rows = splitText(pieces.join(''));
			const list = allow(() => readPeople(rows));
			if (!list) return;
			const rowNumbers = new Set(rows.map((_, at) => at + 1));
			expect(
				list.problems.every(({ row, code }) => rowNumbers.has(row) && PROBLEMS.includes(code))
			).toBe(true);
			if (list.people.length > 0) expect(ImportPeople.safeParse(list.people).error).toBeUndefined();
		}),
		{ numRuns: 2_000 }
	);
});

test('every filled row below the headings is a person or a problem', () => {
	const cell = fc.oneof(fc.constant(''), word, fc.string({ maxLength: 8 }));
	const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), {
		minLength: 1,
		maxLength: 30
	});
	fc.assert(
		fc.property(rows, (body) => {
			const list = allow(() => readPeople([['Navn', 'E-post', 'Fag'], ...body]));
			const told = new Set(list?.problems.map(({ row }) => row));
			const read = new Set(list?.people.map(({ row }) => row));
			for (const [at, row] of body.entries()) {
				const filled = row.some((one) => /[\p{L}\p{N}\p{P}]/u.test(one));
				if (list && filled) expect(told.has(at + 2) || read.has(at + 2)).toBe(true);
			}
		}),
		{ numRuns: 1_000 }
	);
});

test('cells in quotes come back as they went in', () => {
	const cell = fc.array(fc.oneof(scrap, word), { maxLength: 5 }).map((pieces) => pieces.join(''));
	const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
		fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
			minLength: 1,
			maxLength: 8
		})
	);
	const quoted = (row: Row) => row.map((one) => `"${one.replaceAll('"', '""')}"`);
	fc.assert(
		fc.property(
			table,
			fc.constantFrom(';', ',', '\t'),
			fc.constantFrom('\n', '\r\n', '\r'),
			(rows, mark, end) => {
				const filled = rows.filter((row) => row.some((one) => one.trim() !== ''));
				if (filled.length === 0) return;
				expect(splitText(filled.map((row) => quoted(row).join(mark)).join(end) + end)).toEqual(
					filled
				);
			}
		),
		{ numRuns: 2_000 }
	);
});
