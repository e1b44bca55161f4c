import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { all } from '../../src/lib/domain/room.ts';
import { openRound } from '../support/house.ts';
import { proxy } from '../support/proxy.ts';
import {
	accessible,
	device,
	handIn,
	onScreen,
	openStage,
	writePoint,
	type Stage
} from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
	await openRound(stage.hall);
});
test.afterAll(() => stage.close());

test('tablets write at once, one loses its network and reloads; everything appears once', async ({
	browser
}) => {
	const { hall, app } = stage;
	const wifi = await proxy(app.port);
	const behind = `http://localhost:${wifi.port}`;
	const one = (await device(browser, 'tablet')).page;
	const again = (await device(browser, 'upright')).page;
	const two = (await device(browser, 'phone')).page;
	const screen = (await device(browser, 'projector')).page;
	await one.goto(await stage.link('table', 1, behind));
	await again.goto(await stage.link('table', 1));
	await two.goto(await stage.link('table', 2));
	await screen.goto(await stage.link('screen'));
	for (const page of [one, again, two])
		await expect(page.getByRole('textbox', { name: 'Nytt punkt' })).toBeVisible();

	await Promise.all([
		writePoint(one, 'Vi hilser ved døra'),
		writePoint(again, 'Fast rute i storefri'),
		writePoint(two, 'Færre beskjeder på lapp')
	]);
	await expect(again.getByText('Vi hilser ved døra')).toBeVisible();
	for (const page of [one, again, two]) await accessible(page);

	await test.step('without network the text stays on the tablet, and the badge says so', async () => {
		// The shell is on the tablet before the network goes.
		await one.evaluate(() => navigator.serviceWorker.ready.then(() => true));
		await one.reload();
		await expect(one.getByText('Fast rute i storefri')).toBeVisible();
		wifi.cut();
		await writePoint(one, 'Skrevet uten nett');
		await one.getByRole('textbox', { name: 'Nytt punkt' }).fill('Et halvt pun');
		await expect(one.getByText(/Uten nett/).first()).toBeVisible();
		await one.reload();
		await expect(one.getByText('Skrevet uten nett')).toBeVisible();
		await expect(one.getByRole('textbox', { name: 'Nytt punkt' })).toHaveValue('Et halvt pun');
	});

	await test.step('when the network is back, it arrives, once', async () => {
		wifi.heal();
		await expect(again.getByText('Skrevet uten nett')).toBeVisible();
		await one.getByRole('textbox', { name: 'Nytt punkt' }).fill('Et helt punkt');
		await one.getByRole('button', { name: 'Legg til', exact: true }).click();
		await handIn(again);
		await handIn(two);
		await hall.does('screen.cue', {
			scene: { name: 'points', roundId: (await hall.rounds())[0]!.id }
		});
		for (const text of ['Vi hilser ved døra', 'Fast rute i storefri', 'Skrevet uten nett'])
			await expect(onScreen(screen, text)).toHaveCount(1);
		const points = all(await hall.seen('table/1'), 'point')
			.filter(({ table }) => table === 1)
			.map(({ text }) => text);
		expect(points.sort()).toEqual([
			'Et helt punkt',
			'Fast rute i storefri',
			'Skrevet uten nett',
			'Vi hilser ved døra'
		]);
	});
	await wifi.close();
});

test('a school’s network without https: a tablet writes, and says what it cannot do', async ({
	browser
}) => {
	const { page } = await device(browser, 'tablet');
	await page.goto(await stage.link('table', 2, `http://skole.test:${stage.app.port}`));
	await writePoint(page, 'Over vanlig http');
	await expect(page.getByText(/Uten https/)).toBeVisible();
	await expect(page.getByText('Alt er lagret').first()).toBeVisible();
});
