import { expect, test } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Contradiction, Rule } from '#lib/domain/rotation/contradiction.ts';
import { evenSizes, parse, type Problem, type ProblemInput } from '#lib/domain/rotation/problem.ts';
import { check } from '#lib/domain/rotation/check.ts';
import { random, type Random } from '#lib/domain/rotation/random.ts';
import { search } from '#lib/domain/rotation/search.ts';
import { seatings } from './problems.ts';

/** A small room with many hard rules. */
function strict(dice: Random): ProblemInput {
	const n = 5 + dice.below(3);
	const anyone = () => dice.below(n);
	const some = <T>(most: number, make: () => T): T[] =>
		Array.from({ length: dice.below(most + 1) }, make);
	return {
		n,
		sizes: [evenSizes(n, 2 + dice.below(2))],
		attributes: [
			{ name: 'role', values: ['a', 'b'], of: Array.from({ length: n }, () => dice.below(3) - 1) }
		],
		apart: some(5, () => [anyone(), anyone()] as [number, number]),
		together: some(2, () => [anyone(), anyone()]),
		pinned: some(2, () => ({ person: anyone(), group: dice.below(2) })),
		require: dice.below(2) ? [{ attribute: 'role', value: 'a', max: 1 + dice.below(2) }] : []
	};
}

function holds(problem: ProblemInput, seat: Int32Array, rule: Rule): boolean {
	if (rule.rule === 'apart') return seat[rule.people[0]] !== seat[rule.people[1]];
	if (rule.rule === 'together') return new Set(rule.people.map((i) => seat[i])).size === 1;
	if (rule.rule === 'pinned') return seat[rule.person] === rule.table;
	if (rule.rule === 'fixed') return rule.people.every((i) => seat[i] === rule.table);
	const { of, values } = problem.attributes![0]!;
	return problem.sizes[0]!.every((_, k) => {
		const got = [...seat.keys()].filter(
			(i) => seat[i] === k && values[of[i]!] === rule.value
		).length;
		return got >= (rule.min ?? 0) && got <= (rule.max ?? Infinity);
	});
}

/** Read, or the contradiction that it was refused for; null when it was refused for something simpler. */
function reading(input: ProblemInput): Problem | Contradiction | null {
	try {
		return parse(input);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return error.code === 'rules-contradict' ? (error.details as Contradiction) : null;
	}
}

test('P9: rules that are said to contradict have no seating, any one less has one, and what is read has a plan', () => {
	const dice = random(31);
	let contradicting = 0;
	let possible = 0;
	while (contradicting < 300 || possible < 700) {
		const input = strict(dice);
		const read = reading(input);
		if (read === null) continue;
		const plain = parse({ n: input.n, sizes: input.sizes });
		const all = seatings(plain, 0, new Uint8Array(input.n).fill(1));
		const seats = (rules: Rule[]) =>
			all.some((seat) => rules.every((rule) => holds(input, seat, rule)));
		if ('rules' in read) {
			expect(seats(read.rules), JSON.stringify(input)).toBe(false);
			for (const rule of read.rules)
				expect(seats(read.rules.filter((other) => other !== rule)), JSON.stringify(input)).toBe(
					true
				);
			contradicting++;
		} else {
			const first = search(read).next().value!;
			expect(first.lawful, JSON.stringify(input)).toBe(true);
			expect(check(read, first.plan())).toEqual([]);
			possible++;
		}
	}
});

test('P9: groups of three who fit no table of four in twos, said with their names', () => {
	const of = (first: number) => [first, first + 1, first + 2];
	const input = {
		n: 12,
		sizes: [[4, 4, 4]],
		together: [of(0), of(3), of(6)],
		apart: [
			[9, 0],
			[9, 3],
			[9, 6],
			[1, 11]
		] as [number, number][]
	};
	expect(reading(input)).toEqual({
		round: 0,
		rules: [
			{ rule: 'together', people: of(0) },
			{ rule: 'together', people: of(3) },
			{ rule: 'together', people: of(6) },
			{ rule: 'apart', people: [9, 0] },
			{ rule: 'apart', people: [9, 3] },
			{ rule: 'apart', people: [9, 6] }
		]
	});
});

test('P9: three hundred people with hundreds of rules that agree are read at once', () => {
	const apart = Array.from(
		{ length: 400 },
		(_, k) => [k % 300, (k * 7 + 13) % 300] as [number, number]
	);
	const together = Array.from({ length: 20 }, (_, k) => [15 * k, 15 * k + 1, 15 * k + 2]);
	const told = new Set(together.flat());
	const read = reading({
		n: 300,
		sizes: [evenSizes(300, 38)],
		apart: apart.filter(([a, b]) => a !== b && !(told.has(a) && told.has(b))),
		together
	});
	expect(read).toMatchObject({ n: 300 });
});
