import { expect } from '@playwright/test';
import { test } from '../support/journey.ts';
import { NO_RULES } from '../../src/lib/domain/plan-rules.ts';
import { openRound } from '../support/house.ts';
import { groupsPage, person, repeated, seating, table } from '../support/planner.ts';
import { accessible, device, openStage, signIn, type Stage } from '../support/stage.ts';

let stage: Stage;
test.beforeEach(async () => {
	stage = await openStage();
});
test.afterEach(() => stage.close());

test('by keyboard on a tablet: pick up, swap, let go, undo, redo, take the suggestion, and hold two plans against each other', async ({
	browser
}) => {
	const { hall, app } = stage;
	for (const { id } of await hall.rounds())
		await hall.does('item.set', { id, round: { tables: { count: 2 } } });
	const { page } = await device(browser, 'tablet');
	await signIn(page, app.url);
	await page.goto(groupsPage(app.url, hall.id));
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
		await expect(both).toContainText(/Personer som sitter et annet sted i B enn i A: [1-8]/);
		await accessible(page);
		await both.getByRole('button', { name: 'Bruk plan A' }).click();
		await expect(both).toBeHidden();
		await expect.poll(() => seating(hall, 0)).toEqual(before);
	});

	await test.step('rules that contradict each other are told with names before anything is searched', async () => {
		await page.getByText('Regler for gruppene').click();
		const apart = (await hall.groups((await hall.rounds())[0]!.id))[0]!.members;
		await hall.does('conference.set', { apart: [[apart[0]!.id, apart[1]!.id]] });
		const form = page.getByRole('form', { name: 'Ny regel' });
		await form.getByLabel('Hva skal regelen gjelde?').selectOption('Skal sitte sammen');
		for (const { name } of apart.slice(0, 2))
			await form.getByLabel('Velg personer').selectOption({ label: name! });
		await form.getByRole('button', { name: 'Legg til' }).click();
		const told = page.getByRole('alert').filter({ hasText: apart[0]!.name! });
		await expect(told).toContainText(apart[1]!.name!);
		await accessible(page);
		await page.getByRole('button', { name: /Fjern: .* skal sitte sammen/ }).click();
		await expect(told).toBeHidden();
	});
});

test('the rules of a school are made on the page, one sentence each, and the plan keeps them or says where it does not', async ({
	browser
}) => {
	const { hall, app } = stage;
	for (const { id } of await hall.rounds())
		await hall.does('item.set', { id, round: { tables: { count: 2 } } });
	const { page } = await device(browser, 'tablet');
	await signIn(page, app.url);
	await page.goto(groupsPage(app.url, hall.id));
	await page.getByText('Regler for gruppene').click();
	const form = page.getByRole('form', { name: 'Ny regel' });
	const choose = (label: string, option: string) =>
		form.getByLabel(label, { exact: true }).selectOption({ label: option });
	const rule = async (kind: string, fill: () => Promise<unknown>, words: RegExp) => {
		await choose('Hva skal regelen gjelde?', kind);
		await fill();
		await form.getByRole('button', { name: 'Legg til' }).click();
		await expect(page.getByRole('listitem').filter({ hasText: words }).first()).toBeVisible();
	};

	await test.step('three who sit together, one with a table of their own, a small table, a wish, who writes, who comes late', async () => {
		await rule(
			'Skal sitte sammen',
			async () => {
				for (const name of ['Alva Nordli', 'Cato Moen', 'Falk Hagen'])
					await choose('Velg personer', name);
			},
			/Alva Nordli, Cato Moen og Falk Hagen skal sitte sammen/
		);
		await rule(
			'Fast plass ved et bord',
			async () => {
				await choose('Person', 'Gro Lunde');
				await choose('Bord', 'Bord 2');
			},
			/Gro Lunde har fast plass ved bord 2/
		);
		await rule(
			'Stoler ved et bord',
			async () => {
				await choose('Bord', 'Bord 2');
				await form.getByLabel('Antall stoler').fill('3');
			},
			/Bord 2 har plass til 3/
		);
		await rule(
			'Ønske: sitte med noen',
			async () => {
				await choose('Første person', 'Birk Sandøy');
				await choose('Andre person', 'Gro Lunde');
				await choose('Hvor mye det teller', 'teller mye (tre møter)');
			},
			/Birk Sandøy ønsker å sitte med Gro Lunde/
		);
		await rule(
			'Kan være referent',
			() => choose('Velg personer', 'Yrke: lærer'),
			/Referenter, etter tur: /
		);
		await rule(
			'Kommer senere eller går tidligere',
			async () => {
				await choose('Person', 'Dina Fossli');
				await form.getByLabel('Runde 1').check();
			},
			/Dina Fossli er borte i runde 1/
		);
		await accessible(page);
	});

	await test.step('where a rule bites is said at the table, at the person and in the list', async () => {
		await expect(table(page, 2)).toContainText('Bord 2 i runde 1 har 3 stoler');
		await expect(person(page, 'Alva Nordli')).toContainText('regel');
		await expect(person(page, 'Birk Sandøy')).toContainText('ønske');
		await expect(
			page.getByText('Birk Sandøy ønsker å sitte med Gro Lunde, men gjør det ikke i noen runde.')
		).toBeVisible();
	});

	await test.step('a new search keeps them all', async () => {
		await page.getByRole('button', { name: 'Søk på nytt' }).click();
		await expect(page.getByRole('button', { name: 'Søk på nytt' })).toBeVisible();
		await expect(page.getByText('0 brudd')).toBeVisible();
		const both = () => Promise.all([seating(hall, 0), seating(hall, 1)]);
		const sizes = async () =>
			(await both()).map((tables) => tables.map((members) => members.length));
		await expect.poll(sizes).toEqual([
			[4, 3],
			[5, 3]
		]);
		const rounds = await both();
		expect(rounds[0]!.flat()).not.toContain('Dina Fossli');
		for (const tables of rounds) {
			expect(tables[1]).toContain('Gro Lunde');
			const at = tables.findIndex((members) => members.includes('Alva Nordli'));
			expect(tables[at]).toEqual(expect.arrayContaining(['Cato Moen', 'Falk Hagen']));
		}
		expect(rounds[1]!.flat()).toContain('Dina Fossli');
		await accessible(page);
	});

	await test.step('rules that cannot all hold are told as a list of sentences', async () => {
		const people = await hall.groups((await hall.rounds())[0]!.id);
		const id = (name: string) =>
			people.flatMap(({ members }) => members).find((one) => one.name === name)!.id;
		const pinned = ['Alva Nordli', 'Birk Sandøy', 'Embla Vik', 'Harald Bø'].map((name) => ({
			person: id(name),
			table: 2
		}));
		await hall.does('conference.set', {
			rules: { ...NO_RULES, pinned, chairs: [{ table: 2, chairs: 3 }] }
		});
		await expect(page.getByRole('alert')).toContainText('Bord 2');
		await expect(page.getByRole('alert')).toContainText('Runde 1');
		await accessible(page);
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
	await page.goto(groupsPage(app.url, hall.id));
	const morning = page.getByRole('region', { name: 'Oppmøtet stemmer ikke med gruppene' });

	await test.step('who is away is told by name, and the repair is shown before it is done', async () => {
		for (const { name } of ill) await expect(morning).toContainText(name!);
		await accessible(page);
		await morning.getByRole('button', { name: 'Finn nye plasser' }).click();
		await expect(morning.getByText(/flytter fra bord 2 til bord 1/)).toHaveCount(1);
		const way = (name: RegExp) => morning.getByRole('row', { name });
		await expect(way(/Så få som mulig/)).toContainText('4 av 5');
		await expect(way(/Helt ny plan/)).toContainText(/\d før, \d etter/);
		await morning.getByLabel('Høyst så mange personer flytter').fill('2');
		await morning.getByLabel('Høyst så mange personer flytter').press('Tab');
		await expect(way(/Høyst så mange/)).toContainText(/\d av 5/);
		await expect(morning.getByRole('radio', { name: /Høyst/ })).toBeChecked();
		await accessible(page);
		await morning.getByRole('radio', { name: /Så få/ }).check();
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

	await test.step('somebody comes unannounced in the middle of a round: a table in it, a seat in the next, and nobody else moves', async () => {
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
		await expect(morning.getByText(/Sivert Nykomstad får plass ved bord/)).toHaveCount(2);
		await expect(morning.getByRole('row', { name: /Så få/ })).toContainText('5 av 5');
		await morning.getByRole('button', { name: 'Bruk disse plassene' }).click();
		await expect(morning).toBeHidden();
		await expect.poll(async () => (await seating(hall, 0)).flat()).toContain('Sivert Nykomstad');
		await expect
			.poll(() => seating(hall, 1))
			.toEqual([[...before[0]!, 'Sivert Nykomstad'], before[1]]);
		const others = (await seating(hall, 0)).map((names) =>
			names.filter((name) => name !== 'Sivert Nykomstad')
		);
		expect(others).toEqual(open);
	});

	await test.step('somebody must leave before the next round: the seat there is given up', async () => {
		await page.getByRole('button', { name: 'Runde 2' }).click();
		const leaving = (await seating(hall, 1))[0]![0]!;
		await person(page, leaving).click();
		await page.getByRole('button', { name: 'Borte i runde 2' }).click();
		await expect(morning).toContainText(`Borte, men med plass: ${leaving}.`);
		await morning.getByRole('button', { name: 'Finn nye plasser' }).click();
		await morning.getByRole('button', { name: 'Bruk disse plassene' }).click();
		await expect(morning).toBeHidden();
		await expect.poll(async () => (await seating(hall, 1)).flat()).not.toContain(leaving);
		expect((await seating(hall, 0)).flat()).toContain(leaving);
	});

	await test.step('one of those who were ill comes late after all, and gets a seat in the next round', async () => {
		const late = ill[0]!;
		await hall.does('attendance.set', { participantId: late.id, attendance: 'present' });
		await expect(morning).toContainText(`Her, men uten plass: ${late.name}.`);
		await morning.getByRole('button', { name: 'Finn nye plasser' }).click();
		await expect(morning.getByText(`${late.name} får plass ved bord`).first()).toBeVisible();
		await morning.getByRole('button', { name: 'Bruk disse plassene' }).click();
		await expect.poll(async () => (await seating(hall, 1)).flat()).toContain(late.name);
	});
});
