import { expect, test } from '@playwright/test';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
});
test.afterAll(() => stage.close());

test('one chooses a new password, and is signed out on the device that was forgotten', async ({
	browser
}) => {
	const { page: forgotten } = await device(browser, 'desk');
	await signIn(forgotten, stage.app.url);
	await forgotten.goto(`${stage.app.url}/conference/${stage.hall.id}/programme`);
	const { page } = await device(browser, 'phone');
	await signIn(page, stage.app.url);
	await page.getByRole('link', { name: 'Kontoen din: Petra Lindmo' }).click();
	await expect(page.getByText(/^Denne enheten, siden /)).toBeVisible();
	await expect(page.getByText(/^En annen enhet, siden /).first()).toBeVisible();
	await accessible(page);

	const change = page.locator('form', { has: page.getByLabel('Nytt passord') });
	const choose = async (current: string, next: string) => {
		await change.getByLabel('Passordet du har nå').fill(current);
		await change.getByLabel('Nytt passord').fill(next);
		await change.getByRole('button', { name: 'Bytt passord' }).click();
	};
	await choose('ikke dette heller', 'fire ord som ingen gjetter');
	await expect(page.getByText('Dette er ikke passordet du har nå.')).toBeVisible();
	await choose('en lang setning', 'Petra Lindmo 1');
	await expect(page.getByText('blant de første som blir gjettet')).toBeVisible();
	await choose('en lang setning', 'fire ord som ingen gjetter');
	await expect(page.getByText('Passordet er byttet')).toBeVisible();
	await expect(page.getByText(/^En annen enhet, siden /)).toHaveCount(0);
	await accessible(page);

	await forgotten.reload();
	await expect(forgotten.getByRole('link', { name: 'Logg inn' })).toBeVisible();
});
