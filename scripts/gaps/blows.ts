import { dice } from '../chaos/dice.ts';
import { FAULTS, KILL_BACKENDS } from '../chaos/faults.ts';
import type { Process, Site } from '../chaos/site.ts';
import type { Crowd, Word } from './crowd.ts';
import type { Options } from './options.ts';

/** What came of one blow, in ms. */
export type Struck = {
	blow: string;
	/** From the first stroke until everything was up again. */
	lasted: number;
	/** The longest time in which no tablet in the hall was answered. */
	silence: number;
	/** The longest that one tablet waited for an answer. */
	answer: number;
	/** The longest from an answer until the projector stood there. */
	screen: number;
};

type Blow = { kind: string; name: string; times: number; strike: () => Promise<unknown> };

/** Strikes with each blow in turn while the crowd writes. `say` hears of each. */
export async function blows(
	site: Site,
	crowd: Crowd,
	{ only }: Options,
	say: (line: string) => void
): Promise<Struck[]> {
	const struck: Struck[] = [];
	for (const { name, times, strike } of chosen(all(site), only))
		for (let time = 1; time <= times; time++) {
			const one = await measured(name, strike, crowd);
			const { lasted, silence, answer, screen } = one;
			say(`${name} ${time}: ${[lasted, silence, answer, screen].map(Math.round).join(' / ')}`);
			struck.push(one);
		}
	return struck;
}

/** Ten restarts in all, whether one process has them or several share them. */
const RESTARTS = 10;

function all(site: Site): Blow[] {
	const { processes, postgres, redis } = site;
	const inTurn = (how: 'SIGKILL' | 'SIGTERM') => {
		let next = 0;
		return () => restart(site, processes[next++ % processes.length]!, how);
	};
	const blows: Blow[] = [
		{ kind: 'deploy', name: 'a process deployed', times: RESTARTS, strike: inTurn('SIGTERM') },
		{ kind: 'kill', name: 'a process killed', times: 5, strike: inTurn('SIGKILL') }
	];
	if (postgres) {
		const cut = () => postgres.run(KILL_BACKENDS);
		const again = () => postgres.restart();
		blows.push({ kind: 'postgres', name: 'PostgreSQL restarted', times: 3, strike: again });
		blows.push({ kind: 'backends', name: 'its connections ended', times: 3, strike: cut });
	}
	if (redis) blows.push(...aboutRedis(site));
	return blows;
}

function aboutRedis(site: Site): Blow[] {
	const scene = { site, devices: [], dice: dice(1, 'garbage'), pause: wait };
	return [
		...[5, 15, 80].map((seconds) => ({
			kind: 'redis',
			name: `Redis away for ${seconds} s`,
			times: 1,
			strike: async () => {
				await site.redis?.stop();
				await wait(seconds * 1_000);
				await site.redis?.start();
			}
		})),
		{
			kind: 'garbage',
			name: 'garbage on its channels',
			times: 3,
			strike: () => FAULTS['redis-garbage']!.fault(scene)
		}
	];
}

function chosen(blows: Blow[], only: string[]): Blow[] {
	const kinds = new Set(blows.map(({ kind }) => kind));
	const wrong = only.filter((kind) => !kinds.has(kind));
	if (wrong.length > 0) throw new Error(`No such blow here: ${wrong}. There are ${[...kinds]}`);
	return blows.filter(({ kind }) => only.length === 0 || only.includes(kind));
}

async function restart(site: Site, target: Process, how: 'SIGKILL' | 'SIGTERM'): Promise<void> {
	target.busy = true;
	const code = await target.again(how, 0);
	target.busy = false;
	if (how === 'SIGTERM' && code !== 0) site.died(`asked to stop, it ended with ${code}`);
}

const wait = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));

/** Ms of writing in peace before each blow and after it, and how long it may take until all is well again. */
const PEACE = 3_000;
const PATIENCE = 60_000;

async function measured(
	blow: string,
	strike: () => Promise<unknown>,
	crowd: Crowd
): Promise<Struck> {
	await wait(PEACE);
	const begun = performance.now();
	await strike();
	const lasted = performance.now() - begun;
	await wait(PEACE);
	const words = await crowd.inStep(PATIENCE);
	const during = words.filter(({ at, answered }) => Math.max(at, answered ?? 0) >= begun);
	return { blow, lasted, ...gaps(during) };
}

function gaps(words: Word[]): Pick<Struck, 'silence' | 'answer' | 'screen'> {
	const done = words.map(({ at, answered, shown }) => ({
		at,
		answered: answered ?? Infinity,
		shown: shown ?? Infinity
	}));
	const answers = done.map(({ answered }) => answered).sort((a, b) => a - b);
	const most = (times: number[]) => Math.max(0, ...times);
	return {
		silence: most(answers.slice(1).map((at, k) => at - answers[k]!)),
		answer: most(done.map(({ at, answered }) => answered - at)),
		screen: most(done.map(({ answered, shown }) => shown - answered))
	};
}
