import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { openRound } from '../support/house.ts';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
	await openRound(stage.hall);
});
test.afterAll(() => stage.close());

test('the facilitator reads that all is well, then which tablet is gone, then that the server is', async ({
	browser
}) => {
	const well = `${stage.app.url}/conference/${stage.hall.id}/facilitate/well`;
	const { page } = await device(browser, 'desk');
	await signIn(page, stage.app.url);
	await page.goto(`${stage.app.url}/conference/${stage.hall.id}/facilitate`);
	await page.getByTitle('Er alt i orden?').click();
	await expect(page).toHaveURL(well);
	await expect(page.getByRole('heading', { name: 'Ingen storskjerm er koblet til' })).toBeVisible();

	const screen = await device(browser, 'projector');
	await screen.page.goto(await stage.link('screen'));
	const tablet = await device(browser, 'tablet');
	await tablet.page.goto(await stage.link('table', 2));
	await expect(page.getByRole('heading', { name: 'Alt er i orden' })).toBeVisible();
	await accessible(page);

	await tablet.context.close();
	await expect(
		page.getByRole('heading', { name: /Bord 2: brettet har vært uten nett/ })
	).toBeVisible();
	const again = await device(browser, 'tablet');
	await again.page.goto(await stage.link('table', 2));
	await expect(page.getByRole('heading', { name: 'Alt er i orden' })).toBeVisible();

	await stage.app.kill();
	await expect(page.getByRole('heading', { name: /Serveren har ikke svart/ })).toBeVisible();
	await expect(page.getByText(/Resten er slik det sto for/)).toBeVisible();
});

test('who does not lead the conference is not let in, and the numbers are for the machine alone', async ({
	browser
}) => {
	const other = await openStage();
	const { page } = await device(browser, 'desk');
	await page.goto(await other.link('guest'));
	await page.waitForURL((url) => !url.pathname.startsWith('/join'));
	const well = `${other.app.url}/conference/${other.hall.id}/facilitate/well`;
	const answer = await page.goto(well);
	expect(page.url() === well && answer?.status() === 200).toBe(false);
	const here = await fetch(`${other.app.url}/metrics`);
	expect([here.status, here.headers.get('content-type')]).toEqual([
		200,
		'text/plain; version=0.0.4; charset=utf-8'
	]);
	expect(await here.text()).toContain('rundebord_database_up 1');
	const through = await fetch(`${other.app.url}/metrics`, {
		headers: { 'x-forwarded-for': '127.0.0.1' }
	});
	expect(through.status).toBe(404);
	await other.close();
});
