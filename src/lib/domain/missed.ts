import { duties } from './rotation/duties.ts';
import type { Plan } from './rotation/plan.ts';
import { attendance, type Problem } from './rotation/problem.ts';
import { evenShare, meetings, spreads } from './rotation/score.ts';

/**
 * What a plan misses of the soft rules (S4, S7, P8, L3), and where: rounds, tables and people
 * are 0-based numbers. Hard rules that are broken are `check`'s to tell.
 */
export type Missed =
	/** Somebody never sits with whom they wish to sit with. */
	| { rule: 'with'; people: [number, number] }
	/** Somebody sits with whom they would rather not sit with. */
	| { rule: 'without'; people: [number, number]; round: number; group: number }
	/** Somebody sits at another table (`group`) than they wish to (`wanted`). */
	| { rule: 'table'; people: [number]; round: number; group: number; wanted: number }
	/** A table without one of a kind; `scarce`: there are not enough of them for more tables than have one. */
	| {
			rule: 'one-of';
			round: number;
			group: number;
			attribute: string;
			value: string;
			scarce: boolean;
	  }
	/** A table with more or fewer of a kind than its even share; `even` is the nearest that would be. */
	| {
			rule: 'spread';
			round: number;
			group: number;
			attribute: string;
			value: string;
			got: number;
			even: number;
	  }
	/** A table where nobody may write. */
	| { rule: 'recorder'; round: number; group: number };

/** All that is missed, the wishes of people first. */
export function missed(problem: Problem, plan: Plan): Missed[] {
	const tables = plan.rounds.flatMap((groups, round) =>
		round < problem.sizes.length && spreads(problem, round)
			? groups.map((members, group) => ({ round, group, members }))
			: []
	);
	return [
		...wishes(problem, plan),
		...oneOf(problem, tables),
		...spread(problem, tables),
		...unwritten(problem, plan)
	];
}

type At = { round: number; group: number; members: number[] };

function wishes(problem: Problem, plan: Plan): Missed[] {
	const met = meetings(problem, plan);
	const here = attendance(problem);
	const coming = [...plan.rounds.keys()].filter((r) => r >= problem.frozen.length);
	const seat = (round: number, person: number) =>
		plan.rounds[round]!.findIndex((members) => members.includes(person));
	return problem.wishes.flatMap(({ person, with: wanted, avoid, group, rounds }): Missed[] => {
		if (wanted !== undefined)
			return met[person * problem.n + wanted]! > 0
				? []
				: [{ rule: 'with', people: [person, wanted] }];
		if (avoid !== undefined)
			return coming
				.map((round) => ({ round, at: seat(round, person) }))
				.filter(({ round, at }) => at >= 0 && plan.rounds[round]![at]!.includes(avoid))
				.map(({ round, at }) => ({ rule: 'without', people: [person, avoid], round, group: at }));
		if (group === undefined) return [];
		return coming
			.filter((r) => spreads(problem, r) && here[r]?.[person] && (rounds?.includes(r) ?? true))
			.map((round) => ({ round, at: seat(round, person) }))
			.filter(({ at }) => at >= 0 && at !== group)
			.map(({ round, at }) => ({
				rule: 'table',
				people: [person],
				round,
				group: at,
				wanted: group
			}));
	});
}

function oneOf(problem: Problem, tables: At[]): Missed[] {
	return problem.prefer.flatMap(({ attribute, value, min = 0 }) => {
		const one = problem.attributes.find(({ name }) => name === attribute);
		const at = one?.values.indexOf(value) ?? -1;
		const got = ({ members }: At) => members.filter((person) => one?.of[person] === at).length;
		return tables
			.filter((table) => got(table) < min)
			.map(({ round, group }) => {
				const all = tables.filter((table) => table.round === round).map(got);
				const scarce = all.every((n) => n <= min);
				return { rule: 'one-of', round, group, attribute, value, scarce } as const;
			});
	});
}

function spread(problem: Problem, tables: At[]): Missed[] {
	const here = attendance(problem);
	return problem.attributes
		.filter(({ weight }) => weight > 0)
		.flatMap(({ name: attribute, values, of }) =>
			tables.flatMap(({ round, group, members }) => {
				const there = [...here[round]!.keys()].filter((at) => here[round]![at]);
				return values.flatMap((value, v): Missed[] => {
					const all = there.filter((at) => of[at] === v).length;
					const [low, high] = evenShare(members.length, all, there.length);
					const got = members.filter((at) => of[at] === v).length;
					if (got >= low && got <= high) return [];
					const even = got < low ? low : high;
					return [{ rule: 'spread', round, group, attribute, value, got, even }];
				});
			})
		);
}

function unwritten(problem: Problem, plan: Plan): Missed[] {
	if (!problem.recorders) return [];
	return duties(problem, plan)
		.filter(({ round, recorder }) => recorder < 0 && spreads(problem, round))
		.map(({ round, group }) => ({ rule: 'recorder', round, group }));
}
