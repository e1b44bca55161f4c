import { expect, test, type Page, type Route } from '@playwright/test';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
});
test.afterAll(() => stage.close());

const UNANSWERED = /^Tjenesten svarte ikke, så dette er kanskje ikke lagret/;

/** What becomes of the forms that this page sends. */
async function onPost(page: Page, then: (route: Route) => Promise<void>): Promise<void> {
	await page.route('**', (route) =>
		route.request().method() === 'POST' ? then(route) : route.fallback()
	);
}

/** The server hears it, and its answer is lost on the way back. */
async function loseAnswers(page: Page): Promise<void> {
	await onPost(page, async (route) => {
		await route.fetch();
		await route.abort();
	});
}

test('the answer to a new conference is lost: everything stands there, sent again it is one conference', async ({
	browser
}) => {
	const { page } = await device(browser, 'tablet');
	await signIn(page, stage.app.url);
	const at = `${stage.app.url}/school/${stage.house.schoolId}/new`;
	await page.goto(at, { waitUntil: 'networkidle' });
	const name = page.getByLabel('Navn på konferansen');
	await name.fill('Vi prøver en gang til');
	await loseAnswers(page);
	await page.getByRole('button', { name: 'Lag konferansen' }).click();
	await expect(page.getByText(UNANSWERED)).toBeVisible();
	await expect(name).toHaveValue('Vi prøver en gang til');
	await accessible(page);

	await page.unroute('**');
	await page.getByRole('button', { name: 'Lag konferansen' }).click();
	await page.waitForURL(/\/programme$/);
	await expect(page.getByText(UNANSWERED)).toHaveCount(0);
	await page.goto(`${stage.app.url}/school/${stage.house.schoolId}`);
	await expect(page.getByRole('link', { name: 'Vi prøver en gang til' })).toHaveCount(1);
});

test('two presses are one; what another machine answers instead of the server takes nothing away', async ({
	browser
}) => {
	const { page } = await device(browser, 'phone');
	await signIn(page, stage.app.url);
	const alive = page.waitForEvent('websocket');
	await page.goto(`${stage.app.url}/conference/${stage.hall.id}/people`);
	await alive;
	const byHand = page.locator('form[action="?/add"]');
	if (!(await byHand.isVisible())) await page.getByText('Legg til én for hånd').click();
	await byHand.getByLabel('Navn').fill('Dobbel Trykker');
	const add = byHand.getByRole('button', { name: 'Legg til personen' });

	await onPost(page, (route) =>
		route.fulfill({ status: 200, body: '<h1>Logg inn på nettet</h1>' })
	);
	await add.click();
	await expect(page.getByText(UNANSWERED)).toBeVisible();
	await expect(byHand.getByLabel('Navn')).toHaveValue('Dobbel Trykker');

	await page.unroute('**');
	const asked: string[] = [];
	page.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
	await add.dblclick();
	await expect(byHand.getByLabel('Navn')).toHaveValue('');
	expect(asked).toHaveLength(1);
	await expect(page.getByRole('cell', { name: 'Dobbel Trykker' })).toHaveCount(1);
});
