/** Sizes in parts of 1080: of rows, and of the row that is lit. */
export type Step = { size: number; lit: number };
export type Fit = { step: Step; pages: string[][] };

/**
 * The first step at which all rows fit in `height`, on one page; else the last step, with the
 * rows in pages. With a lit row there is one page, around it. `measure` gives the heights of
 * all rows at a step.
 */
export function fit(
	steps: Step[],
	items: { id: string }[],
	lit: string | null,
	height: number,
	measure: (step: Step) => number[]
): Fit {
	const ids = items.map(({ id }) => id);
	let heights: number[] = [];
	for (const step of steps) {
		heights = measure(step);
		if (sum(heights) <= height) return { step, pages: [ids] };
	}
	const step = steps.at(-1) ?? { size: 30, lit: 30 };
	const middle = lit === null ? -1 : ids.indexOf(lit);
	if (middle < 0) return { step, pages: inPages(ids, heights, height) };
	return { step, pages: [around(middle, heights, height).map((at) => ids[at]!)] };
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Rows in order, as many to a page as fit; a row that fits nowhere has a page of its own. */
export function inPages(ids: string[], heights: number[], height: number): string[][] {
	const pages: string[][] = [[]];
	let used = 0;
	ids.forEach((id, at) => {
		const needs = heights[at] ?? 0;
		if (used > 0 && used + needs > height) {
			pages.push([]);
			used = 0;
		}
		pages.at(-1)!.push(id);
		used += needs;
	});
	return pages;
}

/** Rows around the lit one: the next, the one before, and so on for as long as they fit. */
export function around(middle: number, heights: number[], height: number): number[] {
	const chosen = [middle];
	let used = heights[middle] ?? 0;
	let [before, after] = [middle - 1, middle + 1];
	let open = true;
	while (open) {
		open = false;
		if (after < heights.length && used + heights[after]! <= height) {
			used += heights[after]!;
			chosen.push(after++);
			open = true;
		}
		if (before >= 0 && used + heights[before]! <= height) {
			used += heights[before]!;
			chosen.unshift(before--);
			open = true;
		}
	}
	return chosen;
}
