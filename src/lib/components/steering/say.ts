import type { Evidence } from '#lib/domain/ledger.ts';
import type { PointType } from '#lib/domain/point.ts';
import { m } from '#lib/paraglide/messages.js';

const KINDS: Record<PointType, () => string> = {
	challenge: m.steering_kind_challenge,
	proposal: m.steering_kind_proposal,
	experience: m.steering_kind_experience,
	disagreement: m.steering_kind_disagreement
};

/** What a point is, in a word. */
export const kindWords = (type: PointType): string => KINDS[type]();

/** «bord 3 · runde 2» */
export const placeWords = (table: number, round: number): string =>
	m.steering_place({ table, round });

/** The evidence under a name: «14 punkter · 7 av 8 bord · begge runder». */
export function evidenceWords(
	evidence: Evidence,
	tables: number,
	rounds: { number: number; id: string }[]
): string {
	const parts = [m.steering_points({ n: evidence.points })];
	if (evidence.points > 0) parts.push(m.steering_tables_of({ n: evidence.tables, all: tables }));
	const spoken = rounds.filter(({ id }) => evidence.rounds.includes(id));
	const every = spoken.length === rounds.length && rounds.length > 1;
	if (every) parts.push(rounds.length === 2 ? m.steering_both_rounds() : m.steering_all_rounds());
	else if (spoken.length > 0)
		parts.push(m.steering_in_rounds({ rounds: spoken.map(({ number }) => number).join(', ') }));
	return parts.join(' · ');
}
