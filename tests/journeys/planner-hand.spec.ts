import { expect, type Page } from '@playwright/test';
import { test } from '../support/journey.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as people from '../../src/lib/server/people.ts';
import { NAMES, PROGRAMME } from '../support/house.ts';
import {
	finger,
	groupsPage,
	middle,
	person,
	repeated,
	seating,
	table
} from '../support/planner.ts';
import { accessible, device, openStage, signIn, SIZES, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeEach(async () => {
	stage = await openStage();
});
test.afterEach(() => stage.close());

const ghost = (page: Page) => page.locator('.ghost');

test('by finger on a tablet: a stroke scrolls, a press lifts; dropped on somebody they swap, dropped on a table they move', async ({
	browser
}) => {
	const { hall, app } = stage;
	const [birk, dina] = ['Birk Sandøy', 'Dina Fossli'];
	const rounds = await hall.rounds();
	for (const { id } of rounds) await hall.does('item.set', { id, round: { tables: { count: 2 } } });
	const [one, two] = await hall.groups(rounds[0]!.id);
	const apart = one!.members.find(({ name }) => name === dina)!;
	await hall.does('conference.set', { apart: [[apart.id, two!.members.at(-1)!.id]] });
	const context = await browser.newContext({ viewport: SIZES.tablet, hasTouch: true });
	const page = await context.newPage();
	await signIn(page, app.url);
	await page.goto(groupsPage(app.url, hall.id));
	await expect(person(page, birk)).toBeVisible();
	const hand = await finger(page);
	const before = await seating(hall, 0);
	const top = () => page.evaluate(() => window.scrollY);

	await test.step('a quick stroke over a person scrolls the page and lifts nobody', async () => {
		const from = await middle(person(page, birk));
		const still = page.evaluate(
			() => new Promise((done) => addEventListener('scrollend', done, { once: true }))
		);
		await hand.down(from);
		await hand.to({ x: from.x, y: from.y - 260 });
		await hand.up();
		await still; // a page that was flung goes on for a while
		expect(await top()).toBeGreaterThan(100);
		await expect(ghost(page)).toBeHidden();
		expect(await seating(hall, 0)).toEqual(before);
		await page.evaluate(() => window.scrollTo(0, 0));
		await expect.poll(top).toBe(0);
	});

	await test.step('pressed and held, somebody is lifted, and the ghost says what a drop would do', async () => {
		await hand.down(await middle(person(page, birk)));
		await expect(ghost(page)).toContainText(birk);
		await hand.to(await middle(person(page, 'Embla Vik')));
		await expect(ghost(page)).toContainText('Bytt med Embla Vik');
		expect(await top()).toBe(0);
		await accessible(page);
		await hand.up();
		await expect(ghost(page)).toBeHidden();
		await expect(table(page, 2)).toContainText(birk);
		await expect(table(page, 1)).toContainText('Embla Vik');
		await expect.poll(async () => (await seating(hall, 0))[1]).toContain(birk);
	});

	await test.step('dropped on a table they move, and the table says that it is one short', async () => {
		await hand.down(await middle(person(page, birk)));
		await expect(ghost(page)).toBeVisible();
		await hand.to(await middle(table(page, 1).getByRole('heading')));
		await expect(ghost(page)).toContainText('Til bord 1');
		await hand.up();
		await expect(table(page, 1)).toContainText(birk);
		await expect(table(page, 2)).toContainText('Bord 2 i runde 1 har 3, planlagt var 4.');
		await expect.poll(async () => (await seating(hall, 0))[0]).toContain(birk);
	});

	await test.step('dropped beside somebody they are kept apart from, nothing happens', async () => {
		const then = await seating(hall, 0);
		await hand.down(await middle(person(page, dina)));
		await expect(ghost(page)).toBeVisible();
		await hand.to(await middle(table(page, 2).getByRole('heading')));
		await expect(ghost(page)).toContainText('skal ikke sitte sammen');
		await hand.up();
		await expect(ghost(page)).toBeHidden();
		expect(await seating(hall, 0)).toEqual(then);
	});

	await test.step('and all of it can be undone', async () => {
		await page.keyboard.press('Control+z');
		await page.keyboard.press('Control+z');
		await expect.poll(() => seating(hall, 0)).toEqual(before);
		await expect(page.getByRole('button', { name: 'Angre' })).toBeDisabled();
	});
});

test('by mouse: a press is a press, a pull is a drag, and Escape gives it up', async ({
	browser
}) => {
	const { hall, app } = stage;
	const { page } = await device(browser, 'desk');
	await signIn(page, app.url);
	await page.goto(groupsPage(app.url, hall.id));
	const before = await seating(hall, 0);
	const [birk, embla] = [person(page, 'Birk Sandøy'), person(page, 'Embla Vik')];
	const pull = async () => {
		const [from, to] = [await middle(birk), await middle(embla)];
		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move(from.x + 20, from.y + 4);
		await page.mouse.move(to.x, to.y, { steps: 4 });
		await expect(ghost(page)).toContainText('Bytt med Embla Vik');
	};
	await pull();
	await page.keyboard.press('Escape');
	await expect(ghost(page)).toBeHidden();
	await page.mouse.up();
	expect(await seating(hall, 0)).toEqual(before);
	await pull();
	await page.mouse.up();
	await expect(table(page, 2)).toContainText('Birk Sandøy');
	await expect(birk).toHaveAttribute('aria-pressed', 'false');
	await expect.poll(async () => (await seating(hall, 0))[0]).toContain('Embla Vik');
	await birk.click();
	await expect(birk).toHaveAttribute('aria-pressed', 'true');
});

test('the first groups are undone as if they had never been made, and made again as they were', async ({
	browser
}) => {
	const { house, app } = stage;
	const id = await conferences.create(
		house.app,
		house.principal,
		{
			ownerId: house.schoolId,
			name: 'Vårkonferansen',
			date: '2027-04-12',
			startsAt: 540,
			lang: 'nb'
		},
		PROGRAMME
	);
	await people.importInto(
		house.app,
		house.principal,
		id,
		NAMES.map((name) => ({ name, attributes: { profession: 'lærer' } }))
	);
	const { page } = await device(browser, 'tablet');
	await signIn(page, app.url);
	await page.goto(groupsPage(app.url, id));
	await page.getByRole('button', { name: 'Sett sammen gruppene' }).click();
	await expect(page.getByRole('link', { name: 'Del ut gruppene' })).toBeVisible();
	const names = () => page.locator('[data-person] .name').allInnerTexts();
	const made = await names();
	expect(made).toHaveLength(8);
	await page.keyboard.press('Control+z');
	await expect(page.getByRole('button', { name: 'Sett sammen gruppene' })).toBeVisible();
	await expect(page.locator('[data-person]')).toHaveCount(0);
	await accessible(page);
	await page.keyboard.press('Control+Shift+z');
	await expect.poll(names).toEqual(made);
	await expect(repeated(page)).toBeVisible();
});
