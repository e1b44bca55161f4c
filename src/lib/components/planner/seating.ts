import type { Composition } from '#lib/domain/composition.ts';
import type { Broken } from '#lib/domain/rotation/check.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import type { Effect } from '#lib/domain/suggestion.ts';
import type { Group } from '#lib/domain/seating.ts';

/** Somebody at a table, as the planner draws them. */
export type Sitter = {
	id: string;
	name: string;
	/** Colour of the attribute's value, 1–6. */
	colour: number;
	value: string;
	leads: boolean;
	/** Names of those here whom they meet again. */
	again: string[];
	away: boolean;
	/** Change in repeated meetings if the picked person takes this one's place; null: nobody is picked elsewhere. */
	swap: number | null;
	blocked: boolean;
};

/** A table of the round that is shown. */
export type TableView = {
	table: number;
	sitters: Sitter[];
	/** What it would do to move the picked person here; null: nobody is picked elsewhere. */
	here: { repeats: number; blocked: boolean } | null;
	broken: Broken[];
};

export type Seen = {
	composition: Composition;
	plan: Plan;
	at: number;
	groups: Group[];
	/** Meetings of person i and j at i * n + j. */
	met: ArrayLike<number> | null;
	broken: Broken[];
	effects: Effect[];
	apart: [string, string][];
	colourBy: string;
	colours: Map<string, number>;
	/** Who leads, by `roundId table`. */
	leaders: Map<string, string | null>;
};

/** The tables of a round. */
export function tablesOf(seen: Seen): TableView[] {
	return (seen.plan.rounds[seen.at] ?? []).map((members, to) => {
		const move = seen.effects.find((effect) => effect.to === to && effect.other === null);
		return {
			table: to + 1,
			sitters: members.map((person) => sitter(seen, members, person, to)),
			here: move ? { repeats: move.repeats, blocked: isBlocked(seen, move) } : null,
			broken: seen.broken.filter(({ round, group }) => round === seen.at && group === to)
		};
	});
}

function sitter(seen: Seen, members: number[], person: number, to: number): Sitter {
	const { people, rounds } = seen.composition;
	const { id, name, attributes, attendance } = people[person]!;
	const value = attributes[seen.colourBy] ?? '';
	const swap = seen.effects.find(({ other }) => other === person);
	const times = (other: number) => seen.met?.[person * people.length + other] ?? 0;
	return {
		id,
		name,
		value,
		colour: seen.colours.get(value) ?? 6,
		leads: seen.leaders.get(`${rounds[seen.at]?.id} ${to + 1}`) === id,
		again: members
			.filter((other) => other !== person && times(other) > 1)
			.map((other) => people[other]!.name),
		away: attendance === 'absent',
		swap: swap?.repeats ?? null,
		blocked: swap !== undefined && isBlocked(seen, swap)
	};
}

/** Would somebody sit with somebody they are kept apart from? The server refuses that. */
export function isBlocked(
	{ composition: { people }, plan, apart }: Pick<Seen, 'composition' | 'plan' | 'apart'>,
	{ round, person, to, other }: Effect
): boolean {
	const ids = (members: number[]) => members.map((one) => people[one]!.id);
	const tables = plan.rounds[round] ?? [];
	const left = ids((tables.find((t) => t.includes(person)) ?? []).filter((one) => one !== person));
	const there = ids((tables[to] ?? []).filter((one) => one !== other));
	const clash = (who: number | null, company: string[]) =>
		who !== null &&
		apart.some(
			([a, b]) =>
				(a === people[who]!.id && company.includes(b)) ||
				(b === people[who]!.id && company.includes(a))
		);
	return clash(person, there) || clash(other, left);
}
