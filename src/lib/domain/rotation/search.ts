import { board, planOn, toldMeeting, type Board } from './board.ts';
import { bound, type Bound } from './bound.ts';
import { keep, keeper as newKeeper, type Keeper } from './keeper.ts';
import { seats, VERSION, type Plan } from './plan.ts';
import { toldPairs, type Problem } from './problem.ts';
import { random } from './random.ts';
import { seatAll } from './start.ts';
import { methods } from './portfolio.ts';
import { HARD } from './tally.ts';

/** How the search stands after a step. A step is a slice of work of about a millisecond, the same on every machine. */
export type Progress = {
	steps: number;
	/** What is being tried, for the curious: `start`, `design`, `symmetry`, `anneal`, `tabu`, … */
	stage: string;
	/** The best total so far; Infinity while no lawful plan is known. */
	total: number;
	/** Is the best plan another than at the step before? */
	better: boolean;
	/** Does the best plan obey every hard rule? */
	lawful: boolean;
	/** No lawful plan can have a smaller total. The search ends with such a step. */
	proved: boolean;
	/** The best plan so far, with seed, steps and version. Costs a little: ask when it is to be shown. */
	plan(): Plan;
};

export type SearchOptions = {
	seed?: number;
	/** A plan to begin with, for instance one that people have changed by hand. */
	start?: Plan;
	/** The problem's bound, when it has been worked out already. */
	known?: Bound;
};

/**
 * Looks for ever better plans (rules F1–F6). Never ends by itself unless a plan is proved best or nothing can be
 * moved: the host holds the clock and stops by not asking again. The same problem, seed, start and number of steps
 * give the same plan on any machine.
 */
export function* search(
	problem: Problem,
	{ seed = 1, start, known }: SearchOptions = {}
): Generator<Progress, void> {
	const b = board(problem);
	const dice = random(seed);
	const best = newKeeper(-Infinity);
	const offset = hardOffset(b);
	const stand = { steps: 0, stage: 'start' };
	const tell = (): Progress => progress(b, best, offset, stand, seed);
	const begun = start ? seats(problem, start) : [];
	seatAll(b, dice, begun);
	keep(best, b);
	stand.steps++;
	yield tell(); // before anything else, so that there is a plan to look at
	best.goal = (known ?? bound(problem)).total + offset;
	for (const method of methods(b, dice, best, begun)) {
		stand.stage = method.name;
		for (let more = true; more && best.total > best.goal + 1e-6;) {
			more = method.work();
			stand.steps++;
			yield tell();
		}
		if (best.total <= best.goal + 1e-6) break;
	}
	yield tell();
}

function progress(
	b: Board,
	best: Keeper,
	offset: number,
	{ steps, stage }: { steps: number; stage: string },
	seed: number
): Progress {
	const lawful = best.total - offset < HARD / 2;
	const better = best.news;
	best.news = false;
	return {
		steps,
		stage,
		better,
		lawful,
		total: lawful ? best.total - offset : Infinity,
		proved: lawful && best.total <= best.goal + 1e-6,
		plan: () => ({ ...planFrom(b, best), seed, steps, version: VERSION })
	};
}

function planFrom(b: Board, best: Keeper): Plan {
	return planOn({ ...b, seat: best.seat });
}

/** What the board's total is above the score's for a lawful plan: told pairs count −HARD a meeting, and rounds that are as they are may hold people who are to be kept apart. */
function hardOffset(b: Board): number {
	const { problem, n } = b;
	let offset = 0;
	for (let r = 0; r < b.tables.length; r++) {
		if (!b.weight[r]) continue;
		const ruled = r >= problem.frozen.length && problem.rounds[r]!.kind !== 'home';
		const meet = (p: number) =>
			b.seat[r]![Math.floor(p / n)]! >= 0 && b.seat[r]![Math.floor(p / n)] === b.seat[r]![p % n];
		const there = (p: number) => b.here[r]![Math.floor(p / n)] === 1 && b.here[r]![p % n] === 1;
		for (const p of toldPairs(problem))
			if (there(p) && (ruled || meet(p))) offset += toldMeeting(b, r, -HARD);
		if (!ruled)
			for (const p of new Set(problem.apart.map(([i, j]) => Math.min(i, j) * n + Math.max(i, j))))
				if (meet(p)) offset += b.weight[r]! * HARD;
	}
	return offset;
}
