import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { openApp } from '../../src/lib/server/app.ts';
import { readConfiguration } from '../../src/lib/server/configuration.ts';
import { newToken } from '../../src/lib/server/keys.ts';
import { lockFolder } from '../../src/lib/server/store/lock.ts';
import * as build from '../build.ts';
import { seed, type Demo } from './seed.ts';
import { crowdLinks, networkAddresses, sheet } from './sheet.ts';

/** An empty folder; refused while another demo uses it. */
async function freshFolder(): Promise<string> {
	const folder = join(resolve(process.env.DATA_DIR ?? './data'), 'demo');
	const lock = await lockFolder(folder);
	await new Promise((closed) => lock.close(closed));
	rmSync(folder, { recursive: true, force: true });
	return folder;
}

/** The first port from `port` on that nobody listens on. */
async function freePort(port: number): Promise<number> {
	const free = await new Promise<boolean>((tell) => {
		const probe = createServer();
		probe.once('error', () => tell(false));
		probe.listen(port, () => probe.close(() => tell(true)));
	});
	if (free) return port;
	if (port >= 65_535) throw new Error('No free port was found. Set PORT to one.');
	return freePort(port + 1);
}

/** What the demo's server runs with; whatever else was set for a real one is not for it. */
function settle(folder: string, port: number): void {
	for (const name of ['REDIS_URL', 'ORIGIN', 'ADDRESS_HEADER', 'PROTOCOL_HEADER'])
		delete process.env[name];
	Object.assign(process.env, {
		ENV_FILE: '/dev/null',
		NODE_ENV: 'production',
		DEMO: '1',
		DATA_DIR: folder,
		SECRET: newToken(),
		HOST: '0.0.0.0',
		PORT: String(port),
		LOG_LEVEL: process.env.LOG_LEVEL || 'error'
	});
}

async function fill(): Promise<Demo> {
	const app = await openApp(readConfiguration(process.env));
	try {
		return await seed(app);
	} finally {
		await app.close();
	}
}

/** Waits until the server says that it can serve. */
async function ready(origin: string): Promise<void> {
	for (let more = 600; more > 0; more--) {
		const answer = await fetch(`${origin}/health/ready`).catch(() => null);
		await answer?.body?.cancel();
		if (answer?.ok) return;
		await new Promise((next) => setTimeout(next, 100));
	}
	throw new Error(`Nothing answers on ${origin}`);
}

/** Fills the hall: tablets and phones as a process of their own, which does not outlive this one. */
function bringCrowd(links: string[]): void {
	const crowd = spawn(process.execPath, ['scripts/crowd.ts', '--stay'], {
		stdio: ['pipe', 'ignore', 'inherit']
	});
	crowd.stdin!.end(links.join('\n'));
	process.once('exit', () => void crowd.kill());
}

/** Opens the demo: builds when needed, seeds, serves, prints the links and fills the hall. */
export async function open(): Promise<void> {
	const folder = await freshFolder();
	build.ensure();
	const port = await freePort(Number(process.env.PORT || 3000));
	settle(folder, port);
	console.log('Filling the school …');
	const demo = await fill();
	process.once('SIGHUP', () => process.emit('SIGTERM'));
	await import('../../server.js');
	const origin = `http://127.0.0.1:${port}`;
	await ready(origin);
	console.log(`\n${sheet(demo, port, networkAddresses())}\n`);
	bringCrowd(crowdLinks(demo, origin));
}
