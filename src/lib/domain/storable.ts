/**
 * A value that came from outside, as a database can keep it: texts, and names of fields, without NUL and without halves
 * of surrogate pairs, which no keyboard makes but a broken file or a rude sender does. Everything else is as it was.
 */
export function storable<T>(value: T): T {
	if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '') as T;
	if (Array.isArray(value)) return value.map(storable) as T;
	if (typeof value !== 'object' || value === null) return value;
	if (Object.getPrototypeOf(value) !== Object.prototype) return value; // a file stays a file
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [storable(name), storable(inner)])
	) as T;
}
