import type { CDPSession, Locator, Page } from '@playwright/test';
import type { Hall } from './house.ts';

/** The planner's page, as somebody at it sees it. */
export const table = (page: Page, n: number): Locator =>
	page.getByRole('region', { name: `Bord ${n}`, exact: true });
export const person = (page: Page, name: string): Locator =>
	page.locator('[data-person]').filter({ has: page.locator('.name', { hasText: name }) });
export const repeated = (page: Page): Locator => page.locator('.figure strong');
export const groupsPage = (at: string, conferenceId: string): string =>
	`${at}/conference/${conferenceId}/groups`;

/** Who sits at each table of a round, as the server has it. */
export async function seating(hall: Hall, at: number): Promise<string[][]> {
	const rounds = await hall.rounds();
	const groups = await hall.groups(rounds[at]!.id);
	return groups.map(({ members }) => members.map(({ name }) => name ?? '').sort());
}

type Spot = { x: number; y: number };

/** The middle of something, where it stands in the window. */
export async function middle(at: Locator): Promise<Spot> {
	const box = await at.boundingBox();
	if (!box) throw new Error('It is not to be seen.');
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** One finger on the glass. */
export async function finger(page: Page) {
	const glass: CDPSession = await page.context().newCDPSession(page);
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', spots: Spot[]) =>
		glass.send('Input.dispatchTouchEvent', { type, touchPoints: spots });
	let now: Spot = { x: 0, y: 0 };
	return {
		down: (spot: Spot) => touch('touchStart', [(now = spot)]),
		/** Slides there in small steps, as a finger does. */
		to: async (spot: Spot, steps = 8) => {
			const from = now;
			for (let k = 1; k <= steps; k++) {
				now = {
					x: from.x + ((spot.x - from.x) * k) / steps,
					y: from.y + ((spot.y - from.y) * k) / steps
				};
				await touch('touchMove', [now]);
			}
		},
		up: () => touch('touchEnd', [])
	};
}
