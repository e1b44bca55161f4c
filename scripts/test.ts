/**
 * `npm test`: the whole check on a clean clone. Finds (or, as root on Debian, installs) PostgreSQL,
 * Redis and Chromium, then texts, lint and format beside build and types, Vitest and the journeys in Chromium.
 * Prints each step with its seconds; the last line counts the tests, and the exit code agrees:
 * a failed step, a failed or skipped test, or no tests at all, is a failure.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { chromium, postgresPrograms, programOnPath } from '../tests/support/process.ts';

type Count = { passed: number; failed: number; skipped: number };

const VITEST = 'test-results/vitest.json';
const JOURNEYS = 'test-results/journeys.json';

type Step = [name: string, command: string, ...args: string[]];

/** One stage after another; its lanes beside each other, as there are two processors; in a lane one after another. */
const stages: Step[][][] = [
	[
		[
			['texts', 'npm', 'run', '--silent', 'words'],
			['routes', 'svelte-kit', 'sync']
		]
	],
	[
		[
			['lint', 'eslint', '--max-warnings', '0', '.'],
			['format', 'prettier', '--check', '--log-level', 'warn', '.']
		],
		// The build writes the routes' types anew: who reads them meanwhile may find them gone.
		[
			['build', 'vite', 'build', '--logLevel', 'warn'],
			['types', 'svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings']
		]
	],
	[[['tests', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile=${VITEST}`]]],
	[[['journeys', 'playwright', 'test']]]
];

/** What must be on the machine: how to find it, and Debian's package of it. */
const programs: [name: string, find: () => string | null, debian: string][] = [
	['PostgreSQL', postgresPrograms, 'postgresql'],
	['Redis', () => programOnPath('redis-server'), 'redis-server'],
	['Chromium', chromium, 'chromium']
];

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
	const { status } = spawnSync(command, args, {
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...env }
	});
	return status === 0;
}

function provide(): void {
	const missing = () => programs.filter(([, find]) => !find());
	const packages = missing().map(([, , debian]) => debian);
	if (packages.length === 0) return;
	const root = process.getuid?.() === 0 && programOnPath('apt-get');
	console.log(`Missing: ${packages.join(', ')}${root ? ', installing' : ''}`);
	if (root) {
		const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
		run('apt-get', ['update', '-qq'], quietly);
		run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], quietly);
	}
	const still = missing();
	if (still.length === 0) return;
	console.error(
		`Install ${still.map(([name]) => name).join(' and ')} first, on Debian or Ubuntu: ` +
			`sudo apt-get install ${still.map(([, , debian]) => debian).join(' ')}`
	);
	process.exit(1);
}

/** Runs one step; answers whether it succeeded. Beside others it says everything at its end. */
async function step([name, command, ...args]: Step, alone: boolean): Promise<boolean> {
	const began = performance.now();
	if (alone) console.log(`\n── ${name}`);
	const env = { ...process.env, ...(command === 'vite' && { NODE_ENV: 'production' }) };
	const child = spawn(command, args, { env, stdio: ['ignore', ...(alone ? INHERITED : PIPED)] });
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
	const good = await new Promise<boolean>((tell) => {
		child.once('error', () => tell(false));
		child.once('close', (code) => tell(code === 0));
	});
	if (!alone) process.stdout.write(`\n── ${name}\n${said}`);
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	console.log(`── ${name}: ${good ? 'good' : 'FAILED'} (${seconds} s)`);
	return good;
}

const INHERITED = ['inherit', 'inherit'] as const;
const PIPED = ['pipe', 'pipe'] as const;

/** Runs a stage; answers the names of the steps that failed. */
async function stage(lanes: Step[][]): Promise<string[]> {
	const failed: string[] = [];
	const inTurn = async (lane: Step[]) => {
		for (const each of lane) if (!(await step(each, lanes.length === 1))) failed.push(each[0]);
	};
	await Promise.all(lanes.map(inTurn));
	return failed;
}

/** The count in a report; a report that is missing or empty counts as a failure. */
function counted(path: string, read: (report: never) => Count): Count {
	try {
		const count = read(JSON.parse(readFileSync(path, 'utf8')) as never);
		if (count.passed + count.failed > 0) return count;
	} catch {
		// Told below.
	}
	console.error(`No test was counted in ${path}`);
	return { passed: 0, failed: 1, skipped: 0 };
}

const ofVitest = (report: Record<string, number>): Count => ({
	passed: report.numPassedTests,
	failed: Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0),
	skipped: report.numPendingTests + report.numTodoTests
});

const ofPlaywright = ({ stats }: { stats: Record<string, number> }): Count => ({
	passed: stats.expected,
	failed: stats.unexpected + stats.flaky,
	skipped: stats.skipped
});

provide();
rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });

const failedSteps: string[] = [];
for (const each of stages) {
	failedSteps.push(...(await stage(each)));
	if (failedSteps.includes('build')) break;
}

const counts = [counted(VITEST, ofVitest), counted(JOURNEYS, ofPlaywright)];
const sum = (which: keyof Count) => counts.reduce((total, count) => total + count[which], 0);
// A step that is no test (a wrong format, say) counts as one failure, and so does a run of tests
// that broke without naming a failed test.
const broken = failedSteps.filter((name) => name !== 'tests' && name !== 'journeys').length;
const failed = Math.max(sum('failed') + broken, failedSteps.length);
const bad = failed > 0 || sum('skipped') > 0 || sum('passed') === 0;

if (failedSteps.length > 0) console.error(`\nFailed: ${failedSteps.join(', ')}`);
console.log(`\ntests: ${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
process.exitCode = bad ? 1 : 0;
