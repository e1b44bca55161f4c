import type { Composition } from '#lib/domain/composition.ts';
import type { Missed } from '#lib/domain/missed.ts';
import type { Figures } from '#lib/domain/rotation/figures.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';

type Spread = Figures['spread'][number];

/** How many different people each meets, on average, of those who meet anybody. */
export function averageMet({ people }: Figures): number {
	const there = people.filter(({ others }) => others > 0);
	return there.reduce((sum, { meets }) => sum + meets, 0) / Math.max(1, there.length);
}

/** Tables, over all rounds, where a value stands outside its even share. */
export function unevenTables({ rounds }: Spread): number {
	return rounds
		.flat()
		.filter(({ got, low, high }) => got.some((n, v) => n < low[v]! || n > high[v]!)).length;
}

/** Where a value stands outside its even share in a round: table from 1, and the share. */
export function unevenIn({ rounds, values }: Spread, round: number) {
	return (rounds[round] ?? []).flatMap(({ got, low, high }, table) =>
		got.flatMap((n, v) =>
			n < low[v]! || n > high[v]!
				? [{ table: table + 1, value: values[v]!, got: n, even: n < low[v]! ? low[v]! : high[v]! }]
				: []
		)
	);
}

/** How many people lead more than once. */
export const ledTwice = ({ people }: Figures): number =>
	people.filter(({ leads }) => leads > 1).length;

/** Wishes that people have, and how many of them are met in full. */
export function wishesMet({ problem }: Composition, missed: Missed[]) {
	const all = problem.wishes ?? [];
	const lost = all.filter((wish) =>
		missed.some((one) => {
			if (!('people' in one) || one.people[0] !== wish.person) return false;
			if (one.rule === 'table') return one.wanted === wish.group;
			return one.people[1] === (one.rule === 'with' ? wish.with : wish.avoid);
		})
	);
	return { met: all.length - lost.length, all: all.length };
}

/** Pairs who met at earlier conferences and sit together in some round now. */
export const metBefore = ({ people, memory }: Composition, met: ArrayLike<number>): number =>
	memory.filter(([i, j]) => (met[i * people.length + j] ?? 0) > 0).length;

/** How many people sit at another table in some round of one plan than of another. */
export function seatedOtherwise(one: Plan, other: Plan): number {
	const people = new Set<number>();
	for (const [r, tables] of other.rounds.entries())
		for (const [k, members] of tables.entries())
			for (const person of members) if (!one.rounds[r]?.[k]?.includes(person)) people.add(person);
	return people.size;
}
