import { expect, test } from 'vitest';
import { changed, effects, suggest, tableOf } from '../src/lib/domain/suggestion.ts';
import type { Plan } from '../src/lib/domain/rotation/plan.ts';
import { parse, type ProblemInput } from '../src/lib/domain/rotation/problem.ts';
import { random, shuffle } from '../src/lib/domain/rotation/random.ts';
import { lawful } from '../src/lib/domain/rotation/check.ts';
import { score } from '../src/lib/domain/rotation/score.ts';

const nine = (more: Partial<ProblemInput> = {}) =>
	parse({ id: 'nine', n: 9, sizes: [[3, 3, 3], [3, 3, 3]], ...more }); // prettier-ignore

/** Rows, then columns, but 2 and 5 have changed places: 2 meets 5’s column and its own row. */
const nearly: Plan = {
	rounds: [
		[
			[0, 1, 2],
			[3, 4, 5],
			[6, 7, 8]
		],
		[
			[0, 3, 6],
			[1, 2, 7],
			[4, 5, 8]
		]
	]
};

test('two people who sit with somebody again are told to swap, and then nobody meets twice', () => {
	const problem = nine();
	expect(score(problem, nearly).E).toBe(2);
	const found = suggest(problem, nearly, 1)!;
	expect(found.repeats).toBe(-2);
	expect(found.other).not.toBeNull();
	const after = changed(nearly, found);
	expect(score(problem, after).E).toBe(0);
	expect(lawful(problem, after)).toBe(true);
	expect(suggest(problem, after, 1)).toBeNull();
});

test('a swap that would break a rule is never suggested, nor one in another round', () => {
	for (const round of [0, 1]) expect(suggest(nine(), nearly, round)?.round).toBe(round);
	expect(suggest(nine(), nearly, 2)).toBeNull();
	const apart: [number, number][] = [];
	for (let a = 0; a < 9; a++)
		for (let b = a + 1; b < 9; b++)
			if (!nearly.rounds.some((r) => r.some((t) => t.includes(a) && t.includes(b))))
				apart.push([a, b]);
	const strict = nine({ apart: apart.slice(0, 6) });
	const found = suggest(strict, nearly, 1);
	if (found) expect(lawful(strict, changed(nearly, found))).toBe(true);
});

test('what a move or a swap is said to do is what counting anew gives, on 200 plans by dice', () => {
	const dice = random(7);
	const problem = nine({ together: [[0, 4]], sizes: [[3, 3, 3], [3, 3, 3], [4, 3, 2]] }); // prettier-ignore
	let told = 0;
	for (let game = 0; game < 200; game++) {
		const rounds = problem.sizes.map((sizes) => {
			const people = shuffle([...Array(9).keys()], dice);
			return sizes.map((size) => people.splice(0, size));
		});
		const plan: Plan = { rounds };
		const before = score(problem, plan).E;
		for (const effect of effects(problem, plan, game % 3, game % 9)) {
			const after = changed(plan, effect);
			expect(score(problem, after).E - before).toBe(effect.repeats);
			expect(tableOf(after, effect.round, effect.person)).toBe(effect.to);
			told++;
		}
	}
	expect(told).toBeGreaterThan(1000);
});
