import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { all, only } from '../../src/lib/domain/room.ts';
import { newId, openRound } from '../support/house.ts';
import { accessible, device, handIn, openStage, writePoint, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeAll(async () => {
	stage = await openStage();
	await openRound(stage.hall);
});
test.afterAll(() => stage.close());

test('somebody with only the code finds their table, and sees nothing that is not theirs', async ({
	browser
}) => {
	const { app, hall, house } = stage;
	const code = only(await hall.seen(), 'conference')!.joinCode;
	const { page, context } = await device(browser, 'phone');

	await test.step('an unknown code is refused in words, and what was typed is kept', async () => {
		await page.goto(`${app.url}/join`);
		await accessible(page);
		await page.getByLabel('Kode').fill('ABCD EFGH');
		await page.getByRole('button', { name: 'Bli med' }).click();
		await expect(page.getByText(/Vi kjenner ikke den koden/)).toBeVisible();
		await expect(page.getByLabel('Kode')).toHaveValue(/ABCD ?EFGH/);
	});

	await test.step('the code, in small letters with a space, opens the phone’s page', async () => {
		await page.getByLabel('Kode').fill(`${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase());
		await page.getByRole('button', { name: 'Bli med' }).click();
		await page.getByLabel('Navnet ditt').fill('gro lunde');
		await accessible(page);
		await page.getByRole('button', { name: 'Finn bordet mitt' }).click();
		await expect(page.getByText('Hei, Gro')).toBeVisible();
		await expect(page.getByText(/Bord \d/).first()).toBeVisible();
		await accessible(page);
	});

	await test.step('what a table has written but not handed in is nowhere in what the phone gets', async () => {
		const frames: string[] = [];
		page.on('websocket', (socket) =>
			socket.on('framereceived', ({ payload }) => frames.push(String(payload)))
		);
		await page.reload();
		const tablet = (await device(browser, 'tablet')).page;
		await tablet.goto(await stage.link('table', 1));
		await writePoint(tablet, 'Kanarifugl i bur');
		await writePoint(tablet, 'Lerke på åker');
		await hall.does('notice.send', { text: 'Fem minutter igjen' });
		await expect(tablet.getByText('Fem minutter igjen')).toBeVisible();
		await expect.poll(() => frames.join('\n')).toContain('Fem minutter igjen');
		expect(frames.join('\n')).not.toContain('Kanarifugl');
		await handIn(tablet);
		await expect(page.getByText('Lerke på åker')).toBeVisible();
		const held = all(await hall.seen(), 'point').find(({ text }) => text === 'Kanarifugl i bur')!;
		await hall.does('point.hold', { id: held.id });
		await expect(page.getByText('Kanarifugl i bur')).toHaveCount(0);
		const names = ['Alva Nordli', 'Birk Sandøy', 'lærer', 'assistent'];
		for (const name of names) expect(frames.join('\n')).not.toContain(name);
	});

	await test.step('no other door opens', async () => {
		const shut = [
			`/conference/${hall.id}/facilitate`,
			`/conference/${hall.id}/programme`,
			`/conference/${hall.id}/people`,
			`/conference/${hall.id}/groups`,
			`/conference/${hall.id}/handout`,
			`/conference/${hall.id}/print`,
			`/conference/${hall.id}/plenum`,
			`/conference/${hall.id}/export/everything.json`,
			`/school/${house.schoolId}`,
			`/school/${house.schoolId}/people`,
			`/school/${house.schoolId}/access`,
			`/school/${house.schoolId}/measures`,
			`/school/${house.schoolId}/steering/${hall.id}`
		];
		for (const path of shut) {
			const answer = await context.request.get(app.url + path, { maxRedirects: 0 });
			expect([303, 401, 403, 404], `${path}: ${answer.status()}`).toContain(answer.status());
			expect(await answer.text()).not.toMatch(/Alva Nordli|Birk Sandøy/);
		}
		await page.goto(`${app.url}/conference/${hall.id}/table/1`);
		await expect(page.getByText(/ikke tilgang til bord 1/)).toBeVisible();
		await page.goto(`${app.url}/conference/${hall.id}/screen`);
		await expect(page.getByText('Alva Nordli')).toHaveCount(0);
	});

	await test.step('a link that has been replaced says so', async () => {
		const old = await stage.link('table', 2);
		await hall.does('keys.turn', { what: 'table', table: 2 });
		const { page: late } = await device(browser, 'tablet');
		await late.goto(old);
		await expect(late.getByText('Lenken virker ikke lenger')).toBeVisible();
		await accessible(late);
	});
});

test('a wrong password many times is slowed, in words', async ({ browser }) => {
	const { page } = await device(browser, 'desk');
	await page.goto(`${stage.app.url}/sign-in`);
	await accessible(page);
	const login = `ukjent-${newId()}`;
	for (let tries = 0; tries < 14; tries++) {
		await page.getByLabel('Brukernavn eller e-post').fill(login);
		await page.getByLabel('Passord').fill(`feil ${tries}`);
		const answered = page.waitForResponse((one) => one.request().method() === 'POST');
		await page.getByRole('button', { name: 'Logg inn' }).click();
		// Not the words of the try before, which still stand there.
		if (/too-many-tries/.test(await (await answered).text())) break;
	}
	await expect(page.getByText(/For mange forsøk/)).toBeVisible();
	await expect(page.getByLabel('Brukernavn eller e-post')).toHaveValue(login);
});
