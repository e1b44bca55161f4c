import type { Page } from '@playwright/test';
import { tidy, type Point } from '../../src/lib/domain/point.ts';
import type { Case } from './plan.ts';
import type { Table } from './site.ts';
import { tagIn } from './texts.ts';
import { choose, editor, kindOf, newPoint, soon, type Tablet } from './tablet.ts';

/** What was found, in sentences; all empty when every word was where it should be. */
export type Found = { lost: string[]; doubled: string[]; altered: string[] };

/** A field that was left half written: every state it has been in, and when. */
export type Field = {
	question: 0 | 1;
	place: 'new' | 'edit';
	states: { text: string; at: number }[];
};

/** What may be missing, in ms of typing before the blow. */
const LAST = 500;

/** What a look compares with. */
export type Wanted = {
	plan: Case;
	fields: Field[];
	/** When the blow fell. */
	struck: number;
};

/** Looks at the database and into every field until all is as it should be, or for so many ms. */
export async function look(
	tablet: Tablet,
	table: Table,
	wanted: Wanted,
	patience: number
): Promise<Found> {
	let found: Found | null = null;
	await soon(async () => isWhole((found = await lookOnce(tablet, table, wanted))), patience);
	return found!;
}

export const isWhole = (found: Found): boolean =>
	Object.values(found).every((list) => list.length === 0);

async function lookOnce(tablet: Tablet, table: Table, wanted: Wanted): Promise<Found> {
	const found: Found = { lost: [], doubled: [], altered: [] };
	const points = await table.points();
	judgePoints(points, table, wanted, found);
	for (const page of tablet.pages())
		for (const field of wanted.fields) await judgeField(page, field, points, wanted, found);
	return found;
}

const tagged = (points: Point[], tag: string): Point[] =>
	points.filter(({ text }) => text?.includes(tag));

/** Every added text is there once, letter for letter, at its table; and nothing else is. */
function judgePoints(points: Point[], table: Table, { plan, fields }: Wanted, found: Found): void {
	const edited = fields.find(({ place }) => place === 'edit');
	const known = new Set<Point>();
	for (const [at, { text }] of plan.added.entries()) {
		const alike = tagged(points, tagIn(text));
		// Leaving the field of a change writes it: then it was sent.
		const change = at === 0 && edited ? tidy(edited.states.at(-1)!.text) : null;
		const changed = change === null ? [] : points.filter((point) => point.text === change);
		for (const point of [...alike, ...changed]) known.add(point);
		const all = [...alike, ...changed];
		if (all.length === 0) found.lost.push(`Added and not in the database: ${text}`);
		if (all.length > 1) found.doubled.push(`In the database ${all.length} times: ${text}`);
		for (const point of all) {
			if (point.table !== table.number) found.doubled.push(`At table ${point.table}: ${text}`);
			if (point.text !== tidy(text) && point.text !== change)
				found.altered.push(`Added ${text}, kept ${point.text}`);
		}
	}
	for (const point of points)
		if (!known.has(point) && [table.number, table.aside].includes(point.table))
			found.doubled.push(`Nobody added: ${point.text}`);
}

async function judgeField(
	page: Page,
	field: Field,
	points: Point[],
	{ plan, struck }: Wanted,
	found: Found
): Promise<void> {
	const wanted = field.states.at(-1)!.text;
	const where =
		field.place === 'edit'
			? 'the field of a change'
			: `the field of question ${field.question + 1}`;
	const stands = await standsIn(page, field);
	const isSent = points.some(({ text }) => text === tidy(wanted));
	if (stands !== null && isSent && stands !== '')
		found.doubled.push(`Sent, and in ${where}: ${wanted}`);
	if (isSent) return;
	if (allowed(field, struck).includes(stands ?? '')) return judgeKind(page, field, plan, found);
	const told = `Written in ${where}: ${JSON.stringify(wanted)}, stands: ${JSON.stringify(stands)}`;
	const isShort = wanted.startsWith(stands ?? '');
	(isShort ? found.lost : found.altered).push(told);
}

/** What may stand in a field: all of it, or what had been written half a second before the blow. */
function allowed({ states }: Field, struck: number): string[] {
	const before = states.findLastIndex(({ at }) => at <= struck - LAST);
	const texts = states.slice(Math.max(before, 0)).map(({ text }) => text);
	return before === -1 ? ['', ...texts] : texts;
}

async function standsIn(page: Page, { question, place }: Field): Promise<string | null> {
	try {
		await choose(page, question);
		const box = place === 'new' ? newPoint(page) : editor(page);
		return (await box.count()) === 0 ? null : await box.inputValue({ timeout: 2_000 });
	} catch {
		return null;
	}
}

/** The kind that was chosen goes with the last text of a new point. */
async function judgeKind(page: Page, field: Field, plan: Case, found: Found): Promise<void> {
	if (field.place === 'edit' || field.question !== plan.half.at(-1)!.question) return;
	if (plan.type === '' || plan.wait < LAST) return;
	const kind = await kindOf(page)
		.inputValue()
		.catch(() => null);
	if (kind !== plan.type) found.altered.push(`Chosen as ${plan.type}, stands as ${kind}`);
}
