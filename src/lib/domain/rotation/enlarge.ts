import { design } from './constructions.ts';
import type { Shape } from './placement.ts';
import { shuffle, type Random } from './random.ts';

const MOST_EXTRAS = 4;
const TRIALS = 40;

/**
 * When only a few tables are larger than the rest: a perfect plan for the smaller size, and the few people too many go in
 * each round to a table where they have met fewest. Groups of points 0 … people − 1; null where no design is known.
 */
export function enlarged(shape: Shape, dice: Random): number[][][] | null {
	const extras = shape.tables - shape.missing;
	if (!shape.missing || extras > MOST_EXTRAS || shape.size < 3) return null;
	const made = design(shape.tables, shape.size - 1, shape.rounds);
	if (!made) return null;
	const points = shape.tables * (shape.size - 1);
	let best: number[][][] | null = null;
	let least = Infinity;
	for (let trial = 0; trial < TRIALS; trial++) {
		const { rounds, again } = seatExtras(made.rounds.slice(0, shape.rounds), points, extras, dice);
		if (again >= least) continue;
		best = rounds;
		least = again;
	}
	return best;
}

function seatExtras(
	rounds: number[][][],
	points: number,
	extras: number,
	dice: Random
): { rounds: number[][][]; again: number } {
	const met = Array.from({ length: extras }, () => new Int32Array(points));
	let again = 0;
	const seated = rounds.map((groups) => {
		const larger = groups.map((g) => [...g]);
		const free = shuffle(
			groups.map((_, k) => k),
			dice
		);
		for (let e = 0; e < extras; e++) {
			const cost = (k: number) => groups[k]!.reduce((sum, x) => sum + met[e]![x]!, 0);
			const k = free.reduce((a, b) => (cost(b) < cost(a) ? b : a));
			free.splice(free.indexOf(k), 1);
			again += cost(k);
			for (const x of groups[k]!) met[e]![x]!++;
			larger[k]!.push(points + e);
		}
		return larger;
	});
	return { rounds: seated, again };
}
