import type { Arrangement, Composition } from '#lib/domain/composition.ts';
import type { Missed } from '#lib/domain/missed.ts';
import type { Broken } from '#lib/domain/rotation/check.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import type { Change, Effect } from '#lib/domain/suggestion.ts';
import { called } from '../person-words.ts';

/** Why a change by hand cannot be made: somebody is kept apart, or no chair is free. */
export type Blocked = 'apart' | 'full' | null;

/** Somebody at a table, as the planner draws them. */
export type Sitter = {
	id: string;
	name: string;
	/** Colour of the attribute's value, 1–6. */
	colour: number;
	value: string;
	leads: boolean;
	records: boolean;
	/** Names of those here whom they meet again. */
	again: string[];
	/** A hard rule about them is broken, or a wish of theirs is missed. */
	bites: 'rule' | 'wish' | null;
	away: boolean;
	/** Change in repeated meetings if the picked person takes this one's place; null: nobody is picked elsewhere. */
	swap: number | null;
	blocked: Blocked;
};

/** A table of the round that is shown. */
export type TableView = {
	table: number;
	sitters: Sitter[];
	/** What it would do to move the picked person here; null: nobody is picked elsewhere. */
	here: { repeats: number; blocked: Blocked } | null;
	broken: Broken[];
	missed: Missed[];
};

type Duties = { leaderId?: string | null; recorderId?: string | null };

export type Seen = {
	composition: Composition;
	plan: Plan;
	at: number;
	/** Meetings of person i and j at i * n + j. */
	met: ArrayLike<number> | null;
	broken: Broken[];
	missed: Missed[];
	effects: Effect[];
	/** Somebody is picked up: each place says what it would do. */
	inHand: boolean;
	apart: [string, string][];
	colourBy: string;
	colours: Map<string, number>;
	/** Who leads and who writes, by `roundId table`. */
	duties: Map<string, Duties>;
};

/** Who leads and who writes in a plan that is not seated yet. */
export const dutiesOf = (arrangements: Arrangement[]): Map<string, Duties> =>
	new Map(
		arrangements.flatMap(({ roundId, tables }) =>
			tables.map((table, k) => [`${roundId} ${k + 1}`, table] as const)
		)
	);

/** The tables of a round. */
export function tablesOf(seen: Seen): TableView[] {
	const here = <T extends { round?: number; group?: number }>(all: T[], to: number) =>
		all.filter(({ round, group }) => round === seen.at && group === to);
	const shown = seen.inHand ? seen.effects : [];
	const moves = new Map(
		shown.flatMap((one) => (one.other === null ? [[one.to, one] as const] : []))
	);
	const swaps = new Map(
		shown.flatMap((one) => (one.other === null ? [] : [[one.other, one] as const]))
	);
	return (seen.plan.rounds[seen.at] ?? []).map((members, to) => {
		const move = moves.get(to);
		return {
			table: to + 1,
			sitters: members.map((person) => sitter(seen, members, person, to, swaps.get(person))),
			here: move ? { repeats: move.repeats, blocked: blockedBy(seen, move) } : null,
			broken: here(seen.broken, to),
			missed: seen.missed.filter(
				(one) => 'round' in one && one.round === seen.at && one.group === to
			)
		};
	});
}

function sitter(
	seen: Seen,
	members: number[],
	person: number,
	to: number,
	swap: Effect | undefined
): Sitter {
	const { people, rounds } = seen.composition;
	const { id, attributes, attendance } = people[person]!;
	const value = attributes[seen.colourBy] ?? '';
	const duties = seen.duties.get(`${rounds[seen.at]?.id} ${to + 1}`);
	const times = (other: number) => seen.met?.[person * people.length + other] ?? 0;
	return {
		id,
		name: called(people[person]),
		value,
		colour: seen.colours.get(value) ?? 6,
		leads: duties?.leaderId === id,
		records: duties?.recorderId === id,
		again: members
			.filter((other) => other !== person && times(other) > 1)
			.map((other) => called(people[other])),
		bites: bites(seen, person),
		away:
			attendance === 'absent' ||
			(seen.composition.problem.absent?.[seen.at] ?? []).includes(person),
		swap: swap?.repeats ?? null,
		blocked: swap ? blockedBy(seen, swap) : null
	};
}

const ABOUT_PEOPLE = ['apart', 'together', 'pinned', 'require', 'fixed', 'same'];

function bites(seen: Seen, person: number): Sitter['bites'] {
	const breaks = ({ rule, round, people }: Broken) =>
		round === seen.at && ABOUT_PEOPLE.includes(rule) && people?.includes(person);
	if (seen.broken.some(breaks)) return 'rule';
	const misses = seen.missed.some(
		(one) =>
			'people' in one && one.people[0] === person && (!('round' in one) || one.round === seen.at)
	);
	return misses ? 'wish' : null;
}

/** Would somebody sit with somebody they are kept apart from (the server refuses that), or without a chair? */
export function blockedBy(
	{ composition, plan, apart }: Pick<Seen, 'composition' | 'plan' | 'apart'>,
	{ round, person, to, other }: Change
): Blocked {
	const { people, problem } = composition;
	const tables = plan.rounds[round] ?? [];
	const ids = (members: number[]) => members.map((one) => people[one]!.id);
	const left = ids((tables.find((t) => t.includes(person)) ?? []).filter((one) => one !== person));
	const there = ids((tables[to] ?? []).filter((one) => one !== other));
	const clash = (who: number | null, company: string[]) =>
		who !== null &&
		apart.some(
			([a, b]) =>
				(a === people[who]!.id && company.includes(b)) ||
				(b === people[who]!.id && company.includes(a))
		);
	if (clash(person, there) || clash(other, left)) return 'apart';
	return there.length >= (problem.capacity?.[to] ?? Infinity) ? 'full' : null;
}
