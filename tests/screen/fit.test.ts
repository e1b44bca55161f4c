import fc from 'fast-check';
import { expect, test } from 'vitest';
import { around, fit, inPages, type Height } from '#lib/components/scenes/fit.ts';

const STEPS = [50, 40, 30].map((size) => ({ size, lit: size }));
const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `row-${at}` }));
const alike = (height: number): Height => ({ first: height, later: height });
/** Rows as high as their size, which is what a line of text is. */
const lines = (count: number) => (step: { size: number }) => Array(count).fill(alike(step.size));

test('few points stand at the largest size', () => {
	const found = fit(STEPS, rows(4), null, 300, lines(4));
	expect(found.step.size).toBe(50);
	expect(found.pages).toEqual([['row-0', 'row-1', 'row-2', 'row-3']]);
});

test('more points shrink before they turn', () => {
	expect(fit(STEPS, rows(7), null, 300, lines(7)).step.size).toBe(40);
	expect(fit(STEPS, rows(10), null, 300, lines(10)).pages).toHaveLength(1);
	const over = fit(STEPS, rows(12), null, 300, lines(12));
	expect(over.step.size).toBe(30);
	expect(over.pages.map((page) => page.length)).toEqual([10, 2]);
});

test('the lit point is always on the page, wherever it stands', () => {
	for (let lit = 0; lit < 30; lit++) {
		const found = fit(STEPS, rows(30), `row-${lit}`, 300, lines(30));
		expect(found.pages).toHaveLength(1);
		expect(found.pages[0]).toContain(`row-${lit}`);
		expect(found.pages[0]).toHaveLength(10);
	}
});

test('the lit point stays larger than those that wait, unless it would not fit alone', () => {
	const steps = [
		{ size: 30, lit: 45 },
		{ size: 30, lit: 30 }
	];
	const heights = (long: number) => (step: { size: number; lit: number }) =>
		Array.from({ length: 12 }, (_, at) => alike(at === 5 ? long * step.lit : step.size));
	expect(fit(steps, rows(12), 'row-5', 300, heights(3)).step.lit).toBe(45);
	expect(fit(steps, rows(12), 'row-5', 300, heights(8)).step.lit).toBe(30);
});

test('a lit point that was hidden meanwhile leaves the others turning', () => {
	expect(fit(STEPS, rows(12), 'gone', 300, lines(12)).pages).toHaveLength(2);
});

test('tables that begin further down take their line with them, and no line is cut through', () => {
	// Two tables: the second one's first point has a line over it, unless it leads a page.
	const high = [30, 30, 30, 30].map((height, at) => ({ first: 30, later: at === 2 ? 55 : height }));
	const found = fit([{ size: 30, lit: 30 }], rows(4), null, 125, () => high);
	expect(found.pages).toEqual([['row-0', 'row-1', 'row-2'], ['row-3']]);
	expect(inPages(['a', 'b', 'c', 'd'], high, 100)).toEqual([
		['a', 'b'],
		['c', 'd']
	]);
});

test('where pages turn, the foot of each is left for saying which', () => {
	expect(fit(STEPS, rows(10), null, 300, lines(10), 31).pages).toHaveLength(1);
	const over = fit(STEPS, rows(12), null, 300, lines(12), 31);
	expect(over.pages.map((page) => page.length)).toEqual([8, 4]);
});

const height = fc.record({
	first: fc.integer({ min: 1, max: 400 }),
	later: fc.integer({ min: 1, max: 400 })
});
const heights = fc.array(height, { minLength: 1, maxLength: 60 });
const taken = (page: number[], high: Height[]) =>
	page.reduce((sum, at, place) => sum + high[at]![place === 0 ? 'first' : 'later'], 0);

test('pages hold every row once, in order, and none is higher than the hall sees', () => {
	fc.assert(
		fc.property(heights, fc.integer({ min: 100, max: 900 }), (high, room) => {
			const ids = high.map((_, at) => String(at));
			const pages = inPages(ids, high, room);
			expect(pages.flat()).toEqual(ids);
			for (const page of pages)
				expect(taken(page.map(Number), high) <= room || page.length === 1).toBe(true);
		}),
		{ seed: 17 }
	);
});

test('what stands around the lit row is unbroken and fits', () => {
	fc.assert(
		fc.property(heights, fc.nat(), fc.integer({ min: 100, max: 900 }), (high, any, room) => {
			const lit = any % high.length;
			const chosen = around(lit, high, room);
			expect(chosen).toContain(lit);
			expect(chosen).toEqual(chosen.map((_, at) => chosen[0]! + at));
			expect(taken(chosen, high) <= room || chosen.length === 1).toBe(true);
		}),
		{ seed: 18 }
	);
});
