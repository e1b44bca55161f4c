import { Refusal } from '#lib/domain/refusal.ts';
import { attendance, groupsIn, parse, type Problem, type ProblemInput } from './problem.ts';
import { fromSeats, seats, type Plan } from './plan.ts';

/** What the morning brought (rules R1–R6). Rounds and people are 0-based. */
export type Morning = {
	/** Rounds that have been held, or are under way: they stay as they are. */
	held: number;
	/** The last of the held rounds is under way: people who come now are given a table in it too. */
	underWay?: boolean;
	/** Not there from round `from` (the first) until before round `until` (the end): ill, late, leaving early. */
	absent?: { person: number; from?: number; until?: number }[];
	/** There after all, from round `from` on. */
	present?: { person: number; from?: number }[];
	/** Unannounced: they are numbered n, n + 1, … in this order. `values` by attribute name. */
	arrived?: { values?: Record<string, string>; from?: number }[];
	/** What a move costs, in repeated meetings. `FEWEST` when nothing is said. */
	changeWeight?: number;
	/** How much larger one table may be than another before somebody has to move for it. */
	uneven?: number;
};

/** No number of repeated meetings is worth a move: only those move who must. */
export const FEWEST = 1000;
const UNEVEN = 2;

/** What repair needs to say beside the problem. */
export type Repair = {
	/** The rest of the day as a problem: `search(problem, { start })` repairs, the same with `changeWeight: 0` re-plans. */
	problem: Problem;
	/** The plan as it was, with gaps and with newcomers at a proposed table; not yet lawful everywhere. */
	start: Plan;
	/** Rules that had to be let go: `leaders-too-few`, `recorders-too-few`. */
	notes: string[];
};

/**
 * The problem of the rounds not yet held, after what the morning brought. Held rounds become `frozen`, the plan as
 * published becomes `previous`. Throws a `Refusal` when a round to be held is not there, or rules now contradict.
 */
export function repair(problem: Problem, plan: Plan, morning: Morning): Repair {
	const R = problem.sizes.length;
	if (morning.held < problem.frozen.length || morning.held > R)
		throw new Refusal('unknown-round', { rule: 'held', round: morning.held });
	const here = presence(problem, morning);
	const n = here[0]!.length;
	const wide = { ...problem, n };
	const at = seats(wide, plan);
	const attributes = problem.attributes.map((a) => ({
		...a,
		of: [...a.of, ...(morning.arrived ?? []).map((p) => a.values.indexOf(p.values?.[a.name] ?? ''))]
	}));
	for (let r = 0; r < R; r++) for (let i = 0; i < n; i++) if (!here[r]![i]) at[r]![i] = -1;
	const sizes = at.map((seat, r) => sizesAfter(problem, seat, r, here[r]!, morning));
	const held = morning.underWay ? morning.held - 1 : morning.held;
	for (let r = held; r < R; r++) propose(at[r]!, at, sizes[r]!, here[r]!, r);
	for (let r = 0; r < held; r++) settleHeld(at[r]!, here[r]!);
	const notes: string[] = [];
	const start = fromSeats(wide, at);
	const next: ProblemInput = {
		...problem,
		n,
		attributes,
		sizes: sizes.map((s, r) =>
			problem.rounds[r]!.kind === 'same' && r >= morning.held
				? []
				: r < morning.held
					? start.rounds[r]!.map((g) => g.length)
					: s
		),
		absent: here.map((h) => [...h.keys()].filter((i) => !h[i])),
		frozen: start.rounds.slice(0, morning.held),
		previous: promised(problem, plan, here, morning.held),
		changeWeight: morning.changeWeight ?? FEWEST,
		rounds: problem.rounds.map((round, r) => ({
			...round,
			...(round.fixedGroups && { fixedGroups: fixedAfter(round, r, at, here[r]!) })
		})),
		leaders: leadersAfter(problem, here, morning.held, notes),
		recorders: recordersAfter(problem, here, morning.held, notes)
	};
	return { problem: parse(next), start, notes };
}

function presence(problem: Problem, morning: Morning): Uint8Array[] {
	const R = problem.sizes.length;
	const first = morning.underWay ? morning.held - 1 : morning.held;
	return attendance(problem).map((was, r) => {
		const now = new Uint8Array(problem.n + (morning.arrived?.length ?? 0));
		now.set(was);
		for (const { person, from = 0, until = R } of morning.absent ?? []) {
			if (person >= problem.n) throw new Refusal('unknown-person', { rule: 'absent', person });
			if (r >= from && r < until) now[person] = 0;
		}
		for (const { person, from = 0 } of morning.present ?? [])
			if (r >= Math.max(from, first)) now[person] = 1;
		(morning.arrived ?? []).forEach(
			({ from = 0 }, k) => r >= Math.max(from, first) && (now[problem.n + k] = 1)
		);
		return now;
	});
}

/** Tables lose those who are away; newcomers go where fewest sit; then one after another from the largest to the smallest table until they are even enough. */
function sizesAfter(
	problem: Problem,
	seat: Int32Array,
	r: number,
	here: Uint8Array,
	morning: Morning
): number[] {
	const sizes = new Array<number>(groupsIn(problem, r)).fill(0);
	let unseated = 0;
	here.forEach((is, i) => is && (seat[i]! >= 0 ? sizes[seat[i]!]!++ : unseated++));
	const chairs = (k: number) => problem.capacity?.[k] ?? Infinity;
	for (; unseated > 0; unseated--) {
		const k = smallest(sizes, (t) => sizes[t]! < chairs(t));
		if (k < 0)
			throw new Refusal('room-too-small', {
				round: r,
				chairs: sum(problem.capacity ?? []),
				people: sum(sizes) + unseated
			});
		sizes[k]!++;
	}
	if (r < morning.held || problem.rounds[r]!.kind !== 'mixed') return sizes;
	for (;;) {
		const low = smallest(sizes, (t) => sizes[t]! < chairs(t));
		const high = sizes.indexOf(Math.max(...sizes));
		if (low < 0 || sizes[high]! - sizes[low]! <= Math.max(1, morning.uneven ?? UNEVEN))
			return sizes;
		sizes[low]!++;
		sizes[high]!--;
	}
}

const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);

function smallest(sizes: number[], may: (k: number) => boolean): number {
	let best = -1;
	for (let k = 0; k < sizes.length; k++)
		if (may(k) && (best < 0 || sizes[k]! < sizes[best]!)) best = k;
	return best;
}

/** A table for everybody who has none: with room, and where they have met fewest. */
function propose(
	seat: Int32Array,
	at: Int32Array[],
	sizes: number[],
	here: Uint8Array,
	r: number
): void {
	const room = [...sizes];
	seat.forEach((k) => k >= 0 && room[k]!--);
	here.forEach((is, i) => {
		if (!is || seat[i]! >= 0) return;
		const met = new Float64Array(sizes.length);
		for (let j = 0; j < seat.length; j++)
			if (seat[j]! >= 0)
				for (let t = 0; t < at.length; t++)
					if (t !== r && at[t]![i]! >= 0 && at[t]![i] === at[t]![j]) met[seat[j]!]!++;
		let best = -1;
		for (let k = 0; k < room.length; k++)
			if (room[k]! > 0 && (best < 0 || met[k]! < met[best]!)) best = k;
		if (best < 0) best = room.indexOf(Math.max(...room));
		seat[i] = best;
		room[best]!--;
	});
}

/** Whoever was there in a held round without a place in the plan was not there after all. */
function settleHeld(seat: Int32Array, here: Uint8Array): void {
	for (let i = 0; i < seat.length; i++) if (here[i] && seat[i]! < 0) here[i] = 0;
}

/** What was published for the rounds to come, those who are away left out. */
function promised(problem: Problem, plan: Plan, here: Uint8Array[], held: number): number[][][] {
	return plan.rounds
		.slice(held, problem.sizes.length)
		.map((groups, t) => groups.map((g) => g.filter((i) => here[held + t]![i])));
}

/** Home groups take in newcomers where they were proposed; groups that were told stay, without those who are away. */
function fixedAfter(
	round: Problem['rounds'][number],
	r: number,
	at: Int32Array[],
	here: Uint8Array
): number[][] {
	if (round.kind !== 'home') return round.fixedGroups!.map((g) => g.filter((i) => here[i]));
	const groups: number[][] = round.fixedGroups!.map(() => []);
	at[r]!.forEach((k, i) => k >= 0 && groups[k]?.push(i));
	return groups;
}

/** Those eligible who are still to come; a table's keeper who is away is followed by the next of the list without a table. */
function leadersAfter(
	problem: Problem,
	here: Uint8Array[],
	held: number,
	notes: string[]
): Problem['leaders'] {
	const { leaders } = problem;
	if (!leaders) return null;
	const rest = here.slice(held);
	const all = (i: number) => rest.every((h) => h[i]);
	const any = leaders.eligible.filter((i) => rest.some((h) => h[i]));
	const tables = Math.max(0, ...rest.map((_, t) => groupsIn(problem, held + t)));
	if (leaders.how === 'travelling')
		return enough(any, rest, tables)
			? { ...leaders, eligible: any }
			: lost(notes, 'leaders-too-few');
	const keepers = leaders.eligible.slice(0, tables);
	const spare = leaders.eligible.slice(tables).filter(all);
	const eligible = keepers.map((i) => (all(i) ? i : (spare.shift() ?? -1)));
	return eligible.includes(-1)
		? lost(notes, 'leaders-too-few')
		: { ...leaders, eligible: [...eligible, ...spare] };
}

function recordersAfter(
	problem: Problem,
	here: Uint8Array[],
	held: number,
	notes: string[]
): Problem['recorders'] {
	if (!problem.recorders) return null;
	const rest = here.slice(held);
	const eligible = problem.recorders.eligible.filter((i) => rest.some((h) => h[i]));
	const tables = Math.max(0, ...rest.map((_, t) => groupsIn(problem, held + t)));
	return enough(eligible, rest, tables) ? { eligible } : lost(notes, 'recorders-too-few');
}

const enough = (people: number[], rounds: Uint8Array[], tables: number): boolean =>
	rounds.every((h) => people.filter((i) => h[i]).length >= tables);

function lost(notes: string[], note: string): null {
	notes.push(note);
	return null;
}

/** Who moves in which round, from table to table, against what was published. */
export type Move = { person: number; round: number; from: number; to: number };

/** The moves that a plan asks for against `previous`; people without a published table (newcomers) are no moves. */
export function moves(problem: Problem, plan: Plan): Move[] {
	const at = seats(problem, plan);
	const list: Move[] = [];
	problem.previous.forEach((groups, t) => {
		const round = problem.frozen.length + t;
		groups.forEach((group, from) => {
			for (const person of group) {
				const to = at[round]?.[person] ?? -1;
				if (to >= 0 && to !== from) list.push({ person, round, from, to });
			}
		});
	});
	return list.sort((a, b) => a.round - b.round || a.person - b.person);
}

/** How many printed cards stay true: people with a published table and no move. */
export function validCards(problem: Problem, plan: Plan): { valid: number; printed: number } {
	const printed = new Set(problem.previous.flat(2));
	const moved = new Set(moves(problem, plan).map((m) => m.person));
	return { valid: [...printed].filter((i) => !moved.has(i)).length, printed: printed.size };
}
