import { spawn } from 'node:child_process';
import {
	cpSync,
	globSync,
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { join, resolve } from 'node:path';
import { newFolder } from '../../tests/support/process.ts';
import { BUILD, DEFECTS, patched, type Defect, type Patch } from './defects.ts';
import type { Options } from './options.ts';

/** Whether a run saw the defect, and what it said. */
export type Verdict = { name: string; caught: boolean; said: string };

/** What of the project a run needs; everything else stays where it is. */
const PARTS = [
	'src',
	'scripts',
	'messages',
	'static',
	'drizzle',
	'project.inlang',
	'tests/support',
	'package.json',
	'package-lock.json',
	'server.js',
	'svelte.config.js',
	'tsconfig.json',
	'vite.config.ts'
];

/** The defects that a name means: one, or `all`. */
export function named(name: string): Defect[] {
	const meant = DEFECTS.filter((defect) => name === 'all' || defect.name === name);
	if (meant.length > 0) return meant;
	throw new Error(`No such defect. There are: ${DEFECTS.map(({ name }) => name).join(', ')}, all`);
}

/** Patches a copy of the project and its build with a defect, and lets a run of the copy look for it. */
export async function hunt(defect: Defect, options: Options, stop: AbortSignal): Promise<Verdict> {
	const folder = newFolder('defect');
	try {
		mkdirSync(join(folder, 'tests'), { recursive: true });
		for (const part of PARTS) cpSync(part, join(folder, part), { recursive: true });
		symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
		infect(folder, defect);
		return await look(defect, folder, options, stop);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const isBuilt = ({ where }: Patch): boolean => where === BUILD;

/** Puts a defect into the project in a folder. Throws when it no longer fits. */
export function infect(folder: string, { patches }: Defect): void {
	const sources = patches.filter((patch) => !isBuilt(patch));
	for (const patch of sources) put(patched(textsOf(join(folder, patch.where)), patch));
	// Only now, so that the build is newer than what it was made from and is not made again.
	cpSync('build', join(folder, 'build'), { recursive: true });
	for (const patch of patches.filter(isBuilt)) put(patched(textsOf(join(folder, BUILD)), patch));
}

/** A file's text, or those of all scripts in a folder, by path. */
function textsOf(path: string): Map<string, string> {
	const paths = path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.js`);
	return new Map(paths.map((one) => [one, readFileSync(one, 'utf8')]));
}

function put(texts: Map<string, string>): void {
	for (const [path, text] of texts)
		if (readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

/** Runs the copy. Exit code 1 means that its checker saw something; anything else, that it did not. */
function look(
	{ name, faults, seconds }: Defect,
	cwd: string,
	options: Options,
	stop: AbortSignal
): Promise<Verdict> {
	const args = ['scripts/chaos.ts', '--minutes', `${seconds / 60}`, '--round', `${seconds / 2}`];
	args.push('--seed', `${options.seed}`, '--clients', `${options.clients}`);
	args.push(
		'--processes',
		`${Math.max(2, options.processes)}`,
		'--only',
		faults.join(','),
		'--json'
	);
	return new Promise((tell) => {
		const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
		const onStop = () => void child.kill('SIGINT');
		stop.addEventListener('abort', onStop);
		let said = '';
		child.stdout.on('data', (text) => (said += text));
		child.stderr.on('data', (text) => (said += text));
		child.once('exit', (code) => {
			stop.removeEventListener('abort', onStop);
			tell({ name, caught: code === 1 && said.includes('"ok":false'), said: gist(said) });
		});
	});
}

/** The first of what a run found, or the end of what it said. */
function gist(said: string): string {
	try {
		const report = JSON.parse(said.slice(said.indexOf('{"seed"'))) as Record<string, unknown>;
		const { lost, doubled, misordered, leaked, diverged, first } = report;
		return JSON.stringify({
			lost,
			doubled,
			misordered,
			leaked,
			diverged,
			first: (first as string[])[0]
		});
	} catch {
		return said.slice(-1_500);
	}
}
