import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { existsSync, globSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A process that a test started, with all that it has said so far. */
export type Running = {
	child: ChildProcess;
	/** Everything on standard output and standard error until now. */
	output: () => string;
	/** Its exit code (null after a signal), once it has ended. */
	ended: Promise<number | null>;
};

/** A new empty folder under the system's place for temporary things. */
export const newFolder = (name: string) => mkdtempSync(join(tmpdir(), `rundebord-${name}-`));

/** A TCP port on 127.0.0.1 that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** Starts a process that does not outlive this one. */
export function run(command: string, args: string[], options: SpawnOptions = {}): Running {
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8');
		stream?.on('data', (text: string) => (said += text));
	}
	const ended = new Promise<number | null>((resolve) => {
		child.once('error', (error) => {
			said += String(error);
			resolve(null);
		});
		child.once('exit', (code) => resolve(code));
	});
	const withUs = () => void child.kill('SIGKILL');
	process.once('exit', withUs);
	void ended.then(() => process.off('exit', withUs));
	return { child, output: () => said, ended };
}

/**
 * Waits until `ready` answers true, asking again every few milliseconds. Throws with what the
 * process said when it ends first, or after `patience` ms.
 */
export async function whenReady(
	{ output, ended }: Running,
	ready: () => boolean | Promise<boolean>,
	patience = 60_000
): Promise<void> {
	let over = false;
	void ended.then(() => (over = true));
	const last = Date.now() + patience;
	while (!(await ready())) {
		if (over) throw new Error(`It ended before it was ready:\n${output()}`);
		if (Date.now() > last) throw new Error(`Not ready after ${patience} ms:\n${output()}`);
		await new Promise((next) => setTimeout(next, 15));
	}
}

/** Sends a signal and waits for the end; gives the exit code. */
export async function end(running: Running, signal: NodeJS.Signals): Promise<number | null> {
	running.child.kill(signal);
	return running.ended;
}

/** The folder of PostgreSQL's server programs, or null when they are not installed. */
export function postgresPrograms(): string | null {
	const folders = [...globSync('/usr/lib/postgresql/*/bin').sort().reverse(), configured()];
	return folders.find((folder) => folder && existsSync(join(folder, 'initdb'))) || null;
}

function configured(): string {
	try {
		return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim();
	} catch {
		return '';
	}
}

/** Where a program lies on the PATH, or null. */
export function programOnPath(name: string): string | null {
	const folders = (process.env.PATH ?? '').split(':');
	return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** The browser of the journeys: `CHROMIUM`, else Debian's; null when neither is there. */
export function chromium(): string | null {
	const named = process.env.CHROMIUM;
	if (named) return existsSync(named) ? named : null;
	return programOnPath('chromium') ?? programOnPath('chromium-browser');
}
