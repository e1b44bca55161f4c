import type { Findings } from './checker.ts';
import type { Outcome } from './run.ts';

/** A run in figures. Times in ms. */
export type Report = {
	seed: number;
	minutes: number;
	storage: string;
	processes: number;
	clients: number;
	acts: number;
	acknowledgements: number;
	refusals: Record<string, number>;
	faults: Record<string, number>;
	lost: number;
	doubled: number;
	misordered: number;
	leaked: number;
	diverged: number;
	screens: number;
	/** How often a projector went from one picture to another; each was compared with the rooms there were. */
	switches: number;
	/** Ms from the healing until the last waiting act was answered: the longest of all calms. */
	drained: number;
	/** Ms from then until a screen stood where the database does. */
	convergence: { p50: number; p99: number; slowest: number };
	acknowledged: { p50: number; p99: number };
	/** Ms by which devices' clocks were wrong, once a second on each that was in touch. */
	clocks: { p50: number; p99: number; slowest: number };
	/** The first of what is wrong, in sentences. */
	first: string[];
	/** What was said by processes and database when a screen did not come back. */
	said: string[];
	ok: boolean;
};

const KINDS = ['lost', 'doubled', 'misordered', 'leaked', 'diverged'] as const;

export function reportOf(seed: number, outcome: Outcome): Report {
	const { history, findings } = outcome;
	const deeds = [...history.deeds.values()];
	const returns = history.returns.map(({ ms }) => ms ?? Infinity);
	const waits = deeds.flatMap(({ acknowledged, at }) =>
		acknowledged ? [acknowledged.at - at] : []
	);
	const refusals: Record<string, number> = {};
	for (const { refused } of deeds)
		if (refused) refusals[refused.code] = (refusals[refused.code] ?? 0) + 1;
	const { clients, processes, storage } = outcome;
	return {
		seed,
		minutes: Math.round(outcome.broken / 600) / 100,
		storage,
		processes,
		clients,
		acts: deeds.length,
		acknowledgements: waits.length,
		refusals,
		faults: history.faults,
		...counts(findings),
		screens: returns.length,
		switches: history.switches,
		drained: Math.max(0, ...history.drained),
		convergence: parts(returns),
		clocks: parts(history.clocks),
		acknowledged: { p50: part(waits, 0.5), p99: part(waits, 0.99) },
		first: KINDS.flatMap((kind) => findings[kind].slice(0, 5).map((said) => `${kind}: ${said}`)),
		said: outcome.said,
		ok: KINDS.every((kind) => findings[kind].length === 0)
	};
}

const counts = ({ lost, doubled, misordered, leaked, diverged }: Findings) => ({
	lost: lost.length,
	doubled: doubled.length,
	misordered: misordered.length,
	leaked: leaked.length,
	diverged: diverged.length
});

const parts = (values: number[]) => ({
	p50: part(values, 0.5),
	p99: part(values, 0.99),
	slowest: part(values, 1)
});

/** The value that a part of all are at most: 0.99 gives p99, 1 the largest. */
function part(values: number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
}

/** The figures as a table for people. */
export function table(report: Report): string {
	const { convergence, acknowledged, clocks, first, said: heard } = report;
	const total = (counted: Record<string, number>) =>
		Object.values(counted).reduce((sum, count) => sum + count, 0);
	const list = (counted: Record<string, number>) =>
		Object.entries(counted)
			.sort(([, a], [, b]) => b - a)
			.map(([name, count]) => `${name} ${count}`)
			.join(', ');
	const lines: [string, string | number][] = [
		['seed', report.seed],
		['broken for', `${report.minutes} min`],
		['storage', `${report.storage}, ${report.processes} process(es), ${report.clients} clients`],
		['acts', report.acts],
		[
			'acknowledged',
			`${report.acknowledgements} (p50 ${acknowledged.p50} ms, p99 ${acknowledged.p99} ms, bad weather included)`
		],
		['refused', `${total(report.refusals)}: ${list(report.refusals)}`],
		['faults', `${total(report.faults)}: ${list(report.faults)}`],
		...KINDS.map((kind): [string, number] => [kind, report[kind]]),
		['pictures', `the projectors changed ${report.switches} times`],
		['clocks wrong by', `p50 ${clocks.p50} ms, p99 ${clocks.p99} ms, most ${clocks.slowest} ms`],
		['outboxes empty', `at most ${report.drained} ms after the healing`],
		[
			'screens came back',
			`${report.screens} times: p50 ${convergence.p50} ms, p99 ${convergence.p99} ms, slowest ${convergence.slowest} ms`
		]
	];
	const said = lines.map(([name, value]) => `${name.padEnd(18)} ${value}`);
	const wrong = first.map((line) => `  ! ${line.slice(0, 400)}`);
	return [...said, ...wrong, ...heard].join('\n');
}
