import { expect, type Page } from '@playwright/test';
import { test } from '../support/journey.ts';
import { openBoard, type Board } from '../support/board.ts';
import { newId } from '../support/house.ts';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';
import { startApp } from '../support/app.ts';

let stage: Stage;
let board: Board;
test.beforeAll(async () => {
	stage = await openStage();
	board = await openBoard(stage.hall);
});
test.afterAll(() => stage.close());

/** The server dies as in a power cut, and the page has noticed. */
async function powerCut(page: Page): Promise<void> {
	await stage.app.kill();
	await expect(page.getByText('Uten kontakt. Prøver igjen …').first()).toBeVisible();
}

/** The server comes back where it was, and what waited has arrived. */
async function back(page: Page): Promise<void> {
	const { port, dataDir } = stage.app;
	stage.app = await startApp({ databaseUrl: stage.house.database.url, port, dataDir });
	await expect(page.getByText(/Uten kontakt|venter trygt/)).toHaveCount(0);
	await expect(page.getByText('venter på nett')).toHaveCount(0);
}

/** Presses what opens a field, until the page is awake and does. */
async function opens(page: Page, button: string, field: string): Promise<void> {
	await expect(async () => {
		await page.getByRole('button', { name: button }).click();
		await expect(page.getByRole('textbox', { name: field })).toBeVisible({ timeout: 2_000 });
	}).toPass();
}

/** A measure that was just decided; gives its id. */
async function measure(title: string): Promise<string> {
	const theme = await board.theme(title, ['Mobilen ligger i hylla']);
	const proposalId = await board.propose(title, [theme]);
	await board.adopt(proposalId);
	const id = newId();
	await board.does('measure.make', { id, proposalId, title, level: 'early' });
	return id;
}

test('minutes that are added twice without contact stand there at once, wait, and arrive once', async ({
	browser
}) => {
	const { page } = await device(browser, 'tablet');
	await signIn(page, stage.app.url);
	await page.goto(`${stage.app.url}/conference/${stage.hall.id}/plenum`);
	await expect(page.getByText('Alt er lagret').first()).toBeVisible();
	await powerCut(page);
	const field = page.getByRole('textbox', { name: 'Nytt avsnitt' });
	const add = page.getByRole('button', { name: 'Legg til i referatet' });
	const entry = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Alle vil ha' });
	await field.fill('Alle vil ha en felles plan');
	await add.click();
	await expect(entry).toContainText('venter på nett');
	await expect(field).toHaveValue('');
	await expect(add).toBeDisabled();
	await field.press('Enter');
	await expect(entry).toHaveCount(1);
	await expect(page.getByText('Uten nett: 1 venter trygt her')).toBeVisible();
	await accessible(page);
	await back(page);
	await expect(entry).toHaveCount(1);
	await page.reload();
	await expect(entry).toHaveCount(1);
});

test("a measure's log and plan, written without contact, stand there at once, wait, and arrive once", async ({
	browser
}) => {
	const id = await measure('Mobilhylle');
	const { page } = await device(browser, 'upright');
	await signIn(page, stage.app.url);
	await page.goto(`${stage.app.url}/school/${stage.house.schoolId}/measures/${id}`);
	await opens(page, 'Skriv i loggen', 'Hva har skjedd?');
	await powerCut(page);
	const text = page.getByRole('textbox', { name: 'Hva har skjedd?' });
	const entry = page.getByRole('listitem').filter({ hasText: 'Hylla er satt opp' });
	await text.fill('Hylla er satt opp');
	await page.getByRole('button', { name: 'Legg i loggen' }).dblclick();
	await expect(entry).toContainText('venter på nett');
	await expect(text).toHaveCount(0);
	await page.getByRole('button', { name: 'Rediger: Mål' }).click();
	await page.getByRole('textbox', { name: 'Mål' }).fill('Ro i timene');
	await page.getByRole('button', { name: 'Lagre', exact: true }).click();
	await expect(page.getByText('Ro i timene')).toBeVisible();
	await expect(page.getByText('Uten nett: 2 venter trygt her')).toBeVisible();
	await accessible(page);
	await back(page);
	await page.reload();
	await expect(entry).toHaveCount(1);
	await expect(page.getByText('Ro i timene')).toBeVisible();
	expect((await board.school()).measure[id]?.log).toHaveLength(1);
});

test('what two wrote of one measure, one of them without contact, is all there: other fields are both kept, and of the same words people choose', async ({
	browser
}) => {
	const id = await measure('To ute');
	const { page } = await device(browser, 'tablet');
	await signIn(page, stage.app.url);
	await page.goto(`${stage.app.url}/school/${stage.house.schoolId}/measures/${id}`);
	await opens(page, 'Rediger: Mål', 'Mål');
	await page.getByRole('button', { name: 'Avbryt' }).click();
	await powerCut(page);
	for (const [label, words] of [
		['Mål', 'Ro i storefri'],
		['Slik gjør vi det', 'To går sammen']
	] as const) {
		await page.getByRole('button', { name: `Rediger: ${label}` }).click();
		await page.getByRole('textbox', { name: label }).fill(words);
		await page.getByRole('button', { name: 'Lagre', exact: true }).click();
		await expect(page.getByText(words)).toBeVisible();
	}
	const plan = { objective: 'Ingen står alene' };
	await board.does('measure.set', { id, plan, version: 1 });
	await back(page);
	await expect(page.getByText('«Ingen står alene»')).toBeVisible();
	await expect(page.getByRole('textbox', { name: 'Mål' })).toHaveValue('Ro i storefri');
	await page.getByRole('button', { name: 'La min tekst stå' }).click();
	await expect
		.poll(async () => (await board.school()).measure[id]?.plan)
		.toMatchObject({ objective: 'Ro i storefri', content: 'To går sammen' });
	await expect(page.getByRole('alert')).toHaveCount(0);
});
