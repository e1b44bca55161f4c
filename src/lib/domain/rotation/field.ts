/** A finite field of q = pᵐ elements, numbered 0 … q − 1 (base-p digits are the coefficients of a polynomial). */
export type Field = {
	q: number;
	add(a: number, b: number): number;
	multiply(a: number, b: number): number;
};

/** [p, m] with q = pᵐ, or null when q is no prime power. */
export function primePower(q: number): [number, number] | null {
	if (q < 2) return null;
	let p = 2;
	while (q % p && p * p <= q) p++;
	if (q % p) p = q;
	let m = 0;
	for (let left = q; left > 1; left /= p, m++) if (left % p) return null;
	return [p, m];
}

/** The field of q elements, or null. Powers of a primitive element are found by trying polynomials in order. */
export function field(q: number): Field | null {
	const of = primePower(q);
	if (!of) return null;
	const [p, m] = of;
	const add = (a: number, b: number): number => digitwise(a, b, p);
	if (m === 1) return { q, add: (a, b) => (a + b) % q, multiply: (a, b) => (a * b) % q };
	for (let tail = 1; ; tail++) {
		const powers = powersOf(p, m, tail, q);
		if (powers) return { q, add, multiply: byLogarithms(powers, q) };
	}
}

function digitwise(a: number, b: number, p: number): number {
	let sum = 0;
	for (let unit = 1; a > 0 || b > 0; unit *= p) {
		sum += (((a % p) + (b % p)) % p) * unit;
		a = Math.floor(a / p);
		b = Math.floor(b / p);
	}
	return sum;
}

/** 1, x, x², … modulo xᵐ = −tail(x), when x runs through all q − 1 elements; else null. */
function powersOf(p: number, m: number, tail: number, q: number): number[] | null {
	const powers = [1];
	const top = q / p;
	for (let value = 1; ;) {
		const carry = Math.floor(value / top);
		value = (value % top) * p;
		for (let k = 0; k < carry; k++) value = digitwise(value, negated(tail, p), p);
		if (value === 1) return powers.length === q - 1 ? powers : null;
		if (value === 0 || powers.length >= q) return null;
		powers.push(value);
	}
}

function negated(a: number, p: number): number {
	let sum = 0;
	for (let unit = 1; a > 0; unit *= p, a = Math.floor(a / p)) sum += ((p - (a % p)) % p) * unit;
	return sum;
}

function byLogarithms(powers: number[], q: number): (a: number, b: number) => number {
	const log = new Int32Array(q);
	powers.forEach((value, k) => (log[value] = k));
	return (a, b) => (a && b ? powers[(log[a]! + log[b]!) % (q - 1)]! : 0);
}
