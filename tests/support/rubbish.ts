import fc from 'fast-check';
import { z } from 'zod';

type Shape = {
	type?: string | string[];
	const?: unknown;
	enum?: unknown[];
	anyOf?: Shape[];
	oneOf?: Shape[];
	allOf?: Shape[];
	properties?: Record<string, Shape>;
	required?: string[];
	items?: Shape;
	minimum?: number;
	maximum?: number;
	$ref?: string;
};

/**
 * Input that nearly fits a schema: most of it has the right shape, with ids of things that exist; some has a field
 * spoilt; some is anything at all.
 */
export function nearly(schema: z.ZodType, ids: string[]): fc.Arbitrary<unknown> {
	const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape & {
		$defs?: Record<string, Shape>;
	};
	const named = (ref: string): Shape => whole.$defs?.[ref.split('/').at(-1)!] ?? {};
	const fitting = fits(whole, ids, named, 4);
	return fc.oneof(
		{ weight: 6, arbitrary: fitting },
		{ weight: 3, arbitrary: fc.tuple(fitting, fc.nat(), anything).map(spoilt) },
		{ weight: 1, arbitrary: anything }
	);
}

/** Any value that can travel as JSON, with what has broken servers before. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
	fc.jsonValue({ maxDepth: 4 }),
	fc.constantFrom(
		'',
		'\u0000',
		'\uD800',
		'__proto__',
		JSON.parse('{"__proto__": {"ok": true}, "constructor": {"prototype": 1}}'),
		-0,
		1e308,
		2 ** 53,
		-1,
		'9'.repeat(5_000),
		[[[[[[[[[[]]]]]]]]]],
		"'; drop table room; --"
	)
);

function fits(
	shape: Shape | boolean,
	ids: string[],
	named: (ref: string) => Shape,
	depth: number
): fc.Arbitrary<unknown> {
	const inner = (one: Shape) => (depth > 0 ? fits(one, ids, named, depth - 1) : fc.constant(null));
	if (typeof shape === 'boolean') return anything;
	if (shape.$ref) return inner(named(shape.$ref));
	if ('const' in shape) return fc.constant(shape.const);
	if (shape.enum) return fc.constantFrom(...shape.enum);
	const choices = shape.anyOf ?? shape.oneOf ?? shape.allOf;
	if (choices?.length) return fc.oneof(...choices.map(inner));
	switch (Array.isArray(shape.type) ? shape.type[0] : shape.type) {
		case 'object':
			return object(shape, inner);
		case 'array':
			return fc.array(inner(shape.items ?? {}), { maxLength: 5 });
		case 'string':
			return words(ids);
		case 'integer':
		case 'number':
			return number(shape);
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		default:
			return anything;
	}
}

function object(shape: Shape, inner: (one: Shape) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	const fields = Object.entries(shape.properties ?? {}).map(([key, one]) => [key, inner(one)]);
	const model = Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>;
	return fc.record(model, { requiredKeys: shape.required ?? [] });
}

const words = (ids: string[]): fc.Arbitrary<string> =>
	fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...ids) },
		{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
		{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4_000 }) },
		{ weight: 1, arbitrary: fc.constantFrom('nb', '2026-11-24', 'Nytt punkt', '10:30') }
	);

const number = ({ minimum = -5, maximum = 500 }: Shape): fc.Arbitrary<number> =>
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc.integer({ min: Math.max(minimum, -1e6), max: Math.min(maximum, 1e6) })
		},
		{ weight: 1, arbitrary: fc.constantFrom(minimum - 1, maximum + 1, 0.5, 1e300) }
	);

/** One field of an object is something else, or gone. */
function spoilt([value, at, other]: [unknown, number, unknown]): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return other;
	const keys = Object.keys(value);
	if (keys.length === 0) return { extra: other };
	const key = keys[at % keys.length]!;
	return { ...value, [key]: at % 3 === 0 ? undefined : other };
}
