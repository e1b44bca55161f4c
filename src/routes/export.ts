import { m } from '#lib/paraglide/messages.js';
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '#lib/server/app.ts';
import { csv, type Cell } from '#lib/server/documents/csv.ts';
import { today, type Coded, type Export, type Sheet, type Value } from '#lib/server/exports.ts';

const words = m as unknown as Record<string, (() => string) | undefined>;

/** A column or a coded value in the reader's language; an attribute's own name as it is. */
const say = (name: string): string =>
	words[`steering_export_${name.replaceAll('-', '_')}`]?.() ?? name;

const isCoded = (value: Value): value is Coded => typeof value === 'object' && value !== null;
const cell = (value: Value): Cell => (isCoded(value) ? say(value.code) : value);

const table = ({ columns, rows }: Sheet): string =>
	csv({
		headings: columns.map(say),
		rows: rows.map((row) =>
			row.map((value) => (Array.isArray(value) ? value.map(cell).join(', ') : cell(value)))
		)
	});

/** A name that every file system takes: «Høstkonferansen» is hostkonferansen. */
const fileName = (text: string): string =>
	text
		.toLowerCase()
		.replaceAll('ø', 'o')
		.replaceAll('æ', 'ae')
		.normalize('NFKD')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim()
		.replaceAll(' ', '-')
		.slice(0, 60) || 'rundebord';

/**
 * One file of an export: `everything.json`, or `<table>.csv`. Its name carries what it is of and
 * the date. Refuses `not-found` for any other.
 */
export function handOut(app: App, out: Export, file: string): Response {
	const [, name = '', kind] = /^([a-z]+)\.(csv|json)$/.exec(file) ?? [];
	const dated = (what: string) => `${fileName(out.name)}${what}-${today(app)}.${kind}`;
	if (file === 'everything.json')
		return answer(JSON.stringify(out.whole, null, '\t'), 'application/json', dated(''));
	const sheet = kind === 'csv' && Object.hasOwn(out.sheets, name) ? out.sheets[name] : undefined;
	if (!sheet) throw new Refusal('not-found');
	return answer(table(sheet), 'text/csv', dated(`-${fileName(say(name))}`));
}

const answer = (text: string, type: string, name: string): Response =>
	new Response(text, {
		headers: {
			'content-type': `${type}; charset=utf-8`,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store'
		}
	});
