import type { Phase } from '#lib/domain/conference.ts';

/** A conference as lists show it. `date` is ISO, `startsAt` minutes after midnight. */
export type Listed = { id: string; name: string; date: string; startsAt: number; phase: Phase };

/** Under way, today and ahead by date, then what is past, newest first; closed ones last. */
export function inListOrder<C extends Pick<Listed, 'date' | 'phase'>>(
	conferences: C[],
	today: string
): C[] {
	const rank = ({ phase, date }: C) => {
		if (phase.name === 'running') return 0;
		if (phase.name === 'closed') return 3;
		return date >= today ? 1 : 2;
	};
	const byDate = (a: C, b: C) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);
	return [...conferences].sort(
		(a, b) => rank(a) - rank(b) || (rank(a) <= 1 ? byDate(a, b) : byDate(b, a))
	);
}
