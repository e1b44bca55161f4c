import { z } from 'zod';
import { Id } from './id.ts';

const Trait = z.object({ attribute: z.string().min(1).max(80), value: z.string().max(120) });
const Table = z.number().int().min(1).max(200);
/** 1 is as bad as one repeated meeting. */
const Weight = z.number().min(0).max(10);

/** What somebody wishes: to sit with or without somebody, or at a table (from 1). Soft. */
export const PlanWish = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('with'), person: Id, other: Id, weight: Weight }),
	z.object({ kind: z.literal('without'), person: Id, other: Id, weight: Weight }),
	z.object({ kind: z.literal('table'), person: Id, table: Table, weight: Weight })
]);
export type PlanWish = z.infer<typeof PlanWish>;

/**
 * The school's rules for composing groups, kept with the conference. Hard: together, at most
 * one, a table of one's own, chairs, who is there. Soft, weighed in the open: spreading, at
 * least one, wishes, and what people remember. `apart` stands on the conference itself, because
 * moving by hand obeys it too. What is optional came later: it may be missing in what is stored.
 */
export const PlanRules = z.object({
	/** People who always sit together. */
	together: z.array(z.array(Id).min(2).max(12)).max(100).default([]),
	/** Attributes whose values are spread over the tables, and how much each weighs (1 is one repeated meeting). */
	spread: z
		.array(z.object({ attribute: z.string().min(1).max(80), weight: Weight }))
		.max(20)
		.default([{ attribute: 'profession', weight: 1 }]),
	/** Never two of these at a table (at most one manager). */
	atMostOne: z.array(Trait).max(20).default([]),
	/** One of these at each table where possible. */
	atLeastOne: z.array(Trait).max(20).default([]),
	/** Who may lead; nobody named means anybody. */
	leaders: z.array(Id).max(500).default([]),
	/** Leaders keep their table all day, or travel. */
	leadersStay: z.boolean().default(false),
	/** Who may write, in turn, one at each table; nobody named: the tables choose for themselves (R112). */
	recorders: z.array(Id).max(500).optional(),
	/** Who keeps a table, in all rounds that mix people. */
	pinned: z
		.array(z.object({ person: Id, table: Table }))
		.max(200)
		.optional(),
	wishes: z.array(PlanWish).max(300).optional(),
	/** Chairs at a table; a table that is not named has as many as it takes. */
	chairs: z
		.array(z.object({ table: Table, chairs: z.number().int().min(1).max(100) }))
		.max(200)
		.optional(),
	/** Chairs in the whole room. */
	roomChairs: z.number().int().min(1).max(5000).optional(),
	/** Who is away from some rounds: comes late, or leaves early. */
	away: z
		.array(z.object({ person: Id, rounds: z.array(Id).min(1).max(40) }))
		.max(500)
		.optional(),
	/** How much a meeting at an earlier conference weighs, against one today. */
	memory: Weight.default(0.5),
	/** People with the same value of an attribute work together daily: how much a meeting of theirs weighs. */
	daily: z.object({ attribute: z.string().min(1).max(80), weight: Weight }).optional()
});
export type PlanRules = z.infer<typeof PlanRules>;

export const NO_RULES: PlanRules = PlanRules.parse({});

/** Whether the rules say that somebody is away from a round. */
export const isAway = (rules: PlanRules, person: Id, roundId: Id): boolean =>
	(rules.away ?? []).some((one) => one.person === person && one.rounds.includes(roundId));

/** Who is away from which rounds, once somebody who was away from one is there, or the other way round. */
export function toggled(rules: PlanRules, person: Id, roundId: Id): PlanRules['away'] {
	const before = rules.away?.find((one) => one.person === person)?.rounds ?? [];
	const rounds = before.includes(roundId)
		? before.filter((one) => one !== roundId)
		: [...before, roundId];
	const others = (rules.away ?? []).filter((one) => one.person !== person);
	return rounds.length > 0 ? [...others, { person, rounds }] : others;
}

/** The rules without any that is about somebody; what was about two or more is gone when one is left. */
export function rulesWithout(rules: PlanRules, person: Id): PlanRules {
	const others = (ids: Id[]): Id[] => ids.filter((id) => id !== person);
	const about = (one: { person: Id; other?: Id }) => one.person === person || one.other === person;
	const { recorders, pinned, wishes, away, ...rest } = rules;
	return {
		...rest,
		together: rules.together.map(others).filter((ids) => ids.length > 1),
		leaders: others(rules.leaders),
		...(recorders && { recorders: others(recorders) }),
		...(pinned && { pinned: pinned.filter((one) => !about(one)) }),
		...(wishes && { wishes: wishes.filter((one) => !about(one)) }),
		...(away && { away: away.filter((one) => !about(one)) })
	};
}
