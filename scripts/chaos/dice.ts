import { random } from '../../src/lib/domain/rotation/random.ts';

/** Dice that fall the same way for the same seed. */
export type Dice = {
	/** A number in [from, to). */
	between: (from: number, to: number) => number;
	/** A whole number in 0 … n − 1. */
	below: (n: number) => number;
	chance: (part: number) => boolean;
	pick: <T>(list: readonly T[]) => T;
	/** One of the names, as often as their weights say. */
	weighed: <N extends string>(weights: Record<N, number>) => N;
};

/** Dice of their own for everybody who throws any, so that one's throws never change another's. */
export function dice(seed: number, whose: string): Dice {
	const { unit, below } = random(
		seed + [...whose].reduce((sum, s) => sum * 31 + s.charCodeAt(0), 7)
	);
	return {
		between: (from, to) => from + (to - from) * unit(),
		below,
		chance: (part) => unit() < part,
		pick: (list) => list[below(list.length)]!,
		weighed: (weights) => {
			const entries = Object.entries(weights) as [keyof typeof weights, number][];
			let left = unit() * entries.reduce((sum, [, weight]) => sum + weight, 0);
			return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0]!)[0];
		}
	};
}
