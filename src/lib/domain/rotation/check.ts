import { attendance, groupsIn, base, type Problem } from './problem.ts';
import { duties } from './duties.ts';
import { seats, type Plan } from './plan.ts';
import { spreads } from './score.ts';
import { pins } from './problem.ts';

/** A broken hard rule: its name, where (0-based), whom it concerns, and by how much. */
export type Broken = {
	rule: BrokenRule;
	round?: number;
	group?: number;
	people?: number[];
	times: number;
	attribute?: string;
	value?: string;
};
export type BrokenRule =
	| 'rounds'
	| 'groups'
	| 'size'
	| 'unknown'
	| 'twice'
	| 'absent'
	| 'missing'
	| 'apart'
	| 'together'
	| 'pinned'
	| 'frozen'
	| 'require'
	| 'fixed'
	| 'same'
	| 'capacity'
	| 'leader';

/** The hard rules that a plan breaks (rules C1–C12); an empty list means it is lawful. */
export function check(problem: Problem, plan: Plan): Broken[] {
	const here = attendance(problem);
	const at = seats(problem, plan);
	return [
		...shape(problem, plan),
		...presence(problem, plan, here),
		...held(problem, at),
		...apart(problem, at),
		...together(problem, at, here),
		...pinned(problem, at, here),
		...required(problem, plan),
		...ownRounds(problem, at, here),
		...leaderless(problem, plan)
	];
}

/** Does the plan obey every hard rule? */
export function lawful(problem: Problem, plan: Plan): boolean {
	return check(problem, plan).length === 0;
}

function shape(problem: Problem, plan: Plan): Broken[] {
	const broken: Broken[] = [];
	if (plan.rounds.length !== problem.sizes.length)
		broken.push({ rule: 'rounds', times: Math.abs(plan.rounds.length - problem.sizes.length) });
	plan.rounds.slice(0, problem.sizes.length).forEach((groups, r) => {
		const expected = groupsIn(problem, r);
		if (groups.length !== expected)
			broken.push({ rule: 'groups', round: r, times: Math.abs(groups.length - expected) });
		groups.forEach((group, k) => {
			const size = problem.sizes[r]!.length ? (problem.sizes[r]![k] ?? 0) : group.length;
			if (group.length !== size)
				broken.push({ rule: 'size', round: r, group: k, times: Math.abs(group.length - size) });
			const over = group.length - (problem.capacity?.[k] ?? Infinity);
			if (over > 0 && r >= problem.frozen.length)
				broken.push({ rule: 'capacity', round: r, group: k, times: over });
		});
	});
	return broken;
}

function presence(problem: Problem, plan: Plan, here: Uint8Array[]): Broken[] {
	const broken: Broken[] = [];
	plan.rounds.slice(0, problem.sizes.length).forEach((groups, r) => {
		const seen = new Set<number>();
		groups.forEach((group, k) => {
			for (const i of group) {
				const where = { round: r, group: k, people: [i], times: 1 };
				if (i >= problem.n) broken.push({ rule: 'unknown', ...where });
				else if (seen.has(i)) broken.push({ rule: 'twice', ...where });
				else if (!here[r]![i]) broken.push({ rule: 'absent', ...where });
				seen.add(i);
			}
		});
		for (let i = 0; i < problem.n; i++)
			if (here[r]![i] && !seen.has(i))
				broken.push({ rule: 'missing', round: r, people: [i], times: 1 });
	});
	return broken;
}

function held(problem: Problem, at: Int32Array[]): Broken[] {
	const broken: Broken[] = [];
	problem.frozen.forEach((groups, r) =>
		groups.forEach((group, k) => {
			for (const i of group)
				if (at[r]![i] !== k)
					broken.push({ rule: 'frozen', round: r, group: k, people: [i], times: 1 });
		})
	);
	return broken;
}

/** Rounds in which people are told where to sit by other rules than apart and together. */
function* open(problem: Problem): Generator<number> {
	for (let r = problem.frozen.length; r < problem.sizes.length; r++)
		if (problem.rounds[r]!.kind === 'mixed' || problem.rounds[r]!.kind === 'fixed') yield r;
}

function apart(problem: Problem, at: Int32Array[]): Broken[] {
	const broken: Broken[] = [];
	for (const [i, j] of problem.apart)
		for (const r of open(problem))
			if (at[r]![i]! >= 0 && at[r]![i] === at[r]![j])
				broken.push({ rule: 'apart', round: r, group: at[r]![i]!, people: [i, j], times: 1 });
	return broken;
}

function together(problem: Problem, at: Int32Array[], here: Uint8Array[]): Broken[] {
	const broken: Broken[] = [];
	for (const clique of problem.together)
		for (const r of open(problem)) {
			const there = clique.filter((i) => here[r]![i]);
			const tables = new Set(there.map((i) => at[r]![i]));
			if (tables.size > 1)
				broken.push({ rule: 'together', round: r, people: there, times: tables.size - 1 });
		}
	return broken;
}

function pinned(problem: Problem, at: Int32Array[], here: Uint8Array[]): Broken[] {
	const broken: Broken[] = [];
	for (const pin of pins(problem))
		for (const r of open(problem))
			if (
				(!pin.rounds || pin.rounds.includes(r)) &&
				here[r]![pin.person] &&
				at[r]![pin.person] !== pin.group
			)
				broken.push({ rule: 'pinned', round: r, group: pin.group, people: [pin.person], times: 1 });
	return broken;
}

function required(problem: Problem, plan: Plan): Broken[] {
	const broken: Broken[] = [];
	for (const { attribute, value, min = 0, max = Infinity } of problem.require) {
		const a = problem.attributes.find((x) => x.name === attribute)!;
		const v = a.values.indexOf(value);
		plan.rounds.slice(0, problem.sizes.length).forEach((groups, r) => {
			if (!spreads(problem, r)) return;
			groups.forEach((group, k) => {
				const people = group.filter((i) => a.of[i] === v);
				const times = Math.max(0, min - people.length, people.length - max);
				if (times)
					broken.push({ rule: 'require', round: r, group: k, people, times, attribute, value });
			});
		});
	}
	return broken;
}

function ownRounds(problem: Problem, at: Int32Array[], here: Uint8Array[]): Broken[] {
	const broken: Broken[] = [];
	for (let r = problem.frozen.length; r < problem.sizes.length; r++) {
		const { kind, fixedGroups } = problem.rounds[r]!;
		if (kind === 'home' || kind === 'fixed')
			fixedGroups!.forEach((group, k) => {
				for (const i of group)
					if (at[r]![i] !== k)
						broken.push({ rule: 'fixed', round: r, group: k, people: [i], times: 1 });
			});
		if (kind !== 'same') continue;
		const first = base(problem, r);
		for (let i = 0; i < problem.n; i++)
			if (here[r]![i] && here[first]![i] && at[r]![i] !== at[first]![i])
				broken.push({ rule: 'same', round: r, group: at[first]![i]!, people: [i], times: 1 });
	}
	return broken;
}

/** A table of a mixed round without anybody who may lead, and a second turn before all have had one (rule L3). */
function leaderless(problem: Problem, plan: Plan): Broken[] {
	if (!problem.leaders) return [];
	return duties(problem, plan)
		.filter((d) => d.leader < 0 && spreads(problem, d.round))
		.map((d) => ({ rule: 'leader' as const, round: d.round, group: d.group, times: 1 }));
}
