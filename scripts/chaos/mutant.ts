import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newFolder } from '../../tests/support/process.ts';
import { DEFECTS, patched, type Defect } from './defects.ts';
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

/** Patches a copy of the project with a defect, and lets a run of the copy look for it. */
export async function hunt(defect: Defect, options: Options, stop: AbortSignal): Promise<Verdict> {
	const folder = newFolder('defect');
	try {
		copy(folder);
		for (const patch of defect.patches) {
			const path = join(folder, patch.file);
			writeFileSync(path, patched(readFileSync(path, 'utf8'), patch));
		}
		if (defect.isBuilt) build(folder);
		else cpSync('build', join(folder, 'build'), { recursive: true });
		return await look(defect, folder, options, stop);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function copy(folder: string): void {
	mkdirSync(join(folder, 'tests'), { recursive: true });
	for (const part of PARTS) cpSync(part, join(folder, part), { recursive: true });
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}

function build(cwd: string): void {
	const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
	const env = { ...process.env, NODE_ENV: 'production' };
	const { status, stderr } = spawnSync(process.execPath, vite, { cwd, env, encoding: 'utf8' });
	if (status !== 0) throw new Error(`The copy with the defect does not build:\n${stderr}`);
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
