/**
 * Groups on the command line, in the case format (`docs/rotation.md`):
 *
 *   npm run -s groups -- plan  --in CASE.json --out PLAN.json --seconds S | --steps N  [--seed N]
 *   npm run -s groups -- check --in CASE.json --plan PLAN.json
 *
 * Leaves with 0; 1 when `check` finds an unlawful plan; 2, and one clear line, for bad input or rules that contradict.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refusal } from '#lib/domain/refusal.ts';
import { bound } from '#lib/domain/rotation/bound.ts';
import { check, type Broken } from '#lib/domain/rotation/check.ts';
import { parsePlan, type Plan } from '#lib/domain/rotation/plan.ts';
import { parse, type Problem } from '#lib/domain/rotation/problem.ts';
import { score } from '#lib/domain/rotation/score.ts';
import { search, type Progress } from '#lib/domain/rotation/search.ts';

const USAGE =
	'usage: groups plan --in CASE.json --out PLAN.json (--seconds S | --steps N) [--seed N], or groups check --in CASE.json --plan PLAN.json';
const LARGEST = 8 * 1024 * 1024; // bytes: a case of 2,000 people with history is far below

/** Bad input, said in one line. */
class Unusable extends Error {}

function run(words: string[]): number {
	const { command, values } = readArguments(words);
	if (command === 'plan') return makePlan(values);
	if (command === 'check') return checkPlan(values);
	throw new Unusable(USAGE);
}

type Values = Partial<Record<'in' | 'out' | 'plan' | 'id' | 'seconds' | 'steps' | 'seed', string>>;

function readArguments(words: string[]): { command: string; values: Values } {
	const text = { type: 'string' as const };
	try {
		const { positionals, values } = parseArgs({
			args: words,
			allowPositionals: true,
			options: { in: text, out: text, plan: text, id: text, seconds: text, steps: text, seed: text }
		});
		if (positionals.length !== 1) throw new Unusable(USAGE);
		return { command: positionals[0]!, values };
	} catch (error) {
		throw new Unusable(
			error instanceof Unusable
				? error.message
				: `${(error as Error).message.split('\n')[0]} (${USAGE})`
		);
	}
}

function makePlan(values: Values): number {
	if (!values.out) throw new Unusable(`--out is missing (${USAGE})`);
	if ((values.seconds === undefined) === (values.steps === undefined))
		throw new Unusable('give either --seconds or --steps');
	const seconds = number(values, 'seconds', 0, 86_400);
	const steps = number(values, 'steps', 1, 1e12, true);
	const seed = number(values, 'seed', 0, Number.MAX_SAFE_INTEGER, true) ?? 1;
	const problem = readCase(values);
	const last = lookFor(problem, seed, seconds, steps);
	if (!last.lawful)
		throw new Unusable(
			'no lawful plan was found: the rules together may leave none; give it more time or fewer rules'
		);
	const plan = last.plan();
	write(values.out, plan);
	console.log(
		`${summary(problem, plan)}${last.proved ? ', proved best' : ''} (seed ${seed}, ${last.steps} steps)`
	);
	return 0;
}

/** Runs the search by the clock or by steps. The clock is looked at often enough to be on time also when steps are long. */
function lookFor(
	problem: Problem,
	seed: number,
	seconds: number | undefined,
	steps: number | undefined
): Progress {
	const until = seconds === undefined ? Infinity : performance.now() + seconds * 1000;
	let last: Progress | undefined;
	for (const progress of search(problem, { seed })) {
		last = progress;
		if (steps !== undefined ? progress.steps >= steps : performance.now() >= until) break;
	}
	return last!;
}

function checkPlan(values: Values): number {
	if (!values.plan) throw new Unusable(`--plan is missing (${USAGE})`);
	const problem = readCase(values);
	const plan = parsePlan(readJson(values.plan));
	const broken = check(problem, plan);
	if (!broken.length) {
		console.log(`lawful: ${summary(problem, plan)}`);
		return 0;
	}
	for (const b of broken.slice(0, 50)) console.log(`broken: ${fault(b)}`);
	if (broken.length > 50) console.log(`… and ${broken.length - 50} more`);
	console.log(`unlawful: ${broken.length} broken rules`);
	return 1;
}

function summary(problem: Problem, plan: Plan): string {
	const s = score(problem, plan);
	const least = bound(problem);
	const parts = [`Q ${s.Q}`, `H ${s.H}`, `D ${s.D}`, `changes ${s.changes}`];
	if (problem.wishes.length) parts.push(`wishes ${s.wishes}`);
	if (problem.prefer.length) parts.push(`preferred ${s.preferred}`);
	return `total ${Math.round(s.total * 1e6) / 1e6} (${parts.join(', ')}); ${s.E} repeated meetings, no plan can have fewer than ${least.E}; Q at least ${least.Q}`;
}

function fault({ rule, round, group, people, times, attribute, value }: Broken): string {
	const where = [
		round === undefined ? '' : `round ${round}`,
		group === undefined ? '' : `group ${group}`
	]
		.filter(Boolean)
		.join(' ');
	return [
		rule,
		where,
		attribute && `${attribute} = ${value}`,
		people?.length && `people ${people.join(', ')}`,
		times > 1 && `by ${times}`
	]
		.filter(Boolean)
		.join('; ');
}

// ---- files -------------------------------------------------------------------------------------------------------

function readCase(values: Values): Problem {
	if (!values.in) throw new Unusable(`--in is missing (${USAGE})`);
	return parse(oneCase(readJson(values.in), values.id));
}

/** The file's case: itself, the only one of a list, or the one named by --id. */
function oneCase(content: unknown, id: string | undefined): unknown {
	const list: unknown = Array.isArray(content)
		? content
		: (content as { cases?: unknown } | null)?.cases;
	if (!Array.isArray(list)) return content;
	const chosen =
		id === undefined ? list : list.filter((x) => (x as { id?: unknown } | null)?.id === id);
	if (chosen.length !== 1)
		throw new Unusable(
			id === undefined
				? `the file holds ${list.length} cases: name one with --id`
				: `no single case ${id} in the file`
		);
	return chosen[0];
}

function readJson(file: string): unknown {
	let text: string;
	try {
		const { size } = statSync(file);
		if (size > LARGEST)
			throw new Unusable(`${file} has ${(size / 1048576).toFixed(1)} MB: at most 8 MB are read`);
		text = readFileSync(file, 'utf8');
	} catch (error) {
		if (error instanceof Unusable) throw error;
		throw new Unusable(
			`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
		);
	}
	try {
		return JSON.parse(text);
	} catch {
		throw new Unusable(`${file} is not JSON`);
	}
}

function write(file: string, plan: Plan): void {
	try {
		writeFileSync(file, JSON.stringify(plan) + '\n');
	} catch (error) {
		throw new Unusable(
			`${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
		);
	}
}

function number(
	values: Values,
	name: 'seconds' | 'steps' | 'seed',
	least: number,
	most: number,
	whole = false
): number | undefined {
	const given = values[name];
	if (given === undefined) return undefined;
	const n = given.trim() === '' ? NaN : Number(given);
	if (!(n >= least && n <= most) || (whole && !Number.isInteger(n)))
		throw new Unusable(
			`--${name} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`
		);
	return n;
}

// ---- words -------------------------------------------------------------------------------------------------------

type Details = Record<string, unknown>;

/** What a refusal says here; on the pages it is said in the reader's language. Numbers are the file's, from 0. */
const WORDS: Record<string, (d: Details) => string> = {
	'problem-malformed': (d) => `not a case: ${d.at}: ${d.what}`,
	'plan-malformed': (d) => `not a plan: ${d.at}: ${d.what}`,
	'problem-too-large': (d) => `${d.people} people in ${d.rounds} rounds are too many`,
	'no-rounds': () => 'there are no rounds',
	'more-tables-than-people': (d) => `round ${d.round}: ${d.tables} tables for ${d.people} people`,
	'sizes-do-not-add-up': (d) =>
		`round ${d.round}: the sizes add up to ${d.seats}, but ${d.people} people are there`,
	'table-too-small': (d) =>
		`round ${d.round}: table ${d.table} has ${d.chairs} chairs for ${d.people} people`,
	'room-too-small': (d) => `round ${d.round}: ${d.chairs} chairs for ${d.people} people`,
	'unknown-person': (d) => `${d.rule}: there is no person ${d.person}`,
	'unknown-round': (d) => `${d.rule}: there is no round ${d.round}`,
	'unknown-table': (d) => `${d.rule}: there is no table ${d.table} in round ${d.round}`,
	'unknown-attribute': (d) => `${d.rule}: there is no attribute ${d.attribute}`,
	'unknown-value': (d) => `${d.rule}: attribute ${d.attribute} has no value ${d.value}`,
	'attribute-does-not-cover': (d) =>
		`attribute ${d.attribute} is given for ${d.given} of ${d.people} people`,
	'apart-from-self': (d) => `person ${d.person} is to be kept apart from itself`,
	'apart-and-together': (d) => `${d.a} and ${d.b} are to be kept apart and kept together`,
	'apart-but-pinned': (d) =>
		`round ${d.round}: ${d.a} and ${d.b} are to be kept apart, but both must sit at table ${d.table}`,
	'apart-too-many': (d) =>
		`round ${d.round}: people ${list(d.people)} are all to be kept apart, but there are ${d.tables} tables`,
	'together-too-many': (d) =>
		`round ${d.round}: people ${list(d.people)} are to be kept together, but the largest table seats ${d.size}`,
	'together-but-pinned': (d) =>
		`round ${d.round}: ${d.a} and ${d.b} are to be kept together, but must sit at different tables`,
	'pinned-twice': (d) =>
		`round ${d.round}: person ${d.person} must sit at table ${d.table} and at table ${d.other}`,
	'table-overfull': (d) =>
		`round ${d.round}: ${d.people} people must sit at table ${d.table}, which seats ${d.size}`,
	'require-min-over-max': (d) =>
		`${d.attribute} = ${d.value}: at least ${d.min} and at most ${d.max} contradict`,
	'require-too-few': (d) =>
		`round ${d.round}: ${d.min} with ${d.attribute} = ${d.value} at each of ${d.tables} tables, but only ${d.there} are there`,
	'require-too-many': (d) =>
		`round ${d.round}: at most ${d.max} with ${d.attribute} = ${d.value} at each of ${d.tables} tables, but ${d.there} are there`,
	'require-over-size': (d) =>
		`round ${d.round}: ${d.needed} are required by ${d.attribute} at a table of ${d.size}`,
	'require-but-pinned': (d) =>
		`round ${d.round}: ${d.people} with ${d.attribute} = ${d.value} must sit at table ${d.table}, but at most ${d.max} may`,
	'require-but-together': (d) =>
		`round ${d.round}: people ${list(d.people)} are to be kept together, but at most ${d.max} with ${d.attribute} = ${d.value} may share a table`,
	'too-few-for-duty': (d) =>
		`round ${d.round}: ${d.there} people may be ${d.duty}, for ${d.tables} tables`,
	'leader-absent': (d) =>
		`person ${d.person} is to be ${d.duty}, but is not there${d.round === undefined ? '' : ` in round ${d.round}`}`,
	'fixed-groups-missing': (d) => `round ${d.round} is fixed, but its groups are not given`,
	'fixed-group-too-large': (d) =>
		`round ${d.round}: ${d.people} people are fixed at table ${d.table}, which seats ${d.size}`,
	'fixed-person-twice': (d) => `round ${d.round}: person ${d.person} is fixed at two tables`,
	'fixed-person-absent': (d) =>
		`round ${d.round}: person ${d.person} is fixed at a table, but is not there`,
	'same-as-later-round': (d) =>
		`round ${d.round} is to repeat round ${d.as}, which is not an earlier one`,
	'frozen-round-incomplete': (d) =>
		`round ${d.round} has been held, but its groups are not complete`,
	'frozen-person-twice': (d) =>
		`round ${d.round} has been held, but person ${d.person} sits at two tables`,
	'frozen-person-absent': (d) =>
		`round ${d.round} has been held, but person ${d.person} was not there`
};

const list = (people: unknown): string => (people as number[]).slice(0, 20).join(', ');

function inWords({ code, details }: Refusal): string {
	return (WORDS[code]?.(details) ?? `${code} ${JSON.stringify(details)}`).replace(/\s+/g, ' ');
}

try {
	process.exitCode = run(process.argv.slice(2));
} catch (error) {
	if (error instanceof Refusal) console.error(inWords(error));
	else if (error instanceof Unusable) console.error(error.message);
	else throw error;
	process.exitCode = 2;
}
