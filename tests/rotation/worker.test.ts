import { expect, test } from 'vitest';
import { evenSizes } from '#lib/domain/rotation/problem.ts';
import { converse, type FromWorker, type ToWorker } from '#lib/workers/rotation.ts';

/** A worker whose clock moves by a millisecond at each look, and whose turns are taken by hand. */
function room() {
	const said: FromWorker[] = [];
	const waiting: (() => void)[] = [];
	let time = 0;
	const tell = converse(
		{ postMessage: (message) => said.push(structuredClone(message)) },
		() => time++,
		(next) => waiting.push(next)
	);
	const turn = (times = 1) => {
		for (let k = 0; k < times; k++) waiting.shift()?.();
	};
	return { said, turn, tell: (message: ToWorker) => tell(structuredClone(message)), waiting };
}

/** Six tables of five and six: nobody knows a plan without repeats, and none is proved best. */
const hard = { n: 34, sizes: Array.from({ length: 6 }, () => evenSizes(34, 6)) };
const easy = { n: 9, sizes: Array.from({ length: 3 }, () => [3, 3, 3]) };

test('the worker draws ever better plans and ends when the time is up', () => {
	const { said, turn, tell, waiting } = room();
	tell({ kind: 'search', problem: hard, seed: 1, seconds: 0.4 });
	for (let k = 0; k < 40 && waiting.length; k++) turn();
	const totals = said.flatMap((m) => (m.kind === 'progress' ? [m.total] : []));
	expect(totals.length).toBeGreaterThan(0);
	expect(totals).toEqual(totals.toSorted((a, b) => b - a));
	expect(said.at(-1)).toMatchObject({ kind: 'done', lawful: true });
	expect(waiting).toEqual([]);
});

test('it stops when it is told to, and gives what it has', () => {
	const { said, turn, tell, waiting } = room();
	tell({ kind: 'search', problem: hard, seed: 1, seconds: 3600 });
	turn(2);
	tell({ kind: 'stop' });
	turn(5);
	expect(said.at(-1)!.kind).toBe('done');
	expect(said.filter((m) => m.kind === 'done')).toHaveLength(1);
	expect(waiting).toEqual([]);
});

test('a plan that is proved best ends the search at once, with its figures', () => {
	const { said, turn, tell } = room();
	tell({ kind: 'search', problem: easy, seed: 1, seconds: 3600 });
	turn(20);
	const last = said.at(-1)!;
	expect(last).toMatchObject({ kind: 'done', total: 0, proved: true });
	expect(last.kind === 'done' && last.figures.people[0]).toMatchObject({ meets: 6, others: 8 });
});

test('the same seed and steps give the same plan, whatever the clock does', () => {
	const once = () => {
		const { said, turn, tell, waiting } = room();
		tell({ kind: 'search', problem: hard, seed: 5, steps: 30 });
		while (waiting.length) turn();
		const last = said.at(-1)!;
		return last.kind === 'done' ? last.plan : null;
	};
	const first = once();
	expect(first).toMatchObject({ seed: 5, steps: 30 });
	expect(once()).toEqual(first);
});

test('a problem that contradicts itself is refused by name', () => {
	const { said, tell } = room();
	tell({
		kind: 'search',
		problem: { ...easy, apart: [[0, 1]], together: [[0, 1]] },
		seed: 1,
		seconds: 1
	});
	expect(said).toEqual([{ kind: 'refused', code: 'apart-and-together', details: { a: 0, b: 1 } }]);
});

test('a worker that has prepared itself gives the plan that it would have given, and says nothing before it is asked', () => {
	const first = (prepares: boolean) => {
		const { said, turn, tell, waiting } = room();
		if (prepares) tell({ kind: 'prepare', problem: hard });
		if (prepares) tell({ kind: 'prepare', problem: { ...hard, apart: [[0, 0]] } });
		expect(said).toEqual([]);
		tell({ kind: 'search', problem: hard, seed: 5, steps: 3 });
		while (waiting.length) turn();
		return said.at(-1);
	};
	expect(first(true)).toEqual(first(false));
});

test('a question for the change that does most good is answered by its number, also while a search runs', () => {
	const { said, tell, turn } = room();
	tell({ kind: 'search', problem: hard, seed: 1, seconds: 3600 });
	const plan = { rounds: [[[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 3, 6], [1, 2, 7], [4, 5, 8]]] }; // prettier-ignore
	tell({ kind: 'suggest', question: 7, problem: { n: 9, sizes: [[3, 3, 3], [3, 3, 3]] }, plan, round: 1 }); // prettier-ignore
	expect(said.at(-1)).toMatchObject({
		kind: 'suggested',
		question: 7,
		suggestion: { repeats: -2 }
	});
	turn(2);
	tell({ kind: 'stop' });
	expect(said.at(-1)!.kind).toBe('done');
});
