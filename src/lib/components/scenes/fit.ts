/** Sizes in parts of 1080: of rows, and of the row that is lit. */
export type Step = { size: number; lit: number };
export type Fit = { step: Step; pages: string[][] };
/**
 * How high a row is at the top of a page, and where another stands above it: a table that begins
 * further down has a line over it, and a page that begins within a table says whose it is.
 */
export type Height = { first: number; later: number };

/**
 * The first step at which all rows fit in `height`, on one page; else rows in pages at the
 * smallest size. With a lit row there is one page, around it, and the lit row stays as large as
 * it can: steps that only make it smaller are for a row that would not fit alone. `measure`
 * gives the heights of all rows at a step; where there are more pages than one, `foot` of each is
 * for saying which.
 */
export function fit(
	steps: Step[],
	items: { id: string }[],
	lit: string | null,
	height: number,
	measure: (step: Step) => Height[],
	foot = 0
): Fit {
	const ids = items.map(({ id }) => id);
	const floor = steps.findIndex(({ size }) => size === steps.at(-1)!.size);
	for (const step of steps.slice(0, floor + 1))
		if (taken(measure(step)) <= height) return { step, pages: [ids] };
	const middle = lit === null ? -1 : ids.indexOf(lit);
	if (middle < 0)
		return { step: steps[floor]!, pages: inPages(ids, measure(steps[floor]!), height - foot) };
	const step =
		steps.slice(floor).find((tried) => measure(tried)[middle]!.first <= height) ?? steps.at(-1)!;
	return { step, pages: [around(middle, measure(step), height).map((at) => ids[at]!)] };
}

/** What rows take that stand on one page. */
const taken = (heights: Height[]): number =>
	heights.reduce((sum, { first, later }, at) => sum + (at === 0 ? first : later), 0);

/** Rows in order, as many to a page as fit; a row that fits nowhere has a page of its own. */
export function inPages(ids: string[], heights: Height[], height: number): string[][] {
	const pages: string[][] = [];
	let used = 0;
	ids.forEach((id, at) => {
		const { first, later } = heights[at]!;
		if (pages.length > 0 && used + later <= height) {
			pages.at(-1)!.push(id);
			used += later;
		} else {
			pages.push([id]);
			used = first;
		}
	});
	return pages.length > 0 ? pages : [[]];
}

/** Rows around the lit one: the next, the one before, and so on for as long as they fit. */
export function around(middle: number, heights: Height[], height: number): number[] {
	let [from, to] = [middle, middle + 1];
	const fits = (a: number, b: number) =>
		a >= 0 && b <= heights.length && taken(heights.slice(a, b)) <= height;
	let open = true;
	while (open) {
		open = false;
		if (fits(from, to + 1)) [to, open] = [to + 1, true];
		if (fits(from - 1, to)) [from, open] = [from - 1, true];
	}
	return Array.from({ length: to - from }, (_, at) => from + at);
}
