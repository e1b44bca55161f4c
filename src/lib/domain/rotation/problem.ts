import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { contradiction } from './contradiction.ts';

/** Most people and rounds that a plan is made for. */
export const MOST_PEOPLE = 2000;
export const MOST_ROUNDS = 24;

const Whole = z.int().min(0);
const Weight = z.number().min(0).max(1e6);
const Groups = z.array(z.array(Whole));
const Limits = {
	attribute: z.string(),
	value: z.string(),
	min: Whole.optional(),
	max: Whole.optional()
};

/** Earlier meetings: two people, and how often (once when nothing is said). */
type Meeting = [number, number, ...number[]];

const isWhole = (x: unknown): boolean => Number.isSafeInteger(x) && (x as number) >= 0;
const isTimes = (x: unknown): boolean => typeof x === 'number' && x >= 0 && x <= 1e6;
const isMeeting = (m: unknown): boolean =>
	Array.isArray(m) && m.length >= 2 && isWhole(m[0]) && isWhole(m[1]) && m.every(isTimes);

/** A list that may be long, as earlier meetings are: looked through in one go, and not each by a schema of its own. */
const longList = <T>(isOne: (x: unknown) => boolean, expected: string) =>
	z.custom<T[]>(Array.isArray, 'expected a list').superRefine((list, told) => {
		const at = Array.isArray(list) ? list.findIndex((x) => !isOne(x)) : -1;
		if (at >= 0) told.addIssue({ code: 'custom', path: [at], message: `expected ${expected}` });
	});
const Meetings = longList<Meeting>(isMeeting, 'two people and how often');
const Kinds = longList<number>((x) => x === -1 || isWhole(x), 'the number of a value, or -1');

/** What a round is for (rules K1–K5). `mixed` when nothing is said. */
const RoundKind = z.object({
	kind: z.enum(['mixed', 'home', 'same', 'fixed']).default('mixed'),
	homeBy: z.string().optional(),
	sameAs: Whole.optional(),
	fixedGroups: Groups.optional()
});

const Wish = z.object({
	person: Whole,
	/** Wishes to sit with this person at least once. */
	with: Whole.optional(),
	/** Would rather not sit with this person: each meeting counts. */
	avoid: Whole.optional(),
	/** Wishes to sit at this table: each round elsewhere counts. */
	group: Whole.optional(),
	rounds: z.array(Whole).optional(),
	weight: Weight.default(1)
});

/** The file format: the fields of the case format, and (from `rounds` on) our own. Everything is 0-based. */
export const ProblemFile = z.object({
	id: z.string().default(''),
	n: z.int().min(1),
	sizes: z.array(z.array(Whole)),
	attributes: z
		.array(
			z.object({
				name: z.string(),
				weight: Weight.default(1),
				values: z.array(z.string()),
				of: Kinds
			})
		)
		.default([]),
	apart: z.array(z.tuple([Whole, Whole])).default([]),
	together: Groups.default([]),
	pinned: z
		.array(z.object({ person: Whole, group: Whole, rounds: z.array(Whole).optional() }))
		.default([]),
	require: z.array(z.object(Limits)).default([]),
	absent: Groups.default([]),
	frozen: z.array(Groups).default([]),
	previous: z.array(Groups).default([]),
	history: Meetings.default([]),
	historyWeight: Weight.default(1),
	changeWeight: Weight.default(0),
	rounds: z.array(RoundKind).default([]),
	/** As `require`, but soft: each person too few or too many costs `weight`. */
	prefer: z.array(z.object({ ...Limits, weight: Weight.default(1) })).default([]),
	wishes: z.array(Wish).default([]),
	/** Chairs at table k. */
	capacity: z.array(Whole).nullable().default(null),
	/** Chairs in the room. */
	chairs: Whole.nullable().default(null),
	/** Who may lead. `pinned`: the k-th keeps table k all day; `travelling`: one on duty at every table, in turn. */
	leaders: z
		.object({
			eligible: z.array(Whole),
			how: z.enum(['travelling', 'pinned']).default('travelling')
		})
		.nullable()
		.default(null),
	/** Who may record, in turn, one at every table. */
	recorders: z
		.object({ eligible: z.array(Whole) })
		.nullable()
		.default(null)
});

export type ProblemInput = z.input<typeof ProblemFile>;
export type RoundKind = z.infer<typeof RoundKind>;
/** A problem that has been read: every field there, every name known, no contradiction that can be said in words. */
export type Problem = z.infer<typeof ProblemFile>;

/**
 * Reads a problem (rules P1–P9). Throws a `Refusal` by name for what is malformed, unknown or contradictory;
 * see the table of refusals in SPEC.md. Reading what has been read changes nothing.
 */
export function parse(input: unknown): Problem {
	const read = ProblemFile.safeParse(input);
	if (!read.success) throw malformed(read.error);
	const problem = read.data;
	refuseUnreadable(problem);
	fillRounds(problem);
	refuseContradictions(problem);
	return problem;
}

function malformed(error: z.ZodError): Refusal {
	const issue = error.issues[0];
	const at = issue?.path.join('.') || 'the file';
	return new Refusal('problem-malformed', {
		at: at.slice(0, 80),
		what: (issue?.message ?? '').slice(0, 120)
	});
}

/** The number of groups in round r (rule K3: a `same` round has the groups of the round it repeats). */
export function groupsIn(problem: Problem, r: number): number {
	return problem.sizes[base(problem, r)]!.length;
}

/** The round whose groups round r has: itself, unless it is a `same` round. */
export function base(problem: Problem, r: number): number {
	let at = r;
	while (problem.rounds[at]?.kind === 'same') at = problem.rounds[at]!.sameAs!;
	return at;
}

/** Are there rules by which one person is not as another? */
export const isRuled = ({
	attributes,
	leaders,
	recorders,
	history,
	apart,
	wishes
}: Problem): boolean =>
	leaders?.how === 'travelling' ||
	recorders !== null ||
	attributes.length + history.length + apart.length + wishes.length > 0;

/** here[r][i] = 1 when person i is there in round r. */
export function attendance(problem: Problem): Uint8Array[] {
	return problem.sizes.map((_, r) => {
		const here = new Uint8Array(problem.n).fill(1);
		for (const i of problem.absent[r] ?? []) here[i] = 0;
		return here;
	});
}

/** Sizes as even as can be for so many people at so many tables, the larger tables first. Refuses more tables than people. */
export function evenSizes(people: number, tables: number): number[] {
	if (tables < 1 || tables > people)
		throw new Refusal('more-tables-than-people', { tables, people });
	const each = Math.floor(people / tables);
	return Array.from({ length: tables }, (_, k) => each + (k < people % tables ? 1 : 0));
}

/** Every earlier meeting of two people, and how often. By index: there may be tens of thousands, and the first plan waits. */
export function eachEarlier(
	{ history }: Problem,
	visit: (i: number, j: number, times: number) => void
): void {
	for (let at = 0; at < history.length; at++) {
		const meeting = history[at]!;
		visit(meeting[0], meeting[1], meeting[2] ?? 1);
	}
}

/** Told to sit together: cliques that share a person are one clique (rule P5). */
export function cliques(problem: Problem): number[][] {
	const of = new Map<number, Set<number>>();
	for (const clique of problem.together) {
		const joined = new Set(clique);
		for (const i of clique) for (const j of of.get(i) ?? []) joined.add(j);
		for (const i of joined) of.set(i, joined);
	}
	return [...new Set(of.values())]
		.map((c) => [...c].sort((a, b) => a - b))
		.filter((c) => c.length > 1);
}

/** The pairs named together in one clique, as i·n + j with i < j: only these do not count in Q (rule S1). */
export function toldPairs(problem: Problem): Set<number> {
	const pairs = new Set<number>();
	for (const clique of problem.together)
		for (const i of clique) for (const j of clique) if (i < j) pairs.add(i * problem.n + j);
	return pairs;
}

// ---- rounds of our own kinds -------------------------------------------------------------------------------------

function fillRounds(problem: Problem): void {
	const here = attendance(problem);
	for (let r = 0; r < problem.sizes.length; r++) {
		problem.rounds[r] ??= { kind: 'mixed' };
		const round = problem.rounds[r]!;
		if (round.kind === 'home') fillHome(problem, r, here[r]!);
		if (round.kind === 'fixed') fillFixed(problem, r);
		if (round.kind === 'same') fillSame(problem, r, here);
	}
}

function fillFixed(problem: Problem, r: number): void {
	const groups = problem.rounds[r]!.fixedGroups;
	if (!groups) throw new Refusal('fixed-groups-missing', { round: r });
	if (!problem.sizes[r]!.length) problem.sizes[r] = groups.map((g) => g.length);
	if (groups.length > problem.sizes[r]!.length)
		throw new Refusal('unknown-table', { rule: 'fixedGroups', round: r, table: groups.length - 1 });
}

function fillSame(problem: Problem, r: number, here: Uint8Array[]): void {
	const as = problem.rounds[r]!.sameAs;
	if (as === undefined || as >= r)
		throw new Refusal('same-as-later-round', { round: r, as: as ?? null });
	const first = base(problem, r);
	problem.sizes[r] = alike(here[r]!, here[first]!) ? [...problem.sizes[first]!] : [];
}

/** Home groups: `fixedGroups` if they were settled before, else by the values of `homeBy`, largest first. */
function fillHome(problem: Problem, r: number, here: Uint8Array): void {
	const round = problem.rounds[r]!;
	if (round.fixedGroups) return;
	const attribute = problem.attributes.find((a) => a.name === round.homeBy);
	if (!attribute)
		throw new Refusal('unknown-attribute', {
			rule: 'homeBy',
			round: r,
			attribute: round.homeBy ?? ''
		});
	const homes: number[][] = attribute.values.map(() => []);
	const loose: number[] = [];
	for (let i = 0; i < problem.n; i++) if (here[i]) (homes[attribute.of[i]!] ?? loose).push(i);
	if (!problem.sizes[r]!.length) settleFreely(problem, r, homes, loose);
	else settleInto(problem, r, homes, loose);
}

function settleFreely(problem: Problem, r: number, homes: number[][], loose: number[]): void {
	const groups = homes.filter((h) => h.length);
	if (!groups.length) groups.push([]);
	for (const i of loose) groups.reduce((least, g) => (g.length < least.length ? g : least)).push(i);
	problem.rounds[r]!.fixedGroups = groups;
	problem.sizes[r] = groups.map((g) => g.length);
}

/** Each home into the smallest table that holds it whole, the largest homes first; what fits nowhere is split. */
function settleInto(problem: Problem, r: number, homes: number[][], loose: number[]): void {
	const room = [...problem.sizes[r]!];
	const groups: number[][] = room.map(() => []);
	const seat = (people: number[], k: number) => {
		groups[k]!.push(...people);
		room[k]! -= people.length;
	};
	const bySize = homes.filter((h) => h.length).sort((a, b) => b.length - a.length || a[0]! - b[0]!);
	for (const home of [...bySize, ...loose.map((i) => [i])]) {
		for (let rest = home; rest.length;) {
			const k = tableFor(rest.length, room);
			if (k < 0) break; // sizes that do not add up are refused by name later
			const part = rest.slice(0, room[k]);
			rest = rest.slice(part.length);
			seat(part, k);
		}
	}
	problem.rounds[r]!.fixedGroups = groups;
}

/** The tightest table that holds so many, else the one with most room; −1 when there is no room at all. */
function tableFor(people: number, room: number[]): number {
	let best = -1;
	for (let k = 0; k < room.length; k++) {
		if (room[k]! <= 0) continue;
		if (best < 0) best = k;
		else if (
			room[best]! >= people ? room[k]! >= people && room[k]! < room[best]! : room[k]! > room[best]!
		)
			best = k;
	}
	return best;
}

// ---- refusals ----------------------------------------------------------------------------------------------------

function refuseUnreadable(problem: Problem): void {
	const { n, sizes } = problem;
	if (n > MOST_PEOPLE || sizes.length > MOST_ROUNDS)
		throw new Refusal('problem-too-large', { people: n, rounds: sizes.length });
	if (!sizes.length) throw new Refusal('no-rounds', {});
	refuseUnknownPeople(problem);
	refuseUnknownRounds(problem);
	refuseUnknownAttributes(problem);
}

function refuseUnknownPeople(problem: Problem): void {
	const seen = (rule: string, people: number[]) => {
		for (const person of people)
			if (person >= problem.n) throw new Refusal('unknown-person', { rule, person });
	};
	for (const pair of problem.apart) seen('apart', pair);
	for (const clique of problem.together) seen('together', clique);
	for (const pin of problem.pinned) seen('pinned', [pin.person]);
	for (const away of problem.absent) seen('absent', away);
	for (const groups of problem.frozen) seen('frozen', groups.flat());
	for (const groups of problem.previous) seen('previous', groups.flat());
	eachEarlier(problem, (i, j) => {
		if (i >= problem.n || j >= problem.n) seen('history', [i, j]);
	});
	for (const round of problem.rounds) seen('fixedGroups', (round.fixedGroups ?? []).flat());
	for (const wish of problem.wishes) seen('wishes', [wish.person, wish.with ?? 0, wish.avoid ?? 0]);
	seen('leaders', problem.leaders?.eligible ?? []);
	seen('recorders', problem.recorders?.eligible ?? []);
}

function refuseUnknownRounds(problem: Problem): void {
	const R = problem.sizes.length;
	const within = (rule: string, rounds: number[]) => {
		for (const round of rounds) if (round >= R) throw new Refusal('unknown-round', { rule, round });
	};
	within('absent', [Math.max(0, problem.absent.length - 1)]);
	within('rounds', [Math.max(0, problem.rounds.length - 1)]);
	within('frozen', [Math.max(0, problem.frozen.length - 1)]);
	within('previous', [Math.max(0, problem.frozen.length + problem.previous.length - 1)]);
	for (const pin of problem.pinned) within('pinned', pin.rounds ?? []);
	for (const wish of problem.wishes) within('wishes', wish.rounds ?? []);
}

function refuseUnknownAttributes(problem: Problem): void {
	for (const a of problem.attributes) {
		if (a.of.length !== problem.n)
			throw new Refusal('attribute-does-not-cover', {
				attribute: a.name,
				people: problem.n,
				given: a.of.length
			});
		if (a.of.some((v) => v >= a.values.length))
			throw new Refusal('unknown-value', { rule: 'attributes', attribute: a.name, value: '' });
	}
	for (const [rule, list] of [
		['require', problem.require],
		['prefer', problem.prefer]
	] as const)
		for (const { attribute, value } of list) {
			const a = problem.attributes.find((x) => x.name === attribute);
			if (!a) throw new Refusal('unknown-attribute', { rule, attribute });
			if (!a.values.includes(value)) throw new Refusal('unknown-value', { rule, attribute, value });
		}
}

function refuseContradictions(problem: Problem): void {
	const here = attendance(problem);
	refuseSizes(problem, here);
	refuseHeldRounds(problem, here);
	refuseApartAndTogether(problem);
	for (let r = problem.frozen.length; r < problem.sizes.length; r++) {
		if (problem.rounds[r]!.kind === 'same') continue;
		refuseFixed(problem, r, here[r]!);
		refusePins(problem, r, here[r]!);
		if (problem.rounds[r]!.kind === 'mixed') refuseMixed(problem, r, here);
	}
	refuseLeaders(problem, here);
	const deeper = contradiction(problem, here);
	if (deeper) throw new Refusal('rules-contradict', deeper);
}

const alike = (a: Uint8Array, b: Uint8Array): boolean => a.every((is, i) => is === b[i]);
const count = (flags: Uint8Array): number => flags.reduce((a, b) => a + b, 0);

function refuseSizes(problem: Problem, here: Uint8Array[]): void {
	problem.sizes.forEach((sizes, r) => {
		if (problem.rounds[r]!.kind === 'same' && !sizes.length) return;
		const people = count(here[r]!);
		if (!sizes.length || sizes.length > Math.max(1, people))
			throw new Refusal('more-tables-than-people', { round: r, tables: sizes.length, people });
		const seats = sizes.reduce((a, b) => a + b, 0);
		if (seats !== people) throw new Refusal('sizes-do-not-add-up', { round: r, seats, people });
		if (problem.chairs !== null && people > problem.chairs)
			throw new Refusal('room-too-small', { round: r, chairs: problem.chairs, people });
		if (r < problem.frozen.length) return;
		sizes.forEach((size, k) => {
			const chairs = problem.capacity?.[k] ?? Infinity;
			if (size > chairs)
				throw new Refusal('table-too-small', { round: r, table: k, chairs, people: size });
		});
	});
}

function refuseHeldRounds(problem: Problem, here: Uint8Array[]): void {
	problem.frozen.forEach((groups, r) => {
		const held = groups.flat();
		if (groups.length !== groupsIn(problem, r))
			throw new Refusal('frozen-round-incomplete', { round: r });
		if (new Set(held).size !== held.length) throw new Refusal('frozen-person-twice', { round: r });
		for (const person of held)
			if (!here[r]![person]) throw new Refusal('frozen-person-absent', { round: r, person });
		const fits = groups.every(
			(g, k) => !problem.sizes[r]!.length || g.length === problem.sizes[r]![k]
		);
		if (held.length !== count(here[r]!) || !fits)
			throw new Refusal('frozen-round-incomplete', { round: r });
	});
}

function refuseApartAndTogether(problem: Problem): void {
	const clique = new Map<number, number>();
	cliques(problem).forEach((c, k) => c.forEach((i) => clique.set(i, k)));
	for (const [a, b] of problem.apart) {
		if (a === b) throw new Refusal('apart-from-self', { person: a });
		if (clique.has(a) && clique.get(a) === clique.get(b))
			throw new Refusal('apart-and-together', { a, b });
	}
}

function refuseFixed(problem: Problem, r: number, here: Uint8Array): void {
	const seen = new Set<number>();
	const { kind, fixedGroups } = problem.rounds[r]!;
	if (kind !== 'fixed' && kind !== 'home') return;
	fixedGroups!.forEach((group, k) => {
		const size = problem.sizes[r]![k]!;
		if (group.length > size)
			throw new Refusal('fixed-group-too-large', {
				round: r,
				table: k,
				people: group.length,
				size
			});
		for (const person of group) {
			if (seen.has(person)) throw new Refusal('fixed-person-twice', { round: r, person });
			if (!here[person]) throw new Refusal('fixed-person-absent', { round: r, person });
			seen.add(person);
		}
	});
}

/** Where each person must sit in round r: −1 free, −2 not there. Throws when two rules pull one person to two tables. */
export function fixedSeats(problem: Problem, r: number, here: Uint8Array): Int32Array {
	const seat = new Int32Array(problem.n).fill(-1);
	for (let i = 0; i < problem.n; i++) if (!here[i]) seat[i] = -2;
	const place = (person: number, group: number) => {
		if (seat[person] === -2 || seat[person] === group) return;
		if (seat[person]! >= 0)
			throw new Refusal('pinned-twice', { round: r, person, table: seat[person]!, other: group });
		seat[person] = group;
	};
	if (r < problem.frozen.length)
		problem.frozen[r]!.forEach((g, k) => g.forEach((i) => place(i, k)));
	else {
		const kind = problem.rounds[r]!.kind;
		if (kind === 'fixed' || kind === 'home')
			problem.rounds[r]!.fixedGroups!.forEach((g, k) => g.forEach((i) => place(i, k)));
		for (const pin of pins(problem))
			if ((!pin.rounds || pin.rounds.includes(r)) && kind !== 'home') place(pin.person, pin.group);
	}
	return seat;
}

/** The pins of the file, and those that follow from leaders who keep a table (rule L2). */
export function pins(problem: Problem): Problem['pinned'] {
	if (problem.leaders?.how !== 'pinned') return problem.pinned;
	const tables = Math.min(...problem.sizes.map((s) => s.length || Infinity));
	return [
		...problem.pinned,
		...problem.leaders.eligible.slice(0, tables).map((person, group) => ({ person, group }))
	];
}

function refusePins(problem: Problem, r: number, here: Uint8Array): void {
	const tables = groupsIn(problem, r);
	for (const pin of pins(problem))
		if ((!pin.rounds || pin.rounds.includes(r)) && pin.group >= tables)
			throw new Refusal('unknown-table', { rule: 'pinned', round: r, table: pin.group });
	const seat = fixedSeats(problem, r, here);
	if (problem.rounds[r]!.kind === 'home') return;
	for (const [a, b] of problem.apart)
		if (seat[a]! >= 0 && seat[a] === seat[b])
			throw new Refusal('apart-but-pinned', { round: r, a, b, table: seat[a]! });
	pullCliques(problem, r, seat);
	const taken = new Int32Array(tables);
	for (const k of seat) if (k >= 0) taken[k]!++;
	taken.forEach((people, k) => {
		const size = problem.sizes[r]![k]!;
		if (people > size) throw new Refusal('table-overfull', { round: r, table: k, people, size });
	});
}

function pullCliques(problem: Problem, r: number, seat: Int32Array): void {
	const largest = Math.max(...problem.sizes[r]!);
	for (const clique of cliques(problem)) {
		const there = clique.filter((i) => seat[i] !== -2);
		if (there.length > largest)
			throw new Refusal('together-too-many', { round: r, people: there, size: largest });
		const tied = there.filter((i) => seat[i]! >= 0);
		const other = tied.find((i) => seat[i] !== seat[tied[0]!]);
		if (other !== undefined)
			throw new Refusal('together-but-pinned', { round: r, a: tied[0]!, b: other });
		if (tied.length) for (const i of there) seat[i] = seat[tied[0]!]!;
	}
}

function refuseMixed(problem: Problem, r: number, here: Uint8Array[]): void {
	refuseRequire(problem, r, here[r]!);
	const before = here.findIndex((h, t) => t >= problem.frozen.length && alike(h, here[r]!));
	const tables = groupsIn(problem, r);
	const asBefore = before < r && problem.rounds[before]!.kind === 'mixed';
	if (asBefore && groupsIn(problem, before) <= tables) return; // the same people found room then
	const crowd = apartCrowd(problem, here[r]!, tables);
	if (crowd.length > tables)
		throw new Refusal('apart-too-many', { round: r, people: crowd, tables });
}

function refuseRequire(problem: Problem, r: number, here: Uint8Array): void {
	const sizes = problem.sizes[r]!;
	const least = new Map<string, number>();
	for (const { attribute, value, min = 0, max = Infinity } of problem.require) {
		const a = problem.attributes.find((x) => x.name === attribute)!;
		const v = a.values.indexOf(value);
		const there = a.of.filter((x, i) => x === v && here[i]).length;
		if (min > max) throw new Refusal('require-min-over-max', { attribute, value, min, max });
		if (min * sizes.length > there)
			throw new Refusal('require-too-few', {
				round: r,
				attribute,
				value,
				min,
				tables: sizes.length,
				there
			});
		const room = sizes.reduce((sum, z) => sum + Math.min(z, max), 0);
		if (there > room)
			throw new Refusal('require-too-many', {
				round: r,
				attribute,
				value,
				max,
				tables: sizes.length,
				there
			});
		least.set(attribute, (least.get(attribute) ?? 0) + min);
	}
	for (const [attribute, needed] of least)
		if (needed > Math.min(...sizes))
			throw new Refusal('require-over-size', {
				round: r,
				attribute,
				needed,
				size: Math.min(...sizes)
			});
	refusePinnedOverMax(problem, r, here);
}

function refusePinnedOverMax(problem: Problem, r: number, here: Uint8Array): void {
	const seat = fixedSeats(problem, r, here);
	for (const { attribute, value, max } of problem.require) {
		if (max === undefined) continue;
		const a = problem.attributes.find((x) => x.name === attribute)!;
		const v = a.values.indexOf(value);
		const at = new Int32Array(groupsIn(problem, r));
		seat.forEach((k, i) => k >= 0 && a.of[i] === v && at[k]!++);
		at.forEach((people, table) => {
			if (people > max)
				throw new Refusal('require-but-pinned', { round: r, table, attribute, value, max, people });
		});
		for (const clique of cliques(problem)) {
			const people = clique.filter((i) => here[i] && a.of[i] === v);
			if (people.length > max)
				throw new Refusal('require-but-together', { round: r, attribute, value, max, people });
		}
	}
}

/** More than `tables` people who are all to be kept apart from each other (found greedily): they need a table each. */
function apartCrowd(problem: Problem, here: Uint8Array, tables: number): number[] {
	const from = new Map<number, Set<number>>();
	const add = (a: number, b: number) => from.set(a, (from.get(a) ?? new Set()).add(b));
	for (const [a, b] of problem.apart)
		if (here[a] && here[b]) {
			add(a, b);
			add(b, a);
		}
	let most: number[] = [];
	const apartFromMany = [...from.keys()].filter((i) => from.get(i)!.size >= tables);
	const order = apartFromMany.sort((a, b) => from.get(b)!.size - from.get(a)!.size || a - b);
	for (const start of order.slice(0, 200)) {
		const crowd = [start];
		for (const i of order)
			if (!crowd.includes(i) && crowd.every((j) => from.get(i)!.has(j))) crowd.push(i);
		if (crowd.length > most.length) most = crowd;
	}
	return most;
}

function refuseLeaders(problem: Problem, here: Uint8Array[]): void {
	for (const [duty, list] of [
		['leader', problem.leaders?.eligible],
		['recorder', problem.recorders?.eligible]
	] as const) {
		if (!list) continue;
		for (let r = problem.frozen.length; r < here.length; r++) {
			const tables = groupsIn(problem, r);
			const there = new Set(list.filter((i) => here[r]![i])).size;
			if (problem.rounds[r]!.kind === 'mixed' && there < tables)
				throw new Refusal('too-few-for-duty', { duty, round: r, tables, there });
		}
		const gone = list.find(
			(i) =>
				here.slice(problem.frozen.length).every((h) => !h[i]) && here.length > problem.frozen.length
		);
		if (gone !== undefined) throw new Refusal('leader-absent', { duty, person: gone });
	}
	if (problem.leaders?.how === 'pinned') refuseAbsentKeepers(problem, here);
}

function refuseAbsentKeepers(problem: Problem, here: Uint8Array[]): void {
	const keepers = pins(problem).slice(problem.pinned.length);
	for (let r = problem.frozen.length; r < here.length; r++)
		for (const { person } of keepers)
			if (!here[r]![person])
				throw new Refusal('leader-absent', { duty: 'leader', person, round: r });
}
