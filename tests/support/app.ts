import { existsSync, rmSync } from 'node:fs';
import { end, freePort, newFolder, run, whenReady } from './process.ts';

/** The production build, running as a process of its own. */
export type RunningApp = {
	url: string;
	port: number;
	dataDir: string;
	pid: number;
	/** Everything it has logged until now. */
	output: () => string;
	/** Its exit code (null after a signal), once it has ended. */
	ended: Promise<number | null>;
	/** Asks it to stop (SIGTERM) and gives its exit code. */
	stop: () => Promise<number | null>;
	/** Ends it as a power cut would (SIGKILL). */
	kill: () => Promise<void>;
};

export type AppSettings = {
	/** Without it the app keeps everything with PGlite in `dataDir`. */
	databaseUrl?: string | null;
	redisUrl?: string | null;
	/** Default: a new folder, removed again on `stop`. */
	dataDir?: string;
	/** Default: a free one. Give one to come back where an earlier app was. */
	port?: number;
	/** Further environment variables. */
	env?: Record<string, string>;
};

/** Starts the build and waits until `/health/ready` says yes. The build must exist. */
export async function startApp(settings: AppSettings = {}): Promise<RunningApp> {
	if (!existsSync('build/index.js')) throw new Error('There is no build yet: npm run build');
	const port = settings.port ?? (await freePort());
	const dataDir = settings.dataDir ?? newFolder('app');
	const url = `http://127.0.0.1:${port}`;
	const app = run(process.execPath, ['server.js'], {
		env: { ...surroundings(), ...named(settings, port, dataDir), ...settings.env }
	});
	await whenReady(app, () => isReady(url));
	return {
		url,
		port,
		dataDir,
		pid: app.child.pid ?? 0,
		output: app.output,
		ended: app.ended,
		async stop() {
			const code = await end(app, 'SIGTERM');
			if (!settings.dataDir) rmSync(dataDir, { recursive: true, force: true });
			return code;
		},
		async kill() {
			await end(app, 'SIGKILL');
		}
	};
}

/** Of the tester's own environment only what a process needs to run at all. */
function surroundings(): Record<string, string> {
	const { PATH = '', HOME = '', TMPDIR, LANG } = process.env;
	return { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...(LANG && { LANG }) };
}

function named(settings: AppSettings, port: number, dataDir: string): Record<string, string> {
	return {
		NODE_ENV: 'production',
		ENV_FILE: '/dev/null',
		HOST: '127.0.0.1',
		PORT: String(port),
		DATA_DIR: dataDir,
		...(settings.databaseUrl && { DATABASE_URL: settings.databaseUrl }),
		...(settings.redisUrl && { REDIS_URL: settings.redisUrl })
	};
}

async function isReady(url: string): Promise<boolean> {
	try {
		const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
		await answer.body?.cancel();
		return answer.status === 200;
	} catch {
		return false;
	}
}
