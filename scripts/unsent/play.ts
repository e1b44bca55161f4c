import type { Page } from '@playwright/test';
import { tidy, type Point } from '../../src/lib/domain/point.ts';
import type { Proxy } from '../../tests/support/proxy.ts';
import type { Device } from './devices.ts';
import { isWhole, look, type Field, type Found } from './look.ts';
import type { Case, Written } from './plan.ts';
import type { Server, Table } from './site.ts';
import {
	choose,
	editor,
	kindOf,
	newPoint,
	openTablet,
	PATIENCE,
	soon,
	type,
	type Tablet
} from './tablet.ts';

/** What a case is played on; several are, one after the other. */
export type Ground = { device: Device; server: Server; wire: Proxy; table: Table };

export type Played = Found & {
	texts: number;
	/** Ms from the healing until every text stood where it should. */
	back: number;
	/** Nothing could keep the texts: whether the page said so; null where something could. */
	said: boolean | null;
};

/** Ms of delay each way on a slow line. */
const LAG = 250;
const NOT_KEPT = /får ikke tatt vare på/;
const NOTHING: Found = { lost: [], doubled: [], altered: [] };

/** Plays a case: writes, strikes, heals, and looks where the words are. */
export async function play(plan: Case, { device, server, wire, table }: Ground): Promise<Played> {
	const tablet = openTablet(device, table, wire.port);
	try {
		return await playOn(tablet, plan, { device, server, wire, table });
	} finally {
		await tablet.shut();
	}
}

async function playOn(
	tablet: Tablet,
	plan: Case,
	{ server, wire, table }: Ground
): Promise<Played> {
	await arrive(tablet, plan);
	gather(wire, plan);
	const fields = await write(tablet, plan);
	const touched = performance.now();
	const texts = plan.added.length + fields.length;
	const isHopeless = plan.fault === 'both-wiped' || plan.fault === 'both-refuse';
	const said = plan.fault === 'both-refuse' ? await says(tablet.pages()[0]!) : null;
	await until(touched + plan.wait);
	if (plan.faultFrom === 'blow') await tablet.breakStorage(plan.fault);
	const struck = performance.now();
	if (!plan.faultStays) await tablet.mend();
	await strikeDown(tablet, server, plan);
	await until(struck + plan.stays);
	wire.heal();
	if (plan.blow === 'server-kill') await server.start();
	const healed = performance.now();
	await tablet.seeAgain();
	if (isHopeless && diesOf(plan)) return { ...NOTHING, texts, back: 0, said: said ?? false };
	const found = await look(tablet, table, { plan, fields, struck }, PATIENCE);
	const back = performance.now() - healed;
	if (!isWhole(found)) return { ...found, texts, back, said: null };
	return { ...(await goOn(tablet, table, plan, fields)), texts, back, said: null };
}

/** Whether the blow ends the page, so that only what was kept is left. */
export const diesOf = ({ blow }: Case): boolean => blow !== 'none' && blow !== 'server-kill';

const until = (moment: number): Promise<void> =>
	new Promise((go) => setTimeout(go, Math.max(0, moment - performance.now())));

async function arrive(tablet: Tablet, plan: Case): Promise<void> {
	if (plan.faultFrom === 'arrival') await tablet.breakStorage(plan.fault);
	await tablet.open();
	if (plan.secondTab !== null) await tablet.open();
	await tablet.seeAgain();
	// The shell is on the tablet before the network goes.
	for (const page of tablet.pages())
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
}

function gather(wire: Proxy, { weather }: Case): void {
	if (weather === 'cut') wire.cut();
	if (weather === 'black-hole') wire.blackHole();
	if (weather === 'lag') wire.lag(LAG);
}

/** Adds what is to be added, and leaves the rest half done. */
async function write(tablet: Tablet, plan: Case): Promise<Field[]> {
	const [page, second] = tablet.pages() as [Page, Page?];
	const fields: Field[] = [];
	for (const [at, one] of plan.added.entries()) {
		const isLast = at === plan.added.length - 1;
		if (isLast && plan.faultFrom === 'before-the-last') await tablet.breakStorage(plan.fault);
		await add(page, one, plan.byEnter);
	}
	for (const one of plan.half) fields.push(await leave(page, one, 'new'));
	if (plan.type) await kindOf(page).selectOption(plan.type);
	if (plan.edit) {
		await page.getByTitle('Rediger punkt 1', { exact: true }).click();
		await editor(page).fill('');
		fields.push(await leave(page, plan.edit, 'edit'));
	}
	if (second && plan.secondTab !== null) await goOnIn(second, fields.at(-1)!, plan.secondTab);
	return fields;
}

async function add(page: Page, one: Written, byEnter: boolean): Promise<void> {
	await leave(page, one, 'new');
	if (byEnter) await newPoint(page).press('Enter');
	else await page.getByRole('button', { name: 'Legg til', exact: true }).click();
	await emptied(page);
}

async function emptied(page: Page): Promise<void> {
	const isEmpty = await soon(async () => (await newPoint(page).inputValue()) === '', PATIENCE);
	if (!isEmpty) throw new Error('The field was not emptied by adding');
}

/** Writes into a field and leaves it so. */
async function leave(page: Page, one: Written, place: Field['place']): Promise<Field> {
	await choose(page, one.question);
	const box = place === 'new' ? newPoint(page) : editor(page);
	await box.focus();
	const field: Field = { question: one.question, place, states: [] };
	let text = '';
	await type(page, one, (piece) =>
		field.states.push({ text: (text += piece), at: performance.now() })
	);
	const stands = await box.inputValue();
	if (stands !== one.text)
		throw new Error(`Typed ${JSON.stringify(one.text)}, stands ${JSON.stringify(stands)}`);
	return field;
}

/** The second tab shows what stands in the first, and somebody writes on in it. */
async function goOnIn(page: Page, field: Field, more: string): Promise<void> {
	await page.bringToFront();
	await choose(page, field.question);
	const stood = field.states.at(-1)!.text;
	await soon(async () => (await newPoint(page).inputValue()) === stood, 1_500);
	await newPoint(page).focus();
	await page.keyboard.press('Control+End');
	let text = stood;
	const wrote = (piece: string) =>
		field.states.push({ text: (text += piece), at: performance.now() });
	await type(page, { text: more, kind: 'plain' }, wrote);
}

const says = (page: Page): Promise<boolean> =>
	page
		.getByText(NOT_KEPT)
		.first()
		.waitFor({ timeout: 3_000 })
		.then(
			() => true,
			() => false
		);

async function strikeDown(tablet: Tablet, server: Server, { blow }: Case): Promise<void> {
	if (blow === 'reload')
		for (const page of tablet.pages())
			void page.reload({ waitUntil: 'commit' }).catch(() => undefined);
	if (blow === 'crash') await tablet.crash();
	if (blow === 'close') await tablet.shut();
	if (blow === 'browser-kill') await tablet.killBrowser();
	if (blow === 'server-kill') await server.kill();
}

/** What was left is added, the page is loaded anew, and nothing stands there twice; nor at the next table. */
async function goOn(tablet: Tablet, table: Table, plan: Case, fields: Field[]): Promise<Found> {
	const doubled: string[] = [];
	const lost: string[] = [];
	if (plan.finishes) {
		const page = tablet.pages()[0]!;
		const wanted = await finish(page, fields);
		const missing = async () => {
			const points = await table.points();
			return wanted.filter((text) => count(points, text) !== 1);
		};
		await soon(async () => (await missing()).length === 0, PATIENCE);
		for (const text of await missing())
			(count(await table.points(), text) > 1 ? doubled : lost).push(`${text}: added in the end`);
		await page.reload({ waitUntil: 'commit' });
		await tablet.seeAgain();
		doubled.push(...(await stillThere(page, fields)));
	}
	if (plan.looksAside) doubled.push(...(await strayed(tablet, fields)));
	return { lost, doubled, altered: [] };
}

const count = (points: Point[], text: string): number =>
	points.filter((point) => point.text === text).length;

/** Adds every text that stands in a field of a new point; gives them as they are kept. */
async function finish(page: Page, fields: Field[]): Promise<string[]> {
	const wanted: string[] = [];
	for (const { question } of fields.filter(({ place }) => place === 'new')) {
		await choose(page, question);
		const text = tidy(await newPoint(page).inputValue());
		if (text === '') continue;
		await newPoint(page).press('Enter');
		await emptied(page);
		wanted.push(text);
	}
	return wanted;
}

async function stillThere(page: Page, fields: Field[]): Promise<string[]> {
	const found: string[] = [];
	for (const { question } of fields.filter(({ place }) => place === 'new')) {
		await choose(page, question);
		const text = await newPoint(page).inputValue();
		if (text !== '') found.push(`${text}: added, and in the field again`);
	}
	return found;
}

async function strayed(tablet: Tablet, fields: Field[]): Promise<string[]> {
	const page = await tablet.lookAside();
	const found: string[] = [];
	for (const question of [0, 1] as const) {
		await choose(page, question);
		const words = `${await newPoint(page).inputValue()} ${await page.locator('body').innerText()}`;
		for (const { states } of fields)
			if (words.includes(states.at(-1)!.text))
				found.push(`${states.at(-1)!.text}: at the next table`);
	}
	await page.close();
	return found;
}
