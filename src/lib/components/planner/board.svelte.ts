import type { Arrangement, Memory } from '#lib/domain/composition.ts';
import { toggled, type PlanRules } from '#lib/domain/plan-rules.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { changed, type Change } from '#lib/domain/suggestion.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';
import { openPlanner } from '#lib/workers/planner.svelte.ts';
import { openChanges } from './changes.svelte.ts';
import { openHand } from './hand.svelte.ts';
import { blockedBy } from './seating.ts';
import { openView } from './view.svelte.ts';

/** A plan that is set aside, to be held against another. */
export type Kept = { arrangement: Arrangement[]; plan: Plan };

const SECONDS = 6; // that a search takes unless it is stopped or proved best before

/**
 * All that the planner's page works with: what is seen (`view`), what is in hand (`hand`), the
 * changes that can be undone (`changes`), the search, and a plan set aside. Reactive.
 */
export function openBoard(room: LiveRoom, memory: () => Memory) {
	const planner = openPlanner();
	const hand = openHand();
	const view = openView(room, memory, hand, planner);
	const changes = openChanges(room, () => ({
		composition: view.composition,
		groups: view.groups,
		contradicted: view.problem === null
	}));
	let kept = $state.raw<Kept | null>(null);
	let found = $state.raw<{ rounds: string; steps: number; seed: number } | null>(null);

	const numberOf = (id: string) => view.composition.people.findIndex((one) => one.id === id);

	function change(wanted: Change): void {
		hand.letGo(view.composition.people[wanted.person]?.id ?? null);
		if (blockedBy(view, wanted) === null) changes.seat(changed(view.plan, wanted), true);
	}
	/** One table of the round that is shown, arranged otherwise. */
	function appoint(id: string, duty: { leaderId: string } | { recorderId: string }): void {
		const own = changes.now().find(({ roundId }) => roundId === view.round?.id);
		const tables = own?.tables.map((table) =>
			table.members.includes(id) ? { ...table, ...duty } : table
		);
		if (view.round && tables) changes.take([{ roundId: view.round.id, tables }]);
		hand.letGo(id);
	}
	return {
		planner,
		hand,
		view,
		changes,
		get kept() {
			return kept;
		},
		/** How the plan on the page was found, if it still is that plan. */
		get found() {
			return found?.rounds === JSON.stringify(view.plan.rounds) ? found : null;
		},
		change,
		move: (id: string, table: number) =>
			change({ round: view.at, person: numberOf(id), to: table - 1, other: null }),
		swap: (id: string, other: string) => {
			const person = numberOf(other);
			const to = view.plan.rounds[view.at]!.findIndex((members) => members.includes(person));
			change({ round: view.at, person: numberOf(id), to, other: person });
		},
		lead: (id: string) => appoint(id, { leaderId: id }),
		write: (id: string) => appoint(id, { recorderId: id }),
		search: async () => {
			hand.pick(null);
			const seed = 1 + Math.floor(Math.random() * 9_999);
			const { problem } = view.composition;
			const best = await planner.search({ problem, seed, seconds: SECONDS });
			if (!best) return;
			found = { rounds: JSON.stringify(best.plan.rounds), steps: best.steps, seed };
			changes.seat({ ...best.plan, seed, steps: best.steps }, false);
		},
		/** Gives somebody who came meanwhile a table in a round under way. */
		seatNow: (id: string, roundId: string, table: number) =>
			room.act('seat.move', { roundId, participantId: id, table }),
		keep: () => {
			if (view.figures) kept = { arrangement: changes.now(), plan: view.plan };
		},
		/** Goes back to the plan that was set aside, or keeps the one on the page. */
		choose: (which: 'kept' | 'this') => {
			if (which === 'kept' && kept) changes.take(kept.arrangement);
			kept = null;
		},
		/** Says that somebody is away from a round, or there after all. */
		away: (id: string, roundId: string) => {
			const rules = view.conference?.rules;
			if (!rules) return;
			room.act('conference.set', { rules: { ...rules, away: toggled(rules, id, roundId) } });
			hand.letGo(id);
		},
		colour: (attribute: string) => room.act('conference.set', { colourBy: attribute }),
		setRules: (rules: PlanRules) => room.act('conference.set', { rules }),
		setApart: (apart: [string, string][]) => room.act('conference.set', { apart }),
		close: planner.close
	};
}
export type Board = ReturnType<typeof openBoard>;
