import {
	arranged,
	arrangements,
	differing,
	type Arrangement,
	type Composition
} from '#lib/domain/composition.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import type { Group } from '#lib/domain/seating.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';
import { openHistory } from './history.svelte.ts';

/** What changes are made to. */
type Standing = { composition: Composition; groups: Group[]; contradicted: boolean };

/**
 * Changes to who sits where, sent to the room as acts, and the way back: as far as to before
 * anybody had a seat, in rounds whose groups are not handed out. Reactive.
 */
export function openChanges(room: LiveRoom, standing: () => Standing) {
	const history = openHistory<Arrangement[]>();
	const now = () => arranged(standing().composition, standing().groups);

	function put(wanted: Arrangement[]): void {
		const { rounds } = standing().composition;
		const draft = (id: string) =>
			rounds.some((round) => round.id === id && round.round.state === 'draft');
		for (const one of differing(wanted, now()))
			if (one.tables.length > 0 || draft(one.roundId)) room.act('groups.arrange', one);
	}
	function take(wanted: Arrangement[]): void {
		if (differing(wanted, now()).length === 0) return;
		history.note(now());
		put(wanted);
	}
	return {
		get undoes() {
			return history.undoes;
		},
		get redoes() {
			return history.redoes;
		},
		now,
		/** Arranges rounds as a change that can be undone. */
		take,
		/** Seats a plan as a change that can be undone; those on duty keep their place when told so. */
		seat: (plan: Plan, keep: boolean) => {
			const { composition, groups, contradicted } = standing();
			const lenient = {
				...composition,
				problem: { ...composition.problem, leaders: null, recorders: null }
			};
			take(arrangements(contradicted ? lenient : composition, plan, keep ? groups : []));
		},
		undo: () => put(history.back(now()) ?? now()),
		redo: () => put(history.forth(now()) ?? now())
	};
}
export type Changes = ReturnType<typeof openChanges>;
