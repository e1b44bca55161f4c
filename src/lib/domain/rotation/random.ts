/**
 * Dice that fall the same way on every machine: sfc32 (Chris Doty-Humphrey, PractRand), 32-bit integer arithmetic
 * only. The search also needs logarithms; `Math.log` may differ in its last bit between engines, so `EXPONENTIAL`
 * is filled with additions and multiplications alone.
 */
export type Random = {
	/** A whole number in 0 … 2³² − 1. */
	next(): number;
	/** A whole number in 0 … n − 1, for n up to 65,536. By a shift: a remainder of so large a number is slow. */
	below(n: number): number;
	/** A number in [0, 1). */
	unit(): number;
};

/** A generator seeded by any whole number; equal seeds give equal sequences. */
export function random(seed: number): Random {
	let a = 0x9e3779b9 | 0;
	let b = (seed | 0) ^ 0x243f6a88;
	let c = (Math.floor(seed / 4294967296) | 0) ^ 0xb7e15162;
	let d = 1;
	const next = (): number => {
		const t = (((a + b) | 0) + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + t) | 0;
		return t >>> 0;
	};
	for (let k = 0; k < 15; k++) next();
	return {
		next,
		below: (n) => ((next() >>> 16) * n) >>> 16,
		unit: () => next() / 4294967296
	};
}

/** Shuffles in place (Fisher–Yates) and returns the list. */
export function shuffle<T>(list: T[], dice: Random): T[] {
	for (let k = list.length - 1; k > 0; k--) {
		const other = dice.below(k + 1);
		[list[k], list[other]] = [list[other]!, list[k]!];
	}
	return list;
}

const CELLS = 4096;

/** ln(x) for 0 < x ≤ 1 by halving into [½, 1] and the series of artanh: the same bits everywhere. */
function logarithm(x: number): number {
	let halvings = 0;
	while (x < 0.5) {
		x *= 2;
		halvings++;
	}
	const y = (x - 1) / (x + 1);
	let term = y;
	let sum = 0;
	for (let k = 1; k < 41; k += 2) {
		sum += term / k;
		term *= y * y;
	}
	return 2 * sum - halvings * 0.6931471805599453;
}

/** 4,096 equally likely values of an exponential variable with mean 1: a worsening below T × one of them is accepted. */
export const EXPONENTIAL = Float64Array.from(
	{ length: CELLS },
	(_, k) => -logarithm((k + 0.5) / CELLS)
);
