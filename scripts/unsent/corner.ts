import type { Browser } from '@playwright/test';
import { proxy, type Proxy } from '../../tests/support/proxy.ts';
import { tabletAlone, tabletIn, type Device } from './devices.ts';
import type { Case } from './plan.ts';
import { openServer, type Server } from './site.ts';

/** A corner of the hall: an app process behind a wire of its own, and tablets that have been there before. */
export type Corner = {
	server: Server;
	wire: Proxy;
	/** A tablet that has sat at other tables; a browser of its own where it is to be killed. */
	deviceFor: (plan: Case) => Promise<Device>;
	/** After a case that could not be played: other tablets, fine weather, a server that runs. */
	tidyUp: () => Promise<void>;
	close: () => Promise<void>;
};

/** After so many tables a tablet is put away and a new one taken. */
const TABLES = 12;

export async function openCorner(browser: Browser, databaseUrl: string | null): Promise<Corner> {
	const server = await openServer(databaseUrl);
	const wire = await proxy(server.port);
	let shared: { device: Device; tables: number } | null = null;
	let alone: Device | null = null;

	async function putAway(): Promise<void> {
		const devices = [shared?.device, alone];
		shared = alone = null;
		for (const device of devices) await device?.close().catch(() => undefined);
	}

	async function another(): Promise<Device> {
		if (shared && shared.tables >= TABLES) await putAway();
		shared ??= { device: await tabletIn(browser), tables: 0 };
		shared.tables += 1;
		return shared.device;
	}

	return {
		server,
		wire,
		deviceFor: async ({ blow }) =>
			blow === 'browser-kill' ? (alone ??= await tabletAlone()) : another(),
		tidyUp: async () => {
			await putAway();
			wire.heal();
			await server.kill();
			await server.start();
		},
		close: async () => {
			await putAway();
			await wire.close();
			await server.stop();
		}
	};
}
