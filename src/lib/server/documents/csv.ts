/** What a cell may hold; null is an empty one. */
export type Cell = string | number | boolean | null;
/** A table to be handed out: headings, then a row each. */
export type Table = { name: string; headings: string[]; rows: Cell[][] };

/** A spreadsheet takes what begins like this for a formula, also in its wide forms. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;

/**
 * A table as CSV that Excel opens as it stands in Norway and Sweden: UTF-8 with a byte-order mark,
 * `;` between cells, CRLF between rows. What people wrote never becomes a formula: it gets an
 * apostrophe before it (OWASP, CSV injection). Numbers are numbers.
 */
export function csv({ headings, rows }: Pick<Table, 'headings' | 'rows'>): string {
	return '\uFEFF' + [headings, ...rows].map((row) => row.map(cell).join(';') + '\r\n').join('');
}

function cell(value: Cell): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	if (typeof value === 'boolean') return value ? '1' : '0';
	const text = FORMULA.test(value) ? `'${value}` : value;
	return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
