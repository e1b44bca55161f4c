import { isHeld, standing, type Composition } from './composition.ts';
import { peopleMoved } from './rotation/allowance.ts';
import { check } from './rotation/check.ts';
import type { Plan } from './rotation/plan.ts';
import { evenSizes, parse, type Problem } from './rotation/problem.ts';
import { moves, repair, validCards, type Move } from './rotation/repair.ts';
import { score } from './rotation/score.ts';
import type { Group } from './seating.ts';
import { tableOf } from './suggestion.ts';

/** What the morning brought, by person number: seats of people who are away, and people without a seat. */
export type Upset = { away: number[]; unseated: number[] };

/** Who upsets the rounds to come that have groups. Nobody: the groups stand. */
export function upset(composition: Composition, groups: Group[]): Upset {
	const { people, rounds, problem } = composition;
	const plan = standing(composition, groups);
	const coming = [...rounds.keys()].filter(
		(r) => !isHeld(rounds[r]!) && plan.rounds[r]!.length > 0
	);
	const gone = coming.map((r) => new Set(problem.absent?.[r]));
	const sits = coming.map((r) => new Set(plan.rounds[r]!.flat()));
	const all = [...people.keys()];
	return {
		away: all.filter((at) => coming.some((_, c) => gone[c]!.has(at) && sits[c]!.has(at))),
		unseated: all.filter((at) => coming.some((_, c) => !gone[c]!.has(at) && !sits[c]!.has(at)))
	};
}

/** Somebody gets a seat at table `to`. */
export type Seat = { person: number; round: number; to: number };

/** A repair to search for: `problem` with few moves, `anew` the same day planned again from the start. */
export type Repairing = {
	problem: Problem;
	anew: Problem;
	start: Plan;
	/** A table in the round under way for those who came while it was held (R4). */
	now: Seat[];
	/** Repeated meetings (S2) as the groups stood, before anybody was away. */
	before: number;
	/** Rules that had to be let go (R5). */
	notes: string[];
};

/**
 * The rounds to come, after what the morning brought: only those move who must. Rounds that are
 * open or over stay as they were. Throws the planner's refusals.
 */
export function repairing(composition: Composition, groups: Group[]): Repairing {
	const plan = standing(composition, groups);
	const problem = parse({ ...composition.problem, sizes: sizesStanding(composition, plan) });
	const held = composition.problem.frozen?.length ?? 0;
	const came = cameMeanwhile(composition, plan, held - 1);
	const {
		problem: mending,
		start,
		notes
	} = repair(problem, plan, {
		held,
		underWay: came.length > 0,
		present: came.map((person) => ({ person, from: held - 1 }))
	});
	const before = score(mending, plan).E;
	const now = came.map((person) => ({
		person,
		round: held - 1,
		to: tableOf(start, held - 1, person)
	}));
	const anew = parse({ ...mending, changeWeight: 0 });
	return { problem: mending, anew, start, now, before, notes };
}

/** Who is here, stays for the rest of the day, and has no seat in the round under way. */
function cameMeanwhile({ people, rounds, problem }: Composition, plan: Plan, open: number) {
	if (rounds[open]?.round.state !== 'open') return [];
	const leaves = new Set((problem.absent ?? []).slice(open + 1).flat());
	const sits = new Set(plan.rounds[open]!.flat());
	return [...people.keys()].filter(
		(at) => people[at]!.attendance === 'present' && !sits.has(at) && !leaves.has(at)
	);
}

/** As many tables as stand in the hall now, whatever the programme asked for. */
function sizesStanding({ problem }: Composition, plan: Plan): number[][] {
	return problem.sizes.map((sizes, r) => {
		const tables = plan.rounds[r]?.length ?? 0;
		const people = sizes.reduce((sum, size) => sum + size, 0);
		const asPlanned = r < (problem.frozen?.length ?? 0) || sizes.length === tables;
		if (asPlanned || tables === 0 || people === 0) return sizes;
		return evenSizes(people, Math.min(tables, people));
	});
}

/** What a repair comes to: who moves, what it costs, how many printed cards still hold. */
export type Mended = {
	plan: Plan;
	moves: Move[];
	/** How many people move, in whatever many rounds. */
	movers: number;
	/** Who gets a seat in a round to come and had none. */
	seated: Seat[];
	repeats: number;
	/** How many seats an attribute lies outside its even share (S4), of those that weigh. */
	uneven: number;
	cards: { valid: number; printed: number };
	lawful: boolean;
};

export function mended(problem: Problem, plan: Plan): Mended {
	const account = score(problem, plan);
	return {
		plan,
		moves: moves(problem, plan),
		movers: peopleMoved(problem, plan),
		seated: newcomers(problem, plan),
		repeats: account.E,
		uneven: account.balance.reduce((sum, one) => sum + (one.weight > 0 ? one.outside : 0), 0),
		cards: validCards(problem, plan),
		lawful: check(problem, plan).length === 0
	};
}

function newcomers({ frozen, previous }: Problem, plan: Plan): Mended['seated'] {
	return previous.flatMap((groups, at) => {
		const round = frozen.length + at;
		const sat = new Set(groups.flat());
		return plan.rounds[round]!.flatMap((members, to) =>
			members.filter((person) => !sat.has(person)).map((person) => ({ person, round, to }))
		);
	});
}
