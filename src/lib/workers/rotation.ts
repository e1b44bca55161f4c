import { parse, type Problem, type ProblemInput } from '#lib/domain/rotation/problem.ts';
import { searchWithin } from '#lib/domain/rotation/allowance.ts';
import { figures, type Figures } from '#lib/domain/rotation/figures.ts';
import { suggest, type Suggestion } from '#lib/domain/suggestion.ts';
import { bound, type Bound } from '#lib/domain/rotation/bound.ts';
import { search, type Progress } from '#lib/domain/rotation/search.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { Refusal } from '#lib/domain/refusal.ts';

/**
 * The rotation planner in a Web Worker. In: `search` begins (and ends one that runs), `stop` ends and answers `done`;
 * `prepare` goes the way to a first plan once, so that the real one is quick; `suggest` is answered by `suggested`.
 * Out: `progress` whenever there is a better plan to draw, at most ten a second; `done` at the end; `refused` by name.
 * Give `seconds` or `steps`; with steps the result is the same on every machine. `start` is a plan to begin with.
 */
export type ToWorker =
	| {
			kind: 'search';
			problem: ProblemInput;
			seed: number;
			seconds?: number;
			steps?: number;
			start?: Plan;
			/** At most so many people move against `problem.previous` (rule R7). */
			atMost?: number;
	  }
	| { kind: 'stop' }
	| { kind: 'prepare'; problem: ProblemInput }
	/** `question` comes back with the answer. Only round `round` may be touched. */
	| { kind: 'suggest'; question: number; problem: ProblemInput; plan: Plan; round: number };

export type FromWorker =
	| {
			kind: 'progress';
			plan: Plan;
			figures: Figures;
			steps: number;
			total: number;
			stage: string;
			proved: boolean;
			lawful: boolean;
	  }
	| { kind: 'tick'; steps: number; total: number; stage: string }
	| {
			kind: 'done';
			plan: Plan;
			figures: Figures;
			steps: number;
			total: number;
			proved: boolean;
			lawful: boolean;
	  }
	| { kind: 'refused'; code: string; details: Record<string, unknown> }
	| { kind: 'suggested'; question: number; suggestion: Suggestion | null };

/** A worker as this module sees itself: told apart from a window so that tests can stand in for it. */
type Port = { postMessage(message: FromWorker): void };

const SLICE = 25; // ms of work between two looks at the messages
const DRAW = 100; // ms between two plans that are drawn

/** The worker's conversation: hand it each message that comes in. */
export function converse(
	port: Port,
	now: () => number,
	soon: (next: () => void) => void
): (message: ToWorker) => void {
	let turn = 0;
	let finish: (() => void) | null = null;
	const begin = (order: Order): void => {
		const mine = turn;
		finish = run(
			port,
			now,
			soon,
			order,
			() => mine === turn,
			() => (finish = null)
		);
	};
	return (message) => {
		if (message.kind === 'prepare') return prepare(message.problem);
		if (message.kind === 'suggest') return port.postMessage(suggested(message));
		turn++;
		if (message.kind === 'stop') return finish?.();
		try {
			begin(message);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			port.postMessage({ kind: 'refused', code: error.code, details: error.details });
		}
	};
}

/** What has run once runs faster. What is refused is told when it is searched for. */
function prepare(input: ProblemInput): void {
	try {
		const problem = parse(input);
		const known = bound(problem);
		const first = search(problem, { known }).next().value;
		if (first) shown(problem, first, known);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
	}
}

type Question = Extract<ToWorker, { kind: 'suggest' }>;

const suggested = ({ question, problem, plan, round }: Question): FromWorker => ({
	kind: 'suggested',
	question,
	suggestion: suggest(parse(problem), plan, round)
});

type Order = Extract<ToWorker, { kind: 'search' }>;

function run(
	port: Port,
	now: () => number,
	soon: (next: () => void) => void,
	order: Order,
	mine: () => boolean,
	ended: () => void
): () => void {
	const problem = parse(order.problem);
	const known = bound(problem);
	const chosen = { seed: order.seed, start: order.start, known };
	const steps =
		order.atMost === undefined
			? search(problem, chosen)
			: searchWithin(problem, order.atMost, chosen);
	const until = order.steps === undefined ? now() + (order.seconds ?? 10) * 1000 : Infinity;
	let last: Progress | null = null;
	let unseen = false;
	let drawn = -Infinity;
	let over = false;
	const done = () => {
		if (over) return;
		over = true;
		if (last) port.postMessage({ kind: 'done', ...shown(problem, last, known) });
		ended();
	};
	const slice = () => {
		if (!mine()) return;
		for (const pause = now() + SLICE; now() < pause;) {
			const step = steps.next();
			if (step.done) return done();
			last = step.value;
			unseen ||= last.better;
			if (last.proved || now() >= until || last.steps >= (order.steps ?? Infinity)) return done();
			if (drawn < 0) break; // the first plan is drawn before a better one is looked for
		}
		if (last && now() - drawn >= DRAW) {
			drawn = now();
			if (unseen)
				port.postMessage({ kind: 'progress', stage: last.stage, ...shown(problem, last, known) });
			else
				port.postMessage({ kind: 'tick', steps: last.steps, total: last.total, stage: last.stage });
			unseen = false;
		}
		soon(slice);
	};
	slice();
	return done;
}

function shown(problem: Problem, { plan, steps, total, proved, lawful }: Progress, known: Bound) {
	const best = plan();
	return { plan: best, figures: figures(problem, best, known), steps, total, proved, lawful };
}

if (typeof self !== 'undefined' && typeof window === 'undefined' && 'postMessage' in self) {
	const port = self as unknown as Port;
	const receive = converse(
		port,
		() => performance.now(),
		(next) => void setTimeout(next, 0)
	);
	self.addEventListener('message', (event: MessageEvent<ToWorker>) => receive(event.data));
}
