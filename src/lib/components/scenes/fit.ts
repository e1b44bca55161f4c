/** Sizes in parts of 1080: of rows, and of the row that is lit. */
export type Step = { size: number; lit: number };
export type Fit = { step: Step; pages: string[][] };

/**
 * The first step at which all rows fit in `height`, on one page; else rows in pages at the
 * smallest size. With a lit row there is one page, around it, and the lit row stays as large as
 * it can: steps that only make it smaller are for a row that would not fit alone. `measure`
 * gives the heights of all rows at a step.
 */
export function fit(
	steps: Step[],
	items: { id: string }[],
	lit: string | null,
	height: number,
	measure: (step: Step) => number[]
): Fit {
	const ids = items.map(({ id }) => id);
	const floor = steps.findIndex(({ size }) => size === steps.at(-1)!.size);
	for (const step of steps.slice(0, floor + 1))
		if (sum(measure(step)) <= height) return { step, pages: [ids] };
	const middle = lit === null ? -1 : ids.indexOf(lit);
	if (middle < 0)
		return { step: steps[floor]!, pages: inPages(ids, measure(steps[floor]!), height) };
	const step =
		steps.slice(floor).find((tried) => measure(tried)[middle]! <= height) ?? steps.at(-1)!;
	return { step, pages: [around(middle, measure(step), height).map((at) => ids[at]!)] };
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
