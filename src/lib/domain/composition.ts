import type { ActInput } from './act.ts';
import type { Id } from './id.ts';
import { inOrder, isRound, type RoundItem } from './programme.ts';
import { all, only, type Room } from './room.ts';
import { isAway, NO_RULES, type PlanRules } from './plan-rules.ts';
import { duties } from './rotation/duties.ts';
import type { Plan } from './rotation/plan.ts';
import { MOST_PEOPLE, parse, type ProblemInput } from './rotation/problem.ts';
import type { Group, Participant } from './seating.ts';

/**
 * The bridge between a conference's room and the rotation planner: people and rounds get
 * numbers there and names here. Rounds that are open or over are history to the planner.
 */
export type Composition = {
	/** Person i of the problem. */
	people: Participant[];
	/** Round r of the problem. */
	rounds: RoundItem[];
	problem: ProblemInput;
	/** Who met at earlier conferences, by number, and how often. */
	memory: [number, number, number][];
};

/** Pairs of people (by person id) who met at earlier conferences, and how often. */
export type Memory = [Id, Id, number][];

type RoundKind = NonNullable<ProblemInput['rounds']>[number];

/** Open or over: history, which nothing here touches. */
export const isHeld = (round: RoundItem): boolean =>
	round.round.state === 'open' || round.round.state === 'over';

/**
 * The planning problem of a conference as it stands. Those marked absent take no part in
 * the rounds to come. Refuses (when parsed) what contradicts itself, by name.
 */
export function compose(room: Room, memory: Memory = []): Composition {
	const rounds = inOrder(all(room, 'item')).filter(isRound);
	const groups = all(room, 'group');
	const people = all(room, 'participant').sort(byNameThenId);
	const number = new Map(people.map(({ id }, at) => [id, at]));
	const seated = rounds.map(({ id }) => seatsOf(groups, id, number));
	const conference = only(room, 'conference');
	const rules = conference?.rules ?? NO_RULES;
	const absent = rounds.map((round, r) => awayFrom(round, people, seated[r]!, rules));
	const remember = remembered(people, memory);
	const kinds = rounds.map((round, r) =>
		kindOf(round, rounds, without(seated[r]!, absent[r]!), people, absent[r]!.length)
	);
	const chairs = chairsOf(rules);
	const problem: ProblemInput = {
		id: conference?.id ?? '',
		n: Math.max(1, people.length),
		sizes: rounds.map((round, r) =>
			sizesOf(round, kinds[r]!, people.length - absent[r]!.length, seated[r]!, chairs)
		),
		rounds: kinds,
		frozen: heldFirst(rounds, seated),
		absent,
		attributes: attributesOf(people, rules, rounds),
		apart: (conference?.apart ?? []).map(toNumbers(number)).filter(isPair),
		together: rules.together.map(toNumbers(number)).filter((clique) => clique.length > 1),
		require: rules.atMostOne.map((trait) => ({ ...trait, max: 1 })),
		prefer: rules.atLeastOne.map((trait) => ({ ...trait, min: 1 })),
		leaders: leadersOf(rules, number),
		recorders: recordersOf(rules, number),
		pinned: pinnedOf(rules, number, kinds),
		wishes: wishesOf(rules, number),
		capacity: chairs,
		chairs: rules.roomChairs ?? null,
		history: [
			...remember.map(([i, j, times]) => [i, j, times * rules.memory] as [number, number, number]),
			...daily(people, rules)
		],
		historyWeight: 1
	};
	return { people, rounds, problem, memory: remember };
}

/** By name, letter for letter; those who were erased come last. */
function byNameThenId(a: Participant, b: Participant): number {
	if (a.name === b.name) return a.id < b.id ? -1 : 1;
	if (a.name === null || b.name === null) return a.name === null ? 1 : -1;
	return a.name < b.name ? -1 : 1;
}

/** The people at each table of a round, by number, table 1 first. */
function seatsOf(groups: Group[], roundId: Id, number: Map<Id, number>): number[][] {
	const here = groups.filter((group) => group.roundId === roundId);
	const tables = here.reduce((most, { table }) => Math.max(most, table), 0);
	return Array.from({ length: tables }, (_, at) => {
		const group = here.find(({ table }) => table === at + 1);
		return (group?.members ?? [])
			.map(({ id }) => number.get(id))
			.filter((person) => person !== undefined);
	});
}

/** Who is away: from a round that is held, those without a seat; from one to come, those marked absent, erased, or said to be away from it. */
function awayFrom(
	round: RoundItem,
	people: Participant[],
	seated: number[][],
	rules: PlanRules
): number[] {
	const sits = new Set(seated.flat());
	const away = ({ id, name, attendance }: Participant) =>
		attendance === 'absent' || name === null || isAway(rules, id, round.id);
	return people
		.map((_, at) => at)
		.filter((at) => (isHeld(round) ? !sits.has(at) : away(people[at]!)));
}

const without = (tables: number[][], away: number[]): number[][] =>
	tables.map((members) => members.filter((person) => !away.includes(person)));

function sizesOf(
	round: RoundItem,
	kind: RoundKind,
	present: number,
	seated: number[][],
	chairs: number[] | null
): number[] {
	if (isHeld(round)) return seated.map((table) => table.length);
	if (kind.fixedGroups && kind.kind === 'home') return kind.fixedGroups.map((t) => t.length);
	const { mix, tables } = round.round;
	if (mix.kind === 'home' || mix.kind === 'same') return [];
	if (mix.kind === 'fixed' && seated.length > 0) return [];
	if ('sizes' in tables) return fitted(tables.sizes, present, chairs);
	const count = Math.min(tables.count, Math.max(1, present));
	return fitted(new Array<number>(count).fill(0), present, chairs);
}

/**
 * Sizes that add up to those present: seats are taken from the largest tables, or given to the
 * smallest that have a chair free. When no chair is free they are given all the same, and the
 * planner refuses by name.
 */
function fitted(sizes: number[], present: number, chairs: number[] | null): number[] {
	const next = [...sizes];
	const free = (k: number) => next[k]! < (chairs?.[k] ?? MOST_PEOPLE);
	const smallest = () => {
		let best = 0;
		for (let k = 1; k < next.length; k++)
			if (free(k) === free(best) ? next[k]! < next[best]! : free(k)) best = k;
		return best;
	};
	let over = next.reduce((sum, size) => sum + size, 0) - present;
	for (; over > 0; over--) next[next.lastIndexOf(Math.max(...next))]! -= 1;
	for (; over < 0; over++) next[smallest()]! += 1;
	return next;
}

/** Chairs by table, as far as a table is named; null when none is. */
function chairsOf({ chairs = [] }: PlanRules): number[] | null {
	if (chairs.length === 0) return null;
	const last = Math.max(...chairs.map(({ table }) => table));
	return Array.from(
		{ length: last },
		(_, k) => chairs.find(({ table }) => table === k + 1)?.chairs ?? MOST_PEOPLE
	);
}

function kindOf(
	round: RoundItem,
	rounds: RoundItem[],
	seated: number[][],
	people: Participant[],
	away: number
): RoundKind {
	const { mix } = round.round;
	// What has been held is as it was; the planner asks nothing of it.
	if (isHeld(round)) return { kind: 'mixed' };
	// Homes that have their tables keep them: the numbers of the tables are on people's cards.
	if (mix.kind === 'home' && seated.flat().length === people.length - away)
		if (atHome(seated, people, mix.attribute))
			return { kind: 'home', homeBy: mix.attribute, fixedGroups: seated };
	if (mix.kind === 'home') return { kind: 'home', homeBy: mix.attribute };
	if (mix.kind === 'same') {
		const sameAs = rounds.findIndex(({ id }) => id === mix.roundId);
		return { kind: 'same', sameAs };
	}
	if (mix.kind === 'fixed' && seated.length > 0) return { kind: 'fixed', fixedGroups: seated };
	return { kind: 'mixed' };
}

/** Whether each value of an attribute has a table with more than half of its people; whoever came late may sit elsewhere. */
function atHome(seated: number[][], people: Participant[], attribute: string): boolean {
	const of = (at: number) => people[at]!.attributes[attribute] ?? '';
	const values = new Set(seated.flat().map(of));
	values.delete('');
	const count = (members: number[], value: string) =>
		members.filter((at) => of(at) === value).length;
	return [...values].every((value) =>
		seated.some((members) => 2 * count(members, value) > count(seated.flat(), value))
	);
}

/** The rounds held so far, as long as they come first. */
function heldFirst(rounds: RoundItem[], seated: number[][][]): number[][][] {
	const toCome = rounds.findIndex((round) => !isHeld(round));
	return seated.slice(0, toCome === -1 ? rounds.length : toCome);
}

function attributesOf(people: Participant[], rules: PlanRules, rounds: RoundItem[]) {
	const spread = new Map(rules.spread.map(({ attribute, weight }) => [attribute, weight]));
	const traits = [...rules.atMostOne, ...rules.atLeastOne];
	const homes = rounds
		.map(({ round }) => (round.mix.kind === 'home' ? round.mix.attribute : null))
		.filter((name) => name !== null);
	const names = new Set([...spread.keys(), ...traits.map(({ attribute }) => attribute), ...homes]);
	return [...names].map((name) => {
		const said = people.map(({ attributes }) => attributes[name] ?? '');
		const ruled = traits.filter(({ attribute }) => attribute === name).map(({ value }) => value);
		const values = [...new Set([...said.filter((value) => value !== ''), ...ruled])];
		return {
			name,
			weight: spread.get(name) ?? 0,
			values,
			of: said.map((value) => values.indexOf(value))
		};
	});
}

function recordersOf(rules: PlanRules, number: Map<Id, number>): ProblemInput['recorders'] {
	const eligible = toNumbers(number)(rules.recorders ?? []);
	return eligible.length === 0 ? null : { eligible };
}

/** A table of one's own holds where people are mixed; where they are told where to sit, it does not. */
function pinnedOf(rules: PlanRules, number: Map<Id, number>, kinds: RoundKind[]) {
	const mixed = kinds.flatMap(({ kind }, r) => (kind === 'mixed' ? [r] : []));
	return (rules.pinned ?? []).flatMap(({ person, table }) => {
		const who = number.get(person);
		return who === undefined ? [] : [{ person: who, group: table - 1, rounds: mixed }];
	});
}

type Wishes = NonNullable<ProblemInput['wishes']>;

function wishesOf(rules: PlanRules, number: Map<Id, number>): Wishes {
	return (rules.wishes ?? []).flatMap((wish): Wishes => {
		const person = number.get(wish.person);
		if (person === undefined) return [];
		const { weight } = wish;
		if (wish.kind === 'table') return [{ person, group: wish.table - 1, weight }];
		const other = number.get(wish.other);
		if (other === undefined || other === person) return [];
		return [
			wish.kind === 'with' ? { person, with: other, weight } : { person, avoid: other, weight }
		];
	});
}

/** Pairs who work together every day: those with the same value of an attribute. */
function daily(people: Participant[], { daily: rule }: PlanRules): [number, number, number][] {
	if (!rule || rule.weight === 0) return [];
	const value = (at: number) => people[at]!.attributes[rule.attribute] ?? '';
	return people.flatMap((_, i) =>
		people.flatMap((_, j): [number, number, number][] =>
			i < j && value(i) !== '' && value(i) === value(j) ? [[i, j, rule.weight]] : []
		)
	);
}

const toNumbers =
	(number: Map<Id, number>) =>
	(ids: Id[]): number[] =>
		ids.map((id) => number.get(id)).filter((person) => person !== undefined);

const isPair = (numbers: number[]): numbers is [number, number] => numbers.length === 2;

function leadersOf(rules: PlanRules, number: Map<Id, number>): ProblemInput['leaders'] {
	const eligible = toNumbers(number)(rules.leaders);
	if (eligible.length === 0) return null;
	return { eligible, how: rules.leadersStay ? 'pinned' : 'travelling' };
}

function remembered(people: Participant[], memory: Memory): [number, number, number][] {
	const number = new Map(people.map(({ personId }, at) => [personId ?? '', at]));
	return memory.flatMap(([a, b, times]): [number, number, number][] => {
		const [i, j] = [number.get(a), number.get(b)];
		return i === undefined || j === undefined ? [] : [[i, j, times]];
	});
}

/** The plan that the room's groups are now, for the planner to score, repair or start from. */
export function standing({ people, rounds }: Composition, groups: Group[]): Plan {
	const number = new Map(people.map(({ id }, at) => [id, at]));
	return { rounds: rounds.map(({ id }) => seatsOf(groups, id, number)) };
}

/** Whether every round has groups. */
export function isSeated(plan: Plan): boolean {
	return plan.rounds.length > 0 && plan.rounds.every((tables) => tables.some((t) => t.length > 0));
}

export type Arrangement = ActInput<'groups.arrange'>;

/** The arrangement of each round that is not held, as the room has it now, without tables where there are none: what undo goes back to. */
export function arranged({ rounds }: Composition, groups: Group[]): Arrangement[] {
	return rounds.flatMap((round) => {
		const tables = groups
			.filter(({ roundId }) => roundId === round.id)
			.sort((a, b) => a.table - b.table)
			.map(({ members, leaderId, recorderId }) => ({
				members: members.map(({ id }) => id),
				leaderId,
				recorderId
			}));
		return isHeld(round) ? [] : [{ roundId: round.id, tables }];
	});
}

/** Those of `wanted` that differ from how things are. */
export function differing(wanted: Arrangement[], now: Arrangement[]): Arrangement[] {
	const said = new Map(now.map(({ roundId, tables }) => [roundId, JSON.stringify(tables)]));
	return wanted.filter(({ roundId, tables }) => {
		const plain = tables.map(({ members, leaderId, recorderId = null }) => ({
			members,
			leaderId,
			recorderId
		}));
		return said.get(roundId) !== JSON.stringify(plain);
	});
}

/**
 * What to send to seat a plan: one act for each round that is not held, with a leader at each
 * table: of `keep` who leads there already, if they still sit there; else as the rules say,
 * else whoever sits there and has led least so far (R111). A recorder stays in the same way;
 * where the rules say nobody, the table chooses for itself (R112).
 */
export function arrangements(
	{ people, rounds, problem }: Composition,
	plan: Plan,
	keep: Group[] = []
): Arrangement[] {
	const ruled = new Map(
		problem.leaders || problem.recorders
			? duties(parse(problem), plan).map((duty) => [`${duty.round} ${duty.group}`, duty])
			: []
	);
	const kept = new Map(keep.map((group) => [`${group.roundId} ${group.table}`, group]));
	const led = people.map(() => 0);
	return rounds.flatMap((round, r) => {
		const tables = (plan.rounds[r] ?? []).map((members, k) => {
			const before = kept.get(`${round.id} ${k + 1}`);
			const duty = ruled.get(`${r} ${k}`);
			const still = (id: Id | null | undefined) => members.find((one) => people[one]!.id === id);
			const recorder = still(before?.recorderId) ?? onDuty(duty?.recorder);
			const free = members.filter((person) => person !== recorder);
			const leader = still(before?.leaderId) ?? onDuty(duty?.leader) ?? leastLed(free, led);
			if (leader !== null) led[leader]! += 1;
			return {
				members: members.map((person) => people[person]!.id),
				leaderId: leader === null ? null : people[leader]!.id,
				recorderId: recorder === undefined ? null : people[recorder]!.id
			};
		});
		if (isHeld(round) || tables.length === 0) return [];
		const { seed, steps, version } = plan;
		const search =
			seed === undefined || steps === undefined
				? {}
				: { search: { seed, steps, version: version ?? '' } };
		return [{ roundId: round.id, tables, ...search }];
	});
}

const onDuty = (person = -1): number | undefined => (person < 0 ? undefined : person);

function leastLed(members: number[], led: number[]): number | null {
	return members.reduce<number | null>(
		(best, person) => (best === null || led[person]! < led[best]! ? person : best),
		null
	);
}
