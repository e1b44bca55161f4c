import { Redis } from 'ioredis';
import { tableOf } from '../../src/lib/domain/audience.ts';
import type { Device } from './device.ts';
import type { Dice } from './dice.ts';
import { SMOOTH } from './rough.ts';
import type { Process, Site } from './site.ts';

/** Where a fault strikes. `pause` ends early when everything is to be healed. */
export type Scene = {
	site: Site;
	devices: Device[];
	dice: Dice;
	pause: (ms: number) => Promise<void>;
};

/** A fault strikes, lasts, and is mended by itself; false when there was nothing to strike at. */
type Fault = (scene: Scene) => Promise<boolean>;

/** Someone of a list whom no other fault has got hold of. */
function free<T extends object>(list: T[], dice: Dice, taken: Set<object>): T | null {
	const left = list.filter((one) => !taken.has(one));
	return left.length > 0 ? dice.pick(left) : null;
}

const taken = new Set<object>();

/** Holds on to a target for as long as `work` takes. */
export async function holding<T extends object>(
	target: T | null,
	work: (target: T) => Promise<unknown>
): Promise<boolean> {
	if (!target || taken.has(target)) return false;
	taken.add(target);
	try {
		await work(target);
		return true;
	} finally {
		taken.delete(target);
	}
}

const process =
	(strike: (process: Process, scene: Scene) => Promise<unknown>): Fault =>
	(scene) =>
		holding(free(scene.site.processes, scene.dice, taken), async (target) => {
			target.busy = true;
			try {
				await strike(target, scene);
			} finally {
				target.busy = false;
			}
		});

const device =
	(strike: (device: Device, scene: Scene) => Promise<unknown>): Fault =>
	(scene) =>
		holding(free(scene.devices, scene.dice, taken), (target) => strike(target, scene));

/** Strikes a part of the hall's devices at once. */
const corner =
	(strike: (devices: Device[], scene: Scene) => Promise<unknown>): Fault =>
	async (scene) => {
		const part = scene.dice.between(0.15, 0.7);
		const struck = scene.devices.filter((one) => !taken.has(one) && scene.dice.chance(part));
		for (const one of struck) taken.add(one);
		await strike(struck, scene);
		for (const one of struck) taken.delete(one);
		return struck.length > 0;
	};

const kill = process((target, { dice }) => target.again('SIGKILL', dice.between(100, 3_000)));

const freeze = process(async (target, { dice, pause }) => {
	target.signal('SIGSTOP');
	await pause(dice.between(500, 9_000));
	target.signal('SIGCONT');
});

/** Each process in turn is asked to stop and started again. */
const deploy: Fault = async ({ site, dice }) => {
	for (const target of site.processes)
		await holding(target, async () => {
			target.busy = true;
			const said = target.app.output;
			const code = await target.again('SIGTERM', dice.between(50, 800));
			target.busy = false;
			if (code !== 0) site.died(`asked to stop, it ended with ${code}: ${said().slice(-600)}`);
		});
	return true;
};

const redisAway: Fault = ({ site, dice, pause }) =>
	holding(site.redis, async (redis) => {
		await redis.stop();
		await pause(dice.between(500, 8_000));
		await redis.start();
	});

/** Says something to Redis itself, as anybody on it could. */
const toRedis =
	(say: (redis: Redis, scene: Scene) => Promise<unknown>): Fault =>
	async (scene) => {
		const { redis } = scene.site;
		if (!redis || taken.has(redis)) return false;
		const client = new Redis(redis.url, { maxRetriesPerRequest: 1, retryStrategy: () => null });
		client.on('error', () => undefined);
		await say(client, scene).catch(() => undefined);
		client.disconnect();
		return true;
	};

const GARBAGE = ['', '{{{', 'null', '[]', '{"process":1}', 'x'.repeat(200_000), '\u0000\uFFFF'];
const garbage = toRedis(async (redis, { dice, site }) => {
	for (let left = 30; left > 0; left--) {
		const channel = dice.pick(['rundebord:look', 'rundebord:here', 'rundebord:andre']);
		await redis.publish(channel, dice.chance(0.3) ? site.hall.id : dice.pick(GARBAGE));
	}
});
const flush = toRedis((redis) => redis.flushall());

const postgresRestart: Fault = ({ site }) =>
	holding(site.postgres, (postgres) => postgres.restart());

/** Ends every connection to the database but its own. */
export const KILL_BACKENDS = `select pg_terminate_backend(pid) from pg_stat_activity
	where datname = 'chaos' and pid <> pg_backend_pid()`;

const backends: Fault = ({ site, dice, pause }) =>
	holding(site.postgres, async (postgres) => {
		for (let left = 1 + dice.below(6); left > 0; left--) {
			const some = dice.chance(0.5) ? KILL_BACKENDS : `${KILL_BACKENDS} and random() < 0.4`;
			await postgres.run(some).catch(() => undefined);
			await pause(dice.between(10, 600));
		}
	});

const cut = corner(async (devices, { dice, pause }) => {
	for (const { door } of devices) door.cut();
	await pause(dice.between(50, 5_000));
	for (const { door } of devices) door.heal();
});

const hole = corner(async (devices, { dice, pause }) => {
	for (const { door } of devices) door.blackHole();
	await pause(dice.between(1_000, 10_000));
	for (const { door } of devices) door.heal();
});

const lag = corner(async (devices, { dice, pause }) => {
	for (const { door } of devices) door.lag(dice.between(50, 900));
	await pause(dice.between(2_000, 7_000));
	for (const { door } of devices) door.heal();
});

const loss = corner(async (devices, { dice, pause }) => {
	const roughness = { lost: dice.between(0.05, 0.4), twice: 0.2, late: 0.2 };
	for (const one of devices) one.setRoughness(roughness);
	await pause(dice.between(3_000, 9_000));
	for (const one of devices) one.setRoughness(SMOOTH);
});

const sleep = device(async (one, { dice, pause }) => {
	const wake = one.sleep();
	await pause(dice.between(2_000, 14_000));
	wake();
});

/** The facilitator makes a link void: whoever came by it is shut out until the usher comes with the new one. */
const turn: Fault = async ({ devices, dice }) => {
	const console = devices.find(({ kind, isAwake }) => kind.lane === 'staff' && isAwake);
	const { lane } = dice.pick(devices).kind;
	if (!console || lane === 'staff') return false;
	const table = tableOf(lane);
	const what = table !== null ? 'table' : lane === 'projector' ? 'screen' : 'guest';
	console.act('keys.turn', table === null ? { what } : { what, table });
	return true;
};

const MINUTES = 60_000;
const clock = device(async (one, { dice }) =>
	one.setClock(Math.round(dice.between(-5, 5) * MINUTES))
);

/** Every kind of fault, by the name it is counted under. */
export const FAULTS: Record<string, { fault: Fault; on: 'both' | 'postgres'; weight: number }> = {
	'process-kill': { fault: kill, on: 'both', weight: 6 },
	'process-freeze': { fault: freeze, on: 'both', weight: 4 },
	deploy: { fault: deploy, on: 'both', weight: 2 },
	'redis-away': { fault: redisAway, on: 'postgres', weight: 3 },
	'redis-garbage': { fault: garbage, on: 'postgres', weight: 2 },
	'redis-flush': { fault: flush, on: 'postgres', weight: 1 },
	'postgres-restart': { fault: postgresRestart, on: 'postgres', weight: 3 },
	'postgres-backends': { fault: backends, on: 'postgres', weight: 4 },
	'wire-cut': { fault: cut, on: 'both', weight: 4 },
	'wire-hole': { fault: hole, on: 'both', weight: 4 },
	'wire-lag': { fault: lag, on: 'both', weight: 3 },
	'wire-loss': { fault: loss, on: 'both', weight: 5 },
	reload: { fault: device((one) => one.reload()), on: 'both', weight: 5 },
	crash: { fault: device((one) => one.crash()), on: 'both', weight: 5 },
	sleep: { fault: sleep, on: 'both', weight: 4 },
	clock: { fault: clock, on: 'both', weight: 2 },
	'keys-turned': { fault: turn, on: 'both', weight: 2 },
	replace: { fault: device((one) => one.replace()), on: 'both', weight: 1 }
};
