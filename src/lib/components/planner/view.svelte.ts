import { arrangements, compose, isHeld, isSeated, standing } from '#lib/domain/composition.ts';
import type { Memory } from '#lib/domain/composition.ts';
import { missed as miss } from '#lib/domain/missed.ts';
import { upset } from '#lib/domain/morning.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { all, only } from '#lib/domain/room.ts';
import { bound } from '#lib/domain/rotation/bound.ts';
import { figures as count } from '#lib/domain/rotation/figures.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { parse, toldPairs, type Problem } from '#lib/domain/rotation/problem.ts';
import { meetings } from '#lib/domain/rotation/score.ts';
import { effects, type Suggestion } from '#lib/domain/suggestion.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';
import type { Planner } from '#lib/workers/planner.svelte.ts';
import { coloursOf } from '../desk/attribute-words.ts';
import type { Hand } from './hand.svelte.ts';
import { dutiesOf, tablesOf } from './seating.ts';
import { gathered } from './words.ts';

type Read = { problem: Problem } | { refusal: { code: string; details: Record<string, unknown> } };

function readProblem(input: unknown): Read {
	try {
		return { problem: parse(input) };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		return { refusal: { code: error.code, details: error.details } };
	}
}

/** Counts anew only when what is counted from has become another, not at each fact that is told. */
function remembering<In, Out>(work: (input: In) => Out): (input: In) => Out {
	let last: { key: string; out: Out } | null = null;
	return (input) => {
		const key = JSON.stringify(input);
		if (last?.key !== key) last = { key, out: work(input) };
		return last.out;
	};
}

/** Meetings in which those who are told to sit together have met once: that is no repeat (S1). */
function untold(problem: Problem, met: Uint16Array): Uint16Array {
	for (const pair of toldPairs(problem)) {
		const [a, b] = [Math.floor(pair / problem.n), pair % problem.n];
		const times = Math.min(1, met[a * problem.n + b]!);
		met[a * problem.n + b] = met[b * problem.n + a] = times;
	}
	return met;
}

const AFTER = 30; // ms after a change that a suggestion is looked for
const OF_ATTENDANCE = ['absent', 'missing', 'size', 'groups', 'leader'];

/**
 * What is to be seen: the plan as it stands or as it is being found, what it comes to, and what
 * a change would do for whoever is in hand. Reactive; it changes nothing.
 */
export function openView(room: LiveRoom, memory: () => Memory, hand: Hand, planner: Planner) {
	const reading = remembering(readProblem);
	const bounding = remembering(bound);
	const steady = remembering((plan: Plan) => plan);
	let suggested = $state.raw<{ plan: Plan; told: Suggestion | null } | null>(null);

	const conference = $derived(only(room.things, 'conference'));
	const groups = $derived(all(room.things, 'group'));
	const composition = $derived(compose(room.things, memory()));
	const rounds = $derived(composition.rounds);
	const round = $derived(
		rounds.find(({ id }) => id === hand.shown) ?? rounds.find((one) => !isHeld(one)) ?? rounds[0]
	);
	const at = $derived(round ? rounds.indexOf(round) : 0);
	const drawn = $derived(planner.searching ? planner.found : null);
	const plan: Plan = $derived(drawn ? drawn.plan : steady(standing(composition, groups)));
	const seated = $derived(isSeated(plan));
	const read = $derived(reading(composition.problem));
	const problem = $derived('problem' in read ? read.problem : null);
	const figures = $derived.by(() => {
		if (drawn) return drawn.figures;
		return seated && problem ? count(problem, plan, bounding(problem)) : null;
	});
	const met = $derived(seated && problem ? untold(problem, meetings(problem, plan)) : null);
	const colourBy = $derived(conference?.colourBy ?? 'profession');
	const colours = $derived(coloursOf(composition.people, colourBy));
	const inHand = $derived(hand.dragged?.id ?? hand.picked);
	const person = $derived(composition.people.findIndex(({ id }) => id === inHand));
	const effectsHere = $derived(
		problem && person >= 0 && !planner.searching ? effects(problem, plan, at, person) : []
	);
	const duties = $derived(
		drawn
			? dutiesOf(arrangements(composition, drawn.plan))
			: new Map(groups.map((group) => [`${group.roundId} ${group.table}`, group]))
	);
	const apart = $derived(conference?.apart ?? []);
	const troubled = $derived(upset(composition, groups));
	// What comes of people who are away or without a seat is told once, with the way to mend it.
	const upsets = $derived(troubled.away.length + troubled.unseated.length > 0);
	const broken = $derived(
		gathered((figures?.broken ?? []).filter(({ rule }) => !upsets || !OF_ATTENDANCE.includes(rule)))
	);
	const missed = $derived(problem && seated && !planner.searching ? miss(problem, plan) : []);
	const seen = $derived({
		composition,
		plan,
		at,
		met,
		broken,
		missed,
		effects: effectsHere,
		inHand: hand.picked !== null,
		apart,
		colourBy,
		colours,
		duties
	});
	const tables = $derived(tablesOf(seen));
	// Looked for when the page has been drawn, and not on the page's own time: it takes longer than all else.
	$effect(() => {
		if (!problem || !seated || planner.searching || !figures) return;
		if (figures.score.E === 0 || figures.proved) return;
		if (!round || isHeld(round)) return;
		const asked = { input: composition.problem, plan, at };
		let asks = true;
		const look = setTimeout(async () => {
			const told = await planner.suggest(asked.input, asked.plan, asked.at);
			if (asks) suggested = { plan: asked.plan, told };
		}, AFTER);
		return () => {
			asks = false;
			clearTimeout(look);
			suggested = null;
		};
	});
	return {
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
		/** What another plan comes to, by the rules as they are now; null when they contradict each other. */
		judge: (other: Plan) => (problem ? count(problem, other, bounding(problem)) : null),
		/** The rules that are broken, but for those that the attendance breaks. */
		get broken() {
			return broken;
		},
		/** What is missed of wishes and of what weighs. */
		get missed() {
			return missed;
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
		/** What each change would do for whoever is picked up or dragged. */
		get effects() {
			return effectsHere;
		},
		get apart() {
			return apart;
		},
		get tables() {
			return tables;
		},
		get suggestion() {
			return suggested?.plan === plan ? suggested.told : null;
		},
		get troubled() {
			return troubled;
		},
		get locked() {
			return planner.searching || (round !== undefined && isHeld(round));
		}
	};
}
export type View = ReturnType<typeof openView>;
