import { expect, test } from 'vitest';
import { judge, type Looked, type TableLooked } from '../src/lib/domain/well.ts';

const NOW = 1_000_000;
const here = { tablets: 1, waiting: 0, waitingSince: null, since: 0, heard: NOW - 1_000 };
const table = (more: Partial<NonNullable<TableLooked['here']>> = {}, writes = true) => ({
	table: 3,
	writes,
	here: { ...here, ...more }
});
const screens = { count: 1, shows: 7, heard: NOW - 1_000 };
const calm: Looked = {
	now: NOW,
	line: 'connected',
	silentFor: 0,
	waitingHere: 0,
	house: { database: 'on', redis: 'off', storage: 'postgres' },
	screens,
	cue: 7,
	cuedFor: 60_000,
	tables: [table()],
	phones: 12,
	clock: 'running'
};
const house = (more: object) => ({ ...calm.house!, ...more });

test('a calm hall: all is well, and each thing says so', () => {
	const { state, due, rows, staleFor } = judge(calm);
	expect([state, due, staleFor]).toEqual(['well', [], null]);
	expect(rows.map(({ about, state }) => `${about} ${state}`)).toEqual([
		'server well',
		'database well',
		'projector well',
		'table well',
		'phones quiet',
		'clock quiet'
	]);
});

const cases: [what: string, changed: Partial<Looked>, state: string, says: string | null][] = [
	['the server is silent', { line: 'cut', silentFor: 9_000 }, 'wrong', 'server-cut'],
	['the page has just come', { line: 'connecting' }, 'look', 'server-connecting'],
	['own changes are on their way', { waitingHere: 2 }, 'well', null],
	['the database is away', { house: house({ database: 'away' }) }, 'wrong', 'database-away'],
	[
		'trial storage is said, and is no trouble',
		{ house: house({ storage: 'pglite' }) },
		'well',
		null
	],
	['Redis is away', { house: house({ redis: 'away' }) }, 'look', 'redis-away'],
	['nobody has told of the house yet', { house: null }, 'well', null],
	['no projector', { screens: { ...screens, count: 0 } }, 'look', 'projector-none'],
	[
		'the projector sleeps',
		{ screens: { ...screens, heard: NOW - 11_000 } },
		'wrong',
		'projector-silent'
	],
	['the projector shows another cue', { cue: 8 }, 'wrong', 'projector-behind'],
	['the projector is turning to a cue', { cue: 8, cuedFor: 2_000 }, 'well', null],
	['two screens', { screens: { ...screens, count: 2 } }, 'well', null],
	['a table that never had a tablet', { tables: [{ ...table(), here: null }] }, 'well', null],
	['a tablet that writes is gone', { tables: [table({ tablets: 0 })] }, 'wrong', 'table-gone'],
	[
		'a tablet that had handed in is put away',
		{ tables: [table({ tablets: 0 }, false)] },
		'well',
		null
	],
	[
		'a tablet that had handed in is gone with something on it',
		{ tables: [table({ tablets: 0, waiting: 1 }, false)] },
		'wrong',
		'table-gone'
	],
	[
		'something has waited long on a tablet',
		{ tables: [table({ waiting: 3, waitingSince: NOW - 30_000 })] },
		'look',
		'table-waits'
	],
	[
		'something is on its way from a tablet',
		{ tables: [table({ waiting: 1, waitingSince: NOW - 800 })] },
		'well',
		null
	],
	['a tablet says nothing', { tables: [table({ heard: NOW - 15_000 })] }, 'look', 'table-silent'],
	['two tablets at a table', { tables: [table({ tablets: 2 })] }, 'well', null]
];

test.each(cases)('%s', (_, changed, state, says) => {
	const well = judge({ ...calm, ...changed });
	expect([well.state, well.due[0]?.says.name ?? null]).toEqual([state, says]);
});

test('what is wrong is told before what should be looked at, whatever the order of the rows', () => {
	const { state, due } = judge({
		...calm,
		house: house({ redis: 'away' }),
		screens: { ...screens, count: 0 },
		tables: [table({ tablets: 0, waiting: 2 })]
	});
	expect(state).toBe('wrong');
	expect(due.map(({ says }) => says.name)).toEqual(['table-gone', 'redis-away', 'projector-none']);
});

test('while the server cannot be heard nothing else is called well: it is as it was', () => {
	const { rows, due, staleFor } = judge({
		...calm,
		line: 'cut',
		silentFor: 20_000,
		tables: [table({ tablets: 0 })]
	});
	expect(staleFor).toBe(20_000);
	expect(due.map(({ about }) => about)).toEqual(['server']);
	expect(rows.slice(1).every(({ state }) => state === 'quiet')).toBe(true);
});
