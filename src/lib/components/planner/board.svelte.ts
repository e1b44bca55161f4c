import {
	arranged,
	arrangements,
	compose,
	differing,
	isHeld,
	isSeated,
	standing
} from '#lib/domain/composition.ts';
import type { Arrangement, Memory } from '#lib/domain/composition.ts';
import { upset } from '#lib/domain/morning.ts';
import type { PlanRules } from '#lib/domain/plan-rules.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { all, only } from '#lib/domain/room.ts';
import { figures as count, type Figures } from '#lib/domain/rotation/figures.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { parse, type Problem } from '#lib/domain/rotation/problem.ts';
import { bound } from '#lib/domain/rotation/bound.ts';
import { meetings } from '#lib/domain/rotation/score.ts';
import { changed, effects, suggest, type Change } from '#lib/domain/suggestion.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';
import { openPlanner } from '#lib/workers/planner.svelte.ts';
import { coloursOf } from '../desk/attribute-words.ts';
import { openHistory } from './history.svelte.ts';
import { isBlocked, tablesOf } from './seating.ts';
import { gathered } from './words.ts';

/** A plan that is set aside, to be held against another. */
export type Kept = { arrangement: Arrangement[]; figures: Figures };

type Read = { problem: Problem } | { refusal: { code: string; details: Record<string, unknown> } };

function readProblem(input: unknown): Read {
	try {
		return { problem: parse(input) };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { refusal: { code: error.code, details: error.details } };
	}
}

const OF_ATTENDANCE = ['absent', 'missing', 'size', 'groups', 'leader'];
const SECONDS = 6; // that a search takes unless it is stopped or proved best before

/**
 * All that the planner page works with: the plan as it stands or as it is being found, what it
 * comes to, who is picked up, and the history of arrangements. Changes go to the room as acts.
 * Reactive.
 */
export function openBoard(room: LiveRoom, memory: () => Memory) {
	const planner = openPlanner();
	const history = openHistory<Arrangement[]>();
	let shown = $state<string | null>(null);
	let picked = $state<string | null>(null);
	let focus = $state<string | null>(null);
	let kept = $state.raw<Kept | null>(null);
	let found = $state.raw<{ rounds: string; steps: number; seed: number } | null>(null);

	const conference = $derived(only(room.things, 'conference'));
	const groups = $derived(all(room.things, 'group'));
	const composition = $derived(compose(room.things, memory()));
	const rounds = $derived(composition.rounds);
	const round = $derived(rounds.find(({ id }) => id === shown) ?? firstToCome());
	const at = $derived(round ? rounds.indexOf(round) : 0);
	const drawn = $derived(planner.searching ? planner.found : null);
	const plan: Plan = $derived(drawn ? drawn.plan : standing(composition, groups));
	const seated = $derived(isSeated(plan));
	const read = $derived(readProblem(composition.problem));
	const problem = $derived('problem' in read ? read.problem : null);
	const known = $derived(problem && seated ? bound(problem) : undefined);
	const figures = $derived(
		drawn ? drawn.figures : seated && problem ? count(problem, plan, known) : null
	);
	const met = $derived(seated && problem ? meetings(problem, plan) : null);
	const colourBy = $derived(conference?.colourBy ?? 'profession');
	const colours = $derived(coloursOf(composition.people, colourBy));
	const person = $derived(composition.people.findIndex(({ id }) => id === picked));
	const effectsHere = $derived(
		problem && person >= 0 && !planner.searching ? effects(problem, plan, at, person) : []
	);
	const leaders = $derived(
		new Map(
			drawn
				? arrangements(composition, drawn.plan).flatMap(({ roundId, tables }) =>
						tables.map(({ leaderId }, k) => [`${roundId} ${k + 1}`, leaderId ?? null] as const)
					)
				: groups.map(({ roundId, table, leaderId }) => [`${roundId} ${table}`, leaderId] as const)
		)
	);
	const apart = $derived(conference?.apart ?? []);
	const troubled = $derived(upset(composition, groups));
	// What comes of people who are away or without a seat is told once, with the way to mend it.
	const upsets = $derived(troubled.away.length + troubled.unseated.length > 0);
	const broken = $derived(
		gathered((figures?.broken ?? []).filter(({ rule }) => !upsets || !OF_ATTENDANCE.includes(rule)))
	);
	const tables = $derived(
		tablesOf({
			composition,
			plan,
			at,
			groups,
			met,
			broken,
			effects: effectsHere,
			apart,
			colourBy,
			colours,
			leaders
		})
	);
	const suggestion = $derived(
		problem && seated && !planner.searching && figures && figures.score.E > 0 && !figures.proved
			? suggest(problem, plan, (r) => r === at && !isHeld(rounds[r]!))
			: null
	);
	const now = () => arranged(composition, groups);

	function firstToCome() {
		return rounds.find((one) => !isHeld(one)) ?? rounds[0];
	}
	function put(wanted: Arrangement[]): void {
		for (const one of differing(wanted, now())) room.act('groups.arrange', one);
	}
	function take(wanted: Arrangement[]): void {
		if (differing(wanted, now()).length === 0) return;
		if (now().length > 0) history.note(now());
		put(wanted);
	}
	/** Seats a plan as a change that can be undone; leaders keep their place when told so. */
	function seat(next: Plan, keepLeaders: boolean): void {
		const lenient = { ...composition, problem: { ...composition.problem, leaders: null } };
		take(arrangements(problem ? composition : lenient, next, keepLeaders ? groups : []));
	}
	function change(wanted: Change): void {
		focus = composition.people[wanted.person]?.id ?? null;
		picked = null;
		if (isBlocked({ composition, plan, apart }, { ...wanted, repeats: 0, again: [] })) return;
		seat(changed(plan, wanted), true);
	}
	const numberOf = (id: string) => composition.people.findIndex((one) => one.id === id);

	return {
		planner,
		history,
		get conference() {
			return conference;
		},
		get composition() {
			return composition;
		},
		get groups() {
			return groups;
		},
		get round() {
			return round;
		},
		get at() {
			return at;
		},
		get plan() {
			return plan;
		},
		get seated() {
			return seated;
		},
		get problem() {
			return problem;
		},
		get refusal() {
			return 'refusal' in read ? read.refusal : planner.refusal;
		},
		get figures() {
			return figures;
		},
		/** The rules that are broken, but for those that the attendance breaks. */
		get broken() {
			return broken;
		},
		get met() {
			return met;
		},
		get colours() {
			return colours;
		},
		get colourBy() {
			return colourBy;
		},
		get effects() {
			return effectsHere;
		},
		get tables() {
			return tables;
		},
		get suggestion() {
			return suggestion;
		},
		get troubled() {
			return troubled;
		},
		get kept() {
			return kept;
		},
		get picked() {
			return picked;
		},
		/** The person who gets the focus when drawn anew. */
		get focus() {
			return focus;
		},
		get locked() {
			return planner.searching || (round !== undefined && isHeld(round));
		},
		/** How the plan on the page was found, if it still is that plan. */
		get found() {
			return found?.rounds === JSON.stringify(plan.rounds) ? found : null;
		},
		show: (roundId: string) => {
			shown = roundId;
			picked = null;
		},
		pick: (id: string | null) => (picked = id),
		focused: () => (focus = null),
		seat,
		change,
		move: (id: string, table: number) =>
			change({ round: at, person: numberOf(id), to: table - 1, other: null }),
		swap: (id: string, other: string) => {
			const person = numberOf(other);
			const to = plan.rounds[at]!.findIndex((members) => members.includes(person));
			change({ round: at, person: numberOf(id), to, other: person });
		},
		lead: (id: string) => {
			const own = now().filter(({ roundId }) => roundId === round?.id);
			const tables = own.flatMap((one) => one.tables);
			const appointed = tables.map((table) =>
				table.members.includes(id) ? { ...table, leaderId: id } : table
			);
			if (round) take([{ roundId: round.id, tables: appointed }]);
			focus = id;
			picked = null;
		},
		undo: () => put(history.back(now()) ?? now()),
		redo: () => put(history.forth(now()) ?? now()),
		search: async () => {
			picked = null;
			const seed = 1 + Math.floor(Math.random() * 9_999);
			const best = await planner.search({ problem: composition.problem, seed, seconds: SECONDS });
			if (!best) return;
			found = { rounds: JSON.stringify(best.plan.rounds), steps: best.steps, seed };
			seat({ ...best.plan, seed, steps: best.steps }, false);
		},
		keep: () => figures && (kept = { arrangement: now(), figures }),
		/** Goes back to the plan that was set aside, or keeps the one on the page. */
		choose: (which: 'kept' | 'this') => {
			if (which === 'kept' && kept) take(kept.arrangement);
			kept = null;
		},
		colour: (attribute: string) => room.act('conference.set', { colourBy: attribute }),
		setRules: (rules: PlanRules) => room.act('conference.set', { rules }),
		close: planner.close
	};
}
export type Board = ReturnType<typeof openBoard>;
