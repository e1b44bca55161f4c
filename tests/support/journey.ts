import { test as base } from '@playwright/test';

/** A journey: every device that was switched on for it is switched off at its end. */
export const test = base.extend<{ switchedOff: void }>({
	switchedOff: [
		async ({ browser }, use) => {
			await use();
			await Promise.all(browser.contexts().map((context) => context.close()));
		},
		{ auto: true }
	]
});
