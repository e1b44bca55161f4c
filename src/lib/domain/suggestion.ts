import { check } from './rotation/check.ts';
import type { Plan } from './rotation/plan.ts';
import { toldPairs, type Problem } from './rotation/problem.ts';
import { meetings, score } from './rotation/score.ts';

/**
 * What one change by hand does to a plan, before it is done, and the one change that does most
 * good. Rounds, tables and people are 0-based numbers, as in the rotation planner.
 */
export type Change = {
	round: number;
	person: number;
	/** The table they go to. */
	to: number;
	/** Whoever sits there and takes their place; null: they move alone. */
	other: number | null;
};

export type Effect = Change & {
	/** Change in repeated meetings (S2). */
	repeats: number;
	/** Whom, of those at the new table, they would meet again. */
	again: number[];
};

export type Suggestion = Effect & {
	/** Whom they meet again where they sit now. */
	meets: number[];
	/** Change in the whole score (S6): the lower the better. */
	total: number;
};

/** Candidates whose whole score is counted, the most promising first. */
const LOOKED_AT = 60;

/** The plan after a change; the plan given is left as it was. */
export function changed(plan: Plan, { round, person, to, other }: Change): Plan {
	const from = tableOf(plan, round, person);
	const tables = plan.rounds[round]!.map((members, table) => {
		if (table === from) {
			return other === null
				? members.filter((one) => one !== person)
				: members.map((one) => (one === person ? other : one));
		}
		if (table !== to) return members;
		return other === null
			? [...members, person]
			: members.map((one) => (one === other ? person : one));
	});
	return { rounds: plan.rounds.map((each, at) => (at === round ? tables : each)) };
}

/** Where somebody sits in a round; −1 when nowhere. */
export function tableOf(plan: Plan, round: number, person: number): number {
	return (plan.rounds[round] ?? []).findIndex((members) => members.includes(person));
}

/** What it would do to move a person to each other table, or to swap with each person there. */
export function effects(
	problem: Problem,
	plan: Plan,
	round: number,
	person: number,
	met: Uint16Array = counted(problem, plan)
): Effect[] {
	return (plan.rounds[round] ?? []).flatMap((members, to) =>
		members.includes(person)
			? []
			: [null, ...members].map((other) => effect(problem, plan, met, { round, person, to, other }))
	);
}

/** Meetings that count: those who are told to sit together meet as they are told (S1). */
function counted(problem: Problem, plan: Plan): Uint16Array {
	const met = meetings(problem, plan);
	for (const pair of toldPairs(problem)) {
		const [a, b] = [Math.floor(pair / problem.n), pair % problem.n];
		met[a * problem.n + b] = met[b * problem.n + a] = 0;
	}
	return met;
}

function effect(problem: Problem, plan: Plan, met: Uint16Array, change: Change): Effect {
	const { round, person, to, other } = change;
	const tables = plan.rounds[round]!;
	const here = tables.find((members) => members.includes(person)) ?? [];
	const there = tables[to]!.filter((one) => one !== other);
	const times = (a: number, b: number) => met[a * problem.n + b] ?? 0;
	const left = here.filter((one) => one !== person);
	const gone = (who: number, company: number[]) =>
		company.filter((one) => times(who, one) > 1).length;
	const come = (who: number, company: number[]) =>
		company.filter((one) => times(who, one) > 0).length;
	const own = come(person, there) - gone(person, left);
	const theirs = other === null ? 0 : come(other, left) - gone(other, there);
	const again = there.filter((one) => times(person, one) > 0);
	return { ...change, repeats: own + theirs, again };
}

/**
 * The single move or swap in a round that takes away repeated meetings and betters the whole
 * score most, breaking no rule that is kept now; null when there is none.
 */
export function suggest(problem: Problem, plan: Plan, round: number): Suggestion | null {
	const met = counted(problem, plan);
	const before = { total: score(problem, plan).total, broken: check(problem, plan).length };
	const found = promising(problem, plan, met, round).flatMap((effect) => {
		const after = changed(plan, effect);
		const total = score(problem, after).total - before.total;
		if (total >= 0 || check(problem, after).length > before.broken) return [];
		return [{ ...effect, total, meets: meetsAgain(problem, plan, met, effect) }];
	});
	return found.sort((a, b) => a.total - b.total || a.repeats - b.repeats)[0] ?? null;
}

/** Changes of those who meet somebody again that leave fewer repeated meetings. */
function promising(problem: Problem, plan: Plan, met: Uint16Array, round: number): Effect[] {
	if (problem.rounds[round]?.kind !== 'mixed') return [];
	return (plan.rounds[round] ?? [])
		.flat()
		.filter((person) => meetsAgain(problem, plan, met, { round, person }).length > 0)
		.flatMap((person) => effects(problem, plan, round, person, met))
		.filter(({ repeats }) => repeats < 0)
		.sort((a, b) => a.repeats - b.repeats)
		.slice(0, LOOKED_AT);
}

function meetsAgain(
	problem: Problem,
	plan: Plan,
	met: Uint16Array,
	{ round, person }: { round: number; person: number }
): number[] {
	const company = plan.rounds[round]![tableOf(plan, round, person)] ?? [];
	return company.filter((one) => one !== person && (met[person * problem.n + one] ?? 0) > 1);
}
