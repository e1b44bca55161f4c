import { Refusal } from '#lib/domain/refusal.ts';
import { evenSizes, parse, type Problem, type ProblemInput } from '#lib/domain/rotation/problem.ts';
import { random, type Random } from '#lib/domain/rotation/random.ts';

/** Made-up problems for the tests: every rule turns up, in every mixture; those that contradict themselves are left out. */
export type Wanted = {
	people: [number, number];
	rounds: [number, number];
	tables: [number, number];
	rules: boolean;
};

export function* made(
	seed: number,
	count: number,
	wanted: Wanted
): Generator<{ problem: Problem; dice: Random }> {
	const dice = random(seed);
	for (let made = 0; made < count;) {
		const problem = attempt(dice, wanted);
		if (!problem) continue;
		made++;
		yield { problem, dice };
	}
}

function attempt(dice: Random, wanted: Wanted): Problem | null {
	try {
		return parse(input(dice, wanted));
	} catch (error) {
		if (error instanceof Refusal) return null;
		throw error;
	}
}

const between = (dice: Random, [low, high]: [number, number]): number =>
	low + dice.below(high - low + 1);

function input(dice: Random, { people, rounds, tables, rules }: Wanted): ProblemInput {
	const n = between(dice, people);
	const R = between(dice, rounds);
	const some = (share: number) => rules && dice.unit() < share;
	const anyone = () => dice.below(n);
	const absent = Array.from({ length: R }, () => (some(0.3) ? [anyone()] : []));
	const sizes = absent.map((away) => uneven(n - away.length, between(dice, tables), dice));
	const attribute = (name: string, values: string[]) => ({
		name,
		weight: dice.below(3) / 2,
		values,
		of: Array.from({ length: n }, () => dice.below(values.length + 1) - 1)
	});
	const kinds = ['mixed', 'mixed', 'mixed', 'home', 'same'] as const;
	return {
		id: 'made',
		n,
		sizes,
		attributes: some(0.6)
			? [attribute('role', ['a', 'b', 'c']), attribute('team', ['x', 'y'])]
			: [attribute('team', ['x', 'y'])],
		apart: some(0.3) ? [[anyone(), anyone()]] : [],
		together: some(0.3) ? [[anyone(), anyone()]] : [],
		pinned: some(0.3) ? [{ person: anyone(), group: 0, ...(some(0.5) && { rounds: [0] }) }] : [],
		require: some(0.2) ? [{ attribute: 'team', value: 'x', max: 2 }] : [],
		prefer: some(0.2) ? [{ attribute: 'team', value: 'y', min: 1, weight: 0.5 }] : [],
		absent,
		history: some(0.4)
			? Array.from(
					{ length: 4 },
					() => [anyone(), anyone(), 1 + dice.below(2)] as [number, number, number]
				)
			: [],
		historyWeight: dice.below(4) / 2,
		wishes: some(0.3)
			? [
					{ person: anyone(), with: anyone() },
					{ person: anyone(), avoid: anyone() },
					{ person: anyone(), group: 0, weight: 0.25 }
				]
			: [],
		...(some(0.25) && {
			previous: sizes.map((groups, r) => published(groups, n, absent[r]!, dice)),
			changeWeight: dice.below(3) / 2
		}),
		rounds: some(0.3)
			? sizes.map((_, r) =>
					r
						? { kind: kinds[dice.below(5)]!, homeBy: 'team', sameAs: 0 }
						: { kind: 'mixed' as const }
				)
			: []
	};
}

/** Groups as published before somebody fell ill: of other sizes, and with people who are away now. */
function published(groups: number[], n: number, away: number[], dice: Random): number[][] {
	const before: number[][] = groups.map(() => []);
	for (let i = 0; i < n; i++)
		if (!away.includes(i) || dice.unit() < 0.5) before[dice.below(groups.length)]!.push(i);
	return before;
}

/** Sizes that need not be even. */
function uneven(people: number, tables: number, dice: Random): number[] {
	const sizes = evenSizes(people, Math.min(tables, people));
	if (dice.unit() < 0.3 && sizes.length > 1 && sizes[1]! > 1) {
		sizes[0]! += 1;
		sizes[1]! -= 1;
	}
	return sizes;
}

/** Seats everybody at random in the sizes asked for; fixed rules are not looked at. */
export function dealt(problem: Problem, dice: Random): Int32Array[] {
	return problem.sizes.map((sizes, r) => {
		const seat = new Int32Array(problem.n).fill(-1);
		const away = new Set(problem.absent[r] ?? []);
		const people = Array.from({ length: problem.n }, (_, i) => i).filter((i) => !away.has(i));
		for (let k = people.length - 1; k > 0; k--) {
			const other = dice.below(k + 1);
			[people[k], people[other]] = [people[other]!, people[k]!];
		}
		sizes.forEach((size, k) => people.splice(0, size).forEach((i) => (seat[i] = k)));
		return seat;
	});
}

/** More plans than this are not looked through. */
export const MOST_PLANS = 3000;

/** Every seating of one round, by brute force. */
export function seatings(problem: Problem, r: number, here: Uint8Array): Int32Array[] {
	const all: Int32Array[] = [];
	const room = [...problem.sizes[r]!];
	const seat = new Int32Array(problem.n).fill(-1);
	const place = (i: number): void => {
		if (all.length > MOST_PLANS) return;
		if (i === problem.n) return void all.push(Int32Array.from(seat));
		if (!here[i]) return place(i + 1);
		room.forEach((free, k) => {
			if (!free) return;
			room[k]!--;
			seat[i] = k;
			place(i + 1);
			seat[i] = -1;
			room[k]!++;
		});
	};
	place(0);
	return all;
}
