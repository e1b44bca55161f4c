import type { Arena } from '#lib/domain/arena.ts';
import type { Proposal } from '#lib/domain/proposal.ts';
import { m } from '#lib/paraglide/messages.js';

/** The two kinds of arenas that discuss a proposal before it is decided (R24). */
export const HEARERS = ['resource-team', 'year-team'] as const;
type Hearer = (typeof HEARERS)[number];

const HEARER_WORDS: Record<Hearer, () => string> = {
	'resource-team': m.steering_resource_team,
	'year-team': m.steering_year_team
};
export const hearerWords = (kind: Hearer): string => HEARER_WORDS[kind]();

/** Kinds of arenas that have discussed the proposal. */
export function heardBy({ hearings }: Proposal, arenas: readonly Arena[]): Set<Hearer> {
	const kindOf = (id: string) => arenas.find((arena) => arena.id === id)?.kind;
	const kinds = hearings.map(({ arenaId }) => kindOf(arenaId));
	return new Set(HEARERS.filter((kind) => kinds.includes(kind)));
}

/** Whether both kinds have discussed it, so that it may be adopted (R24). */
export const isHeard = (proposal: Proposal, arenas: readonly Arena[]): boolean =>
	heardBy(proposal, arenas).size === HEARERS.length;

/** «ressursteam ✓ · trinnteam mangler» */
export function hearingsWords(proposal: Proposal, arenas: readonly Arena[]): string {
	const heard = heardBy(proposal, arenas);
	return HEARERS.map((kind) => {
		const team = hearerWords(kind);
		return heard.has(kind) ? m.steering_heard({ team }) : m.steering_not_heard({ team });
	}).join(' · ');
}

const OUTCOMES = {
	adopted: m.steering_adopted,
	rejected: m.steering_rejected,
	postponed: m.steering_postponed
};
/** Where a proposal stands: under way, adopted, rejected or postponed. */
export const standingWords = ({ decision }: Pick<Proposal, 'decision'>): string =>
	decision ? OUTCOMES[decision.outcome]() : m.steering_under_way();
