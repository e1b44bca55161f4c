import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { startApp } from '../support/app.ts';
import { openRound } from '../support/house.ts';
import { device, handIn, onScreen, openStage, signIn, writePoint } from '../support/stage.ts';

test('two processes with Redis: the tablet on one, projector and console on the other', async ({
	browser
}) => {
	const redisUrl = process.env.TEST_REDIS_URL ?? '';
	const stage = await openStage({ redisUrl });
	const second = await startApp({ databaseUrl: stage.house.database.url, redisUrl });
	const round = await openRound(stage.hall);
	const tablet = (await device(browser, 'tablet')).page;
	const screen = (await device(browser, 'projector')).page;
	const desk = (await device(browser, 'desk')).page;
	await tablet.goto(await stage.link('table', 1));
	await screen.goto(await stage.link('screen', null, second.url));
	await signIn(desk, second.url);
	await desk.goto(`${second.url}/conference/${stage.hall.id}/facilitate`);
	await expect(screen.getByText(round.round.prompts[0]!.text).first()).toBeVisible();
	await writePoint(tablet, 'Fra den ene til den andre');
	await handIn(tablet);
	await stage.hall.does('screen.cue', { scene: { name: 'points', roundId: round.id } });
	await expect(onScreen(screen, 'Fra den ene til den andre')).toBeVisible();
	await expect(desk.getByText('Fra den ene til den andre').first()).toBeVisible();
	// Who is there is told across processes too.
	await expect(desk.getByText(/nettbrett/).first()).toBeVisible();
	await second.stop();
	await stage.close();
});
