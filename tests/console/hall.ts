import { clockFor, type Clock } from '../../src/lib/domain/clock.ts';
import type { Conference } from '../../src/lib/domain/conference.ts';
import { NO_RULES } from '../../src/lib/domain/plan-rules.ts';
import type { Point } from '../../src/lib/domain/point.ts';
import type { Item, Round } from '../../src/lib/domain/programme.ts';
import { roomOf, type Room, type Thing } from '../../src/lib/domain/room.ts';
import type { Group } from '../../src/lib/domain/seating.ts';

/** A moment so many minutes after nine in the hall, 23 November 2026. */
export const at = (minutes: number): number => Date.UTC(2026, 10, 23, 8, 0) + minutes * 60_000;

const NAMES = [
	['Åse Tavlemo', 'lærer'],
	['Bjørnar Krittnes', 'lærer'],
	['Liv Limstad', 'assistent'],
	['Kari Linjalberg', 'lærer'],
	['Turid Fargeseth', 'assistent'],
	['Oddgeir Penselrud', 'assistent']
] as const;

const PLAN = [
	['welcome', 'talk', 10],
	['round-1', 'round', 40],
	['plenum-1', 'plenum', 30],
	['break-1', 'break', 10],
	['round-2', 'round', 40],
	['plenum-2', 'plenum', 30]
] as const;

const round = (number: number): Round => ({
	number,
	mix: { kind: 'mixed' },
	prompts: [{ id: `prompt-${number}`, text: 'Hva skal vi gjøre likt?', lang: 'nb' }],
	tables: { count: 2 },
	release: 'on-hand-in',
	state: 'published',
	carried: []
});

/** Two rounds with two tables of three, each with a plenum; published, and as far as `running`. */
export function hall(how: { running?: string; startedAt?: number } = {}): Room {
	const items = PLAN.map(([id, type, minutes], position): Item => {
		const running = id === how.running;
		return {
			kind: 'item',
			id,
			position,
			type,
			title: id,
			note: '',
			minutes,
			startedAt: running ? (how.startedAt ?? at(10)) : null,
			endedAt: null,
			round: type === 'round' ? round(id === 'round-1' ? 1 : 2) : null
		};
	});
	const people = NAMES.map(([name, profession], place): Thing => ({
		kind: 'participant',
		id: `person-${place}`,
		personId: `person-${place}`,
		name,
		attributes: { profession },
		attendance: 'expected',
		walkIn: false
	}));
	const groups = ['round-1', 'round-2'].flatMap((roundId) =>
		[1, 2].map((table) => groupOf(roundId, table))
	);
	return roomOf([conference(how.running), ...items, ...people, ...groups]);
}

function conference(running?: string): Conference {
	return {
		kind: 'conference',
		id: 'conference',
		ownerId: 'school',
		ownerName: 'Skolen',
		name: 'Høstkonferansen',
		date: '2026-11-23',
		startsAt: 9 * 60,
		lang: 'nb',
		joinCode: '',
		phase: running ? { name: 'running', itemId: running } : { name: 'planning' },
		undo: null,
		colourBy: 'profession',
		apart: [],
		rules: NO_RULES
	};
}

/** Round 1 seats the first three and the last three; round 2 mixes them. */
function groupOf(roundId: string, table: number): Group {
	const places =
		roundId === 'round-1'
			? [0, 1, 2].map((place) => place + (table - 1) * 3)
			: [0, 2, 4].map((place) => place + (table - 1));
	const members = places.map((place) => ({
		id: `person-${place}`,
		name: NAMES[place]![0],
		present: true
	}));
	return {
		kind: 'group',
		id: `${roundId}-${table}`,
		roundId,
		table,
		place: '',
		members,
		leaderId: members[0]!.id,
		recorderId: null,
		published: true,
		handedInAt: null,
		helpAt: null
	};
}

export const conferenceIn = (room: Room, to: Partial<Conference>): Conference => ({
	...room.conference['conference']!,
	...to
});

export const groupIn = (room: Room, roundId: string, table: number, to: Partial<Group>): Group => ({
	...room.group[`${roundId}-${table}`]!,
	...to
});

export function itemIn(room: Room, id: string, to: Partial<Round>): Item {
	const item = room.item[id]!;
	return { ...item, round: item.round && { ...item.round, ...to } };
}

export const clockIn = (itemId: string): Clock => clockFor(itemId, 90, true, at(0));

/** A point of a table in round 1. */
export const pointIn = (id: string, table: number, to: Partial<Point>): Point => ({
	kind: 'point',
	id,
	roundId: 'round-1',
	promptId: 'prompt-1',
	groupId: `round-1-${table}`,
	table,
	position: 0,
	text: 'Et felles skjema',
	lang: 'nb',
	type: null,
	state: 'written',
	late: false,
	shelved: false,
	version: 1,
	other: null,
	writtenAt: at(15),
	...to
});
