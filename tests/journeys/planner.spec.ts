import { expect, test, type Page } from '@playwright/test';
import type { Hall } from '../support/house.ts';
import { openRound } from '../support/house.ts';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeEach(async () => {
	stage = await openStage();
});
test.afterEach(() => stage.close());

const table = (page: Page, n: number) =>
	page.getByRole('region', { name: `Bord ${n}`, exact: true });
const person = (page: Page, name: string) =>
	page.locator('[data-person]').filter({ has: page.locator('.name', { hasText: name }) });
const repeated = (page: Page) => page.locator('.figure strong');

/** Who sits at each table of a round, as the server has it. */
async function seating(hall: Hall, at: number): Promise<string[][]> {
	const rounds = await hall.rounds();
	const groups = await hall.groups(rounds[at]!.id);
	return groups.map(({ members }) => members.map(({ name }) => name).sort());
}

test('by keyboard on a tablet: pick up, swap, let go, undo, redo, take the suggestion, and hold two plans against each other', async ({
	browser
}) => {
	const { hall, app } = stage;
	for (const { id } of await hall.rounds())
		await hall.does('item.set', { id, round: { tables: { count: 2 } } });
	const { page } = await device(browser, 'tablet');
	await signIn(page, app.url);
	await page.goto(`${app.url}/conference/${hall.id}/groups`);
	await expect(repeated(page)).toHaveText('4');
	await accessible(page);
	const before = await seating(hall, 0);

	await test.step('arrows walk the seats, Enter picks up and swaps; the focus follows', async () => {
		await person(page, 'Alva Nordli').focus();
		await page.keyboard.press('ArrowDown');
		await expect(person(page, 'Birk Sandøy')).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(person(page, 'Birk Sandøy')).toHaveAttribute('aria-pressed', 'true');
		await expect(person(page, 'Embla Vik').filter({ hasText: '+2' })).toBeVisible();
		await accessible(page);
		await page.keyboard.press('Escape');
		await expect(person(page, 'Birk Sandøy')).toHaveAttribute('aria-pressed', 'false');
		await page.keyboard.press('Enter');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowUp');
		await expect(person(page, 'Embla Vik')).toBeFocused();
		await page.keyboard.press('Enter');
		await expect(person(page, 'Birk Sandøy')).toBeFocused();
		await expect(table(page, 2)).toContainText('Birk Sandøy');
		await expect(repeated(page)).toHaveText('6');
		await expect(person(page, 'Birk Sandøy')).toContainText('møter igjen');
		await expect.poll(async () => (await seating(hall, 0))[0]).toContain('Embla Vik');
	});

	await test.step('undone, done again, and the suggestion takes it back to as few as can be', async () => {
		await page.getByRole('button', { name: 'Angre' }).click();
		await expect(repeated(page)).toHaveText('4');
		await page.getByRole('button', { name: 'Gjør om igjen' }).click();
		await expect(repeated(page)).toHaveText('6');
		const suggestion = page.getByRole('region', { name: 'Forslag' });
		await expect(suggestion).toContainText('møter igjen');
		await accessible(page);
		await suggestion.getByRole('button').click();
		await expect(repeated(page)).toHaveText('4');
		await expect(suggestion).toBeHidden();
		await page.keyboard.press('Control+z');
		await page.keyboard.press('Control+z');
		await expect.poll(() => seating(hall, 0)).toEqual(before);
	});

	await test.step('moved alone, the table that bites says so; the menu appoints a leader', async () => {
		await person(page, 'Dina Fossli').click();
		await table(page, 2)
			.getByRole('button', { name: /Flytt hit/ })
			.press('Enter');
		await expect(table(page, 1)).toContainText('Bord 1 i runde 1 har 3, planlagt var 4.');
		await person(page, 'Dina Fossli').click();
		await page.getByRole('button', { name: 'Gjør til gruppeleder' }).click();
		await expect(person(page, 'Dina Fossli')).toContainText('leder');
		await person(page, 'Dina Fossli').click();
		await page.getByLabel('Flytt til bord').selectOption({ index: 1 });
		await page.getByRole('button', { name: 'Flytt', exact: true }).click();
		await expect(table(page, 1)).toContainText('Dina Fossli');
		await expect.poll(() => seating(hall, 0)).toEqual(before);
	});

	await test.step('a plan is set aside, another is found, and the first is chosen', async () => {
		await page.getByRole('button', { name: 'Sett til side som plan A' }).click();
		await page.getByRole('button', { name: 'Søk på nytt' }).click();
		await expect(page.getByRole('link', { name: 'Del ut gruppene' })).toBeVisible();
		const both = page.getByRole('region', { name: 'To planer' });
		await expect(both.getByRole('row', { name: /Gjentatte møter/ })).toContainText('4');
		await expect
			.poll(() => seating(hall, 1))
			.not.toEqual([
				['Alva Nordli', 'Cato Moen', 'Embla Vik', 'Gro Lunde'],
				['Birk Sandøy', 'Dina Fossli', 'Falk Hagen', 'Harald Bø']
			]);
		await accessible(page);
		await both.getByRole('button', { name: 'Bruk plan A' }).click();
		await expect(both).toBeHidden();
		await expect.poll(() => seating(hall, 0)).toEqual(before);
	});

	await test.step('rules that contradict each other are told with names before anything is searched', async () => {
		await page.getByText('Regler for gruppene').click();
		const apart = (await hall.groups((await hall.rounds())[0]!.id))[0]!.members;
		await hall.does('conference.set', { apart: [[apart[0]!.id, apart[1]!.id]] });
		const together = page.getByRole('region', { name: 'Skal sitte sammen', exact: true });
		await together.getByLabel(/Første person/).selectOption(apart[0]!.name);
		await together.getByLabel(/Andre person/).selectOption(apart[1]!.name);
		await together.getByRole('button', { name: 'Legg til' }).click();
		const told = page.getByRole('alert').filter({ hasText: apart[0]!.name });
		await expect(told).toContainText(apart[1]!.name);
		await accessible(page);
		await together.getByRole('button', { name: /Fjern/ }).click();
		await expect(told).toBeHidden();
	});
});

test('the morning after: three are ill and one comes unannounced; as few as possible move, and the open round stays', async ({
	browser
}) => {
	const { hall, app } = stage;
	await openRound(hall);
	const open = await seating(hall, 0);
	const [, second] = await hall.rounds();
	const ill = (await hall.groups(second!.id))[0]!.members.slice(0, 3);
	for (const { id } of ill)
		await hall.does('attendance.set', { participantId: id, attendance: 'absent' });
	const { page } = await device(browser, 'tablet');
	await signIn(page, app.url);
	await page.goto(`${app.url}/conference/${hall.id}/groups`);
	const morning = page.getByRole('region', { name: 'Oppmøtet stemmer ikke med gruppene' });

	await test.step('who is away is told by name, and the repair is shown before it is done', async () => {
		for (const { name } of ill) await expect(morning).toContainText(name);
		await accessible(page);
		await morning.getByRole('button', { name: 'Finn nye plasser' }).click();
		await expect(morning.getByText(/flytter fra bord 2 til bord 1/)).toHaveCount(1);
		await expect(morning).toContainText('4 av 5');
		await expect(morning).toContainText(/\d gjentatte møter, og \d kort måtte byttes/);
		await accessible(page);
		expect((await seating(hall, 1)).map((members) => members.length)).toEqual([4, 4]);
	});

	await test.step('accepted, one has moved in the round to come, and nothing in the open one', async () => {
		await morning.getByRole('button', { name: 'Bruk disse plassene' }).click();
		await expect(morning).toBeHidden();
		await expect
			.poll(async () => (await seating(hall, 1)).map((members) => members.length))
			.toEqual([2, 3]);
		expect(await seating(hall, 0)).toEqual(open);
	});

	await test.step('somebody comes unannounced: a seat, and nobody else moves', async () => {
		const before = await seating(hall, 1);
		await hall.does('walkin.add', {
			id: 'walk-in-of-the-morning',
			name: 'Sivert Nykomstad',
			attributes: {},
			seats: []
		});
		await expect(morning).toContainText('Her, men uten plass: Sivert Nykomstad.');
		await morning.getByRole('button', { name: 'Finn nye plasser' }).click();
		await expect(morning).toContainText('Ingen må flytte.');
		await expect(morning).toContainText('Sivert Nykomstad får plass ved bord 1');
		await expect(morning).toContainText('5 av 5');
		await morning.getByRole('button', { name: 'Bruk disse plassene' }).click();
		await expect(morning).toBeHidden();
		await expect
			.poll(() => seating(hall, 1))
			.toEqual([[...before[0]!, 'Sivert Nykomstad'], before[1]]);
		await page.getByRole('button', { name: 'Angre' }).click();
		await expect.poll(() => seating(hall, 1)).toEqual(before);
		expect(await seating(hall, 0)).toEqual(open);
	});
});
