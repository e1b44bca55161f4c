/**
 * How good the rotation planner is: `npm run -s bench:rotation -- [--only TEXT] [--seconds S] [--seed N] [--in FILE]`.
 *
 * Runs each case for its own number of seconds (or S), then a plain genetic search for as long in the same process, and
 * prints value, bound, best known and time. A line ends in `beats`, `reaches` or `worse`. Leaves with 1 when a plan is
 * unlawful. One core: nothing runs beside.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bound } from '#lib/domain/rotation/bound.ts';
import { check } from '#lib/domain/rotation/check.ts';
import { parse, type Problem } from '#lib/domain/rotation/problem.ts';
import { random } from '#lib/domain/rotation/random.ts';
import { score } from '#lib/domain/rotation/score.ts';
import { search, type Progress } from '#lib/domain/rotation/search.ts';
import { breed } from './genetic-groups.ts';

const text = { type: 'string' as const };
const { values } = parseArgs({ options: { only: text, seconds: text, seed: text, in: text } });
const file = values.in ?? new URL('../src/lib/domain/rotation/cases/public.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as {
	id: string;
	seconds: number;
	best: number | { total: number };
}[];
const seed = Number(values.seed ?? 1);

type Row = {
	id: string;
	value: number;
	least: number;
	known: number;
	first: number;
	found: number;
	steps: number;
	proved: boolean;
	genetic: number;
	lawful: boolean;
};

const ms = (since: number): number => performance.now() - since;
const rows = cases.filter((c) => c.id.includes(values.only ?? '')).map(measure);
print(rows);
process.exitCode = rows.every((r) => r.lawful) ? 0 : 1;

function measure(c: (typeof cases)[number]): Row {
	const seconds = Number(values.seconds ?? c.seconds);
	const problem = parse(c);
	const { last, first, found } = look(problem, seconds);
	const plan = last.plan();
	const known = typeof c.best === 'number' ? c.best : c.best.total;
	const begun = performance.now();
	const rival = breed(problem, random(seed), () => ms(begun) >= seconds * 1000);
	const row: Row = {
		id: c.id,
		value: score(problem, plan).total,
		least: bound(problem).total,
		known,
		first,
		found,
		steps: last.steps,
		proved: last.proved,
		genetic: check(problem, rival).length ? Infinity : score(problem, rival).total,
		lawful: check(problem, plan).length === 0
	};
	console.error(line(row));
	return row;
}

function look(problem: Problem, seconds: number): { last: Progress; first: number; found: number } {
	const begun = performance.now();
	let last: Progress | null = null;
	let first = -1;
	let found = 0;
	for (const progress of search(problem, { seed })) {
		last = progress;
		if (first < 0 && progress.lawful) first = ms(begun);
		if (progress.better) found = ms(begun);
		if (ms(begun) >= seconds * 1000) break;
	}
	return { last: last!, first, found };
}

function line(r: Row): string {
	const number = (x: number) => (x === Infinity ? 'unlawful' : String(Math.round(x * 100) / 100));
	const verdict = !r.lawful
		? 'UNLAWFUL'
		: r.value < r.known
			? 'beats'
			: r.value === r.known
				? 'reaches'
				: 'worse';
	const cells = [
		number(r.value),
		number(r.least),
		number(r.known),
		`${r.first.toFixed(0)} ms`,
		`${(r.found / 1000).toFixed(2)} s`,
		String(r.steps),
		number(r.genetic)
	];
	return [
		r.id.padEnd(24),
		...cells.map((c) => c.padStart(10)),
		r.proved ? '  proved' : '        ',
		` ${verdict}`
	].join('');
}

function print(list: Row[]): void {
	console.log(
		[
			'case'.padEnd(24),
			...['value', 'bound', 'best', 'first', 'found', 'steps', 'genetic'].map((c) => c.padStart(10))
		].join('')
	);
	for (const r of list) console.log(line(r));
	const tally = (test: (r: Row) => boolean) => list.filter(test).length;
	console.log(
		`${list.length} cases: ${tally((r) => r.value < r.known)} better than the best known, ${tally((r) => r.value === r.known)} reach it, ${tally((r) => r.value > r.known)} worse; ${tally((r) => r.proved)} proved best.`
	);
	console.log(
		`The genetic search reaches or beats the best known in ${tally((r) => r.genetic <= r.known)}, this one beats it in ${tally((r) => r.value < r.genetic)} and is worse in ${tally((r) => r.value > r.genetic)}.`
	);
}
