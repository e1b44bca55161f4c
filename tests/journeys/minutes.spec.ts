import { expect, type Page } from '@playwright/test';
import { test } from '../support/journey.ts';
import { device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
});
test.afterAll(() => stage.close());

const field = (page: Page) => page.getByRole('textbox', { name: 'Nytt avsnitt' });

/** The text lies in the browser's database: what is only in its memory would prove nothing. */
const sunk = (page: Page, text: string) =>
	page.waitForFunction(
		(words) =>
			new Promise<boolean>((told) => {
				const opening = indexedDB.open('rundebord-drafts');
				opening.onsuccess = () => {
					const reading = opening.result.transaction('draft').objectStore('draft').getAll();
					reading.onsuccess = () => {
						opening.result.close();
						told(JSON.stringify(reading.result).includes(words));
					};
				};
			}),
		text
	);

test('minutes that are half written stand again, whichever of its two places the browser has lost', async ({
	browser
}) => {
	const { page } = await device(browser, 'desk');
	await signIn(page, stage.app.url);
	await page.goto(`${stage.app.url}/conference/${stage.hall.id}/plenum`);
	const text = 'Vi ble enige om å begynne med';
	await field(page).fill(text);
	await sunk(page, text);
	await page.evaluate(() => localStorage.clear());
	await page.reload();
	await expect(field(page)).toHaveValue(text);
	await page.evaluate(() => void indexedDB.deleteDatabase('rundebord-drafts'));
	await page.reload();
	await expect(field(page)).toHaveValue(text);
});
