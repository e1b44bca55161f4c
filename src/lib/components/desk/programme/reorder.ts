/** What is being dragged: which line, and the place it would get. */
export type Drag = { id: string; to: number };

/**
 * Where a line would come to stand when it is let go at `y`: the number of the other lines
 * whose middle is above.
 */
export function placeAt(y: number, others: { top: number; height: number }[]): number {
	return others.filter(({ top, height }) => top + height / 2 < y).length;
}
