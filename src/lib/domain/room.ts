import type { Clock } from './clock.ts';
import type { Conference, Keys, Notice } from './conference.ts';
import type { Measure } from './measure.ts';
import type { Minute } from './minutes.ts';
import type { Point } from './point.ts';
import type { Item } from './programme.ts';
import type { Proposal } from './proposal.ts';
import type { Screen } from './screen.ts';
import type { Group, Participant } from './seating.ts';
import type { Placement, Theme } from './theme.ts';

/**
 * Everything that can stand in a room. A conference's room holds the programme, seats,
 * points, minutes and what the screen shows; a school's (or municipality's) room holds
 * themes, proposals and measures, which outlive the conference they grew from.
 */
export type Thing =
	| Conference
	| Item
	| Participant
	| Group
	| Point
	| Minute
	| Clock
	| Screen
	| Notice
	| Keys
	| Theme
	| Placement
	| Proposal
	| Measure;
export type Kind = Thing['kind'];
export type Of<K extends Kind> = Extract<Thing, { kind: K }>;

/** What stands in a room, by kind and id. */
export type Room = { readonly [K in Kind]: Readonly<Record<string, Of<K>>> };

/**
 * Something that happened, told in the past. It carries things whole, never a patch, so
 * that hearing it twice does no harm; `gone` are things that no longer stand there.
 */
export type Fact = { name: string; things: Thing[]; gone?: { kind: Kind; id: string }[] };

export const NOTHING: Room = {
	conference: {},
	item: {},
	participant: {},
	group: {},
	point: {},
	minute: {},
	clock: {},
	screen: {},
	notice: {},
	keys: {},
	theme: {},
	placement: {},
	proposal: {},
	measure: {}
};

/** The room in which `things` stand. */
export function roomOf(things: Thing[]): Room {
	return follow(NOTHING, { name: 'arrived', things });
}

/** The one reducer: the room after a fact. It serves server, browser, projector and tests. */
export function follow(room: Room, fact: Fact): Room {
	const next: Record<string, Record<string, Thing>> = { ...room };
	const touched = new Set<string>();
	const shelf = (kind: Kind) => {
		if (!touched.has(kind)) {
			next[kind] = { ...next[kind] };
			touched.add(kind);
		}
		return next[kind]!;
	};
	for (const thing of fact.things) shelf(thing.kind)[thing.id] = thing;
	for (const { kind, id } of fact.gone ?? []) delete shelf(kind)[id];
	return next as Room;
}

/** All things in a room, in no order that means anything. */
export function thingsIn(room: Room): Thing[] {
	return Object.values(room).flatMap((shelf) => Object.values(shelf));
}

/** JSON with sorted keys: the same text on both sides of the wire, whatever a database did to the order. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value)
		.filter(([, inner]) => inner !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** A thing never changes in place, so its hash is reckoned once: each tick asks for all of them. */
const hashes = new WeakMap<Thing, number>();

/** 32-bit FNV-1a of a thing's canonical text. */
export function hashOf(thing: Thing): number {
	const known = hashes.get(thing);
	if (known !== undefined) return known;
	const hash = fnv(canonical(thing));
	hashes.set(thing, hash);
	return hash;
}

function fnv(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

/** The hash of a whole room: the sum of its things' hashes, so that it can be kept up as they change. */
export function roomHash(room: Room): number {
	return thingsIn(room).reduce((sum, thing) => (sum + hashOf(thing)) >>> 0, 0);
}

/** The only one of its kind in the room (conference, clock, screen …), or undefined. */
export function only<K extends Kind>(room: Room, kind: K): Of<K> | undefined {
	return Object.values(room[kind])[0] as Of<K> | undefined;
}

/** All of a kind. */
export function all<K extends Kind>(room: Room, kind: K): Of<K>[] {
	return Object.values(room[kind]) as Of<K>[];
}
