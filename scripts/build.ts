import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';

const BUILT = 'build/index.js';
const SOURCES = [
	'src/**/*',
	'messages/**/*',
	'static/**/*',
	'project.inlang/settings.json',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts'
];

/** Whether there is a build that is newer than everything it was made from. */
export function isFresh(): boolean {
	if (!existsSync(BUILT)) return false;
	const built = statSync(BUILT).mtimeMs;
	return globSync(SOURCES, { exclude: ['src/lib/paraglide/**'] }).every(
		(path) => statSync(path).mtimeMs <= built
	);
}

/** Builds the app unless the build is fresh. Throws when the build fails. */
export function ensure(): void {
	if (isFresh()) return;
	console.log('Building (once, after each change) …');
	const { status } = spawnSync(
		process.execPath,
		['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
		{
			stdio: ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, NODE_ENV: 'production' }
		}
	);
	if (status !== 0) throw new Error('The build failed; what it said is above.');
}
