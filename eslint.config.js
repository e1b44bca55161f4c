import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default defineConfig(
	globalIgnores([
		'.svelte-kit/',
		'build/',
		'data/',
		'design-tokens/',
		'drizzle/',
		'playwright-report/',
		'src/lib/paraglide/',
		'src/lib/theme/',
		'test-results/'
	]),
	ts.configs.recommended,
	svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			// TypeScript sees unknown names better than ESLint does.
			'no-undef': 'off',
			'no-console': 'error',
			// `there || make()` and `yes ? this() : that()` may stand alone.
			'@typescript-eslint/no-unused-expressions': [
				'error',
				{ allowShortCircuit: true, allowTernary: true }
			],
			eqeqeq: ['error', 'smart'],
			'prefer-const': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig }
		},
		rules: {
			'prefer-const': 'off',
			'svelte/no-at-html-tags': 'error',
			'svelte/button-has-type': 'error',
			'svelte/no-inline-styles': 'off',
			// Every address is ours and the app is served from the root of its host.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		// State that lives beside components also keeps what nobody looks at.
		files: ['**/*.svelte.ts'],
		rules: { 'svelte/prefer-svelte-reactivity': 'off' }
	},
	{
		// What runs in a terminal speaks to it.
		files: [
			'scripts/**',
			'server.js',
			'src/lib/server/log.ts',
			'tests/support/**',
			'*.config.{js,ts}'
		],
		rules: { 'no-console': 'off' }
	}
);
