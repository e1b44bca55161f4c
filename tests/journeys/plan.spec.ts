import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { freshDatabase } from '../support/database.ts';
import { startApp } from '../support/app.ts';
import { accessible, device } from '../support/stage.ts';

const STAFF = [
	'Navn;Yrke;Team;E-post',
	'Nordli, Alva;lærer;5. trinn;alva@skole.example',
	'Sandøy, Birk;assistent;5. trinn;',
	'Moen, Cato;lærer;6. trinn;',
	'Fossli, Dina;fagarbeider;6. trinn;',
	'Vik, Embla;lærer;7. trinn;',
	'Hagen, Falk;lærer;7. trinn;',
	'Lunde, Gro;assistent;5. trinn;',
	'Bø, Harald;lærer;6. trinn;',
	'Åsen, Ingvild;spesialpedagog;;',
	'Kråkevik, Jon;lærer;7. trinn;',
	'Lie, Kine;fagarbeider;5. trinn;',
	'Øverland, Leif;leder;;'
].join('\n');

test('from a first start and a staff list to published groups on the projector', async ({
	browser
}) => {
	const database = await freshDatabase('postgres');
	const app = await startApp({ databaseUrl: database.url });
	const { page } = await device(browser, 'desk');

	await test.step('the console prints a link that sets the house up, once', async () => {
		const link = /"link":"[^"]*(\/setup#[^"]+)"/.exec(app.output())?.[1] ?? '';
		await page.goto(app.url + link);
		await page.getByLabel('Kommune').fill('Lyngvik kommune');
		await page.getByLabel('Skole', { exact: true }).fill('Bergtun skole');
		await page.getByLabel('Navnet ditt').fill('Petra Lindmo');
		await page.getByLabel('Brukernavn eller e-post').fill('petra');
		await page.getByLabel('Passord').fill('kort');
		await accessible(page);
		await page.getByRole('button', { name: 'Sett opp og begynn' }).click();
		await expect(page.getByText(/minst 10 tegn/i)).toBeVisible();
		await expect(page.getByLabel('Kommune')).toHaveValue('Lyngvik kommune');
		await page.getByLabel('Passord').fill('en lang setning');
		await page.getByRole('button', { name: 'Sett opp og begynn' }).click();
		await page.getByRole('link', { name: 'Ny konferanse' }).first().click();
	});

	await test.step('a conference from a template', async () => {
		await page.getByLabel('Navn på konferansen').fill('Høstkonferansen');
		await accessible(page);
		await page.getByRole('button', { name: 'Lag konferansen' }).click();
		await expect(page.getByRole('heading', { name: 'Program', level: 1 })).toBeVisible();
		await accessible(page);
	});

	await test.step('the staff list is previewed, and nothing is taken in before it is accepted', async () => {
		await page.getByRole('link', { name: 'Deltakere', exact: true }).click();
		await page.getByLabel('Lim inn rader fra et regneark').fill(STAFF);
		await page.getByRole('button', { name: 'Les lista' }).click();
		await expect(page.getByText('Alva Nordli').first()).toBeVisible();
		await accessible(page);
		await page.getByRole('button', { name: /Ta inn 12 personer|Godkjenn lista/ }).click();
		await expect(page.getByText('12 deltakere').first()).toBeVisible();
	});

	await test.step('groups are composed, with a figure for how well', async () => {
		await page.goto(page.url().replace(/\/people.*/, '/programme'));
		await page.goto(page.url().replace('/programme', '/groups'));
		await page.getByRole('button', { name: 'Sett sammen gruppene' }).click();
		await expect(page.getByRole('link', { name: 'Del ut gruppene' })).toBeVisible();
		await expect(page.getByText(/^gjentatte? møter?\./)).toBeVisible();
		await accessible(page);
		await page.getByRole('link', { name: 'Del ut gruppene' }).click();
	});

	await test.step('published, they are on a projector that has no account', async () => {
		await page.getByRole('button', { name: 'Del ut gruppene' }).click();
		await expect(page.getByText(/Gruppene er delt ut/)).toBeVisible();
		await accessible(page);
		const link = await page
			.getByRole('link', { name: 'Åpne på denne maskinen' })
			.getAttribute('href');
		const { page: screen } = await device(browser, 'projector');
		await screen.goto(app.url + link);
		await expect(screen.getByText('Høstkonferansen').first()).toBeVisible();
		await page.getByRole('link', { name: 'Under konferansen' }).click();
		await page.getByRole('button', { name: 'Bordplan' }).click();
		await expect(screen.getByText('Finn bordet ditt')).toBeVisible();
		await expect(screen.getByText('Harald Bø')).toBeVisible();
		await accessible(screen);
		await accessible(page);
	});

	await test.step('paper: who goes where', async () => {
		await page.goto(page.url().replace('/facilitate', '/print'));
		await expect(page.getByRole('row', { name: /Ingvild Åsen/ })).toBeVisible();
		await accessible(page);
	});

	await app.stop();
	await database.drop();
});
