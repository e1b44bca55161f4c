import type { Composition } from '#lib/domain/composition.ts';
import { mended, repairing, type Mended, type Repairing } from '#lib/domain/morning.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Group } from '#lib/domain/seating.ts';
import { openPlanner } from '#lib/workers/planner.svelte.ts';

const SECONDS = 2; // for each search

/** Ways to mend a day: as few people as possible move, at most so many, or the rest is planned anew. */
export const WAYS = ['few', 'within', 'anew'] as const;
export type Way = (typeof WAYS)[number];

/** The morning's repair while it is looked for and looked at; nothing is seated before it is accepted. Reactive. */
export function openMender() {
	const planner = openPlanner();
	let work = $state.raw<Repairing | null>(null);
	let found = $state.raw<Partial<Record<Way, Mended>>>({});
	let looking = $state<Way | null>(null);
	let most = $state(0);
	let refusal = $state.raw<{ code: string; details: Record<string, unknown> } | null>(null);
	let turn = 0;

	function clear(): void {
		turn++;
		planner.stop();
		work = refusal = looking = null;
		found = {};
	}
	/** Looks for one way; nothing comes of it when something else was asked for meanwhile. */
	async function look(way: Way): Promise<void> {
		const mine = turn;
		const { problem, anew, start } = work!;
		looking = way;
		const best = await planner.search({
			problem: way === 'anew' ? anew : problem,
			seed: 1,
			seconds: SECONDS,
			start,
			...(way === 'within' ? { atMost: most } : {})
		});
		if (mine !== turn) return;
		looking = null;
		if (best) found = { ...found, [way]: mended(problem, best.plan) };
		else refusal ??= planner.refusal;
	}
	/** All ways, the one with fewest moves first; what may move then is told from it. */
	async function lookAll(): Promise<void> {
		const mine = turn;
		for (const way of WAYS) {
			if (mine !== turn || refusal) return;
			if (way === 'within') most = proposed(found.few?.movers ?? 0, found.few?.cards.printed ?? 0);
			await look(way);
		}
	}
	return {
		get found() {
			return found;
		},
		get work() {
			return work;
		},
		get looking() {
			return looking;
		},
		/** How many people may move, in the way between. */
		get most() {
			return most;
		},
		get refusal() {
			return refusal;
		},
		begin: async (composition: Composition, groups: Group[]) => {
			clear();
			try {
				work = repairing(composition, groups);
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				refusal = { code: error.code, details: error.details };
				return;
			}
			await lookAll();
		},
		/** Lets at most so many people move, and looks again. */
		allow: async (people: number) => {
			most = people;
			found = { ...found, within: undefined };
			turn++;
			await look('within');
			if (!found.anew && looking === null && work) await look('anew');
		},
		clear,
		close: planner.close
	};
}
export type Mender = ReturnType<typeof openMender>;

/** A number to begin with: a tenth of those who have a card, and some more than must. */
const proposed = (must: number, cards: number): number =>
	Math.max(must + 2, Math.round(cards / 10));
