import { attendance, cliques, groupsIn, type Problem } from './problem.ts';
import { seats, type Plan } from './plan.ts';

/** Who leads and who records at table `group` in round `round`; −1 when nobody eligible sits there. */
export type Duty = { round: number; group: number; leader: number; recorder: number };

/**
 * The people on duty in round r, one for each of `tables` tables where that can be (rule L3): fewest duties so far
 * first, then the order of the list. `mayTake[i]` lists the tables where i can be (all, when free). A transversal
 * matroid, so taking people in that order along augmenting paths gives the fairest choice there is.
 */
function appoint(
	order: number[],
	tables: number,
	mayTake: (i: number) => number[],
	clique: (i: number) => number = () => -1
): Int32Array {
	const holder = new Int32Array(tables).fill(-1);
	const place = (i: number, seen: Uint8Array): boolean => {
		const tablesOf = mayTake(i);
		// A free table first: nobody has to make way, and the same people are chosen.
		const free = tablesOf.find((k) => k >= 0 && k < tables && !seen[k] && holder[k]! < 0);
		if (free !== undefined) {
			holder[free] = i;
			return true;
		}
		for (const k of tablesOf) {
			if (k < 0 || k >= tables || seen[k]) continue;
			seen[k] = 1;
			if (place(holder[k]!, seen)) {
				holder[k] = i;
				return true;
			}
		}
		return false;
	};
	const chosen = new Set<number>(); // of those who sit together one is enough
	let filled = 0;
	for (const i of order) {
		if (filled === tables) break;
		if ((clique(i) >= 0 && chosen.has(clique(i))) || !place(i, new Uint8Array(tables))) continue;
		chosen.add(clique(i));
		filled++;
	}
	return holder;
}

/** Fewest duties first; a list's own order after that. */
function inTurn(eligible: number[], done: Int32Array): number[] {
	return [...new Set(eligible)]
		.map((i, at) => ({ i, at }))
		.sort((a, b) => done[a.i]! - done[b.i]! || a.at - b.at)
		.map((x) => x.i);
}

/**
 * Leaders and recorders of every table in every round, from who sits where (rules L3–L5). A table keeps its leader in
 * a round that repeats another.
 */
export function duties(problem: Problem, plan: Plan): Duty[] {
	const at = seats(problem, plan);
	const led = new Int32Array(problem.n);
	const kept = new Int32Array(problem.n);
	const list: Duty[] = [];
	for (let r = 0; r < problem.sizes.length; r++) {
		const tables = groupsIn(problem, r);
		const seat = (i: number) => [at[r]![i]!];
		const leaders = problem.leaders
			? leadersOf(problem, inTurn(problem.leaders.eligible, led), tables, seat)
			: new Int32Array(tables).fill(-1);
		const busy = new Set(leaders);
		const recorders = appoint(
			inTurn(problem.recorders?.eligible ?? [], kept).filter((i) => !busy.has(i)),
			tables,
			seat
		);
		for (let group = 0; group < tables; group++) {
			const duty = { round: r, group, leader: leaders[group]!, recorder: recorders[group]! };
			if (duty.leader >= 0) led[duty.leader]!++;
			if (duty.recorder >= 0) kept[duty.recorder]!++;
			list.push(duty);
		}
	}
	return list;
}

/** Leaders who keep a table come first at their own (rule L2). */
function leadersOf(
	problem: Problem,
	order: number[],
	tables: number,
	seat: (i: number) => number[]
): Int32Array {
	if (problem.leaders!.how !== 'pinned') return appoint(order, tables, seat);
	const keepers = problem.leaders!.eligible.slice(0, tables);
	return appoint([...keepers, ...order.filter((i) => !keepers.includes(i))], tables, seat);
}

/**
 * Chosen before the search (rule L3): rota[r] lists who must be on duty in round r, so that each table needs exactly
 * one of them, or null where nothing is asked. `fixed[r][i]` ≥ 0 is a table that i cannot leave. Whatever the search
 * does then, nobody has a second turn before all eligible have had one.
 */
export function rota(
	problem: Problem,
	eligible: number[],
	fixed: Int32Array[],
	taken: (number[] | null)[]
): (number[] | null)[] {
	const here = attendance(problem);
	const done = new Int32Array(problem.n);
	const clique = new Int32Array(problem.n).fill(-1);
	cliques(problem).forEach((c, k) => c.forEach((i) => (clique[i] = k)));
	return problem.sizes.map((_, r) => {
		const tables = groupsIn(problem, r);
		const any = Array.from({ length: tables }, (_, k) => k);
		const busy = new Set(taken[r] ?? []);
		const order = inTurn(eligible, done).filter((i) => here[r]![i] && !busy.has(i));
		const holders = [
			...appoint(
				order,
				tables,
				(i) => (fixed[r]![i]! >= 0 ? [fixed[r]![i]!] : any),
				(i) => clique[i]!
			)
		].filter((i) => i >= 0);
		for (const i of holders) done[i]!++;
		return problem.rounds[r]!.kind === 'mixed' && r >= problem.frozen.length ? holders : null;
	});
}

/** How often each person leads and records: `[leads, records]` by person. */
export function dutyCounts(problem: Problem, plan: Plan): { leads: number[]; records: number[] } {
	const leads = new Array<number>(problem.n).fill(0);
	const records = new Array<number>(problem.n).fill(0);
	for (const d of duties(problem, plan)) {
		if (d.leader >= 0) leads[d.leader]!++;
		if (d.recorder >= 0) records[d.recorder]!++;
	}
	return { leads, records };
}
