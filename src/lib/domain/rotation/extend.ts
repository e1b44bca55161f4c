import { anneal, type Method } from './anneal.ts';
import { board, load } from './board.ts';
import { design } from './constructions.ts';
import { keep, keeper } from './keeper.ts';
import type { Shape } from './placement.ts';
import { parse } from './problem.ts';
import type { Random } from './random.ts';

const HOT = { from: 0.8, to: 0.1 };

/**
 * A pattern for more rounds than a construction has: its rounds stay, further ones are annealed beside them. What
 * comes of it is told with its Q. Null when no construction has two rounds or more.
 */
export function extend(
	shape: Shape,
	dice: Random,
	moves: number,
	tell: (rounds: number[][][], Q: number) => void
): Method | null {
	const known = longest(shape);
	if (!known || shape.tables * shape.size > 400) return null;
	const n = shape.tables * shape.size;
	const sizes = Array.from({ length: shape.rounds }, () =>
		new Array<number>(shape.tables).fill(shape.size)
	);
	const b = board(parse({ n, sizes, frozen: known }));
	load(
		b,
		sizes.map((_, r) => (known[r] ? seatsOf(known[r]!, n) : dealt(n, shape.tables, dice)))
	);
	const best = keeper(0);
	keep(best, b);
	const cooling = anneal(b, dice, best, { ...HOT, moves });
	return {
		name: 'extend',
		work: () => {
			if (cooling.work()) return true;
			tell(
				best.seat.map((seat) => groupsOf(seat, shape.tables)),
				best.total
			);
			return false;
		}
	};
}

function longest({ tables, size, rounds }: Shape): number[][][] | null {
	for (let r = rounds - 1; r > 1; r--) {
		const made = design(tables, size, r);
		if (made) return made.rounds;
	}
	return null;
}

function seatsOf(groups: number[][], n: number): Int32Array {
	const seat = new Int32Array(n);
	groups.forEach((group, k) => {
		for (const i of group) seat[i] = k;
	});
	return seat;
}

function dealt(n: number, tables: number, dice: Random): Int32Array {
	const seat = Int32Array.from({ length: n }, (_, i) => i % tables);
	for (let k = n - 1; k > 0; k--) {
		const other = dice.below(k + 1);
		[seat[k], seat[other]] = [seat[other]!, seat[k]!];
	}
	return seat;
}

function groupsOf(seat: Int32Array, tables: number): number[][] {
	const groups: number[][] = Array.from({ length: tables }, () => []);
	seat.forEach((k, i) => groups[k]!.push(i));
	return groups;
}
