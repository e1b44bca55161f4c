import { bound } from './bound.ts';
import { check } from './check.ts';
import { moves, FEWEST } from './repair.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { score } from './score.ts';
import { search, type Progress, type SearchOptions } from './search.ts';

/** How many people a plan moves against `previous`, in one round or more. */
export function peopleMoved(problem: Problem, plan: Plan): number {
	return new Set(moves(problem, plan).map((m) => m.person)).size;
}

const FIRST = 40; // steps of the first trials; each time around they double
const DEAREST = 8; // repeated meetings that a move may be worth, to begin with
const NARROW = 5; // halvings of the price before the trials get longer

type Within = { plan: Plan; total: number; people: number; lawful: boolean };

/**
 * Like `search`, but the plan moves at most `atMost` people against `previous` (rule R7); when more must move, as few
 * as must. A move is given a price, high enough that not too many pay it, which is halved in on: the number of movers
 * falls when it rises. `total` is told without that price. Ends by itself only when a plan is proved best.
 */
export function* searchWithin(
	problem: Problem,
	atMost: number,
	{ seed = 1, start }: SearchOptions = {}
): Generator<Progress, void> {
	const free = { ...problem, changeWeight: 0 };
	const least = bound(free).total;
	const proved = () => best !== null && best.people <= atMost && best.total <= least + 1e-6;
	let best: Within | null = null;
	let steps = 0;
	function* trial(changeWeight: number, length: number): Generator<Progress, number> {
		let people = Infinity;
		for (const step of search({ ...problem, changeWeight }, { seed, start: best?.plan ?? start })) {
			steps++;
			const found = step.better ? within(problem, free, step.plan()) : null;
			if (found) people = found.people;
			const news = found !== null && closer(found, best, atMost);
			if (news) best = found;
			yield { ...told(step, best, seed, steps), better: news, proved: proved() };
			if (step.steps >= length || step.proved || proved()) break;
		}
		return people;
	}
	for (let length = FIRST; !proved(); length *= 2) {
		if ((yield* trial(FEWEST, length)) >= atMost) continue; // so many must move anyway
		let [low, high] = [0, DEAREST];
		if ((yield* trial(0, length)) <= atMost) continue; // so many may move that no price is needed
		for (let k = 0; k < NARROW && !proved(); k++) {
			const price = (low + high) / 2;
			if ((yield* trial(price, length)) > atMost) low = price;
			else high = price;
		}
	}
}

function within(problem: Problem, free: Problem, plan: Plan): Within {
	const lawful = check(problem, plan).length === 0;
	return { plan, lawful, total: score(free, plan).total, people: peopleMoved(problem, plan) };
}

/** Lawful first; then not too many movers; then the smaller total, and of equals the fewer movers. */
function closer(a: Within, b: Within | null, atMost: number): boolean {
	if (!b || a.lawful !== b.lawful) return !b || a.lawful;
	const over = (x: Within) => Math.max(0, x.people - atMost);
	if (over(a) !== over(b)) return over(a) < over(b);
	return a.total === b.total ? a.people < b.people : a.total < b.total;
}

function told(
	step: Progress,
	best: Within | null,
	seed: number,
	steps: number
): Omit<Progress, 'proved'> {
	return {
		...step,
		steps,
		lawful: best?.lawful ?? false,
		total: best?.lawful ? best.total : Infinity,
		plan: () => ({ ...(best?.plan ?? step.plan()), seed, steps })
	};
}
