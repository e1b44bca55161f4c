import { expect, type Page } from '@playwright/test';
import { test } from '../support/journey.ts';
import { openBoard } from '../support/board.ts';
import { newId } from '../support/house.ts';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';
import { startApp } from '../support/app.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
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
	const board = await openBoard(stage.hall);
	const theme = await board.theme('Regler', ['Mobilen ligger i hylla']);
	const proposalId = await board.propose('Én mobilregel', [theme]);
	await board.adopt(proposalId);
	const id = newId();
	await board.does('measure.make', { id, proposalId, title: 'Mobilhylle', level: 'early' });
	const { page } = await device(browser, 'upright');
	await signIn(page, stage.app.url);
	await page.goto(`${stage.app.url}/school/${stage.house.schoolId}/measures/${id}`);
	await page.getByRole('button', { name: 'Skriv i loggen' }).click();
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
