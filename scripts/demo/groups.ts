import { duties } from '../../src/lib/domain/rotation/duties.ts';
import { evenSizes, parse, type ProblemInput } from '../../src/lib/domain/rotation/problem.ts';
import { search } from '../../src/lib/domain/rotation/search.ts';
import type { ArrangeGroups } from '../../src/lib/domain/seating.ts';
import * as staff from './people.ts';

/** Steps of the search: a second or so, and the same groups on every machine. */
const STEPS = 400;

/** How a round is composed, and at how many tables. */
export type Composition = { mix: 'mixed' | 'home'; tables: number };

/** The table of one round: who sits there, by key, and who leads. */
export type Table = { members: string[]; leader: string };

/** Finds groups for people, by key, with professions and teams spread in mixed rounds. */
export function plan(keys: string[], rounds: Composition[]): { rounds: Table[][]; search: Search } {
	const problem = parse(problemOf(keys, rounds));
	let steps = 0;
	let found;
	for (const progress of search(problem, { seed: 1 })) {
		found = progress;
		if (++steps >= STEPS) break;
	}
	if (!found?.lawful) throw new Error('The planner found no groups for the demo.');
	const plan = found.plan();
	const leaders = new Map(
		duties(problem, plan).map(({ round, group, leader }) => [`${round} ${group}`, leader])
	);
	const tables = plan.rounds.map((groups, round) =>
		groups.map((members, group) => ({
			members: members.map((i) => keys[i]!),
			leader: keys[lead(leaders.get(`${round} ${group}`), members)]!
		}))
	);
	const { seed = 1, version = '' } = plan;
	return { rounds: tables, search: { seed, steps: found.steps, version } };
}

type Search = NonNullable<ArrangeGroups['search']>;

const lead = (found: number | undefined, members: number[]): number =>
	found !== undefined && found >= 0 ? found : members[0]!;

function problemOf(keys: string[], rounds: Composition[]): ProblemInput {
	const people = keys.map((key) => staff.people.find((person) => person.key === key)!);
	const attribute = (name: 'profession' | 'team', weight: number) => {
		const values = [...new Set(people.map((person) => person[name]))];
		return { name, weight, values, of: people.map((person) => values.indexOf(person[name])) };
	};
	const numbers = (some: string[]) => some.map((key) => keys.indexOf(key)).filter((i) => i >= 0);
	const apart = staff.apart.map(numbers).filter((pair) => pair.length === 2);
	return {
		n: keys.length,
		sizes: rounds.map(({ mix, tables }) => (mix === 'home' ? [] : evenSizes(keys.length, tables))),
		attributes: [attribute('profession', 2), attribute('team', 1)],
		apart: apart as [number, number][],
		rounds: rounds.map(({ mix }) =>
			mix === 'home' ? { kind: 'home', homeBy: 'team' } : { kind: 'mixed' }
		),
		leaders: { eligible: numbers(staff.usualLeaders), how: 'travelling' }
	};
}
