import readWorkbook, { type CellValue } from 'read-excel-file/universal';
import { MAX_PEOPLE, splitText, type Row } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { pack, unpack, type Entry } from './zip.ts';

/** A file may be 5 MB. In kB. */
export const MAX_FILE = 5_000;
const MAX_UNPACKED = 20_000_000; // bytes of XML in a workbook
const MAX_SHEET_ROWS = 65_536; // rows a sheet may number; what is filled is counted afterwards
const MAX_SHEET_CELLS = 5_000_000; // last row times last column
const MAX_ABOVE = 10; // a title and the headings above the people

/**
 * The rows of a staff list: XLSX (the first sheet that has something in it), or CSV and text in UTF-8,
 * UTF-16 or Windows-1252. What the bytes are decides, not the name, which is the uploader's.
 * Refuses `too-large` (max in kB), `file-unreadable`, `file-empty`, `file-too-long` (max people);
 * a broken file throws nothing else.
 */
export async function rowsFromFile(name: string, bytes: Uint8Array): Promise<Row[]> {
	if (bytes.length > MAX_FILE * 1024) throw new Refusal('too-large', { max: MAX_FILE });
	if (bytes.length === 0) throw new Refusal('file-empty', { name });
	const rows = isZip(bytes) ? await workbookRows(name, bytes) : textRows(name, bytes);
	const filled = rows.filter((row) => row.some((cell) => cell.trim() !== '')).length;
	if (filled === 0) throw new Refusal('file-empty', { name });
	if (filled > MAX_PEOPLE + MAX_ABOVE) throw new Refusal('file-too-long', { max: MAX_PEOPLE });
	return rows;
}

function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2]! < 0x20;
}

async function workbookRows(name: string, bytes: Uint8Array): Promise<Row[]> {
	try {
		const checked = pack(workbookParts(bytes));
		const sheets = await readWorkbook(checked.buffer as ArrayBuffer);
		const rows = sheets.map((sheet) => sheet.data.map((row) => row.map(cellText)));
		return rows.find((sheet) => sheet.some((row) => row.some(Boolean))) ?? [];
	} catch (fault) {
		if (fault instanceof Refusal) throw fault;
		throw new Refusal('file-unreadable', { name });
	}
}

/** The parts that hold the sheets, unpacked within bounds and each only once. */
function workbookParts(bytes: Uint8Array): Entry[] {
	const parts = new Map<string, Entry>();
	const wanted = (path: string) => /^xl\/[\w/. -]+\.(?:xml|rels)$/iu.test(path);
	for (const entry of unpack(bytes, wanted, MAX_UNPACKED)) {
		checkExtent(entry.bytes);
		parts.set(entry.name, entry);
	}
	return [...parts.values()];
}

/**
 * A sheet of a few bytes may say that its one cell is at row 10⁹, and whoever reads it fills the gap
 * with empty rows. So each reference is looked at first, as text: strange ones are refused.
 */
function checkExtent(bytes: Uint8Array): void {
	const xml = new TextDecoder().decode(bytes);
	if (!xml.includes('sheetData')) return;
	let [lastRow, lastColumn, rows] = [0, 1, 0];
	for (const [, quote, other] of xml.matchAll(/(?<!xmlns:)\br\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)) {
		const place = /^([A-Z]{0,3})(\d{1,7})$/u.exec(quote ?? other ?? '');
		if (!place) throw new RangeError('a strange reference');
		lastRow = Math.max(lastRow, Number(place[2]));
		lastColumn = Math.max(lastColumn, columnNumber(place[1]!));
	}
	for (const _ of xml.matchAll(/<(?:\w+:)?row\b/gu)) rows++;
	const most = Math.max(lastRow, rows);
	if (most > MAX_SHEET_ROWS || most * lastColumn > MAX_SHEET_CELLS) {
		throw new Refusal('file-too-long', { max: MAX_PEOPLE });
	}
}

function columnNumber(letters: string): number {
	return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A cell as a person would write it; days as 2026-11-24, since lists hold no times that matter. */
function cellText(value: CellValue | Date | null): string {
	if (value === null) return '';
	if (value instanceof Date)
		return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
	return String(value);
}

function textRows(name: string, bytes: Uint8Array): Row[] {
	const text = decode(bytes);
	const isText = text !== null && !/[\u0000-\u0008\u000E-\u001F\uFFFD]/u.test(text);
	if (!isText || /^\s*(?:%PDF-|\{\\rtf|<!doctype|<html|<\?xml)/iu.test(text)) {
		throw new Refusal('file-unreadable', { name });
	}
	return splitText(text);
}

/** UTF-16 by its mark or its zeros, UTF-8 if it is valid, else Windows-1252, which anything is. */
function decode(bytes: Uint8Array): string | null {
	const encoding = utf16(bytes) ?? 'utf-8';
	const text = decodeAs(encoding, bytes);
	return text ?? (encoding === 'utf-8' ? decodeAs('windows-1252', bytes) : null);
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** Without a mark: in Latin text in UTF-16 every other byte is 0, and in no other text is any. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const sample = bytes.subarray(0, 2_000);
	const zeros = [0, 1].map(
		(odd) => sample.filter((byte, at) => byte === 0 && at % 2 === odd).length
	);
	if (zeros[1]! * 3 > sample.length) return 'utf-16le';
	return zeros[0]! * 3 > sample.length ? 'utf-16be' : null;
}
