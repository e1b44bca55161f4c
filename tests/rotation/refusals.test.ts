import { expect, test } from 'vitest';
import { Refusal } from '#lib/domain/refusal.ts';
import { evenSizes, parse, type ProblemInput } from '#lib/domain/rotation/problem.ts';
import { parsePlan } from '#lib/domain/rotation/plan.ts';

const room: ProblemInput = {
	n: 6,
	sizes: [
		[3, 3],
		[2, 2, 2]
	],
	attributes: [{ name: 'role', values: ['teacher', 'manager'], of: [0, 0, 0, 0, 1, 1] }]
};
const manager = { attribute: 'role', value: 'manager' };

const contradictions: [string, string, Partial<ProblemInput>, Record<string, unknown>][] = [
	[
		'more tables than people',
		'more-tables-than-people',
		{ sizes: [[1, 1, 1, 1, 1, 1, 0]] },
		{ tables: 7, people: 6 }
	],
	['sizes that do not add up', 'sizes-do-not-add-up', { sizes: [[3, 4]] }, { seats: 7, people: 6 }],
	[
		'sizes that forget who is away',
		'sizes-do-not-add-up',
		{ absent: [[0]] },
		{ seats: 6, people: 5 }
	],
	['a stranger in a rule', 'unknown-person', { apart: [[0, 6]] }, { rule: 'apart', person: 6 }],
	[
		'a stranger among the leaders',
		'unknown-person',
		{ leaders: { eligible: [0, 9] } },
		{ person: 9 }
	],
	[
		'a round that is not there',
		'unknown-round',
		{ pinned: [{ person: 0, group: 0, rounds: [5] }] },
		{ round: 5 }
	],
	[
		'a table that is not there',
		'unknown-table',
		{ pinned: [{ person: 0, group: 2 }] },
		{ round: 0, table: 2 }
	],
	[
		'an attribute nobody has',
		'unknown-attribute',
		{ require: [{ attribute: 'age', value: 'x', max: 1 }] },
		{ attribute: 'age' }
	],
	[
		'a value nobody has',
		'unknown-value',
		{ require: [{ attribute: 'role', value: 'x', max: 1 }] },
		{ value: 'x' }
	],
	[
		'apart and together',
		'apart-and-together',
		{
			apart: [[0, 2]],
			together: [
				[0, 1],
				[1, 2]
			]
		},
		{ a: 0, b: 2 }
	],
	['apart from oneself', 'apart-from-self', { apart: [[3, 3]] }, { person: 3 }],
	[
		'apart, but both at one table',
		'apart-but-pinned',
		{
			apart: [[0, 1]],
			pinned: [
				{ person: 0, group: 1 },
				{ person: 1, group: 1 }
			]
		},
		{ a: 0, b: 1, table: 1 }
	],
	[
		'three to be kept apart at two tables',
		'apart-too-many',
		{
			apart: [
				[0, 1],
				[1, 2],
				[0, 2]
			]
		},
		{ round: 0, tables: 2 }
	],
	[
		'four together at tables of three',
		'together-too-many',
		{ together: [[0, 1, 2, 3]] },
		{ size: 3 }
	],
	[
		'together, but told to different tables',
		'together-but-pinned',
		{
			together: [[0, 1]],
			pinned: [
				{ person: 0, group: 0 },
				{ person: 1, group: 1 }
			]
		},
		{ a: 0, b: 1 }
	],
	[
		'one person at two tables',
		'pinned-twice',
		{
			pinned: [
				{ person: 0, group: 0 },
				{ person: 0, group: 1 }
			]
		},
		{ person: 0 }
	],
	[
		'too many at one table',
		'table-overfull',
		{ pinned: [0, 1, 2, 3].map((person) => ({ person, group: 0 })) },
		{ table: 0, people: 4, size: 3 }
	],
	[
		'too few managers for every table',
		'require-too-few',
		{ require: [{ ...manager, min: 1 }] },
		{ round: 1, tables: 3, there: 2 }
	],
	['too many managers', 'require-too-many', { require: [{ ...manager, max: 0 }] }, { there: 2 }],
	[
		'two managers pinned where one may be',
		'require-but-pinned',
		{
			require: [{ ...manager, max: 1 }],
			pinned: [
				{ person: 4, group: 0 },
				{ person: 5, group: 0 }
			]
		},
		{ people: 2 }
	],
	[
		'two managers together where one may be',
		'require-but-together',
		{ require: [{ ...manager, max: 1 }], together: [[4, 5]] },
		{ people: [4, 5] }
	],
	[
		'too few who may lead',
		'too-few-for-duty',
		{ leaders: { eligible: [0, 1] } },
		{ duty: 'leader', round: 1, there: 2, tables: 3 }
	],
	[
		'a leader who is absent',
		'leader-absent',
		{
			n: 7,
			sizes: [
				[3, 3],
				[3, 3]
			],
			absent: [[6], [6]],
			attributes: [],
			leaders: { eligible: [0, 1, 6] }
		},
		{ person: 6 }
	],
	[
		'a table keeper who is away one round',
		'leader-absent',
		{
			sizes: [
				[3, 3],
				[3, 2]
			],
			absent: [[], [0]],
			leaders: { eligible: [0, 1, 2], how: 'pinned' }
		},
		{ person: 0, round: 1 }
	],
	[
		'a fixed group larger than its table',
		'fixed-group-too-large',
		{ rounds: [{ kind: 'fixed', fixedGroups: [[0, 1, 2, 3], []] }] },
		{ table: 0, people: 4, size: 3 }
	],
	[
		'somebody fixed twice',
		'fixed-person-twice',
		{ rounds: [{ kind: 'fixed', fixedGroups: [[0, 1], [1]] }] },
		{ person: 1 }
	],
	[
		'a round that repeats a later one',
		'same-as-later-round',
		{ rounds: [{ kind: 'same', sameAs: 1 }] },
		{ round: 0 }
	],
	[
		'homes by an unknown attribute',
		'unknown-attribute',
		{ rounds: [{ kind: 'home', homeBy: 'team' }] },
		{ attribute: 'team' }
	],
	[
		'a held round with a gap',
		'frozen-round-incomplete',
		{
			frozen: [
				[
					[0, 1, 2],
					[3, 4]
				]
			]
		},
		{ round: 0 }
	],
	[
		'a held round with somebody twice',
		'frozen-person-twice',
		{
			frozen: [
				[
					[0, 1, 2],
					[3, 4, 4]
				]
			]
		},
		{ round: 0 }
	],
	[
		'more people than chairs at a table',
		'table-too-small',
		{ capacity: [2, 6, 6] },
		{ table: 0, chairs: 2, people: 3 }
	],
	[
		'more people than chairs in the room',
		'room-too-small',
		{ chairs: 5 },
		{ chairs: 5, people: 6 }
	],
	[
		'an attribute that forgets people',
		'attribute-does-not-cover',
		{ attributes: [{ name: 'role', values: ['a'], of: [0] }] },
		{ given: 1, people: 6 }
	],
	['no rounds', 'no-rounds', { sizes: [] }, {}],
	[
		'too many people',
		'problem-too-large',
		{ n: 2001, sizes: [[2001]], attributes: [] },
		{ people: 2001 }
	]
];

test.each(contradictions)(
	'P9: %s is refused as %s before any search',
	(_, code, change, details) => {
		const attempt = () => parse({ ...room, ...change });
		expect(attempt).toThrow(Refusal);
		try {
			attempt();
		} catch (error) {
			expect((error as Refusal).code).toBe(code);
			expect((error as Refusal).details).toMatchObject(details);
		}
	}
);

test.each([
	null,
	3,
	'plan',
	[],
	{},
	{ n: 'many', sizes: [] },
	{ n: 4, sizes: [[4]], apart: [[1]] },
	{ n: 4, sizes: [[-4]] }
])('P1: %j is no problem, and said to be none', (rubbish) => {
	expect(() => parse(rubbish)).toThrow(expect.objectContaining({ code: 'problem-malformed' }));
});

test.each([
	['a word', 'then', 'history'],
	['nobody', null, 'history'],
	['one person alone', [[0, 1], [2]], 'history.1'],
	['half a person', [[0, 1.5]], 'history.0'],
	['somebody below nought', [[-1, 2]], 'history.0'],
	['fewer than no meetings', [[0, 1, -3]], 'history.0'],
	['more meetings than anybody has', [[0, 1, 1e9]], 'history.0'],
	['a number that is none', [[0, 1, NaN]], 'history.0']
])('P1: of earlier meetings with %s it is said where', (_, history, at) => {
	expect(() => parse({ n: 4, sizes: [[4]], history })).toThrow(
		expect.objectContaining({ code: 'problem-malformed', details: expect.objectContaining({ at }) })
	);
});

test('P1: earlier meetings are two people, and how often if it is said', () => {
	const history = [
		[0, 1],
		[2, 3, 2]
	];
	expect(parse({ n: 4, sizes: [[4]], history }).history).toEqual(history);
});

test('a plan that is none is refused', () => {
	expect(() => parsePlan({ rounds: [[['a']]] })).toThrow(
		expect.objectContaining({ code: 'plan-malformed' })
	);
	expect(parsePlan([[[0, 1]]])).toEqual({ rounds: [[[0, 1]]] });
});

test('P1: reading what has been read changes nothing', () => {
	const once = parse({ ...room, rounds: [{ kind: 'home', homeBy: 'role' }] });
	expect(parse(structuredClone(once))).toEqual(once);
});

test('sizes as even as can be', () => {
	expect(evenSizes(23, 5)).toEqual([5, 5, 5, 4, 4]);
	expect(() => evenSizes(3, 4)).toThrow(
		expect.objectContaining({ code: 'more-tables-than-people' })
	);
});
