import { defineConfig } from '@playwright/test';
import { chromium } from './tests/support/process.ts';

// Chromium's own chatter with the internet is off; http://skole.test stands for a school's address:
// plain http and not localhost, so the browser treats it as it would on a school's network.
const args = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--host-resolver-rules=MAP skole.test 127.0.0.1',
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
];

export default defineConfig({
	testDir: 'tests/journeys',
	testMatch: '**/*.spec.ts',
	globalSetup: './tests/support/journeys.ts',
	outputDir: 'test-results/journeys',
	reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
	workers: 2,
	retries: 0,
	forbidOnly: true,
	timeout: 300_000,
	expect: { timeout: 30_000 },
	use: {
		browserName: 'chromium',
		actionTimeout: 45_000,
		locale: 'nb-NO',
		timezoneId: 'Europe/Oslo',
		// Nothing is judged, or pressed, while it fades.
		contextOptions: { reducedMotion: 'reduce' },
		screenshot: 'only-on-failure',
		launchOptions: { executablePath: chromium() ?? '/usr/bin/chromium', args }
	}
});
