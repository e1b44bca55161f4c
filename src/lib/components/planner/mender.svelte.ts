import type { Composition } from '#lib/domain/composition.ts';
import { mended, repairing, type Mended } from '#lib/domain/morning.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Group } from '#lib/domain/seating.ts';
import { openPlanner } from '#lib/workers/planner.svelte.ts';

const SECONDS = 2; // for each of the two searches

/** The morning's repair while it is looked for and looked at; nothing is seated before it is accepted. Reactive. */
export function openMender() {
	const planner = openPlanner();
	let few = $state.raw<Mended | null>(null);
	let anew = $state.raw<Mended | null>(null);
	let before = $state(0);
	let notes = $state.raw<string[]>([]);
	let working = $state(false);
	let refusal = $state.raw<{ code: string; details: Record<string, unknown> } | null>(null);

	function clear(): void {
		few = anew = refusal = null;
		notes = [];
	}
	async function look(composition: Composition, groups: Group[]): Promise<void> {
		const work = repairing(composition, groups);
		({ before, notes } = work);
		const order = { seed: 1, seconds: SECONDS, start: work.start };
		const first = await planner.search({ problem: work.problem, ...order });
		if (first) few = mended(work.problem, first.plan);
		const second = first && (await planner.search({ problem: work.anew, ...order }));
		if (second) anew = mended(work.problem, second.plan);
		refusal ??= planner.refusal;
	}
	return {
		get few() {
			return few;
		},
		/** The rest of the day planned from the start, for comparison. */
		get anew() {
			return anew;
		},
		get before() {
			return before;
		},
		get notes() {
			return notes;
		},
		get working() {
			return working;
		},
		get refusal() {
			return refusal;
		},
		begin: async (composition: Composition, groups: Group[]) => {
			clear();
			working = true;
			try {
				await look(composition, groups);
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				refusal = { code: error.code, details: error.details };
			} finally {
				working = false;
			}
		},
		clear,
		close: planner.close
	};
}
export type Mender = ReturnType<typeof openMender>;
