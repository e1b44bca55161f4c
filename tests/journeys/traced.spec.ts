import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
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
		await expect(page.getByText('Alle bord vil ha én regel om mobil.').first()).toBeVisible();
		await accessible(page);
	});

	await test.step('points are gathered in a theme, and none drops out of the account', async () => {
		await page.goto(`${app.url}/school/${house.schoolId}/steering/${hall.id}`);
		await accessible(page);
		await page.getByRole('button', { name: 'Nytt tema' }).click();
		await page.getByLabel('Navn på temaet').fill('Like regler');
		await page.getByRole('button', { name: 'Lag temaet' }).click();
		await expect(page.getByRole('heading', { name: 'Like regler' })).toBeVisible();
		for (const at of [1, 2])
			await page.getByRole('checkbox', { name: `Samme regel om mobil (${at})` }).press('Space');
		await page.getByRole('button', { name: 'Legg 2 her' }).click();
		await expect(page.getByText('2 punkter · 2 av 2 bord')).toBeVisible();
		await accessible(page);
	});

	await test.step('somebody else who looks at the board sees it at once', async () => {
		const { page: other } = await device(browser, 'tablet');
		await signIn(other, app.url);
		const alive = other.waitForEvent('websocket');
		await other.goto(`${app.url}/school/${house.schoolId}/steering/${hall.id}`);
		await alive;
		await other.getByRole('checkbox', { name: 'Flere voksne ute (1)' }).press('Space');
		const chosen = other.getByRole('region', { name: 'Valgte punkter' });
		await chosen.getByRole('button', { name: 'Nytt tema' }).click();
		await chosen.getByLabel('Navn på temaet').fill('Voksne ute');
		await chosen.getByRole('button', { name: 'Lag temaet' }).click();
		await expect(page.getByRole('heading', { name: 'Voksne ute' })).toBeVisible();
	});

	await test.step('a proposal, heard in both teams, and decided with grounds', async () => {
		await page
			.getByRole('region', { name: 'Like regler' })
			.getByRole('button', { name: 'Lag forslag' })
			.click();
		await page.getByLabel('Forslagets navn').fill('Én felles mobilregel');
		await page.getByLabel('Hva foreslås').fill('Mobilen ligger i hylla fra januar.');
		await accessible(page);
		await page.getByRole('dialog').getByRole('button', { name: 'Lag forslag' }).click();
		const panel = page.getByRole('dialog');
		await expect(panel.getByText('Drøftet i teamene')).toBeVisible();
		for (const team of ['Ressursteamet', 'Trinnteam 5–7']) {
			const row = panel.getByRole('listitem').filter({ hasText: team });
			await row.getByRole('button', { name: 'Før inn drøfting' }).click();
			await panel.getByLabel('Hva sa de?').fill(`${team} er enige.`);
			await panel.getByRole('button', { name: 'Lagre', exact: true }).click();
			await expect(row.getByText('er enige.')).toBeVisible();
		}
		await panel.getByRole('button', { name: 'Før inn vedtak' }).click();
		await panel.getByLabel('Begrunnelse').fill('To av to bord ba om det samme.');
		await panel.getByRole('button', { name: 'Før inn vedtaket' }).click();
		await expect(panel.getByText('To av to bord ba om det samme.')).toBeVisible();
	});

	await test.step('a measure, whose way back leads to each point at its table', async () => {
		await page.getByRole('dialog').getByRole('button', { name: 'Lag tiltaket' }).click();
		await expect(
			page.getByRole('heading', { name: 'Én felles mobilregel', level: 1 })
		).toBeVisible();
		await expect(page.getByText(/«Samme regel om mobil \(\d\)»/).first()).toBeVisible();
		await expect(page.getByText(/bord \d · runde 1/).first()).toBeVisible();
		await expect(page.getByText('Hva lykkes vi med?').first()).toBeVisible();
		await accessible(page);
		await page.getByRole('button', { name: 'Rediger: Mål' }).click();
		await page.getByRole('textbox', { name: 'Mål' }).fill('Ro i timene');
		await page.getByRole('button', { name: 'Lagre', exact: true }).first().click();
		await expect(page.getByText('Ro i timene')).toBeVisible();
		// The plan has six fields (R33–R38), and five of them are still empty.
		await expect(page.getByText(/Før utprøvingen mangler/)).toBeVisible();
	});

	await test.step('and from the point forward to the measure', async () => {
		await page.goto(`${app.url}/school/${house.schoolId}/steering/${hall.id}`);
		await page
			.getByRole('link', { name: /bord 1 · runde 1/ })
			.first()
			.click();
		await accessible(page);
	});

	await test.step('everything can be taken out as tables', async () => {
		const csv = await page.request.get(`${app.url}/conference/${hall.id}/export/points.csv`);
		expect(await csv.text()).toContain('Samme regel om mobil (1)');
		const json = await page.request.get(`${app.url}/conference/${hall.id}/export/everything.json`);
		expect(JSON.stringify(await json.json())).toContain('Én felles mobilregel');
	});
});
