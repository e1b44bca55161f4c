import fc from 'fast-check';
import { expect, test } from 'vitest';
import { see, seeFact, type Lane } from '../src/lib/domain/audience.ts';
import type { Point, PointState } from '../src/lib/domain/point.ts';
import {
	canonical,
	follow,
	NOTHING,
	roomHash,
	roomOf,
	thingsIn,
	type Fact,
	type Room,
	type Thing
} from '../src/lib/domain/room.ts';
import type { Group } from '../src/lib/domain/seating.ts';
import * as thread from '../src/lib/realtime/thread.ts';
import type { Envelope } from '../src/lib/realtime/protocol.ts';

/**
 * Seeded fuzz of the thread: whatever a network does to envelopes (loses, shuffles, repeats,
 * cuts), a thread that asks for what it wants ends equal to a fresh arrival, in every lane.
 */
const LANES: Lane[] = ['staff', 'projector', 'guest', 'table/1', 'table/2'];
const STATES: PointState[] = ['written', 'handed-in', 'released', 'withdrawn', 'held', 'redacted'];

const point = fc.record({
	id: fc.integer({ min: 0, max: 5 }).map((n) => `point-${n}`),
	table: fc.integer({ min: 1, max: 2 }),
	state: fc.constantFrom(...STATES),
	shelved: fc.boolean(),
	text: fc.string({ maxLength: 6 })
});
const group = fc.record({
	id: fc.integer({ min: 0, max: 3 }).map((n) => `group-${n}`),
	table: fc.integer({ min: 1, max: 2 }),
	published: fc.boolean(),
	name: fc.string({ maxLength: 6 })
});

const asPoint = (drawn: {
	id: string;
	table: number;
	state: PointState;
	shelved: boolean;
	text: string;
}): Point => ({
	kind: 'point',
	roundId: 'r',
	promptId: 'q',
	groupId: 'g',
	position: 0,
	lang: 'nb',
	type: null,
	late: false,
	version: 1,
	other: null,
	writtenAt: 0,
	...drawn
});
const asGroup = ({
	name,
	...drawn
}: {
	id: string;
	table: number;
	published: boolean;
	name: string;
}): Group => ({
	kind: 'group',
	roundId: 'r',
	place: '',
	members: [{ id: 'm', name, present: true }],
	leaderId: 'm',
	recorderId: null,
	handedInAt: null,
	helpAt: null,
	...drawn
});
const thing = fc.oneof(point.map(asPoint), group.map(asGroup)) as fc.Arbitrary<Thing>;
const fact: fc.Arbitrary<Fact> = fc.record({
	name: fc.constant('happened'),
	things: fc.array(thing, { maxLength: 3 }),
	gone: fc.array(
		fc.integer({ min: 0, max: 3 }).map((n) => ({ kind: 'group' as const, id: `group-${n}` })),
		{ maxLength: 1 }
	)
});

/** The room as a lane sees it on arrival. */
const seenBy = (room: Room, lane: Lane): Room =>
	roomOf(
		thingsIn(room)
			.map((one) => see(one, lane))
			.filter((one) => one !== null)
	);

test('seeing and following commute, in every lane', () => {
	fc.assert(
		fc.property(fc.array(fact, { maxLength: 12 }), fc.constantFrom(...LANES), (facts, lane) => {
			const seenLast = seenBy(facts.reduce(follow, NOTHING), lane);
			const followed = facts.map((one) => seeFact(one, lane)).reduce(follow, NOTHING);
			expect(canonical(followed)).toBe(canonical(seenLast));
			expect(roomHash(followed)).toBe(roomHash(seenLast));
		}),
		{ numRuns: 2_000, seed: 7 }
	);
});

/** What a network does with one envelope, or what happens to the page meanwhile. */
const weather = fc.array(
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant('arrives' as const) },
		{ weight: 2, arbitrary: fc.constant('lost' as const) },
		{ weight: 2, arbitrary: fc.constant('twice' as const) },
		{ weight: 2, arbitrary: fc.constant('late' as const) },
		{ weight: 1, arbitrary: fc.constant('reload' as const) },
		{ weight: 1, arbitrary: fc.constant('restored' as const) }
	),
	{ minLength: 5, maxLength: 40 }
);

test('a thread that loses, shuffles, repeats, reloads and is restored ends as a fresh arrival does', () => {
	fc.assert(
		fc.property(
			weather,
			fc.array(fact, { minLength: 40, maxLength: 40 }),
			fc.constantFrom(...LANES),
			fc.integer({ min: 1, max: 3 }),
			(events, facts, lane, batch) => {
				let epoch = 'first';
				let room: Room = NOTHING;
				let number = 0;
				const journal: { seq: number; fact: Fact }[] = [];
				const delayed: Envelope[] = [];
				let mine = thread.begin('room', lane);
				const snapshot = () => ({
					room: 'room',
					lane,
					epoch,
					number,
					now: 0,
					things: thingsIn(seenBy(room, lane))
				});
				const ask = () => {
					if (mine.wants === 'snapshot') mine = thread.arrive({ ...mine, number: 0 }, snapshot());
					else if (mine.wants === 'missing')
						mine = thread.receive({ ...mine, wants: null }, envelope(mine.number));
				};
				const envelope = (from: number): Envelope => ({
					room: 'room',
					epoch,
					from,
					to: number,
					facts: journal.filter(({ seq }) => seq > from).map(({ fact }) => seeFact(fact, lane))
				});
				ask();
				for (const [at, event] of events.entries()) {
					const from = number;
					for (const told of facts.slice(at % 40, (at % 40) + batch)) {
						number += 1;
						room = follow(room, told);
						journal.push({ seq: number, fact: told });
					}
					if (event === 'restored') {
						// A backup: an older room, another epoch.
						epoch = `epoch-${at}`;
						number = Math.floor(number / 2);
						journal.splice(0);
						room = journal.map(({ fact }) => fact).reduce(follow, NOTHING);
					}
					if (event === 'reload') mine = thread.begin('room', lane);
					const sent = event === 'restored' ? envelope(number) : envelope(from);
					if (event === 'late') delayed.push(sent);
					if (event === 'arrives' || event === 'twice' || event === 'restored')
						mine = thread.receive(mine, sent);
					if (event === 'twice') mine = thread.receive(mine, sent);
					if (at % 3 === 0 && delayed.length > 0) mine = thread.receive(mine, delayed.shift()!);
					if (at % 4 === 0) ask();
				}
				// The network heals: what was late arrives, a tick comes, and what is wanted is asked for.
				for (const old of delayed) mine = thread.receive(mine, old);
				ask();
				mine = thread.hear(mine, {
					room: 'room',
					epoch,
					number,
					now: 0,
					hash: roomHash(seenBy(room, lane))
				});
				ask();
				mine = thread.hear(mine, {
					room: 'room',
					epoch,
					number,
					now: 0,
					hash: roomHash(seenBy(room, lane))
				});
				ask();
				expect(mine.number).toBe(number);
				expect(canonical(mine.things)).toBe(canonical(seenBy(room, lane)));
			}
		),
		{ numRuns: 2_000, seed: 11 }
	);
});
