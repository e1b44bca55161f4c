import { execFileSync } from 'node:child_process';
import { chownSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { end, freePort, newFolder, postgresPrograms, run, whenReady } from './process.ts';

/** A PostgreSQL server of the tests' own. */
export type PostgresServer = {
	port: number;
	/** The connection string of one of its databases. */
	url: (database: string) => string;
	/** Stops it without a goodbye (`-m immediate`), and starts it again on what it kept. */
	restart: () => Promise<void>;
	stop: () => Promise<void>;
};

type User = { uid: number; gid: number };

const OWNER = 'rundebord';

// Nothing here outlives the tests, so nothing needs to reach the disk.
const UNSAFE_AND_FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Creates a cluster in a temporary folder and starts it on a free port of 127.0.0.1. `isSafe`: it
 * writes as it does in earnest, so that what it has committed is there after a restart.
 */
export async function startPostgres(isSafe = false): Promise<PostgresServer> {
	const programs = postgresPrograms();
	if (!programs) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
	const who = unprivileged();
	const folder = newFolder('postgres');
	if (who) chownSync(folder, who.uid, who.gid);
	const data = join(folder, 'data');
	createCluster(programs, data, who);
	const port = await freePort();
	const speed = isSafe ? [] : UNSAFE_AND_FAST;
	const settings = [...speed, `unix_socket_directories=${folder}`, 'max_connections=200'];
	const args = ['-D', data, '-h', '127.0.0.1', '-p', `${port}`];
	const start = () =>
		run(join(programs, 'postgres'), [...args, ...settings.flatMap((s) => ['-c', s])], {
			...who,
			cwd: folder
		});
	let server = start();
	const url = (database: string) => `postgres://${OWNER}@127.0.0.1:${port}/${database}`;
	await whenReady(server, () => answers(url('postgres')));
	return {
		port,
		url,
		async restart() {
			await end(server, 'SIGQUIT');
			server = start();
			await whenReady(server, () => answers(url('postgres')));
		},
		async stop() {
			await end(server, 'SIGQUIT');
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

function createCluster(programs: string, data: string, who: User | null): void {
	const how = ['-U', OWNER, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
	execFileSync(join(programs, 'initdb'), ['-D', data, ...how], { ...who, cwd: '/', stdio: 'pipe' });
}

/** PostgreSQL refuses to run as root: then it runs as Debian's `postgres` user. */
function unprivileged(): User | null {
	if (process.getuid?.() !== 0) return null;
	const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
	const client = new pg.Client({ connectionString: url });
	try {
		await client.connect();
		return true;
	} catch {
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}

/** Runs statements one by one on a connection of their own. */
export async function query(url: string, ...statements: string[]): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		for (const statement of statements) await client.query(statement);
	} finally {
		await client.end();
	}
}
