import { NO_RULES } from '../../src/lib/domain/plan-rules.ts';
import { describe, expect, test } from 'vitest';
import {
	aroundNow,
	carriedInto,
	listOf,
	nextTables,
	noticeNow,
	otherTables,
	placeOf,
	shortNames,
	startOf,
	stepOf
} from '../../src/lib/components/tablet/place.ts';
import { straysAmong } from '../../src/lib/components/tablet/stray.ts';
import { changeOf, newPointIn } from '../../src/lib/realtime/drafts.ts';
import type { Act, ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Conference, Phase } from '../../src/lib/domain/conference.ts';
import { expect as expected } from '../../src/lib/domain/expect.ts';
import type { Point } from '../../src/lib/domain/point.ts';
import type { Item, Round } from '../../src/lib/domain/programme.ts';
import { roomOf, type Thing } from '../../src/lib/domain/room.ts';
import type { Group } from '../../src/lib/domain/seating.ts';

const conference = (phase: Phase): Conference => ({
	kind: 'conference',
	id: 'conference-1',
	ownerId: 'school-1',
	ownerName: 'Furulia skole',
	name: 'Dialogkonferanse',
	date: '2026-11-24',
	startsAt: 9 * 60,
	lang: 'nb',
	joinCode: '',
	phase,
	undo: null,
	colourBy: '',
	apart: [],
	rules: NO_RULES
});

const round = (number: number, state: Round['state'], more: Partial<Item> = {}): Item => ({
	kind: 'item',
	id: `round-${number}`,
	position: number * 2,
	type: 'round',
	title: '',
	note: '',
	minutes: 40,
	startedAt: null,
	endedAt: null,
	round: {
		number,
		mix: { kind: 'mixed' },
		prompts: [
			{ id: `prompt-${number}a`, text: 'Hva?', lang: 'nb' },
			{ id: `prompt-${number}b`, text: 'Hvordan?', lang: 'nb' }
		],
		tables: { count: 2 },
		release: 'on-hand-in',
		state,
		carried: []
	},
	...more
});

const group = (number: number, table: number, people: string[]): Group => ({
	kind: 'group',
	id: `group-${number}-${table}`,
	roundId: `round-${number}`,
	table,
	place: '',
	members: people.map((name) => ({ id: `id-${name}`, name, present: true })),
	leaderId: null,
	recorderId: null,
	published: true,
	handedInAt: null,
	helpAt: null
});

const point = (id: string, position: number, more: Partial<Point> = {}): Point => ({
	kind: 'point',
	id,
	roundId: 'round-1',
	promptId: 'prompt-1a',
	groupId: 'group-1-1',
	table: 1,
	position,
	text: id,
	lang: 'nb',
	type: null,
	state: 'written',
	late: false,
	shelved: false,
	version: 1,
	other: null,
	writtenAt: 1,
	...more
});

const seats = [
	group(1, 1, ['Åse', 'Ulrik']),
	group(1, 2, ['Tone']),
	group(2, 1, ['Tone', 'Åse']),
	group(2, 2, ['Ulrik'])
];
const running = (itemId: string) => conference({ name: 'running', itemId });
const at = (...things: Thing[]) => roomOf([...seats, ...things]);

describe('what the tablet on a table is for', () => {
	test('before the first round it shows who will sit here', () => {
		const room = at(conference({ name: 'planning' }), round(1, 'published'), round(2, 'published'));
		expect(placeOf(room, 1)).toMatchObject({ state: 'before', group: { id: 'group-1-1' } });
	});

	test('while a round is open it is its group that writes', () => {
		const room = at(running('round-2'), round(1, 'over', { endedAt: 5 }), round(2, 'open'));
		expect(placeOf(room, 1)).toMatchObject({ state: 'writing', group: { id: 'group-2-1' } });
	});

	test('in the plenum after a round its points are still here, until the next round opens', () => {
		const room = at(running('plenum-1'), round(1, 'over', { endedAt: 5 }), round(2, 'published'));
		expect(placeOf(room, 2)).toMatchObject({ state: 'after', group: { id: 'group-1-2' } });
	});

	test('a table that nobody sits at says so', () => {
		const room = at(running('round-1'), round(1, 'open'), group(1, 3, []));
		expect(placeOf(room, 3)).toMatchObject({ state: 'nobody', round: { id: 'round-1' } });
		expect(placeOf(room, 9)).toMatchObject({ state: 'nobody' });
		expect(placeOf(roomOf([]), 1)).toEqual({ state: 'nobody', round: null, group: null });
	});

	test('when the conference is closed the last group can still read', () => {
		const closed = conference({ name: 'closed', at: 9, without: null });
		const room = at(closed, round(1, 'over', { endedAt: 5 }), round(2, 'over', { endedAt: 8 }));
		expect(placeOf(room, 1)).toMatchObject({ state: 'closed', group: { id: 'group-2-1' } });
	});
});

describe('what the facilitator told the tables', () => {
	const told: Thing = { kind: 'notice', id: 'notice', text: 'Ti minutter igjen', at: 2_000 };

	test('stands while what it was said in goes on', () => {
		const room = at(running('round-1'), round(1, 'open', { startedAt: 1_000 }), told);
		expect(noticeNow(room)).toBe(told);
	});

	test('is no longer about now once something else has begun', () => {
		const over = round(1, 'over', { startedAt: 1_000, endedAt: 3_000 });
		const next = round(2, 'open', { startedAt: 3_000 });
		expect(noticeNow(at(running('round-2'), over, next, told))).toBeUndefined();
		expect(noticeNow(at(running('round-1'), over, next, told))).toBe(told);
	});

	test('stands before the first line of the programme has begun', () => {
		expect(noticeNow(at(conference({ name: 'planning' }), round(1, 'published'), told))).toBe(told);
	});
});

describe('a half-written text whose field is gone from the screen', () => {
	const note = (text: string, began?: string) => ({
		text,
		type: null,
		at: 1,
		...(began !== undefined && { began })
	});
	const room = at(
		running('round-2'),
		round(1, 'over', { endedAt: 5 }),
		round(2, 'open'),
		point('p', 0)
	);
	const typed = { place: newPointIn('group-1-1', 'prompt-1a'), draft: note('ikke ferd') };
	const changing = { place: changeOf('p'), draft: note('p og mer', 'p') };

	test('is found, with the group and the round it is from', () => {
		expect(straysAmong([typed, changing], new Set(), room)).toEqual([
			{ place: typed.place, text: 'ikke ferd', change: false, groupId: 'group-1-1', round: 1 },
			{ place: 'point/p', text: 'p og mer', change: true, groupId: 'group-1-1', round: 1 }
		]);
	});

	test('is none where its field stands, nor where nothing was changed', () => {
		const looked = { place: changeOf('p'), draft: note('p', 'p') };
		expect(straysAmong([typed, looked], new Set([typed.place]), room)).toEqual([]);
	});

	test('is shown also when this table is no longer told of its group', () => {
		const gone = { place: newPointIn('group-9-1', 'prompt-9a'), draft: note('fra før') };
		expect(straysAmong([gone], new Set(), room)).toMatchObject([{ groupId: null, round: null }]);
	});
});

describe('a table that is about to leave', () => {
	const room = at(
		running('round-1'),
		round(1, 'open', { startedAt: Date.UTC(2026, 10, 24, 8, 10) }),
		round(2, 'published')
	);

	test('sees which table each of them goes to', () => {
		const next = nextTables(room, placeOf(room, 1));
		expect(next?.round.id).toBe('round-2');
		expect(next?.seats).toEqual([
			{ name: 'Åse', table: 1, place: '' },
			{ name: 'Ulrik', table: 2, place: '' }
		]);
	});

	test('sees what comes next and when, shifted by what has really started', () => {
		expect(aroundNow(room)).toMatchObject({
			now: { id: 'round-1' },
			next: { id: 'round-2' },
			at: 9 * 60 + 10 + 40
		});
	});

	test('knows when a round begins, also when something else comes first', () => {
		expect(startOf(room, 'round-2')).toBe(9 * 60 + 10 + 40);
		expect(startOf(at(conference({ name: 'planning' }), round(1, 'published')), 'round-1')).toBe(
			540
		);
	});

	test('is told nothing of a round that is not given out', () => {
		const draft = at(running('round-1'), round(1, 'open'), round(2, 'draft'));
		expect(nextTables(draft, placeOf(draft, 1))).toBeNull();
	});
});

test('what the other tables have shown is read by table and question', () => {
	const other = { groupId: 'group-1-2', table: 2 };
	const room = at(
		round(1, 'open'),
		point('mine', 0, { state: 'released' }),
		point('second', 0, { ...other, promptId: 'prompt-1b', state: 'released' }),
		point('first', 4, { ...other, state: 'released' }),
		point('unseen', 1, { ...other, text: null })
	);
	const place = placeOf(room, 1);
	if (place.state !== 'writing') throw new Error(place.state);
	const others = otherTables(room, place.round, place.group);
	expect(others.map(({ table, points }) => [table, points.map(({ id }) => id)])).toEqual([
		[2, ['first', 'second']]
	]);
});

test('points chosen from round one stand on the tablet in round two, unless they were redacted', () => {
	const two = round(2, 'open');
	two.round!.carried = ['kept', 'redacted', 'unknown'];
	const room = at(
		round(1, 'over'),
		two,
		point('kept', 0, { state: 'released' }),
		point('redacted', 1, { state: 'redacted', text: '' })
	);
	const chosen = carriedInto(room, two as Parameters<typeof carriedInto>[1]);
	expect(chosen.map(({ from, point }) => [from, point.id])).toEqual([[1, 'kept']]);
});

const act = <N extends ActName>(name: N, input: ActInput<N>): Act =>
	({ id: 'act-00001', room: 'conference-1', name, input, seen: 1 }) as Act;

describe('moving a point one step', () => {
	const list = [
		point('first', 0),
		point('taken-back', 1, { state: 'withdrawn' }),
		point('second', 2),
		point('third', 3)
	];
	const room = at(round(1, 'open'), ...list);
	const after = (id: string, step: -1 | 1) => {
		const position = stepOf(list, id, step);
		if (position === null) return null;
		const next = expected(room, act('point.move', { id, position }), 0);
		return listOf(next, 'group-1-1', 'prompt-1a')
			.filter(({ state }) => state !== 'withdrawn')
			.map(({ id }) => id);
	};

	test('goes past what was taken back in between', () => {
		expect(after('second', -1)).toEqual(['second', 'first', 'third']);
		expect(after('first', 1)).toEqual(['second', 'first', 'third']);
		expect(after('third', -1)).toEqual(['first', 'third', 'second']);
	});

	test('stops at the ends', () => {
		expect(after('first', -1)).toBeNull();
		expect(after('third', 1)).toBeNull();
		expect(stepOf(list, 'taken-back', 1)).toBeNull();
	});
});

test('two changes in a row from one tablet do not collide with each other', () => {
	const room = at(round(1, 'open'), point('mine', 0, { state: 'released' }));
	const once = expected(room, act('point.edit', { id: 'mine', text: 'en', version: 1 }), 0);
	expect(once.point['mine']).toMatchObject({ text: 'en', version: 2, state: 'written' });
	const twice = expected(once, act('point.edit', { id: 'mine', text: 'to', version: 2 }), 0);
	expect(twice.point['mine']).toMatchObject({ text: 'to', version: 3, other: null });
});

test('bringing the other text back shows at once which one stands', () => {
	const room = at(round(1, 'open'), point('mine', 0, { text: 'vår', other: 'deres' }));
	const next = expected(room, act('point.restore', { id: 'mine' }), 0);
	expect(next.point['mine']).toMatchObject({ text: 'deres', other: 'vår', version: 2 });
});

test('two with one first name are told apart', () => {
	expect(shortNames(['Kari Ås', 'Kari Berg Lie', 'Ola Vik', 'Cher'])).toEqual([
		'Kari Å.',
		'Kari L.',
		'Ola',
		'Cher'
	]);
});
