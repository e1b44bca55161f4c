import type { Figures } from '#lib/domain/rotation/figures.ts';

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
