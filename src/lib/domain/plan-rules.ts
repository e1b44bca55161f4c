import { z } from 'zod';
import { Id } from './id.ts';

const Trait = z.object({ attribute: z.string().min(1).max(80), value: z.string().max(120) });

/**
 * The school's rules for composing groups, kept with the conference. Hard: together, at most
 * one. Soft, weighed in the open: spreading, at least one, and what people remember.
 * `apart` stands on the conference itself, because moving by hand obeys it too.
 */
export const PlanRules = z.object({
	/** People who always sit together. */
	together: z.array(z.array(Id).min(2).max(12)).max(100).default([]),
	/** Attributes whose values are spread over the tables, and how much each weighs (1 is one repeated meeting). */
	spread: z
		.array(
			z.object({
				attribute: z.string().min(1).max(80),
				weight: z.number().min(0).max(10)
			})
		)
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
	/** How much a meeting at an earlier conference weighs, against one today. */
	memory: z.number().min(0).max(10).default(0.5)
});
export type PlanRules = z.infer<typeof PlanRules>;

export const NO_RULES: PlanRules = PlanRules.parse({});
