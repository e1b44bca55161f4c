/** Where something that is being dragged would land: on a person, or at a table (from 1). */
export type Over = { id: string | null; table: number };

/** Somebody who is being dragged, and where the pointer is. */
export type Dragged = { id: string; x: number; y: number; over: Over | null };

/** What the facilitator has in hand: the round that is shown, who is picked up, who is dragged. Reactive. */
export function openHand() {
	let shown = $state<string | null>(null);
	let picked = $state<string | null>(null);
	let focus = $state<string | null>(null);
	let dragged = $state.raw<Dragged | null>(null);
	return {
		/** The round that was asked for; null: the first to come. */
		get shown() {
			return shown;
		},
		get picked() {
			return picked;
		},
		/** The person who gets the focus when drawn anew. */
		get focus() {
			return focus;
		},
		get dragged() {
			return dragged;
		},
		show: (roundId: string) => {
			shown = roundId;
			picked = null;
		},
		pick: (id: string | null) => (picked = id),
		/** Lets go of whoever is picked up; the focus follows somebody. */
		letGo: (follow: string | null) => {
			focus = follow;
			picked = null;
		},
		focused: () => (focus = null),
		drag: (next: Dragged | null) => {
			if (next) picked = null;
			dragged = next;
		}
	};
}
export type Hand = ReturnType<typeof openHand>;
