import AxeBuilder from '@axe-core/playwright';
import {
	expect,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page
} from '@playwright/test';
import * as conferences from '../../src/lib/server/conferences.ts';
import { startApp, type AppSettings, type RunningApp } from './app.ts';
import { openHall, openHouse, REAL_CLOCK, type Hall, type OpenHouse } from './house.ts';

/** Sizes that people hold or look at. */
export const SIZES = {
	projector: { width: 1920, height: 1080 },
	desk: { width: 1440, height: 900 },
	tablet: { width: 1180, height: 820 },
	upright: { width: 820, height: 1180 },
	phone: { width: 390, height: 844 }
};

/** A running app with a conference in it, and a hand on its database from beside. */
export type Stage = {
	app: RunningApp;
	house: OpenHouse;
	hall: Hall;
	/** The whole address of a device's link, at the app or at another address in front of it. */
	link: (kind: 'table' | 'screen' | 'guest', table?: number | null, at?: string) => Promise<string>;
	close: () => Promise<void>;
};

export async function openStage(settings: AppSettings = {}): Promise<Stage> {
	const house = await openHouse(REAL_CLOCK);
	const hall = await openHall(house);
	const app = await startApp({ databaseUrl: house.database.url, ...settings });
	return {
		app,
		house,
		hall,
		link: async (kind, table = null, at = app.url) => {
			const opens = { conferenceId: hall.id, kind, table };
			return at + (await conferences.linkTo(house.app, house.principal, opens));
		},
		close: async () => {
			await app.stop();
			await house.close();
		}
	};
}

/** A device of its own: no cookies from anybody else. */
export async function device(
	browser: Browser,
	size: keyof typeof SIZES
): Promise<{ page: Page; context: BrowserContext }> {
	const context = await browser.newContext({ viewport: SIZES[size] });
	return { page: await context.newPage(), context };
}

/** Signs in as the principal whom `openHouse` set up. */
export async function signIn(page: Page, at: string): Promise<void> {
	await page.goto(`${at}/sign-in`);
	await page.getByLabel('Brukernavn eller e-post').fill('petra');
	await page.getByLabel('Passord').fill('en lang setning');
	await page.getByRole('button', { name: 'Logg inn' }).click();
	await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** axe finds nothing on the page as it stands. */
export async function accessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
	const told = violations.map(
		({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`
	);
	expect(told, page.url()).toEqual([]);
}

/** A text as the hall sees it: the screen measures its words out of sight before it shows them. */
export const onScreen = (screen: Page, text: string): Locator =>
	screen.getByText(text).filter({ visible: true });

/** Writes a point on a tablet's page. */
export async function writePoint(page: Page, text: string): Promise<void> {
	const field = page.getByRole('textbox', { name: 'Nytt punkt' });
	await field.fill(text);
	await page.getByRole('button', { name: 'Legg til', exact: true }).click();
	await expect(field).toHaveValue('');
}

/** Reads aloud and hands in, as a table does. */
export async function handIn(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Les opp og lever' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Lever', exact: true }).click();
	await expect(page.getByText(/Levert \d\d\.\d\d/)).toBeVisible();
}
