import type { Id } from './id.ts';
import type { Point } from './point.ts';
import type { Proposal } from './proposal.ts';
import type { Placement } from './theme.ts';

/** States in which a point counts: its table has handed it in, and nobody has taken it back. */
export const COUNTED = ['handed-in', 'released', 'held'] as const;

/** Whether a point counts in the account of what was said. */
export const counts = (point: Pick<Point, 'state'>): boolean =>
	(COUNTED as readonly string[]).includes(point.state);

/** Where one point lies. A point that nobody has placed is not looked at: that is the default. */
export type Lies = 'proposed' | 'themed' | 'aside' | 'unseen';

/**
 * The account of everything that was said (R22, R114). Each point that counts lies in exactly one
 * of four places, so that they always add up to `all`. `notHandedIn` are points that tables have
 * written and not handed in; `redacted` those whose text is gone. Neither is part of `all`.
 */
export type Ledger = {
	all: number;
	proposed: number;
	themed: number;
	aside: number;
	unseen: number;
	notHandedIn: number;
	redacted: number;
	lies: ReadonlyMap<Id, Lies>;
};

/** Accounts for every point of a conference. */
export function account(
	points: Iterable<Point>,
	placements: Readonly<Record<Id, Placement>>,
	proposals: Iterable<Proposal>
): Ledger {
	const evidence = new Set([...proposals].flatMap(({ pointIds }) => pointIds));
	const lies = new Map<Id, Lies>();
	const sum = { all: 0, proposed: 0, themed: 0, aside: 0, unseen: 0, notHandedIn: 0, redacted: 0 };
	for (const point of points) {
		if (point.state === 'written') sum.notHandedIn++;
		if (point.state === 'redacted') sum.redacted++;
		if (!counts(point)) continue;
		const where = whereIs(placements[point.id], evidence.has(point.id));
		lies.set(point.id, where);
		sum[where]++;
		sum.all++;
	}
	return { ...sum, lies };
}

function whereIs(placement: Placement | undefined, isEvidence: boolean): Lies {
	if (isEvidence) return 'proposed';
	if (placement?.themeId) return 'themed';
	return placement?.aside ? 'aside' : 'unseen';
}

/** What a theme or proposal stands on: how many points, from how many tables, in which rounds. */
export type Evidence = { points: number; tables: number; rounds: Id[]; disagreements: number };

/** The evidence in some points; tables are counted by number, whatever the round. */
export function evidenceIn(points: readonly Point[]): Evidence {
	return {
		points: points.length,
		tables: new Set(points.map(({ table }) => table)).size,
		rounds: [...new Set(points.map(({ roundId }) => roundId))],
		disagreements: points.filter(({ type }) => type === 'disagreement').length
	};
}
