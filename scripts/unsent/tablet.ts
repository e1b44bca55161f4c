import type { CDPSession, Locator, Page } from '@playwright/test';
import type { Device } from './devices.ts';
import { bites, strike } from './faults.ts';
import type { Fault, Written } from './plan.ts';
import type { Table } from './site.ts';

/** The questions of each round, as `scripts/chaos/hall.ts` puts them. */
const QUESTIONS = ['Hva lykkes vi med?', 'Hva strever vi med?'];
/** Ms for a page to come back once all is well. */
export const PATIENCE = 45_000;

/** A table's tablet, with one tab or more, and what a person does with it. */
export type Tablet = {
	pages: () => Page[];
	/** Opens the table in another tab. */
	open: () => Promise<Page>;
	/** Breaks the storage of every tab, and of every tab to come until `mend`. */
	breakStorage: (fault: Fault) => Promise<void>;
	mend: () => Promise<void>;
	crash: () => Promise<void>;
	/** Closes every tab without a word to the page. */
	shut: () => Promise<void>;
	killBrowser: () => Promise<void>;
	/** Waits until every tab shows its field, as somebody who tries again would; opens one when there is none. */
	seeAgain: () => Promise<void>;
	/** The page of the table beside, on the same tablet. */
	lookAside: () => Promise<Page>;
};

type Tab = { page: Page; cdp: CDPSession; mends: (() => Promise<void>)[] };

export function openTablet(device: Device, table: Table, port: number): Tablet {
	const at = `http://localhost:${port}`;
	const address = (number: number) => `${at}/conference/${table.room}/table/${number}`;
	let tabs: Tab[] = [];
	let fault: Fault = 'none';

	async function letIn(number: number): Promise<void> {
		const [name = '', value = ''] = (await table.cookie(number)).split('=');
		await device.context().addCookies([{ name, value, url: at }]);
	}

	async function open(): Promise<Page> {
		const page = await device.context().newPage();
		const tab: Tab = { page, cdp: await device.context().newCDPSession(page), mends: [] };
		await tab.cdp.send('Page.enable');
		tabs.push(tab);
		tab.mends.push(await strike(fault, page, tab.cdp));
		await page.goto(address(table.number), { waitUntil: 'commit' }).catch(() => undefined);
		return page;
	}

	async function forget(): Promise<void> {
		const gone = tabs;
		tabs = [];
		await Promise.all(gone.map(({ page }) => page.close().catch(() => undefined)));
	}

	return {
		pages: () => tabs.map(({ page }) => page),
		open: async () => {
			if (tabs.length === 0) await letIn(table.number);
			return open();
		},
		breakStorage: async (broken) => {
			fault = broken;
			for (const { page, cdp, mends } of tabs) mends.push(await strike(broken, page, cdp));
			// What was emptied once is not emptied again in the next tab.
			if (/deleted|cleared|wiped/.test(broken)) fault = 'none';
		},
		mend: async () => {
			fault = 'none';
			for (const { mends } of tabs)
				for (const mend of mends.splice(0)) await mend().catch(() => undefined);
		},
		crash: async () => {
			await Promise.all(tabs.map(crash));
			await forget();
		},
		shut: forget,
		killBrowser: async () => {
			tabs = [];
			await device.kill();
			await letIn(table.number);
		},
		seeAgain: async () => {
			if (tabs.length === 0) await open();
			for (const { page } of tabs) {
				await seen(page);
				if (!(await bites(fault, page))) throw new Error(`Nothing is broken by ${fault}`);
			}
		},
		lookAside: async () => {
			await letIn(table.aside);
			const page = await device.context().newPage();
			await page.goto(address(table.aside));
			await newPoint(page).waitFor();
			return page;
		}
	};

	async function seen(page: Page): Promise<void> {
		const last = performance.now() + PATIENCE;
		while (!(await shows(page))) {
			if (performance.now() > last)
				throw new Error(`The page never came back: ${await wordsOn(page)}`);
			if (page.url().startsWith('chrome-error') || page.url() === 'about:blank')
				await page.goto(address(table.number), { waitUntil: 'commit' }).catch(() => undefined);
		}
	}
}

const shows = (page: Page): Promise<boolean> =>
	newPoint(page)
		.waitFor({ timeout: 700 })
		.then(
			() => true,
			() => false
		);

const wordsOn = (page: Page): Promise<string> =>
	page
		.locator('body')
		.innerText({ timeout: 1_000 })
		.catch(() => page.url());

async function crash({ page, cdp }: Tab): Promise<void> {
	const over = page.waitForEvent('crash', { timeout: 10_000 }).catch(() => undefined);
	void cdp.send('Page.crash').catch(() => undefined);
	await over;
}

/** Asks again every few milliseconds until it is so, or for so many. */
export async function soon(isSo: () => Promise<boolean>, patience: number): Promise<boolean> {
	const last = performance.now() + patience;
	while (!(await isSo())) {
		if (performance.now() > last) return false;
		await new Promise((next) => setTimeout(next, 40));
	}
	return true;
}

export const newPoint = (page: Page): Locator => page.getByRole('textbox', { name: 'Nytt punkt' });
export const editor = (page: Page): Locator => page.getByRole('textbox', { name: /^Punkt \d+$/ });
export const kindOf = (page: Page): Locator => page.locator('.writer select');

export async function choose(page: Page, question: 0 | 1): Promise<void> {
	const tab = page.getByRole('tab', { name: QUESTIONS[question]!.slice(0, -1) });
	if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

/** Types, pastes or composes a text into the field that has the cursor; says after each piece what was written. */
export async function type(
	page: Page,
	{ text, kind }: Pick<Written, 'text' | 'kind'>,
	wrote: (piece: string) => void
): Promise<void> {
	const cdp = kind === 'dead-keys' ? await page.context().newCDPSession(page) : null;
	for (const piece of piecesOf(text, kind)) {
		if (cdp && isComposed(piece)) await compose(cdp, piece);
		else if (/^[\x20-\x7e]{1,6}$/.test(piece)) await page.keyboard.type(piece);
		else await page.keyboard.insertText(piece);
		wrote(piece);
	}
	await cdp?.detach();
}

/** How many letters of a text are keys that go down one by one; what is before them comes in words. */
const KEYED = 36;
const WORDS = /\S+\s*|\s+/gu;
/** Some keys, or one letter with all that stands on it. */
const KEYS = /(?:[\x20-\x7e](?!\p{M})){1,6}|\P{M}\p{M}*/gu;

function piecesOf(text: string, kind: Written['kind']): string[] {
	if (kind === 'pasted') return [text];
	const at = text.lastIndexOf(' ', Math.max(0, text.length - KEYED)) + 1;
	const words = kind === 'long' ? [text.slice(0, at)] : (text.slice(0, at).match(WORDS) ?? []);
	return [...words, ...(text.slice(at).match(KEYS) ?? [])].filter((piece) => piece !== '');
}

const isComposed = (piece: string): boolean =>
	[...piece].length === 1 && piece.normalize('NFD').length === 2;

/** A dead key first, and then the letter that it belongs to. */
async function compose(cdp: CDPSession, letter: string): Promise<void> {
	const mark = letter.normalize('NFD').slice(1);
	await cdp.send('Input.imeSetComposition', {
		text: `\u00A0${mark}`,
		selectionStart: 2,
		selectionEnd: 2
	});
	await cdp.send('Input.insertText', { text: letter });
}
