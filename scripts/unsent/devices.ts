import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import playwright from '../../playwright.config.ts';
import {
	chromium as program,
	end,
	newFolder,
	run,
	whenReady
} from '../../tests/support/process.ts';
import { SIZES } from '../../tests/support/stage.ts';

/** Something with pages that remembers: a context of a shared browser, or a browser of its own. */
export type Device = {
	context: () => BrowserContext;
	/** Ends the browser as a power cut would, and starts it again on what it had kept. */
	kill: () => Promise<void>;
	close: () => Promise<void>;
};

const ARGS = playwright.use?.launchOptions?.args ?? [];

export const openBrowser = (): Promise<Browser> =>
	chromium.launch({ executablePath: programHere(), args: ARGS });

function programHere(): string {
	const found = program();
	if (!found)
		throw new Error('There is no Chromium: apt-get install chromium, or name one in CHROMIUM');
	return found;
}

/** A tablet in a browser that others use too. */
export async function tabletIn(browser: Browser): Promise<Device> {
	const context = await browser.newContext({
		viewport: SIZES.tablet,
		locale: 'nb-NO',
		reducedMotion: 'reduce'
	});
	const kill = () => Promise.reject(new Error('The browser is not this tablet’s own'));
	return { context: () => context, kill, close: () => context.close() };
}

/** A tablet with a browser and a disk of its own. */
export async function tabletAlone(): Promise<Device> {
	const disk = newFolder('tablet');
	let it = await switchOn(disk);
	const off = async () => {
		await end(it.process, 'SIGKILL');
		await it.browser.close().catch(() => undefined);
	};
	return {
		context: () => it.browser.contexts()[0]!,
		kill: async () => {
			await off();
			it = await switchOn(disk);
		},
		close: async () => {
			await off();
			rmSync(disk, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
		}
	};
}

async function switchOn(disk: string) {
	const said = join(disk, 'DevToolsActivePort');
	rmSync(said, { force: true });
	const how = ['--headless=new', '--remote-debugging-port=0', '--lang=nb-NO'];
	const folder = `--user-data-dir=${disk}`;
	const size = `--window-size=${SIZES.tablet.width},${SIZES.tablet.height}`;
	const process = run(programHere(), [...ARGS, ...how, folder, size, 'about:blank']);
	const lines = () => (existsSync(said) ? readFileSync(said, 'utf8').split('\n') : []);
	await whenReady(process, () => lines().length > 1);
	const browser = await chromium.connectOverCDP(`http://127.0.0.1:${lines()[0]}`);
	return { process, browser };
}
