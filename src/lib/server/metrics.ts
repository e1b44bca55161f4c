import { timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Gateway } from '#lib/realtime/gateway.server.ts';
import type { App } from './app.ts';
import { STEPS, type Spread } from './counts.ts';
import { textOf, type Family, type Sample } from './exposition.ts';
import { health } from './health.ts';
import { hashOfToken } from './keys.ts';

/** Who asks: the token they show, where they seem to be, and whether somebody stands in between. */
export type Asker = { authorization: string | null; address: string; forwarded: boolean };

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Whoever shows the token; without one configured, whoever asks from the machine itself and not through a proxy. */
export function mayRead(token: string | null | undefined, asker: Asker): boolean {
	if (!token) return LOOPBACK.test(asker.address) && !asker.forwarded;
	const shown = /^Bearer (.+)$/.exec(asker.authorization ?? '')?.[1] ?? '';
	// Compared by their hashes: equally long, whatever was shown.
	return timingSafeEqual(Buffer.from(hashOfToken(shown)), Buffer.from(hashOfToken(token)));
}

/** How often the event loop is looked at, in ms; a sample is this plus how late it came. */
const RESOLUTION = 20;
/** How late the event loop is, measured all the time; read and begun again at each scrape. */
const loop = monitorEventLoopDelay({ resolution: RESOLUTION });
loop.enable();

/** Everything that is counted, as Prometheus reads it. No names, no texts, no ids. */
export async function text(app: App, gateway: Gateway, version: string): Promise<string> {
	const began = performance.now();
	const found = await health(app);
	const ping = performance.now() - began;
	return textOf([
		gauge('rundebord_info', 'Which version, and which database.', [
			{ labels: { version, storage: found.storage }, value: 1 }
		]),
		...traffic(app, gateway),
		gauge('rundebord_database_up', 'Whether the database answered just now.', [
			{ value: found.database === 'on' ? 1 : 0 }
		]),
		gauge('rundebord_database_ping_seconds', 'How long it took to answer.', [
			{ value: ping / 1_000 }
		]),
		gauge(
			'rundebord_redis_up',
			'Whether Redis is reachable; left out where it is not used.',
			found.redis === 'off' ? [] : [{ value: found.redis === 'on' ? 1 : 0 }]
		),
		...machine()
	]);
}

function traffic(app: App, gateway: Gateway): Family[] {
	const counters = app.counts.read();
	const pick = (
		test: (what: string) => boolean,
		labels: (what: string, outcome: string) => object
	) =>
		counters
			.filter(({ what }) => test(what))
			.map(({ what, outcome, times }) => ({
				labels: labels(what, outcome) as Record<string, string>,
				value: times
			}));
	const { pages, acts, oldest } = gateway.outboxes();
	return [
		gauge(
			'rundebord_connections',
			'Connected pages by lane and transport.',
			gateway.crowd().map(({ lane, transport, pages }) => ({
				labels: { lane, transport },
				value: pages
			}))
		),
		counter(
			'rundebord_acts_total',
			'Acts by kind and outcome: ok, weather, or the name of a refusal.',
			pick(
				(what) => what.startsWith('act '),
				(what, outcome) => ({ act: what.slice('act '.length), outcome })
			)
		),
		counter(
			'rundebord_frames_total',
			'Frames from clients by event and outcome.',
			pick(
				(what) => FRAMES.includes(what),
				(event, outcome) => ({ event, outcome })
			)
		),
		...app.counts.spreads().map(histogramOf),
		counter(
			'rundebord_fact_batches_total',
			'Batches of facts told, by lane.',
			pick(
				(what) => what === 'batch',
				(_, lane) => ({ lane })
			)
		),
		counter('rundebord_catch_ups_total', 'Clients that were told what they had missed.', [
			{ value: timesOf(app, 'entered', 'caught-up') }
		]),
		counter('rundebord_resyncs_total', 'Clients that were given the whole room.', [
			{ value: timesOf(app, 'entered', 'afresh') }
		]),
		counter('rundebord_slow_readers_cut_total', 'Readers that were cut to come again.', [
			{ value: timesOf(app, 'slow-reader', 'cut') }
		]),
		gauge('rundebord_outboxes', 'Pages that say that something waits on them.', [{ value: pages }]),
		gauge('rundebord_outbox_acts', 'Acts that wait on them, as they last told.', [{ value: acts }]),
		gauge('rundebord_outbox_oldest_seconds', 'How long the first of those has waited.', [
			{ value: oldest / 1_000 }
		])
	];
}

/** Events of the wire; whatever else a client calls an event is not listened to. */
const FRAMES = ['enter', 'act', 'leave', 'signal'];

function timesOf(app: App, what: string, outcome: string): number {
	const found = app.counts.read().find((one) => one.what === what && one.outcome === outcome);
	return found?.times ?? 0;
}

const SPREADS: Record<string, string> = {
	act: 'From an act arriving to its answer.',
	transaction: 'A change in the database, waiting for its room included.'
};

function histogramOf({ what, upTo, times, ms }: Spread): Family {
	const buckets: Sample[] = STEPS.map((step, at) => ({
		suffix: '_bucket',
		labels: { le: String(step / 1_000) },
		value: upTo[at] ?? 0
	}));
	return {
		name: `rundebord_${what}_seconds`,
		help: SPREADS[what] ?? '',
		type: 'histogram',
		samples: [
			...buckets,
			{ suffix: '_bucket', labels: { le: '+Inf' }, value: times },
			{ suffix: '_sum', value: ms / 1_000 },
			{ suffix: '_count', value: times }
		]
	};
}

function machine(): Family[] {
	const { rss, heapUsed } = process.memoryUsage();
	const { user, system } = process.cpuUsage();
	const late = [50, 90, 99].map((percent) => ({
		labels: { quantile: String(percent / 100) },
		value: loop.count > 0 ? Math.max(0, loop.percentile(percent) / 1e9 - RESOLUTION / 1_000) : 0
	}));
	loop.reset();
	return [
		gauge('rundebord_event_loop_seconds', 'Delay of the event loop since the last scrape.', late),
		gauge('process_resident_memory_bytes', 'Memory of the process.', [{ value: rss }]),
		gauge('nodejs_heap_used_bytes', 'Of which used by the program.', [{ value: heapUsed }]),
		counter('process_cpu_seconds_total', 'Time of the processors.', [
			{ value: (user + system) / 1e6 }
		]),
		gauge('process_start_time_seconds', 'When the process started.', [
			{ value: Math.round(performance.timeOrigin / 1_000) }
		])
	];
}

const gauge = (name: string, help: string, samples: Sample[]): Family => ({
	name,
	help,
	type: 'gauge',
	samples
});
const counter = (name: string, help: string, samples: Sample[]): Family => ({
	name,
	help,
	type: 'counter',
	samples
});
