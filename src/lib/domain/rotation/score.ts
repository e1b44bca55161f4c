import { attendance, eachEarlier, toldPairs, type Problem } from './problem.ts';
import type { Plan } from './plan.ts';

/** What a plan costs (rules S1–S7). `total` is the sum that the search makes small; `E` is for people to read. */
export type Score = {
	/** Σ over pairs of m(m−1)/2, pairs told to stay together left out. */
	Q: number;
	/** Repeated meetings: Σ over pairs of max(0, m−1). */
	E: number;
	/** Σ earlier meetings × meetings now. */
	H: number;
	/** Unevenness of attributes, weighted. */
	D: number;
	/** Seats that differ from `previous`. */
	changes: number;
	/** Soft limits (`prefer`) missed, weighted. */
	preferred: number;
	/** Wishes missed, weighted. */
	wishes: number;
	/** Unevenness per attribute, unweighted. */
	balance: { name: string; outside: number; weight: number }[];
	total: number;
};

/** met[i·n + j] = rounds in which i and j sit together. People listed twice or unknown are taken as they stand. */
export function meetings(problem: Problem, plan: Plan): Uint16Array {
	const n = problem.n;
	const met = new Uint16Array(n * n);
	for (const groups of plan.rounds.slice(0, problem.sizes.length))
		for (const group of groups)
			for (const i of group)
				for (const j of group) if (i !== j && i < n && j < n) met[i * n + j]!++;
	return met;
}

/** The whole account of a plan, counted from scratch. Any plan can be scored; `check` says whether it is lawful. */
export function score(problem: Problem, plan: Plan): Score {
	const met = meetings(problem, plan);
	const { Q, E } = repeats(problem, met);
	const H = remembered(problem, met);
	const here = attendance(problem);
	const balance = problem.attributes.map((a) => ({
		name: a.name,
		outside: unevenness(problem, plan, here, a),
		weight: a.weight
	}));
	const D = balance.reduce((sum, b) => sum + b.outside * b.weight, 0);
	const changes = moves(problem, plan, here);
	const preferred = missed(problem, plan);
	const wishes = unmet(problem, plan, met, here);
	const total =
		Q + problem.historyWeight * H + D + problem.changeWeight * changes + preferred + wishes;
	return { Q, E, H, D, changes, preferred, wishes, balance, total };
}

function repeats(problem: Problem, met: Uint16Array): { Q: number; E: number } {
	const n = problem.n;
	const told = toldPairs(problem);
	let Q = 0;
	let E = 0;
	for (let i = 0; i < n; i++)
		for (let j = i + 1; j < n; j++) {
			const m = met[i * n + j]!;
			if (m < 2 || told.has(i * n + j)) continue;
			Q += (m * (m - 1)) / 2;
			E += m - 1;
		}
	return { Q, E };
}

function remembered(problem: Problem, met: Uint16Array): number {
	const n = problem.n;
	const told = toldPairs(problem);
	let H = 0;
	eachEarlier(problem, (i, j, times) => {
		if (i !== j && !told.has(Math.min(i, j) * n + Math.max(i, j))) H += met[i * n + j]! * times;
	});
	return H;
}

/** The least and the most people of a value that an even spread gives a group: ⌊share⌋ and ⌈share⌉ (rule S4). */
export function evenShare(size: number, withValue: number, present: number): [number, number] {
	const share = present ? (size * withValue) / present : 0;
	return [Math.floor(share + 1e-9), Math.ceil(share - 1e-9)];
}

/** Is round r one where attributes are spread and `require` holds? (rule K5) */
export function spreads(problem: Problem, r: number): boolean {
	return r >= problem.frozen.length && problem.rounds[r]!.kind === 'mixed';
}

function unevenness(
	problem: Problem,
	plan: Plan,
	here: Uint8Array[],
	a: Problem['attributes'][number]
): number {
	let outside = 0;
	for (let r = 0; r < problem.sizes.length; r++) {
		if (!spreads(problem, r)) continue;
		const all = new Int32Array(a.values.length);
		let present = 0;
		for (let i = 0; i < problem.n; i++)
			if (here[r]![i]) {
				present++;
				if (a.of[i]! >= 0) all[a.of[i]!]!++;
			}
		for (const group of plan.rounds[r] ?? []) {
			const inGroup = new Int32Array(a.values.length);
			for (const i of group) if (i < problem.n && a.of[i]! >= 0) inGroup[a.of[i]!]!++;
			inGroup.forEach((got, v) => {
				const [low, high] = evenShare(group.length, all[v]!, present);
				outside += Math.max(0, low - got, got - high);
			});
		}
	}
	return outside;
}

function moves(problem: Problem, plan: Plan, here: Uint8Array[]): number {
	let changes = 0;
	problem.previous.forEach((groups, t) => {
		const r = problem.frozen.length + t;
		groups.forEach((group, k) => {
			for (const i of group) if (here[r]![i] && !plan.rounds[r]?.[k]?.includes(i)) changes++;
		});
	});
	return changes;
}

function missed(problem: Problem, plan: Plan): number {
	let cost = 0;
	for (const { attribute, value, min = 0, max = Infinity, weight } of problem.prefer) {
		const a = problem.attributes.find((x) => x.name === attribute)!;
		const v = a.values.indexOf(value);
		for (let r = 0; r < problem.sizes.length; r++) {
			if (!spreads(problem, r)) continue;
			for (const group of plan.rounds[r] ?? []) {
				const got = group.filter((i) => a.of[i] === v).length;
				cost += weight * Math.max(0, min - got, got - max);
			}
		}
	}
	return cost;
}

/** Is wish w missed, and how often? `with` at most once; `avoid` per meeting; `group` per round elsewhere (rule S7). */
export function unmetTimes(
	problem: Problem,
	w: Problem['wishes'][number],
	plan: Plan,
	met: Uint16Array,
	here: Uint8Array[]
): number {
	const n = problem.n;
	let times = 0;
	if (w.with !== undefined && w.with !== w.person && !met[w.person * n + w.with]) times++;
	if (w.avoid !== undefined) times += met[w.person * n + w.avoid]!;
	if (w.group !== undefined)
		for (let r = problem.frozen.length; r < problem.sizes.length; r++) {
			if (
				problem.rounds[r]!.kind !== 'mixed' ||
				!here[r]![w.person] ||
				(w.rounds && !w.rounds.includes(r))
			)
				continue;
			if (!plan.rounds[r]?.[w.group]?.includes(w.person)) times++;
		}
	return times;
}

function unmet(problem: Problem, plan: Plan, met: Uint16Array, here: Uint8Array[]): number {
	return problem.wishes.reduce(
		(sum, w) => sum + w.weight * unmetTimes(problem, w, plan, met, here),
		0
	);
}
