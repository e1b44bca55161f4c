import { expect, test } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { accessible, device, onScreen, openStage, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
});
test.afterAll(() => stage.close());

test('somebody loads the hall’s screen anew while the server is away: it says so, and comes by itself', async ({
	browser
}) => {
	const { page: screen } = await device(browser, 'projector');
	await screen.goto(await stage.link('screen'));
	await expect(onScreen(screen, 'Høstkonferansen').first()).toBeVisible();
	await screen.evaluate(() => navigator.serviceWorker.ready);
	await expect
		.poll(() => screen.evaluate(() => navigator.serviceWorker.controller !== null))
		.toBe(true);

	const { port } = new URL(stage.app.url);
	await stage.app.kill();
	await screen.reload();
	await expect(screen.getByRole('heading', { name: 'Uten kontakt med tjenesten' })).toBeVisible();
	await accessible(screen);

	stage.app = await startApp({ databaseUrl: stage.house.database.url, port: Number(port) });
	await expect(onScreen(screen, 'Høstkonferansen').first()).toBeVisible();
});

test('back on a tablet, at the link that it came by, leads to its table again', async ({
	browser
}) => {
	const { page } = await device(browser, 'tablet');
	const link = await stage.link('table', 1);
	await page.goto(link, { waitUntil: 'commit' });
	await page.waitForURL(/\/table\/1$/);
	// The link's secret has left the address by then.
	await page.goto(link.split('#')[0]!, { waitUntil: 'commit' });
	await page.waitForURL(/\/table\/1$/);
	await expect(page.getByText('Bord 1').first()).toBeVisible();
});
