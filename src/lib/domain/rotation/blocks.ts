import { swap, swapChange, type Board } from './board.ts';
import { EXPONENTIAL, type Random } from './random.ts';
import { keep, type Keeper } from './keeper.ts';

/**
 * People told to sit together change tables as one: each of them swaps with somebody of the other table. The swaps
 * are made one after another and taken back when the sum of their changes is not accepted at temperature T.
 */
export function moveBlock(b: Board, dice: Random, T: number, keeper: Keeper): void {
	const r = b.open[dice.below(Math.max(1, b.open.length))];
	if (r === undefined) return;
	const block = b.blocks[dice.below(b.blocks.length)]!.filter((i) => b.here[r]![i]);
	if (!block.length || block.some((i) => b.locked[r]![i])) return;
	const to = dice.below(b.tables[r]!);
	const partners = partnersAt(b, r, block, to, dice);
	if (!partners) return;
	const sum = swapAll(b, r, block, partners);
	if (sum > 0 && sum > T * EXPONENTIAL[dice.next() & 4095]!)
		swapAll(b, r, [...block].reverse(), [...partners].reverse());
	else keep(keeper, b);
}

/** As many people of table `to` who may be moved: whole blocks that fit, then single people. Null when there are too few. */
function partnersAt(
	b: Board,
	r: number,
	block: number[],
	to: number,
	dice: Random
): number[] | null {
	if (block.some((i) => b.seat[r]![i] === to)) return null;
	const there = [...b.members[r]![to]!].filter((j) => !b.locked[r]![j]);
	const from = there.length ? dice.below(there.length) : 0;
	const chosen: number[] = [];
	for (let q = 0; q < there.length && chosen.length < block.length; q++) {
		const j = there[(from + q) % there.length]!;
		if (chosen.includes(j)) continue;
		const whole = b.blockOf[j]! >= 0 ? there.filter((x) => b.blockOf[x] === b.blockOf[j]) : [j];
		if (chosen.length + whole.length <= block.length) chosen.push(...whole);
	}
	return chosen.length === block.length ? chosen : null;
}

function swapAll(b: Board, r: number, these: number[], those: number[]): number {
	let sum = 0;
	these.forEach((i, q) => {
		const d = swapChange(b, r, i, those[q]!);
		swap(b, r, i, those[q]!, d);
		sum += d;
	});
	return sum;
}
