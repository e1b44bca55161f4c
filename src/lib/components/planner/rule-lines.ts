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
	return listed([
		...names.slice(0, SHOWN - 1),
		m.planner_and_more({ n: names.length - SHOWN + 1 })
	]);
}

const others = <T>(all: T[] | undefined, but: T): T[] => (all ?? []).filter((one) => one !== but);

/** The rules that always hold. */
export function hardLines({ rules, apart, nameOf, roundOf }: Ruled): RuleLine[] {
	const line = (key: string, words: string, without: RuleChange): RuleLine => ({
		key,
		words,
		without
	});
	const away = (rounds: string[]) =>
		rounds
			.map(roundOf)
			.filter((n) => n !== null)
			.sort((a, b) => a - b);
	return [
		...rules.together.map((people) =>
			line(
				`together ${people.join(' ')}`,
				m.planner_told_together({ names: listed(people.map(nameOf)) }),
				{ rules: { together: others(rules.together, people) } }
			)
		),
		...apart.map((pair) =>
			line(`apart ${pair.join(' ')}`, m.planner_told_apart({ names: listed(pair.map(nameOf)) }), {
				apart: others(apart, pair)
			})
		),
		...rules.atMostOne.map((trait) =>
			line(`most ${JSON.stringify(trait)}`, m.planner_told_at_most({ n: 1, value: trait.value }), {
				rules: { atMostOne: others(rules.atMostOne, trait) }
			})
		),
		...(rules.pinned ?? []).map((pin) =>
			line(
				`pinned ${pin.person} ${pin.table}`,
				m.planner_told_pinned({ names: nameOf(pin.person), table: pin.table }),
				{ rules: { pinned: others(rules.pinned, pin) } }
			)
		),
		...(rules.away ?? [])
			.filter(({ rounds }) => away(rounds).length > 0)
			.map((one) =>
				line(
					`away ${one.person}`,
					m.planner_told_away({
						name: nameOf(one.person),
						rounds: listed(away(one.rounds).map(String))
					}),
					{ rules: { away: others(rules.away, one) } }
				)
			),
		...(rules.chairs ?? []).map((one) =>
			line(`chairs ${one.table}`, m.planner_told_chairs({ table: one.table, seats: one.chairs }), {
				rules: { chairs: others(rules.chairs, one) }
			})
		),
		...(rules.roomChairs
			? [
					line('room', m.planner_told_room({ seats: rules.roomChairs }), {
						rules: { roomChairs: undefined }
					})
				]
			: []),
		...(rules.leaders.length > 0
			? [
					line(
						'leaders',
						(rules.leadersStay ? m.planner_told_leaders_stay : m.planner_told_leaders)({
							names: some(rules.leaders.map(nameOf))
						}),
						{ rules: { leaders: [], leadersStay: false } }
					)
				]
			: []),
		...(rules.recorders?.length
			? [
					line(
						'recorders',
						m.planner_told_recorders({ names: some(rules.recorders.map(nameOf)) }),
						{ rules: { recorders: undefined } }
					)
				]
			: [])
	];
}

function wishWords(wish: PlanWish, nameOf: Ruled['nameOf']): string {
	const name = nameOf(wish.person);
	if (wish.kind === 'table') return m.planner_told_wish_table({ name, table: wish.table });
	const other = nameOf(wish.other);
	return wish.kind === 'with'
		? m.planner_told_wish_with({ name, other })
		: m.planner_told_wish_without({ name, other });
}

/** The rules that weigh: met where the rest allows it. */
export function softLines({ rules, nameOf }: Ruled): RuleLine[] {
	const again = <T>(all: T[] | undefined, one: T, next: T): T[] =>
		(all ?? []).map((other) => (other === one ? next : other));
	return [
		...rules.spread.map((one) => ({
			key: `spread ${one.attribute}`,
			words: m.planner_told_spread({ name: attributeWords(one.attribute) }),
			without: { rules: { spread: others(rules.spread, one) } },
			weight: one.weight,
			weighed: (weight: number) => ({
				rules: { spread: again(rules.spread, one, { ...one, weight }) }
			})
		})),
		...rules.atLeastOne.map((trait) => ({
			key: `least ${JSON.stringify(trait)}`,
			words: m.planner_told_one_of({ value: trait.value }),
			without: { rules: { atLeastOne: others(rules.atLeastOne, trait) } }
		})),
		...(rules.wishes ?? []).map((wish) => ({
			key: `wish ${JSON.stringify(wish)}`,
			words: wishWords(wish, nameOf),
			without: { rules: { wishes: others(rules.wishes, wish) } },
			weight: wish.weight,
			weighed: (weight: number) => ({
				rules: { wishes: again(rules.wishes, wish, { ...wish, weight }) }
			})
		})),
		...(rules.daily
			? [
					{
						key: 'daily',
						words: m.planner_told_daily({ name: attributeWords(rules.daily.attribute) }),
						without: { rules: { daily: undefined } },
						weight: rules.daily.weight,
						weighed: (weight: number) => ({ rules: { daily: { ...rules.daily!, weight } } })
					}
				]
			: []),
		{
			key: 'memory',
			words: m.planner_told_memory(),
			without: { rules: { memory: 0 } },
			weight: rules.memory,
			weighed: (memory: number) => ({ rules: { memory } })
		}
	];
}
