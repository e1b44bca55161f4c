import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPeople } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { rowsFromFile } from '#lib/server/documents/table-file.ts';
import { pack, unpack } from '#lib/server/documents/zip.ts';

const fromSpreadsheet = new Uint8Array(readFileSync(new URL('./staff-list.xlsx', import.meta.url)));
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const refused = (code: string, details = {}) =>
	expect.objectContaining({ name: 'Refusal', code, details: expect.objectContaining(details) });

/** A workbook whose sheets hold the given `sheetData`. */
function workbook(...sheets: string[]): Uint8Array {
	const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
	const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const numbered = sheets.map((data, at) => ({ data, n: at + 1 }));
	const tabs = numbered
		.map(({ n }) => `<sheet name="Ark${n}" sheetId="${n}" r:id="rId${n}"/>`)
		.join('');
	const links = numbered
		.map(
			({ n }) =>
				`<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`
		)
		.join('');
	return pack([
		{
			name: 'xl/workbook.xml',
			bytes: utf8(
				`<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${tabs}</sheets></workbook>`
			)
		},
		{ name: 'xl/_rels/workbook.xml.rels', bytes: utf8(`<Relationships>${links}</Relationships>`) },
		...numbered.map(({ data, n }) => ({
			name: `xl/worksheets/sheet${n}.xml`,
			bytes: utf8(
				`<worksheet xmlns="${main}" xmlns:r="${office}"><sheetData>${data}</sheetData></worksheet>`
			)
		}))
	]);
}
const textCell = (place: string, text: string) =>
	`<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('workbooks', () => {
	test('a list saved by a spreadsheet program is read, title, headings and all', async () => {
		const { people, problems } = readPeople(await rowsFromFile('ansatte.xlsx', fromSpreadsheet));
		expect(problems).toEqual([]);
		expect(people).toMatchObject([
			{
				row: 4,
				name: 'Ånund Solvær',
				staffNumber: '1041',
				attributes: { profession: 'Lærer', Hovedfag: 'Norsk' }
			},
			{ row: 5, name: 'Kari Æsa Bakkeøy', email: 'kari.bakkeoy@fjordvik.example' },
			{ row: 6, name: 'Per Østgård', attributes: { team: '6. trinn' } }
		]);
	});

	test('numbers, truths and empty cells come as text; an empty first sheet is passed over', async () => {
		const row = `<row r="1">${textCell('A1', 'Kari')}<c r="C1"><v>1042</v></c><c r="D1" t="b"><v>1</v></c></row>`;
		expect(await rowsFromFile('a.xlsx', workbook('', row))).toEqual([['Kari', '', '1042', 'true']]);
	});

	test('the bytes decide, not the name', async () => {
		expect(await rowsFromFile('ansatte.csv', fromSpreadsheet)).toHaveLength(6);
		expect(await rowsFromFile('ansatte.xlsx', utf8('Navn;Yrke'))).toEqual([['Navn', 'Yrke']]);
	});

	test('5,000 rows are refused as too long', async () => {
		const rows = Array.from(
			{ length: 5_000 },
			(_, at) => `<row r="${at + 1}">${textCell(`A${at + 1}`, 'Kari')}</row>`
		);
		await expect(rowsFromFile('a.xlsx', workbook(rows.join('')))).rejects.toEqual(
			refused('file-too-long', { max: 2_000 })
		);
	});

	test.each([
		[
			'a cell at row 9,999,999',
			`<row r="9999999">${textCell('A9999999', 'x')}</row>`,
			'file-too-long'
		],
		[
			'a row number with an exponent',
			`<row r="1e9">${textCell('A1', 'x')}</row>`,
			'file-unreadable'
		],
		[
			'a row number in disguise',
			`<row r='&#57;99999999'>${textCell('A1', 'x')}</row>`,
			'file-unreadable'
		],
		[
			'a cell in a column beyond all',
			`<row r="1">${textCell('ZZZZZZ1', 'x')}</row>`,
			'file-unreadable'
		],
		['wide and long at once', `<row r="60000">${textCell('XFD60000', 'x')}</row>`, 'file-too-long'],
		['rows out of order', `<row r="2"/><row r="1"/>`, 'file-unreadable'],
		['no words at all', '<row r="1"/>', 'file-empty']
	])('%s', async (_, data, code) => {
		await expect(rowsFromFile('a.xlsx', workbook(data))).rejects.toEqual(refused(code));
	});

	test('a small archive that unpacks to hundreds of megabytes is refused before it has', async () => {
		const bomb = deflated('xl/worksheets/sheet1.xml', Buffer.alloc(400_000_000, '<row/>'), 12);
		expect(bomb.length).toBeLessThan(2_000_000);
		await expect(rowsFromFile('a.xlsx', bomb)).rejects.toEqual(refused('file-unreadable'));
	});

	test('an old .xls, a PDF and another kind of archive are unreadable', async () => {
		const xls = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
		const odt = pack([{ name: 'content.xml', bytes: utf8('<office/>') }]);
		for (const bytes of [xls, utf8('%PDF-1.7\nKari Fjell'), odt]) {
			await expect(rowsFromFile('a', bytes)).rejects.toEqual(
				refused('file-unreadable', { name: 'a' })
			);
		}
	});
});

describe('text files', () => {
	const text = 'Navn;Yrke\r\nÅse Bø;lærer\r\nJörgen Ek;lärare';
	const rows = [
		['Navn', 'Yrke'],
		['Åse Bø', 'lærer'],
		['Jörgen Ek', 'lärare']
	];
	const utf16 = new Uint8Array(Buffer.from(text, 'utf16le'));
	const swapped = new Uint8Array(Buffer.from(utf16).swap16());

	test.each([
		['UTF-8', utf8(text)],
		['UTF-8 with a mark', utf8('\uFEFF' + text)],
		['Windows-1252', latin1(text)],
		['UTF-16', new Uint8Array([0xff, 0xfe, ...utf16])],
		['UTF-16, big end first', new Uint8Array([0xfe, 0xff, ...swapped])],
		['UTF-16 without a mark', utf16],
		['UTF-16 without a mark, big end first', swapped]
	])('%s', async (_, bytes) => {
		expect(await rowsFromFile('ansatte.csv', bytes)).toEqual(rows);
	});

	test('5,000 lines, 6 MB, nothing and blanks are refused by name', async () => {
		await expect(rowsFromFile('a.csv', utf8('Kari Fjell;lærer\n'.repeat(5_000)))).rejects.toEqual(
			refused('file-too-long', { max: 2_000 })
		);
		await expect(rowsFromFile('a.csv', new Uint8Array(6_000_000))).rejects.toEqual(
			refused('too-large', { max: 5_000 })
		);
		for (const bytes of [new Uint8Array(0), utf8(' ;\n\n')]) {
			await expect(rowsFromFile('a.csv', bytes)).rejects.toEqual(refused('file-empty'));
		}
	});
});

describe('whatever is sent', () => {
	const settles = async (bytes: Uint8Array) => {
		try {
			const rows = await rowsFromFile('a', bytes);
			expect(rows.every((row) => row.every((cell) => typeof cell === 'string'))).toBe(true);
			readPeople(rows);
		} catch (fault) {
			if (!(fault instanceof Refusal)) throw fault;
		}
	};

	test('random bytes are rows or a refusal', async () => {
		await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), settles), { numRuns: 500 });
	});

	test('a workbook cut short anywhere, or with bytes changed, is rows or a refusal', async () => {
		const size = fromSpreadsheet.length;
		const change = fc.tuple(fc.nat(size - 1), fc.nat(255));
		const hurt = fc.tuple(fc.integer({ min: 1, max: size }), fc.array(change, { maxLength: 8 }));
		await fc.assert(
			fc.asyncProperty(hurt, async ([length, changes]) => {
				const bytes = fromSpreadsheet.slice();
				for (const [at, byte] of changes) bytes[at] = byte;
				await settles(changes.length === 0 ? bytes.slice(0, length) : bytes);
			}),
			{ numRuns: 300 }
		);
	});

	test('a workbook with a damaged sheet inside is rows or a refusal', async () => {
		const parts = unpack(fromSpreadsheet, () => true, 10_000_000);
		const hurt = fc.tuple(fc.nat(parts.length - 1), fc.nat(10_000), fc.string({ maxLength: 12 }));
		await fc.assert(
			fc.asyncProperty(hurt, async ([which, where, piece]) => {
				const damaged = parts.map((part, at) => {
					if (at !== which) return part;
					const from = where % part.bytes.length;
					const text = new TextDecoder('latin1').decode(part.bytes);
					return { ...part, bytes: latin1(text.slice(0, from) + piece + text.slice(from + 3)) };
				});
				await settles(pack(damaged));
			}),
			{ numRuns: 300 }
		);
	});
});

test('what is packed is unpacked again, within bounds', () => {
	const entries = [
		{ name: 'a/å.xml', bytes: utf8('<a/>') },
		{ name: 'b.bin', bytes: new Uint8Array(1_000) }
	];
	expect(
		unpack(pack(entries), () => true, 2_000).map(({ name, bytes }) => [name, bytes.length])
	).toEqual([
		['a/å.xml', 4],
		['b.bin', 1_000]
	]);
	expect(() => unpack(pack(entries), () => true, 500)).toThrow(RangeError);
});

/** One deflated entry that claims to unpack to `claimed` bytes. */
function deflated(name: string, content: Uint8Array, claimed: number): Uint8Array {
	const packed = deflateRawSync(content);
	const zip = Buffer.from(pack([{ name, bytes: packed }]));
	const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
	for (const [method, size] of [
		[8, 22],
		[central + 10, central + 24]
	] as const) {
		zip.writeUInt16LE(8, method);
		zip.writeUInt32LE(claimed, size);
	}
	return new Uint8Array(zip);
}
