/**
 * Twice as many tables as people at one, 2(q + 1) rounds, for q = 3 and 4: two affine planes of order q on the same q²
 * points, `turned` against each other so that no two of their lines share three points. Each point stands for two people,
 * + and −; a line makes two tables, with one of each of its points at either. The signs are chosen so that every two
 * points stand on their common line of the one plane alike, and on that of the other unlike: then every two people
 * meet once, but the two of a point never. One linear equation over GF(2) for each two points; 32 people in eight tables
 * of four meet for ten rounds without repeating anybody.
 */
export function signedPlanes(plane: number[][][], turned: number[]): number[][][] | null {
	const first = plane.flat();
	const second = first.map((line) => line.map((x) => turned[x]!));
	const signs = solve(equations(first, second), 2 * first.length * first[0]!.length);
	if (!signs) return null;
	const size = first[0]!.length;
	const rounds = [
		plane,
		plane.map((lines) => lines.map((line) => line.map((x) => turned[x]!)))
	].flat();
	return rounds.map((lines, r) =>
		lines.flatMap((line, q) =>
			[0, 1].map((side) =>
				line.map((x, k) => 2 * x + (signs[(r * lines.length + q) * size + k]! ^ side))
			)
		)
	);
}

/** For each two points: the signs of both on both of their lines add up to 1. Unknown (line, place) is bit line·size + place. */
function equations(first: number[][], second: number[][]): bigint[] {
	const size = first[0]!.length;
	const byPair = new Map<string, bigint>();
	[...first, ...second].forEach((line, q) => {
		line.forEach((x, a) =>
			line.forEach((y, b) => {
				if (x >= y) return;
				const both = (1n << BigInt(q * size + a)) | (1n << BigInt(q * size + b));
				byPair.set(`${x},${y}`, (byPair.get(`${x},${y}`) ?? 0n) ^ both);
			})
		);
	});
	const right = 1n << BigInt(2 * first.length * size);
	return [...byPair.values()].map((left) => left | right);
}

/** A solution over GF(2), free unknowns 0, or null. The right-hand side is bit `unknowns`. */
function solve(rows: bigint[], unknowns: number): number[] | null {
	const right = 1n << BigInt(unknowns);
	const pivots: { bit: bigint; row: bigint }[] = [];
	for (let row of rows) {
		for (const p of pivots) if (row & p.bit) row ^= p.row;
		const left = row & (right - 1n);
		if (!left) {
			if (row) return null;
			continue;
		}
		const bit = left & -left;
		for (const p of pivots) if (p.row & bit) p.row ^= row;
		pivots.push({ bit, row });
	}
	const value = new Array<number>(unknowns).fill(0);
	for (const p of pivots) value[p.bit.toString(2).length - 1] = p.row & right ? 1 : 0;
	return value;
}
