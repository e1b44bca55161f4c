import { timesOf, type Figures, type Times } from './figures.ts';
import type { Follower, Place } from './follower.ts';
import {
	acknowledged,
	aPoint,
	atOnce,
	failures,
	figuresOf,
	handIn,
	join,
	seenBy,
	takeBack,
	timesUntil,
	write,
	type Crowd
} from './measure.ts';
import { residentOf } from './memory.ts';
import type { Options } from './options.ts';
import type { Report } from './report.ts';
import type { Stage } from './stage.ts';
import { stopReading } from '../../tests/support/wire.ts';

export const WARM_UP = 40; // devices before the memory of the others is counted
const SETTLED = 3_000; // ms after the last has joined, before memory is read

/** The whole day against our own server: join, write, hand in, kill, come back. */
export async function ours(
	options: Options,
	stage: Stage
): Promise<Omit<Report, 'asked' | 'bare'>> {
	const memory = () => stage.apps.reduce((sum, app) => sum + residentOf(app.pid), 0);
	const begun = performance.now();
	const places = audience(options, stage);
	const first = await join(places.slice(0, WARM_UP), false);
	const before = memory(); // of a server that has served: its code is compiled, its pools are filled
	const followers = [...first, ...(await join(places.slice(WARM_UP), false))];
	const writers = await join(tables(stage), true);
	const deaf = await join(deafOnes(options, stage), false);
	const devices = followers.length + writers.length + deaf.length;
	const joined = { devices, seconds: (performance.now() - begun) / 1000 };
	await new Promise((next) => setTimeout(next, SETTLED));
	const kilobytesEach = (memory() - before) / (devices - first.length);
	const crowd: Crowd = { writers, followers };
	for (const { socket } of deaf) stopReading(socket);
	await latenessOf(stage); // begun again at each look
	const sent = await write(crowd, aPoint, options.rate, options.seconds);
	const figures = await figuresOf(crowd, sent, options.seconds);
	const handed = await atOnce(crowd, handIn);
	const burst = {
		acknowledged: acknowledged(handed),
		seen: await seenBy(crowd, 'projector', handed),
		phones: await seenBy(crowd, 'guest', handed)
	};
	const release = await oneAfterAnother(crowd);
	const megabytes = memory() / 1024;
	const eventLoop = await latenessOf(stage);
	const cut = await cutOf(stage);
	const storm = await comeBack(stage, crowd);
	for (const one of [...writers, ...followers, ...deaf]) one.socket.close();
	const failed = failures([...sent, ...handed]);
	const all: Figures = { ...figures, failed, burst, release, kilobytesEach, megabytes };
	return { joined, deaf: { devices: deaf.length, cut }, ours: all, storm, eventLoop };
}

const IN_TURN = 5; // tables that hand in once more

/** A few tables take back and hand in again, each when the one before is on all phones: ms until it is. */
async function oneAfterAnother(crowd: Crowd): Promise<Times> {
	const samples: number[] = [];
	for (const writer of crowd.writers.slice(0, IN_TURN)) {
		const one = { ...crowd, writers: [writer] };
		await seenBy(crowd, 'guest', await atOnce(one, takeBack));
		samples.push(...(await timesUntil(crowd, 'guest', await atOnce(one, handIn))));
	}
	return timesOf(samples);
}

/** Spread over the processes as a balancer spreads them, by turns. */
const placer = (stage: Stage) => {
	let next = 0;
	return (cookie: string, room: string, lane: Place['lane'], polling = false): Place => ({
		url: stage.apps[next++ % stage.apps.length]!.url,
		cookie,
		room,
		lane,
		polling
	});
};

function audience({ polling }: Options, stage: Stage): Place[] {
	const place = placer(stage);
	return stage.halls.flatMap(({ id, staff, projector, guests }) => [
		place(staff, id, 'staff'),
		place(projector, id, 'projector'),
		...guests.map((cookie, at) => place(cookie, id, 'guest', at < polling * guests.length))
	]);
}

/** They sit in the first hall. */
function deafOnes({ deaf }: Options, stage: Stage): Place[] {
	const place = placer(stage);
	const { id, guests } = stage.halls[0]!;
	return Array.from({ length: deaf }, (_, at) => place(guests[at % guests.length]!, id, 'guest'));
}

function tables(stage: Stage): Place[] {
	const place = placer(stage);
	const most = Math.max(...stage.halls.map((hall) => hall.tables.length));
	return Array.from({ length: most }, (_, at) => at).flatMap((at) =>
		stage.halls.flatMap(({ id, tables: keys }) =>
			keys[at] ? [place(keys[at], id, `table/${at + 1}`)] : []
		)
	);
}

/** Ends all processes at once, starts them again, and waits until everybody is in step. Ms count from when they were up. */
async function comeBack(stage: Stage, crowd: Crowd): Promise<Report['storm']> {
	const everybody = [...crowd.followers, ...crowd.writers];
	const entered = new Map(everybody.map((one) => [one, one.enters]));
	await Promise.all(stage.apps.map((_, at) => stage.again(at)));
	const up = performance.now();
	const isBack = (one: Follower) => one.enters > entered.get(one)!;
	for (let left = 1_200; left > 0 && !everybody.every(isBack); left--)
		await new Promise((next) => setTimeout(next, 50));
	const after = (one: Follower) => (isBack(one) ? Math.max(0, one.enteredAt - up) : Infinity);
	const slowest = (lane: string) =>
		Math.max(...crowd.followers.filter((one) => one.place.lane === lane).map(after));
	return {
		devices: everybody.length,
		back: timesOf(everybody.map(after)),
		staff: slowest('staff'),
		projector: slowest('projector')
	};
}

/** Readers that the servers cut because they took too little. */
async function cutOf(stage: Stage): Promise<number> {
	const told = await Promise.all(stage.apps.map(metricsOf));
	return told.reduce((sum, text) => sum + Number(CUT.exec(text)?.[1] ?? 0), 0);
}

/** `rundebord_slow_readers_cut_total` as `/metrics` tells it. */
const CUT = /^rundebord_slow_readers_cut_total (\S+)$/m;

const metricsOf = ({ url }: { url: string }): Promise<string> =>
	fetch(`${url}/metrics`).then((answer) => answer.text());

/** How late the servers' event loops ran at worst, as `/metrics` tells it; null when it does not. */
async function latenessOf(stage: Stage): Promise<Report['eventLoop']> {
	const told = await Promise.all(
		stage.apps.map(async (app) => {
			const text = await metricsOf(app);
			const line = /^rundebord_event_loop_seconds\{[^}]*0\.99[^}]*\} (\S+)$/m.exec(text);
			return Number(line?.[1] ?? NaN);
		})
	);
	return told.some(Number.isNaN) ? null : { p99: Math.max(...told) * 1000 };
}
