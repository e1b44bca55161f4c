import { readFileSync, rmSync } from 'node:fs';
import pg from 'pg';
import { startApp, type RunningApp } from '../../tests/support/app.ts';
import type { FreshDatabase } from '../../tests/support/database.ts';
import { openHouse, REAL_CLOCK } from '../../tests/support/house.ts';
import { query, startPostgres, type PostgresServer } from '../../tests/support/postgres.ts';
import { freePort, newFolder } from '../../tests/support/process.ts';
import { startRedis, type RedisServer } from '../../tests/support/redis.ts';
import * as halls from './hall.ts';
import { readLedger, witness, type Ledger } from './ledger.ts';

/** An app process of the site: killed, frozen and deployed, always on its own port. */
export type Process = {
	readonly port: number;
	/** Whether a load balancer would send anybody to it. */
	serves: boolean;
	/** Somebody is at it already. */
	busy: boolean;
	app: RunningApp;
	/** Ends it and starts it again; resolves when it is ready. Gives its exit code. */
	again: (how: 'SIGKILL' | 'SIGTERM', wait: number) => Promise<number | null>;
	signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
};

/** Everything that a run brings up, on loopback addresses and in temporary folders. */
export type Site = {
	kind: 'postgres' | 'pglite';
	hall: halls.Hall;
	processes: Process[];
	/** A process that serves, other than the one somebody had, when there is one. */
	another: (than?: Process) => Process;
	redis: Redis | null;
	postgres: (PostgresServer & { run: (statement: string) => Promise<void> }) | null;
	/** What the processes said last, and what the database is at: for whoever looks into a failure. */
	witness: () => Promise<string[]>;
	/** Hears of a process that did not end as it should. */
	died: (said: string) => void;
	/** What the database holds, after the processes have been stopped. */
	ledger: () => Promise<Ledger>;
	close: () => Promise<void>;
};
export type Redis = { stop: () => Promise<void>; start: () => Promise<void>; url: string };

export type Plan = { pglite: boolean; processes: number; tables: number };

/** Brings up databases and processes. `onDeath` hears of a process that ends unasked. */
export async function bringUp(plan: Plan, onDeath: (said: string) => void): Promise<Site> {
	const undo: (() => Promise<unknown>)[] = [];
	const close = async () => {
		for (const stop of undo.reverse()) await stop().catch(() => undefined);
	};
	try {
		const server = plan.pglite ? null : await startPostgres(true);
		if (server) undo.push(server.stop);
		const database = await freshDatabase(server);
		undo.push(database.drop);
		const hall = await furnish(database, plan.tables);
		const redis = server ? await openRedis() : null;
		if (redis) undo.push(redis.stop);
		const settings = {
			databaseUrl: database.databaseUrl,
			redisUrl: redis?.url ?? null,
			dataDir: database.dataDir,
			env: { LOG_LEVEL: 'warn' }
		};
		const processes: Process[] = [];
		const stopAll = async () => {
			for (const process of processes) {
				process.busy = true;
				await process.app.kill();
			}
		};
		undo.push(stopAll);
		for (let at = 0; at < plan.processes; at++)
			processes.push(await openProcess(settings, onDeath));
		const stopWatch = watch(processes);
		undo.push(async () => stopWatch());
		return {
			kind: database.kind,
			hall,
			died: onDeath,
			processes,
			another: (than) => anotherOf(processes, than),
			redis,
			postgres: server && {
				...server,
				run: (statement) => query(server.url('postgres'), statement)
			},
			witness: async () => [
				...(await Promise.all(processes.map(stateOf))),
				...(server ? await activity(server) : [])
			],
			ledger: async () => {
				await stopAll();
				return readLedger(database, hall.id);
			},
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}

async function freshDatabase(server: PostgresServer | null): Promise<FreshDatabase> {
	const dataDir = newFolder('chaos');
	const drop = async () => rmSync(dataDir, { recursive: true, force: true });
	if (!server) return { kind: 'pglite', url: null, databaseUrl: null, dataDir, drop };
	await query(server.url('postgres'), 'create database chaos');
	const url = server.url('chaos');
	return { kind: 'postgres', url, databaseUrl: url, dataDir, drop };
}

/** Keys made for each lane: a device that is replaced takes the next one. */
const KEYS = 4;

/** A school with a conference in it. The house is closed again: PGlite lets only one in. */
async function furnish(database: FreshDatabase, tables: number): Promise<halls.Hall> {
	const house = await openHouse(REAL_CLOCK, async () => database);
	await witness(house.app.store.db);
	const hall = await halls.open(house, tables);
	const keys = new Map<string, string[]>();
	const lanes = [
		'staff',
		'projector',
		'guest',
		...Array.from({ length: tables }, (_, at) => `table/${at + 1}`)
	];
	for (const lane of lanes) keys.set(lane, await hall.cookies(lane as 'staff', KEYS));
	await house.app.close();
	return { ...hall, cookies: async (lane) => [...keys.get(lane)!] };
}

/** What each connection to PostgreSQL is doing. */
async function activity(server: PostgresServer): Promise<string[]> {
	const client = new pg.Client({ connectionString: server.url('chaos') });
	await client.connect();
	const { rows } = await client.query<{ doing: string }>(
		`select state || ' ' || coalesce(wait_event, '') || ' ' || (now() - xact_start) || ' ' || query as doing
			from pg_stat_activity where datname = 'chaos' and xact_start is not null`
	);
	await client.end();
	return rows.map(({ doing }) => doing.slice(0, 300));
}

async function openRedis(): Promise<Redis> {
	let server: RedisServer = await startRedis();
	return {
		url: server.url,
		stop: () => server.stop(),
		start: async () => void (server = await startRedis(server.port))
	};
}

type Settings = Parameters<typeof startApp>[0] & object;

async function openProcess(settings: Settings, onDeath: (said: string) => void): Promise<Process> {
	const port = await freePort();
	const start = () => startApp({ ...settings, port });
	const process: Process = {
		port,
		serves: true,
		busy: false,
		app: await start(),
		signal: (signal) => void globalThis.process.kill(process.app.pid, signal),
		again: async (how, wait) => {
			process.serves = false;
			const expected = process.app;
			const ending = how === 'SIGKILL' ? expected.kill() : expected.stop();
			const code = (await ending) ?? null;
			await new Promise((next) => setTimeout(next, wait));
			process.app = await untilUp(start);
			follow();
			process.serves = true;
			return code;
		}
	};
	const follow = () => {
		const { app } = process;
		void app.ended.then((code) => {
			// Somebody ended it on purpose only while they were busy with it.
			if (!process.busy && process.app === app)
				onDeath(`exit ${code}: ${app.output().slice(-600)}`);
		});
	};
	follow();
	return process;
}

/** Starts it, as a supervisor does, until it stays up: a database may be away meanwhile. */
async function untilUp(start: () => Promise<RunningApp>): Promise<RunningApp> {
	for (let left = 30; ; left--) {
		try {
			return await start();
		} catch (error) {
			if (left === 0) throw error;
			await new Promise((next) => setTimeout(next, 300));
		}
	}
}

function anotherOf(processes: Process[], than: Process | undefined): Process {
	const serving = processes.filter(({ serves }) => serves);
	const others = serving.filter((one) => one !== than);
	const from = others.length > 0 ? others : serving.length > 0 ? serving : processes;
	return from[Math.floor(Math.random() * from.length)]!;
}

/** Whether a process runs (and is the one that answers at its port), how it says it is, and what it said last. */
async function stateOf({ app, port, serves }: Process): Promise<string> {
	const state = /State:\s+(.*)/.exec(readStatus(app.pid))?.[1] ?? 'gone';
	const health = await fetch(`http://127.0.0.1:${port}/health`, {
		signal: AbortSignal.timeout(5_000)
	})
		.then((answer) => answer.text())
		.catch(String);
	const stands = `${state}, ${serves ? 'serves' : 'does not serve'}, health ${health}`;
	return `process ${app.pid} at ${port} (${stands}): ${app.output().slice(-1_500)}`;
}

function readStatus(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/status`, 'utf8');
	} catch {
		return '';
	}
}

/** Ms between two looks at a process, and ms it may take to answer. */
const LOOK_EVERY = 1_000;
const ANSWERS_WITHIN = 1_500;

/** Looks at each process as a load balancer does. */
function watch(processes: Process[]): () => void {
	const timer = setInterval(() => {
		for (const process of processes)
			void lives(process.port).then((lives) => void (process.serves = lives));
	}, LOOK_EVERY);
	return () => clearInterval(timer);
}

async function lives(port: number): Promise<boolean> {
	try {
		const signal = AbortSignal.timeout(ANSWERS_WITHIN);
		const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal });
		await answer.body?.cancel();
		return answer.ok;
	} catch {
		return false;
	}
}
