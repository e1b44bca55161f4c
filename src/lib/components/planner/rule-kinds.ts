import { m } from '#lib/paraglide/messages.js';
import type { PlanWish } from '#lib/domain/plan-rules.ts';
import type { RuleChange, Ruled } from './rule-lines.ts';

export type Field =
	| 'people'
	| 'person'
	| 'other'
	| 'trait'
	| 'attribute'
	| 'table'
	| 'chairs'
	| 'rounds'
	| 'stay'
	| 'weight';

/** What has been filled in of a new rule. Tables are counted from 1. */
export type Values = {
	people: string[];
	person: string;
	other: string;
	/** An attribute and one of its values, as JSON. */
	trait: string;
	attribute: string;
	table: number | null;
	chairs: number | null;
	rounds: string[];
	stay: boolean;
	weight: number;
};

export const EMPTY: Values = {
	people: [],
	person: '',
	other: '',
	trait: '',
	attribute: '',
	table: null,
	chairs: null,
	rounds: [],
	stay: false,
	weight: 1
};

/** A kind of rule that can be made: what it asks for, and what then is to be kept. */
export type Kind = {
	name: string;
	words: () => string;
	fields: Field[];
	add: (values: Values, ruled: Ruled) => RuleChange;
};

type Trait = Ruled['rules']['atMostOne'][number];

/** One more kind of people, named once. */
function withTrait(all: Trait[], { trait }: Values): Trait[] {
	const told: Trait = JSON.parse(trait);
	const same = (one: Trait) => one.attribute === told.attribute && one.value === told.value;
	return [...all.filter((one) => !same(one)), told];
}
const wish =
	(kind: 'with' | 'without') =>
	({ person, other, weight }: Values, { rules }: Ruled): RuleChange =>
		wished(rules, { kind, person, other, weight });

/** One more wish; the same wish again only weighs otherwise. */
function wished({ wishes = [] }: Ruled['rules'], wish: PlanWish): RuleChange {
	const same = (one: PlanWish) =>
		JSON.stringify({ ...one, weight: 0 }) === JSON.stringify({ ...wish, weight: 0 });
	return { rules: { wishes: [...wishes.filter((one) => !same(one)), wish] } };
}

/** The kinds that always hold. */
export const HARD: Kind[] = [
	{
		name: 'together',
		words: m.planner_rule_together,
		fields: ['people'],
		add: ({ people }, { rules }) => ({
			rules: {
				together: [...rules.together.filter((one) => one.join(' ') !== people.join(' ')), people]
			}
		})
	},
	{
		name: 'apart',
		words: m.planner_rule_apart,
		fields: ['person', 'other'],
		add: ({ person, other }, { apart }) => ({
			apart: [
				...apart.filter((pair) => !(pair.includes(person) && pair.includes(other))),
				[person, other]
			]
		})
	},
	{
		name: 'at-most',
		words: m.planner_rule_at_most,
		fields: ['trait'],
		add: (values, { rules }) => ({ rules: { atMostOne: withTrait(rules.atMostOne, values) } })
	},
	{
		name: 'pinned',
		words: m.planner_rule_pinned,
		fields: ['person', 'table'],
		add: ({ person, table }, { rules }) => ({
			rules: {
				pinned: [
					...(rules.pinned ?? []).filter((one) => one.person !== person),
					{ person, table: table! }
				]
			}
		})
	},
	{
		name: 'away',
		words: m.planner_rule_away,
		fields: ['person', 'rounds'],
		add: ({ person, rounds }, { rules }) => ({
			rules: {
				away: [...(rules.away ?? []).filter((one) => one.person !== person), { person, rounds }]
			}
		})
	},
	{
		name: 'leaders',
		words: m.planner_rule_leaders,
		fields: ['people', 'stay'],
		add: ({ people, stay }) => ({ rules: { leaders: people, leadersStay: stay } })
	},
	{
		name: 'recorders',
		words: m.planner_rule_recorders,
		fields: ['people'],
		add: ({ people }) => ({ rules: { recorders: people } })
	},
	{
		name: 'chairs',
		words: m.planner_rule_chairs,
		fields: ['table', 'chairs'],
		add: ({ table, chairs }, { rules }) => ({
			rules: {
				chairs: [
					...(rules.chairs ?? []).filter((one) => one.table !== table),
					{ table: table!, chairs: chairs! }
				]
			}
		})
	},
	{
		name: 'room',
		words: m.planner_rule_room,
		fields: ['chairs'],
		add: ({ chairs }) => ({ rules: { roomChairs: chairs! } })
	}
];

/** The kinds that weigh. */
export const SOFT: Kind[] = [
	{
		name: 'spread',
		words: m.planner_rule_spread,
		fields: ['attribute', 'weight'],
		add: ({ attribute, weight }, { rules }) => ({
			rules: {
				spread: [
					...rules.spread.filter((one) => one.attribute !== attribute),
					{ attribute, weight }
				]
			}
		})
	},
	{
		name: 'one-of',
		words: m.planner_rule_at_least,
		fields: ['trait'],
		add: (values, { rules }) => ({ rules: { atLeastOne: withTrait(rules.atLeastOne, values) } })
	},
	{
		name: 'wish-with',
		words: m.planner_rule_wish_with,
		fields: ['person', 'other', 'weight'],
		add: wish('with')
	},
	{
		name: 'wish-without',
		words: m.planner_rule_wish_without,
		fields: ['person', 'other', 'weight'],
		add: wish('without')
	},
	{
		name: 'wish-table',
		words: m.planner_rule_wish_table,
		fields: ['person', 'table', 'weight'],
		add: ({ person, table, weight }, { rules }) =>
			wished(rules, { kind: 'table', person, table: table!, weight })
	},
	{
		name: 'daily',
		words: m.planner_rule_daily,
		fields: ['attribute', 'weight'],
		add: ({ attribute, weight }) => ({ rules: { daily: { attribute, weight } } })
	}
];

/** What a kind begins with: who may lead or write is a list of which there is one. */
export function begun({ name }: Kind, { rules }: Ruled): Values {
	if (name === 'leaders') return { ...EMPTY, people: rules.leaders, stay: rules.leadersStay };
	if (name === 'recorders') return { ...EMPTY, people: rules.recorders ?? [] };
	return { ...EMPTY };
}

/** Whether all that a kind asks for is there. */
export function isReady({ name, fields }: Kind, values: Values): boolean {
	const filled = fields.every((field) => {
		const value = values[field];
		return Array.isArray(value) ? value.length > 0 : value !== '' && value !== null;
	});
	const two = !fields.includes('other') || values.person !== values.other;
	return filled && two && (name !== 'together' || values.people.length > 1);
}
