import { field, primePower } from './field.ts';
import { signedPlanes } from './planes.ts';
import { random } from './random.ts';

/**
 * A plan in which no two ever meet twice: `rounds[r]` cuts the points 0 … size·tables − 1 into groups of equal size.
 * `strangers` are points that never meet each other in these rounds; as many as are left out, the rest is a perfect
 * plan for uneven groups. `column`: points of which one sits in each group of every round, at the table of its number.
 */
export type Design = { rounds: number[][][]; strangers: number[]; column: number[] | null };

/**
 * A perfect plan for so many tables of `size` people in so many rounds, where a construction is known here; else
 * null. In milliseconds. Sources and proofs: docs/rotation.md.
 */
export function design(tables: number, size: number, rounds: number): Design | null {
	if (tables < 1 || size < 1 || rounds < 1) return null;
	if (size === 1) return singles(tables, rounds);
	if (tables === 1)
		return rounds === 1
			? { rounds: [[Array.from({ length: size }, (_, i) => i)]], strangers: [0], column: null }
			: null;
	const made = size === 2 ? roundRobin(tables, rounds) : null;
	const found =
		made ??
		fromField(tables, size, rounds) ??
		fromRing(tables, size, rounds) ??
		fromProduct(tables, size, rounds) ??
		fromHyperoval(tables, size, rounds) ??
		fromSignedPlanes(tables, size, rounds) ??
		fromSquares(tables, size, rounds);
	return found;
}

function singles(tables: number, rounds: number): Design {
	const all = Array.from({ length: tables }, (_, k) => [k]);
	return {
		rounds: new Array<number[][]>(rounds).fill(all),
		strangers: all.flat(),
		column: all.flat()
	};
}

/** How the second plane lies against the first (`planes.ts`), by the order of the plane; found by a search. */
const TURNED: Record<number, number[]> = {
	3: [6, 0, 1, 3, 8, 2, 5, 7, 4],
	4: [8, 0, 6, 14, 10, 7, 9, 2, 12, 4, 5, 3, 13, 1, 11, 15]
};

/** Six tables of three for eight rounds, eight of four for ten. */
function fromSignedPlanes(tables: number, size: number, rounds: number): Design | null {
	const turned = TURNED[size];
	if (!turned || tables !== 2 * size || rounds > 2 * (size + 1)) return null;
	const all = signedPlanes(design(size, size, size + 1)!.rounds, turned);
	return (
		all && { rounds: all.slice(0, rounds), strangers: all[rounds]?.[0] ?? [0, 1], column: null }
	);
}

/** Everybody meets everybody, two by two: the circle method (Kirkman 1847). */
function roundRobin(tables: number, rounds: number): Design | null {
	const n = 2 * tables;
	if (rounds > n - 1) return null;
	const all = Array.from({ length: n - 1 }, (_, r) =>
		Array.from({ length: tables }, (_, k) =>
			k ? [(r + k) % (n - 1), (r - k + n - 1) % (n - 1)] : [r, n - 1]
		)
	);
	return { rounds: all.slice(0, rounds), strangers: all[rounds]?.[0] ?? [0], column: null };
}

/**
 * Points (c, y): column c < size, y in a group of order `tables`. Round r, table b: {(c, b + phase(r, c))}. Two of
 * different columns meet in the rounds where their phases differ by a certain element: once, when for each two columns
 * those differences are all different (a difference matrix, perhaps with fewer rows).
 */
export function fromPhases(
	tables: number,
	phases: number[][],
	plus: (a: number, b: number) => number
): Design {
	const based = phases.map((row) => row.slice());
	const rounds = based.map((row) =>
		Array.from({ length: tables }, (_, b) => row.map((phase, c) => c * tables + plus(b, phase)))
	);
	return {
		rounds,
		strangers: Array.from({ length: tables }, (_, y) => (phases[0]!.length - 1) * tables + y),
		column: columnAtItsTable(phases) ? Array.from({ length: tables }, (_, y) => y) : null
	};
}

/** Does column 0 keep phase 0, so that its point b sits at table b in every round? */
function columnAtItsTable(phases: number[][]): boolean {
	return phases.every((row) => row[0] === 0);
}

/** Lines of slope r over a field: `tables` rounds (transversal design); further rounds within the columns. */
function fromField(tables: number, size: number, rounds: number): Design | null {
	if (size > tables) return null;
	const f = field(tables);
	if (!f) return null;
	const lines = Math.min(rounds, tables);
	const phases = Array.from({ length: lines }, (_, r) =>
		Array.from({ length: size }, (_, c) => f.multiply(r, c))
	);
	return withinColumns(fromPhases(tables, phases, f.add), tables, size, rounds);
}

/** More rounds: each column is cut into groups by a design of its own, all columns at once. */
function withinColumns(d: Design, tables: number, size: number, rounds: number): Design | null {
	const more = rounds - d.rounds.length;
	if (more <= 0) return d;
	if (tables % size) return null;
	const inner = design(tables / size, size, more);
	if (!inner) return null;
	const extra = inner.rounds.map((groups) =>
		Array.from({ length: size }, (_, c) => groups.map((g) => g.map((y) => c * tables + y))).flat()
	);
	return {
		rounds: [...d.rounds, ...extra],
		strangers: inner.strangers.map((y) => (size - 1) * tables + y),
		column: null
	};
}

/** phase(r, c) = r·c modulo the number of tables, as long as no r·c with 0 < c < size is a multiple of it; then within the columns. */
function fromRing(tables: number, size: number, rounds: number): Design | null {
	if (size > tables) return null;
	const lines = longestRing(tables, size, rounds);
	const phases = Array.from({ length: lines }, (_, r) =>
		Array.from({ length: size }, (_, c) => (r * c) % tables)
	);
	return withinColumns(
		fromPhases(tables, phases, (a, b) => (a + b) % tables),
		tables,
		size,
		rounds
	);
}

function longestRing(tables: number, size: number, rounds: number): number {
	for (let r = 1; r < rounds; r++)
		for (let c = 1; c < size; c++) if ((r * c) % tables === 0) return r;
	return rounds;
}

/** The product of the fields of the prime powers in `tables` (MacNeish 1922): `size` up to the smallest of them. */
function fromProduct(tables: number, size: number, rounds: number): Design | null {
	const parts = primePowersOf(tables);
	if (parts.length < 2 || size > Math.min(...parts)) return null;
	const fields = parts.map((q) => field(q)!);
	const split = (x: number): number[] =>
		parts.map((q) => {
			const d = x % q;
			x = (x - d) / q;
			return d;
		});
	const join = (list: number[]): number => list.reduceRight((all, d, k) => all * parts[k]! + d, 0);
	const phases = Array.from({ length: Math.min(rounds, tables) }, (_, r) =>
		Array.from({ length: size }, (_, c) => join(split(r).map((d, k) => fields[k]!.multiply(d, c))))
	);
	const plus = (a: number, b: number): number => {
		const y = split(b);
		return join(split(a).map((d, k) => fields[k]!.add(d, y[k]!)));
	};
	return withinColumns(fromPhases(tables, phases, plus), tables, size, rounds);
}

/** 12 = [4, 3]. */
export function primePowersOf(n: number): number[] {
	const parts: number[] = [];
	for (let p = 2; n > 1; p++) {
		let part = 1;
		while (n % p === 0) {
			n /= p;
			part *= p;
		}
		if (part > 1) parts.push(part);
	}
	return parts;
}

/**
 * q = tables + 1 a power of two, size q/2: people are the lines that miss a hyperoval of the projective plane of order
 * q; a round is a line through a fixed point of it, a table a point of that line off the hyperoval (q + 1 rounds).
 */
function fromHyperoval(tables: number, size: number, rounds: number): Design | null {
	const q = tables + 1;
	const of = primePower(q);
	if (!of || of[0] !== 2 || size !== q / 2 || rounds > q + 1) return null;
	const { points, incident } = plane(q);
	const f = field(q)!;
	// the conic y² = xz and its nucleus (0, 1, 0): points (1, t, t²) and (0, 0, 1)
	const oval = new Set([
		...Array.from({ length: q }, (_, t) => key([1, t, f.multiply(t, t)])),
		key([0, 0, 1]),
		key([0, 1, 0])
	]);
	const on = points.filter((x) => oval.has(key(x)));
	const people = points.filter((line) => !on.some((x) => incident(x, line)));
	const nucleus = [0, 1, 0];
	const secants = points.filter((line) => incident(nucleus, line));
	const all = secants.map((line) =>
		points
			.filter((x) => incident(x, line) && !oval.has(key(x)))
			.map((x) => people.flatMap((person, i) => (incident(x, person) ? [i] : [])))
	);
	return { rounds: all.slice(0, rounds), strangers: all[rounds]?.[0] ?? [0], column: null };
}

const key = (x: number[]): string => x.join();

/** Points of the projective plane of order q by their first coordinate 1; lines are written the same way. */
function plane(q: number): { points: number[][]; incident(x: number[], line: number[]): boolean } {
	const f = field(q)!;
	const points: number[][] = [[0, 0, 1]];
	for (let z = 0; z < q; z++) points.push([0, 1, z]);
	for (let y = 0; y < q; y++) for (let z = 0; z < q; z++) points.push([1, y, z]);
	const incident = (x: number[], line: number[]): boolean =>
		f.add(
			f.add(f.multiply(x[0]!, line[0]!), f.multiply(x[1]!, line[1]!)),
			f.multiply(x[2]!, line[2]!)
		) === 0;
	return { points, incident };
}

const MOST_TABLES = 16; // the search for a larger matrix takes seconds
const ENDLESS = 3; // fixed symbols of a quasi-difference matrix

/**
 * As many people at a table as there are tables, four rounds (two orthogonal squares), also for orders that are no
 * prime power: a quasi-difference matrix over ℤ(tables − 3) with three fixed symbols (Parker 1959), found by a short
 * search. A person is a column of the orthogonal array, a round a row, a table a symbol.
 */
function fromSquares(tables: number, size: number, rounds: number): Design | null {
	if (size !== tables || rounds > 4 || tables < 10 || tables > MOST_TABLES) return null;
	const columns = quasiDifference(tables - ENDLESS);
	if (!columns) return null;
	const array = developed(columns, tables - ENDLESS);
	const all = Array.from({ length: rounds }, (_, r) =>
		Array.from({ length: tables }, (_, k) =>
			array.flatMap((column, i) => (column[r] === k ? [i] : []))
		)
	);
	const row = rounds < 4 ? rounds : -1;
	return {
		rounds: all,
		strangers: row < 0 ? [0] : array.flatMap((column, i) => (column[row] === 0 ? [i] : [])),
		column: null
	};
}

/** Columns of four over ℤm, each row empty (−1) in three of them, any two rows' differences running through all but 0. */
function quasiDifference(m: number): number[][] | null {
	const dice = random(m);
	const width = m - 1 + 2 * ENDLESS;
	const empty = Array.from({ length: width }, (_, c) => (c < 4 * ENDLESS ? c % 4 : -1));
	for (let attempt = 0; attempt < 400; attempt++) {
		const columns = empty.map((gap) =>
			Array.from({ length: 4 }, (_, r) => (r === gap ? -1 : dice.below(m)))
		);
		if (climb(columns, m, dice.below)) return columns;
	}
	return null;
}

function climb(columns: number[][], m: number, below: (n: number) => number): boolean {
	const counts = Array.from({ length: 16 }, () => new Int32Array(m));
	const change = (column: number[], r: number, by: number): number => {
		let cost = 0;
		for (let s = 0; s < 4; s++) {
			if (s === r || column[s]! < 0) continue;
			const count = counts[Math.min(r, s) * 4 + Math.max(r, s)]!;
			const d = ((r < s ? column[r]! - column[s]! : column[s]! - column[r]!) + m) % m;
			const now = count[d]!;
			count[d] = now + by;
			cost += d === 0 ? 2 * by : by > 0 ? now : 1 - now;
		}
		return cost;
	};
	let cost = 0;
	columns.forEach((column) =>
		column.forEach((value, r) => {
			for (let s = 0; s < r; s++) {
				if (value < 0 || column[s]! < 0) continue;
				const d = (column[s]! - value + m) % m;
				cost += d === 0 ? 2 : counts[s * 4 + r]![d]!;
				counts[s * 4 + r]![d]!++;
			}
		})
	);
	for (let step = 0; step < 4000 * m && cost > 0; step++) {
		const column = columns[below(columns.length)]!;
		const r = below(4);
		if (column[r]! < 0) continue;
		const old = column[r]!;
		const gone = change(column, r, -1);
		column[r] = below(m);
		const d = gone + change(column, r, 1);
		if (d <= 0 || (below(40) === 0 && d === 1)) cost += d;
		else {
			change(column, r, -1);
			column[r] = old;
			change(column, r, 1);
		}
	}
	return cost === 0;
}

/** The orthogonal array: all shifts of the columns and of a column of zeros, and an array of order 3 on the fixed symbols. */
function developed(columns: number[][], m: number): number[][] {
	const array: number[][] = [];
	const seen = [0, 0, 0, 0];
	const named = [...columns, [0, 0, 0, 0]].map((column) =>
		column.map((value, r) => (value < 0 ? m + seen[r]!++ : value))
	);
	for (const column of named)
		for (let s = 0; s < m; s++)
			array.push(column.map((value) => (value < m ? (value + s) % m : value)));
	for (let x = 0; x < 3; x++)
		for (let y = 0; y < 3; y++)
			array.push([m + x, m + y, m + ((x + y) % 3), m + ((x + 2 * y) % 3)]);
	return array;
}
