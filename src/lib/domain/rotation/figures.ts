import { attendance, type Problem } from './problem.ts';
import { evenShare, meetings, score, spreads, type Score } from './score.ts';
import { bound, type Bound } from './bound.ts';
import { check, type Broken } from './check.ts';
import { dutyCounts, duties, type Duty } from './duties.ts';
import type { Plan } from './plan.ts';

/** What the planner page shows of a plan. */
export type Figures = {
	score: Score;
	bound: Bound;
	/** Nothing can be better: the total meets what the bound allows. */
	proved: boolean;
	broken: Broken[];
	/** Each person meets `meets` of `others` (those they could ever sit with); `again` counts meetings beyond the first. */
	people: { meets: number; others: number; again: number; leads: number; records: number }[];
	/** How many pairs meet 0, 1, 2, … times. */
	pairs: number[];
	/** The pairs that meet most often, most first, at most 200. */
	again: { a: number; b: number; times: number }[];
	/** spread[attribute][round][table][value]: people there, and whether it lies outside the even share. */
	spread: {
		name: string;
		values: string[];
		rounds: { got: number[]; low: number[]; high: number[] }[][];
	}[];
	duties: Duty[];
};

/** Every figure of a plan, counted from scratch. `known` spares the bound when it has been worked out already. */
export function figures(problem: Problem, plan: Plan, known: Bound = bound(problem)): Figures {
	const met = meetings(problem, plan);
	const account = score(problem, plan);
	const broken = check(problem, plan);
	return {
		score: account,
		bound: known,
		proved: !broken.length && account.total <= known.total + 1e-9,
		broken,
		people: eachPerson(problem, plan, met),
		pairs: tally(problem.n, met),
		again: most(problem.n, met),
		spread: spread(problem, plan),
		duties: duties(problem, plan)
	};
}

function eachPerson(problem: Problem, plan: Plan, met: Uint16Array): Figures['people'] {
	const n = problem.n;
	const here = attendance(problem);
	const { leads, records } = dutyCounts(problem, plan);
	return Array.from({ length: n }, (_, i) => {
		const one = { meets: 0, others: 0, again: 0, leads: leads[i]!, records: records[i]! };
		for (let j = 0; j < n; j++) {
			if (j === i || !here.some((h) => h[i] && h[j])) continue;
			one.others++;
			const m = met[i * n + j]!;
			if (m) {
				one.meets++;
				one.again += m - 1;
			}
		}
		return one;
	});
}

function tally(n: number, met: Uint16Array): number[] {
	const pairs: number[] = [];
	for (let i = 0; i < n; i++)
		for (let j = i + 1; j < n; j++) pairs[met[i * n + j]!] = (pairs[met[i * n + j]!] ?? 0) + 1;
	return Array.from(pairs, (x) => x ?? 0);
}

function most(n: number, met: Uint16Array): Figures['again'] {
	const list: Figures['again'] = [];
	for (let a = 0; a < n; a++)
		for (let b = a + 1; b < n; b++)
			if (met[a * n + b]! > 1) list.push({ a, b, times: met[a * n + b]! });
	return list.sort((x, y) => y.times - x.times || x.a - y.a || x.b - y.b).slice(0, 200);
}

function spread(problem: Problem, plan: Plan): Figures['spread'] {
	const here = attendance(problem);
	return problem.attributes.map((a) => ({
		name: a.name,
		values: a.values,
		rounds: plan.rounds.map((groups, r) => {
			const all = a.values.map((_, v) => a.of.filter((x, i) => x === v && here[r]?.[i]).length);
			const present = here[r] ? here[r]!.reduce((x, y) => x + y, 0) : 0;
			return groups.map((group) => {
				const got = a.values.map((_, v) => group.filter((i) => a.of[i] === v).length);
				const shares = all.map((those) => evenShare(group.length, those, present));
				return {
					got,
					low: shares.map((s) => (spreads(problem, r) ? s[0] : 0)),
					high: shares.map((s, v) => (spreads(problem, r) ? s[1] : got[v]!))
				};
			});
		})
	}));
}
