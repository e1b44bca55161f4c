import { SvelteSet } from 'svelte/reactivity';
import type { Card } from '#lib/components/steering/board.ts';
import type { Placement } from '#lib/domain/theme.ts';
import { m } from '#lib/paraglide/messages.js';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';

/** Where a point lay before it was moved. */
type Before = { pointId: string; placement: Placement | undefined };

/**
 * Moving points on the board: which are chosen or dragged, what the last move was, and what to say
 * of it to those who do not see it. Each point moves by an act of its own.
 */
export function openMoves(school: LiveRoom, conference: () => string) {
	const chosen = new SvelteSet<string>();
	let held: string | null = null;
	let last = $state.raw<Before[] | null>(null);
	let said = $state('');

	const remember = (ids: string[]): Before[] =>
		ids.map((pointId) => ({ pointId, placement: school.things.placement[pointId] }));

	function move(ids: string[], words: string, send: (pointId: string) => void): void {
		if (ids.length === 0) return;
		last = remember(ids);
		for (const id of ids) {
			send(id);
			chosen.delete(id);
		}
		held = null;
		said = words;
	}

	function put({ pointId, placement }: Before): void {
		const conferenceId = conference();
		if (placement?.aside)
			school.act('point.set-aside', { pointId, conferenceId, reason: placement.aside });
		else school.act('point.place', { pointId, conferenceId, themeId: placement?.themeId ?? null });
	}

	return {
		chosen,
		get last() {
			return last;
		},
		get said() {
			return said;
		},
		choose: ({ id }: Card, isChosen: boolean) => {
			if (isChosen) chosen.add(id);
			else chosen.delete(id);
		},
		chooseAll: (cards: Card[]) => {
			for (const { id } of cards) chosen.add(id);
		},
		clear: () => chosen.clear(),
		drag: ({ id }: Card) => void (held = id),
		/** What is being dragged: the card, with the others that are chosen when it is one of them. */
		dragged: (): string[] => (held === null ? [] : chosen.has(held) ? [...chosen] : [held]),
		place: (ids: string[], themeId: string, title: string) =>
			move(ids, m.steering_said_placed({ n: ids.length, title }), (pointId) =>
				school.act('point.place', { pointId, conferenceId: conference(), themeId })
			),
		setAside: (ids: string[], reason: string) =>
			move(ids, m.steering_said_aside({ n: ids.length }), (pointId) =>
				school.act('point.set-aside', { pointId, conferenceId: conference(), reason })
			),
		back: (ids: string[]) =>
			move(ids, m.steering_said_back({ n: ids.length }), (pointId) =>
				school.act('point.place', { pointId, conferenceId: conference(), themeId: null })
			),
		undo: () => {
			if (!last) return;
			for (const before of last) put(before);
			said = m.steering_said_undone({ n: last.length });
			last = null;
		}
	};
}
