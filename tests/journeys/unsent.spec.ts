import { expect } from '@playwright/test';
import { openCorner, type Corner } from '../../scripts/unsent/corner.ts';
import { planOf } from '../../scripts/unsent/plan.ts';
import { play } from '../../scripts/unsent/play.ts';
import { tablesIn } from '../../scripts/unsent/site.ts';
import { openHouse, REAL_CLOCK, type OpenHouse } from '../support/house.ts';
import { test } from '../support/journey.ts';

// What `npm run unsent` does two hundred times by dice, here a few times, always the same.
const SEED = 1;
const CASES = {
	110: 'without network localStorage is emptied, and the page is loaded anew',
	76: 'localStorage is full, and the tab crashes without network',
	140: 'IndexedDB never answers, and the tab crashes',
	59: 'the browser is killed without network in the middle of a change',
	220: 'somebody goes on in a second tab',
	183: 'nothing can be kept, and the page says so'
};

let house: OpenHouse;
let corner: Corner;
test.beforeAll(async ({ browser }) => {
	house = await openHouse(REAL_CLOCK);
	corner = await openCorner(browser, house.database.url);
});
test.afterAll(async () => {
	await corner.close();
	await house.close();
});

test('what is typed and not sent stands there again, once, whatever the tablet loses', async () => {
	const tables = tablesIn(house, Object.keys(CASES).length);
	for (const [number, told] of Object.entries(CASES))
		await test.step(told, async () => {
			const plan = planOf(SEED, Number(number));
			const { server, wire } = corner;
			const ground = { device: await corner.deviceFor(plan), server, wire, table: await tables() };
			const { lost, doubled, altered, said } = await play(plan, ground);
			const isHopeless = plan.fault === 'both-refuse';
			expect({ lost, doubled, altered, said }).toEqual({
				lost: [],
				doubled: [],
				altered: [],
				said: isHopeless ? true : null
			});
		});
});
