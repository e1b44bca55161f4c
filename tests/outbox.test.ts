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

// A server that is brought back from a backup has another epoch, and lacks what came after it.

const write = (id: string, more: Partial<Act> = {}): Act =>
	({
		...act(id),
		name: 'point.write',
		input: { id: `p-${id}`, groupId: 'group-x', promptId: 'q1', text: `sa ${id}` },
		seen: 41,
		...more
	}) as Act;
const HOUR = 3_600_000;

/** A box in which these acts were written, and the first `done` of them acknowledged in epoch `e`. */
const boxOf = (acts: Act[], done: number, at = 0) =>
	acts
		.slice(0, done)
		.reduce(
			(box, { id }, n) => outbox.acknowledged(box, id, n + 1, 'e', at),
			acts.reduce(outbox.post, outbox.EMPTY)
		);

test('what was acknowledged before the server was brought back is sent again, before what still waited', () => {
	const box = boxOf(
		['a', 'b', 'c'].map((id) => write(id)),
		2
	);
	const again = outbox.restored(box, 'room', 'after');
	expect(again.waiting.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
	expect(again.kept).toEqual([]);
	expect(again.arrived).toEqual([]);
});

test('numbers of the other epoch are not brought along: nobody is held to have known what never was', () => {
	const again = outbox.restored(boxOf([write('a'), write('b')], 1), 'room', 'after');
	expect(again.waiting.map(({ seen }) => seen)).toEqual([0, 0]);
});

test('what steers the hall is never done a second time from a device that was away', () => {
	const go = write('go', { name: 'programme.go', input: { itemId: 'an-item' } });
	const cue = write('cue', { name: 'screen.cue', input: { scene: { name: 'neutral' } } });
	const box = boxOf([go, write('a'), cue], 3);
	expect(outbox.restored(box, 'room', 'after').waiting.map(({ id }) => id)).toEqual(['a']);
});

test('another room being brought back sends nothing of this one again', () => {
	const box = boxOf([write('a')], 1);
	expect(outbox.isAhead(box, 'another', 'after')).toBe(false);
	expect(outbox.restored(box, 'another', 'after').waiting).toEqual([]);
	expect(outbox.isAhead(box, 'room', 'after')).toBe(true);
	expect(outbox.isAhead(box, 'room', 'e')).toBe(false);
});

test('acknowledged once more in the new epoch, it stays there and is not sent a third time', () => {
	const again = outbox.restored(boxOf([write('a')], 1), 'room', 'after');
	const box = outbox.acknowledged(again, 'a', 9, 'after', 5);
	expect(outbox.isAhead(box, 'room', 'after')).toBe(false);
	expect(box.kept).toMatchObject([{ seq: 9, epoch: 'after' }]);
	expect(box.again).toEqual([]);
});

test('a day later the device no longer keeps it, and never more than some hundreds', () => {
	const old = outbox.remember(outbox.EMPTY, { act: write('old'), seq: 1, epoch: 'e', at: 0 });
	const next = { act: write('next'), seq: 2, epoch: 'e', at: 25 * HOUR };
	expect(outbox.remember(old, next).kept.map(({ act }) => act.id)).toEqual(['next']);
	const many = Array.from({ length: outbox.MOST_KEPT + 20 }, (_, n) => write(`act-${n}`));
	const { kept } = boxOf(many, many.length);
	expect(kept).toHaveLength(outbox.MOST_KEPT);
	expect(kept.at(-1)?.act.id).toBe(many.at(-1)?.id);
});

test('a text that was redacted is not kept on any device to come back', () => {
	const box = boxOf([write('a'), write('b')], 2);
	const after = outbox.forgotten(box, new Set(['p-a']));
	expect(outbox.restored(after, 'room', 'after').waiting.map(({ id }) => id)).toEqual(['b']);
});

test('sent again and refused: words are shown with the reason, a gesture without words is let go', () => {
	const hand = write('hand', { name: 'group.hand-in', input: { groupId: 'group-x' } });
	let box = outbox.restored(boxOf([write('a'), hand], 2), 'room', 'after');
	box = outbox.refused(box, 'hand', 'group-gone', {});
	box = outbox.refused(box, 'a', 'group-gone', {});
	expect(box.refused.map(({ act }) => act.id)).toEqual(['a']);
	expect(box.waiting).toEqual([]);
});

test('whatever was acknowledged before, and wherever the backup was taken, nothing is lost or done twice', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 12 }),
			fc.integer({ min: 0, max: 12 }),
			fc.integer({ min: 0, max: 12 }),
			fc.array(fc.boolean(), { maxLength: 30 }),
			(count, acknowledged, backup, losses) => {
				const acts = Array.from({ length: count }, (_, n) => write(`act-${n}`));
				const done = Math.min(acknowledged, count);
				// The backup holds what was done first; the rest is gone from the server.
				const server = acts.slice(0, Math.min(backup, done)).map(({ id }) => id);
				let box = outbox.restored(boxOf(acts, done), 'room', 'after');
				for (const lost of [...losses, ...acts.map(() => false)]) {
					const one = outbox.next(box);
					if (!one) break;
					if (!server.includes(one.id)) server.push(one.id);
					if (!lost) box = outbox.acknowledged(box, one.id, server.length, 'after', 1);
				}
				expect(server).toEqual(acts.map(({ id }) => id));
				expect(outbox.isAhead(box, 'room', 'after')).toBe(false);
			}
		),
		{ numRuns: 3_000, seed: 5 }
	);
});
