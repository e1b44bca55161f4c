import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const journeys = 'tests/journeys/**';
const server = 'tests/server/**/*.test.ts';
const globalSetup = ['./tests/support/global.ts'];

/**
 * Three runs: what is pure needs no database; every server test runs twice, on PostgreSQL and on
 * PGlite (files that end in `.postgres.test.ts` are about PostgreSQL alone).
 */
export default defineConfig({
	plugins: [svelte()],
	test: {
		pool: 'forks',
		// One process for many files: what loads and compiles slowly, PGlite above all, does so once.
		isolate: false,
		maxWorkers: 2,
		testTimeout: 180_000,
		hookTimeout: 180_000,
		projects: [
			{
				extends: true,
				test: {
					name: 'pure',
					include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
					exclude: [journeys, server]
				}
			},
			{
				extends: true,
				test: {
					name: 'postgres',
					include: [server],
					globalSetup,
					env: { TEST_STORE: 'postgres' }
				}
			},
			{
				extends: true,
				test: {
					name: 'pglite',
					include: [server],
					globalSetup,
					exclude: ['**/*.postgres.test.ts'],
					env: { TEST_STORE: 'pglite' }
				}
			}
		]
	}
});
