import type { Id } from '#lib/domain/id.ts';
import { counts, type Ledger, type Lies } from '#lib/domain/ledger.ts';
import { byPosition, type Point, type PointType } from '#lib/domain/point.ts';
import { isRound } from '#lib/domain/programme.ts';
import { all, type Room } from '#lib/domain/room.ts';

/** A point as it lies on the board. `alike` are ids of points that say much the same. */
export type Card = {
	id: Id;
	point: Point;
	round: number;
	question: string;
	lies: Lies;
	themeId: Id | null;
	aside: string | null;
	alike: Id[];
};

/** What narrows the list of points down; null and '' let everything through. */
export type Filter = {
	table: number | null;
	round: number | null;
	type: PointType | 'none' | null;
	text: string;
};
export const NO_FILTER: Filter = { table: null, round: null, type: null, text: '' };

/** Every point that counts, by round, table and place in its list. */
export function cards(
	conference: Room,
	school: Room,
	ledger: Ledger,
	alike: ReadonlyMap<Id, Id[]>
): Card[] {
	return all(conference, 'point')
		.filter(counts)
		.map((point) => {
			const round = conference.item[point.roundId]?.round;
			const placement = school.placement[point.id];
			const themeId = placement?.themeId ?? null;
			return {
				id: point.id,
				point,
				round: round?.number ?? 0,
				question: round?.prompts.find(({ id }) => id === point.promptId)?.text ?? '',
				lies: ledger.lies.get(point.id) ?? 'unseen',
				themeId: themeId && school.theme[themeId] ? themeId : null,
				aside: placement?.aside ?? null,
				alike: alike.get(point.id) ?? []
			};
		})
		.sort(
			(a, b) => a.round - b.round || a.point.table - b.point.table || byPosition(a.point, b.point)
		);
}

/** Whether a card gets through the filter. */
export function passes({ point, round }: Card, filter: Filter): boolean {
	if (filter.table !== null && point.table !== filter.table) return false;
	if (filter.round !== null && round !== filter.round) return false;
	if (filter.type !== null && (point.type ?? 'none') !== filter.type) return false;
	const sought = filter.text.trim().toLowerCase();
	return sought === '' || (point.text ?? '').toLowerCase().includes(sought);
}

/** How many tables sat in the conference at most, and its rounds by number. */
export function frame(conference: Room): { tables: number; rounds: number[]; roundIds: Id[] } {
	const rounds = all(conference, 'item')
		.filter(isRound)
		.sort((a, b) => a.round.number - b.round.number);
	return {
		tables: all(conference, 'group').reduce((most, { table }) => Math.max(most, table), 0),
		rounds: rounds.map(({ round }) => round.number),
		roundIds: rounds.map(({ id }) => id)
	};
}

/** Rounds that anybody has said anything in, by id. */
export const spokenRounds = (cards: readonly Card[]): Set<Id> =>
	new Set(cards.map(({ point }) => point.roundId));

/** The initials of a name, at most two. */
export function initials(name: string): string {
	const words = name.split(/[\s-]+/).filter(Boolean);
	const first = [...(words[0] ?? '')][0] ?? '';
	const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
	return (first + last).toUpperCase();
}
