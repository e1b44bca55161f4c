import { m } from '#lib/paraglide/messages.js';
import type { PlanRules, PlanWish } from '#lib/domain/plan-rules.ts';
import { attributeWords } from '../desk/attribute-words.ts';
import { listed } from './words.ts';

/** What the rules stand in: the two places where they are kept, and names for what they name. */
export type Ruled = {
	rules: PlanRules;
	apart: [string, string][];
	nameOf: (person: string) => string;
	/** The round's number; null when it is no longer there. */
	roundOf: (round: string) => number | null;
};

/** What is to be kept instead. */
export type RuleChange = { rules?: Partial<PlanRules>; apart?: [string, string][] };

/** A rule as a sentence, and how to change it. */
export type RuleLine = {
	key: string;
	words: string;
	/** Without this rule. */
	without: RuleChange;
	/** How much it weighs, and how to weigh it otherwise; without these it always holds. */
	weight?: number;
	weighed?: (weight: number) => RuleChange;
};

const SHOWN = 6; // names in a sentence

/** Names, or the first of many. */
function some(names: string[]): string {
	if (names.length <= SHOWN) return listed(names);
	return listed([...names.slice(0, SHOWN - 1), m.planner_n_more({ n: names.length - SHOWN + 1 })]);
}

const others = <T>(all: T[] | undefined, but: T): T[] => (all ?? []).filter((one) => one !== but);

const line = (key: string, words: string, without: RuleChange): RuleLine => ({
	key,
	words,
	without
});

/** The rules that always hold. */
export const hardLines = (ruled: Ruled): RuleLine[] => [
	...companyLines(ruled),
	...placeLines(ruled),
	...awayLines(ruled),
	...chairLines(ruled),
	...dutyLines(ruled)
];

function companyLines({ rules, apart, nameOf }: Ruled): RuleLine[] {
	const names = (people: string[]) => listed(people.map(nameOf));
	return [
		...rules.together.map((people) =>
			line(`together ${people.join(' ')}`, m.planner_told_together({ names: names(people) }), {
				rules: { together: others(rules.together, people) }
			})
		),
		...apart.map((pair) =>
			line(`apart ${pair.join(' ')}`, m.planner_told_apart({ names: names(pair) }), {
				apart: others(apart, pair)
			})
		),
		...rules.atMostOne.map((trait) =>
			line(`most ${JSON.stringify(trait)}`, m.planner_told_at_most({ n: 1, value: trait.value }), {
				rules: { atMostOne: others(rules.atMostOne, trait) }
			})
		)
	];
}

const placeLines = ({ rules, nameOf }: Ruled): RuleLine[] =>
	(rules.pinned ?? []).map((pin) =>
		line(
			`pinned ${pin.person} ${pin.table}`,
			m.planner_told_pinned({ names: nameOf(pin.person), table: pin.table }),
			{ rules: { pinned: others(rules.pinned, pin) } }
		)
	);

/** Who is away from rounds that are still in the programme. */
function awayLines({ rules, nameOf, roundOf }: Ruled): RuleLine[] {
	const numbers = (rounds: string[]) =>
		rounds
			.map(roundOf)
			.filter((n) => n !== null)
			.sort((a, b) => a - b)
			.map(String);
	return (rules.away ?? [])
		.map((one) => ({ one, rounds: numbers(one.rounds) }))
		.filter(({ rounds }) => rounds.length > 0)
		.map(({ one, rounds }) =>
			line(
				`away ${one.person}`,
				m.planner_told_away({ name: nameOf(one.person), rounds: listed(rounds) }),
				{ rules: { away: others(rules.away, one) } }
			)
		);
}

function chairLines({ rules }: Ruled): RuleLine[] {
	const tables = (rules.chairs ?? []).map((one) =>
		line(`chairs ${one.table}`, m.planner_told_chairs({ table: one.table, seats: one.chairs }), {
			rules: { chairs: others(rules.chairs, one) }
		})
	);
	if (rules.roomChairs === undefined) return tables;
	const room = m.planner_told_room({ seats: rules.roomChairs });
	return [...tables, line('room', room, { rules: { roomChairs: undefined } })];
}

function dutyLines({ rules, nameOf }: Ruled): RuleLine[] {
	const { leaders, recorders = [], leadersStay } = rules;
	const names = (people: string[]) => ({ names: some(people.map(nameOf)) });
	const told = leadersStay ? m.planner_told_leaders_stay : m.planner_told_leaders;
	const without = { rules: { leaders: [], leadersStay: false } };
	const nobody = { rules: { recorders: undefined } };
	return [
		...(leaders.length > 0 ? [line('leaders', told(names(leaders)), without)] : []),
		...(recorders.length > 0
			? [line('recorders', m.planner_told_recorders(names(recorders)), nobody)]
			: [])
	];
}

/** The rules that weigh: met where the rest allows it. */
export const softLines = (ruled: Ruled): RuleLine[] => [
	...spreadLines(ruled),
	...wishLines(ruled),
	...beforeLines(ruled)
];

const instead = <T>(all: T[] | undefined, one: T, next: T): T[] =>
	(all ?? []).map((other) => (other === one ? next : other));

function spreadLines({ rules }: Ruled): RuleLine[] {
	const { spread, atLeastOne } = rules;
	return [
		...spread.map((one) => ({
			...line(
				`spread ${one.attribute}`,
				m.planner_told_spread({ name: attributeWords(one.attribute) }),
				{ rules: { spread: others(spread, one) } }
			),
			weight: one.weight,
			weighed: (weight: number) => ({
				rules: { spread: instead(spread, one, { ...one, weight }) }
			})
		})),
		...atLeastOne.map((trait) =>
			line(`least ${JSON.stringify(trait)}`, m.planner_told_one_of({ value: trait.value }), {
				rules: { atLeastOne: others(atLeastOne, trait) }
			})
		)
	];
}

const wishLines = ({ rules: { wishes }, nameOf }: Ruled): RuleLine[] =>
	(wishes ?? []).map((wish) => ({
		...line(`wish ${JSON.stringify({ ...wish, weight: 0 })}`, wishWords(wish, nameOf), {
			rules: { wishes: others(wishes, wish) }
		}),
		weight: wish.weight,
		weighed: (weight: number) => ({
			rules: { wishes: instead(wishes, wish, { ...wish, weight }) }
		})
	}));

function wishWords(wish: PlanWish, nameOf: Ruled['nameOf']): string {
	const name = nameOf(wish.person);
	if (wish.kind === 'table') return m.planner_told_wish_table({ name, table: wish.table });
	const other = nameOf(wish.other);
	return wish.kind === 'with'
		? m.planner_told_wish_with({ name, other })
		: m.planner_told_wish_without({ name, other });
}

/** Those who know each other from before: from daily work, or from an earlier conference. */
function beforeLines({ rules: { daily, memory } }: Ruled): RuleLine[] {
	const earlier: RuleLine = {
		...line('memory', m.planner_told_memory(), { rules: { memory: 0 } }),
		weight: memory,
		weighed: (weight) => ({ rules: { memory: weight } })
	};
	if (!daily) return [earlier];
	const name = attributeWords(daily.attribute);
	const work: RuleLine = {
		...line('daily', m.planner_told_daily({ name }), { rules: { daily: undefined } }),
		weight: daily.weight,
		weighed: (weight) => ({ rules: { daily: { ...daily, weight } } })
	};
	return [work, earlier];
}
