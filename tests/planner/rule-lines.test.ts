import { expect, test } from 'vitest';
import { NO_RULES, PlanRules } from '../../src/lib/domain/plan-rules.ts';
import {
	EMPTY,
	HARD,
	isReady,
	SOFT,
	type Values
} from '../../src/lib/components/planner/rule-kinds.ts';
import { hardLines, softLines, type Ruled } from '../../src/lib/components/planner/rule-lines.ts';

const NOTHING: Ruled = {
	rules: NO_RULES,
	apart: [],
	nameOf: (id) => `Person ${id}`,
	roundOf: () => 1
};
const FILLED: Values = {
	people: ['seat-of-alva', 'seat-of-birk'],
	person: 'seat-of-alva',
	other: 'seat-of-birk',
	trait: JSON.stringify({ attribute: 'profession', value: 'leder' }),
	attribute: 'team',
	table: 2,
	chairs: 5,
	rounds: ['the-first-round'],
	stay: true,
	weight: 3
};

/** What stands after a change. */
function after(ruled: Ruled, { rules, apart }: ReturnType<(typeof HARD)[number]['add']>): Ruled {
	return { ...ruled, rules: { ...ruled.rules, ...rules }, apart: apart ?? ruled.apart };
}
const sentences = (ruled: Ruled) => [...hardLines(ruled), ...softLines(ruled)];

for (const kind of [...HARD, ...SOFT])
	test(`a rule of the kind ${kind.name} becomes one more sentence, can be kept, and can be taken away again`, () => {
		const ruled = after(NOTHING, kind.add(FILLED, NOTHING));
		expect(PlanRules.safeParse(ruled.rules).success).toBe(true);
		const before = sentences(NOTHING).map(({ words }) => words);
		const more = sentences(ruled).filter(({ words }) => !before.includes(words));
		expect(more).toHaveLength(1);
		const back = after(ruled, more[0]!.without);
		expect(sentences(back).map(({ words }) => words)).toEqual(before);
	});

test('a rule is ready when all that it asks for is there, and nobody is paired with themselves', () => {
	for (const kind of [...HARD, ...SOFT]) {
		expect(isReady(kind, FILLED), kind.name).toBe(true);
		expect(isReady(kind, { ...EMPTY }), kind.name).toBe(false);
	}
	const apart = HARD.find(({ name }) => name === 'apart')!;
	expect(isReady(apart, { ...FILLED, other: 'seat-of-alva' })).toBe(false);
});

test('a weight is changed in words, and nothing else with it', () => {
	const wish = SOFT.find(({ name }) => name === 'wish-with')!;
	const ruled = after(NOTHING, wish.add(FILLED, NOTHING));
	const line = softLines(ruled).find(({ weight }) => weight === 3)!;
	const lighter = after(ruled, line.weighed!(0.5));
	expect(lighter.rules.wishes).toEqual([
		{ kind: 'with', person: 'seat-of-alva', other: 'seat-of-birk', weight: 0.5 }
	]);
	expect(lighter.rules.spread).toEqual(NO_RULES.spread);
});
