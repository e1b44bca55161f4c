import type { Figures } from '#lib/domain/rotation/figures.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import type { ProblemInput } from '#lib/domain/rotation/problem.ts';
import type { Suggestion } from '#lib/domain/suggestion.ts';
import type { FromWorker, ToWorker } from './rotation.ts';
import RotationWorker from './rotation.ts?worker';

/** The best plan so far, and how far the search has come. */
export type Found = {
	plan: Plan;
	figures: Figures;
	steps: number;
	proved: boolean;
	lawful: boolean;
};

/** The page's end of the rotation worker: ever better plans while it searches. Reactive. */
export type Planner = {
	readonly searching: boolean;
	readonly found: Found | null;
	readonly steps: number;
	readonly refusal: { code: string; details: Record<string, unknown> } | null;
	/** Searches for `seconds`; resolves with the best plan, or null when refused or begun anew. */
	search: (order: {
		problem: ProblemInput;
		seed: number;
		seconds: number;
		start?: Plan;
		/** At most so many people move against `previous`. */
		atMost?: number;
	}) => Promise<Found | null>;
	stop: () => void;
	/** The change in a round that does most good; never told when something else was asked meanwhile. */
	suggest: (problem: ProblemInput, plan: Plan, round: number) => Promise<Suggestion | null>;
	/** Starts the worker before anything is asked of it, so that the first plan need not wait for it. In a browser only. */
	ready: (problem: ProblemInput) => void;
	close: () => void;
};

export function openPlanner(): Planner {
	let searching = $state(false);
	let found = $state.raw<Found | null>(null);
	let steps = $state(0);
	let refusal = $state.raw<Planner['refusal']>(null);
	let worker: Worker | null = null;
	let question = 0;
	let answer: (suggestion: Suggestion | null) => void = () => undefined;
	let tell: (found: Found | null) => void = () => undefined;

	function hear({ data }: MessageEvent<FromWorker>): void {
		if (data.kind === 'tick') steps = data.steps;
		else if (data.kind === 'suggested') {
			if (data.question === question) answer(data.suggestion);
		} else if (data.kind === 'refused') {
			refusal = { code: data.code, details: data.details };
			finish(null);
		} else {
			const { plan, figures, proved, lawful } = data;
			steps = data.steps;
			found = { plan, figures, steps, proved, lawful };
			if (data.kind === 'done') finish(found);
		}
	}

	function finish(with_: Found | null): void {
		searching = false;
		tell(with_);
		tell = () => undefined;
	}

	function awake(): Worker {
		worker ??= new RotationWorker();
		worker.onmessage = hear;
		return worker;
	}
	const post = (message: ToWorker): void => awake().postMessage(message);

	return {
		get searching() {
			return searching;
		},
		get found() {
			return found;
		},
		get steps() {
			return steps;
		},
		get refusal() {
			return refusal;
		},
		search: (order) => {
			tell(null);
			searching = true;
			found = null;
			refusal = null;
			steps = 0;
			return new Promise((told) => {
				tell = told;
				post({ kind: 'search', ...order });
			});
		},
		stop: () => post({ kind: 'stop' }),
		suggest: (problem, plan, round) =>
			new Promise((told) => {
				answer = told;
				post({ kind: 'suggest', question: ++question, problem, plan, round });
			}),
		ready: (problem) => post({ kind: 'prepare', problem }),
		close: () => worker?.terminate()
	};
}
