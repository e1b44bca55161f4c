import type { Figures, Times } from './figures.ts';

/** Everything that a run found out. `bare`: the same crowd against servers that do the least. */
export type Report = {
	asked: Record<string, unknown>;
	joined: { devices: number; seconds: number };
	/** Devices that took nothing after they had joined, and how many of all were cut for it. */
	deaf: { devices: number; cut: number };
	ours: Figures;
	bare: { echo: Figures; commit: Figures | null };
	/** All connections gone at once: ms until half, 95 and 99 of a hundred were in step again. */
	storm: { devices: number; back: Times; staff: number; projector: number } | null;
	eventLoop: { p99: number } | null;
};

const ms = (value: number): string => (Number.isFinite(value) ? value.toFixed(0) : '–');
const times = ({ p50, p95, p99 }: Times): string => `${ms(p50)} / ${ms(p95)} / ${ms(p99)}`;
const ratio = (ours: Times, bare: Times): string =>
	[ours.p50 / bare.p50, ours.p95 / bare.p95, ours.p99 / bare.p99]
		.map((x) => (Number.isFinite(x) ? `${x.toFixed(1)}×` : '–'))
		.join(' / ');

/** Acts that failed, whatever the reason. */
export const failedIn = ({ failed }: Figures): number =>
	Object.values(failed).reduce((sum, count) => sum + count, 0);

/** The table that a run prints: times as p50 / p95 / p99 in ms. */
export function table({ joined, deaf, ours, bare, storm, eventLoop }: Report): string {
	const row = (name: string, f: Figures) =>
		[
			name.padEnd(22),
			f.perSecond.toFixed(1).padStart(8),
			String(failedIn(f)).padStart(7),
			times(f.acknowledged).padStart(20),
			times(f.seen).padStart(20),
			`${f.kilobytesEach.toFixed(0)} KB`.padStart(12),
			`${f.megabytes.toFixed(0)} MB`.padStart(9)
		].join('');
	const compared = (name: string, f: Figures) =>
		[
			`  ours / ${name}`.padEnd(37),
			ratio(ours.acknowledged, f.acknowledged).padStart(20),
			ratio(ours.seen, f.seen).padStart(20)
		].join('');
	const lines = [
		`${joined.devices} devices joined in ${joined.seconds.toFixed(1)} s`,
		[
			''.padEnd(22),
			'acts/s'.padStart(8),
			'failed'.padStart(7),
			'acknowledged, ms'.padStart(20),
			'on the projector'.padStart(20),
			'per client'.padStart(12),
			'in all'.padStart(9)
		].join(''),
		row('Rundebord', ours),
		row('bare echo', bare.echo),
		...(bare.commit ? [row('bare commit and emit', bare.commit)] : []),
		compared('echo', bare.echo),
		...(bare.commit ? [compared('commit', bare.commit)] : [])
	];
	if (failedIn(ours)) lines.push(`failed: ${JSON.stringify(ours.failed)}`);
	if (ours.burst)
		lines.push(
			`everybody hands in: acknowledged ${times(ours.burst.acknowledged)}, on the projector ${times(ours.burst.seen)}, on the phones ${times(ours.burst.phones)} ms`
		);
	if (ours.release) lines.push(`one table hands in: on the phones ${times(ours.release)} ms`);
	if (storm)
		lines.push(
			`killed and started again: ${storm.devices} devices in step after ${times(storm.back)} ms (slowest ${ms(storm.back.max)}); console ${ms(storm.staff)}, projector ${ms(storm.projector)} ms`
		);
	if (deaf.devices)
		lines.push(`${deaf.devices} took nothing any more; ${deaf.cut} were cut for it`);
	if (eventLoop) lines.push(`event loop of the server: p99 ${ms(eventLoop.p99)} ms late`);
	return lines.join('\n');
}
