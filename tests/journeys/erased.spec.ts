import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { openRound } from '../support/house.ts';
import { accessible, device, onScreen, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
});
test.afterAll(() => stage.close());

test('somebody is erased from the school’s list: their name leaves the list, the hall’s screen and their tablet', async ({
	browser
}) => {
	const { hall, house, app } = stage;
	const round = await openRound(hall);
	await hall.does('screen.cue', { scene: { name: 'seating', roundId: round.id, by: 'table' } });
	const [group] = await hall.groups(round.id);
	const name = group!.members[0]!.name!;
	const screen = (await device(browser, 'projector')).page;
	await screen.goto(await stage.link('screen'));
	await expect(onScreen(screen, name)).toHaveCount(1);
	const tablet = (await device(browser, 'upright')).page;
	await tablet.goto(await stage.link('table', group!.table));
	await expect(tablet.getByText(name).first()).toBeVisible();

	const { page } = await device(browser, 'tablet');
	await signIn(page, app.url);
	await page.goto(`${app.url}/school/${house.schoolId}/people`);
	await page.getByRole('link', { name: `Slett ${name}` }).click();
	await expect(page.getByRole('heading', { name: `Slette ${name}?` })).toBeVisible();
	await accessible(page);
	await page.getByRole('button', { name: 'Slett for alltid' }).click();
	await expect(page.getByText('Personen er slettet.')).toBeVisible();
	await expect(page.getByText(name)).toHaveCount(0);

	await expect(onScreen(screen, 'Slettet person')).toHaveCount(1);
	await expect(onScreen(screen, name)).toHaveCount(0);
	await expect(tablet.getByText(name)).toHaveCount(0);
});
