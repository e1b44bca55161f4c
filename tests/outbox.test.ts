import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act } from '../src/lib/domain/act.ts';
import * as outbox from '../src/lib/realtime/outbox.ts';

const act = (id: string): Act => ({
	id,
	room: 'room',
	name: 'point.withdraw',
	input: { id: 'a-point-x' },
	seen: 0
});

test('acts are sent in order, one at a time, and none is dropped before it is answered', () => {
	const box = ['a', 'b', 'c'].map(act).reduce(outbox.post, outbox.EMPTY);
	expect(outbox.next(box)?.id).toBe('a');
	const after = outbox.acknowledged(box, 'a', 4, 'e');
	expect(outbox.next(after)?.id).toBe('b');
	expect(outbox.pending(after, 'room').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('what has arrived is still shown until the thread has reached it', () => {
	const box = outbox.acknowledged(outbox.post(outbox.EMPTY, act('a')), 'a', 4, 'e');
	expect(outbox.pending(outbox.followed(box, 'room', 'e', 3), 'room')).toHaveLength(1);
	expect(outbox.pending(outbox.followed(box, 'room', 'e', 4), 'room')).toHaveLength(0);
	expect(outbox.pending(outbox.followed(box, 'room', 'another', 1), 'room')).toHaveLength(0);
});

test('a refusal keeps the act with its text until a person has seen it', () => {
	const box = outbox.refused(outbox.post(outbox.EMPTY, act('a')), 'a', 'round-is-over', {
		round: 1
	});
	expect(outbox.next(box)).toBeUndefined();
	expect(box.refused[0]).toMatchObject({ code: 'round-is-over', act: { id: 'a' } });
	expect(outbox.dismissed(box, 'a').refused).toEqual([]);
});

/** A server that remembers ids, behind a network that loses the way there or the way back. */
const trip = fc.constantFrom('there and back', 'lost there', 'lost back', 'repeated', 'reload');

test('whatever the network does, every act is done exactly once and in order', () => {
	fc.assert(
		fc.property(
			fc.array(trip, { minLength: 1, maxLength: 60 }),
			fc.integer({ min: 1, max: 12 }),
			(trips, count) => {
				const server: string[] = [];
				const done = new Map<string, number>();
				const shelf = new Map<string, Act>();
				let box = outbox.EMPTY;
				const post = (one: Act) => {
					shelf.set(one.id, one);
					box = outbox.post(box, one);
				};
				const send = (one: Act): number => {
					const before = done.get(one.id);
					if (before !== undefined) return before;
					server.push(one.id);
					done.set(one.id, server.length);
					return server.length;
				};
				for (let n = 0; n < count; n++) post(act(`act-${n}`));
				const step = (how: string) => {
					const one = outbox.next(box);
					if (how === 'reload') box = [...shelf.values()].reduce(outbox.post, outbox.EMPTY);
					if (!one || how === 'lost there' || how === 'reload') return;
					const seq = send(one);
					if (how === 'repeated') send(one);
					if (how === 'lost back') return;
					box = outbox.acknowledged(box, one.id, seq, 'e');
					shelf.delete(one.id);
				};
				for (const how of trips) step(how);
				for (let n = 0; n <= count; n++) step('there and back');
				expect(server).toEqual(Array.from({ length: count }, (_, n) => `act-${n}`));
				expect(outbox.next(box)).toBeUndefined();
				expect(shelf.size).toBe(0);
			}
		),
		{ numRuns: 3_000, seed: 3 }
	);
});
