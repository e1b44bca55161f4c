import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { frameOf } from '../src/lib/components/scenes/frame.ts';
import { ACTS, isActName, type Act, type ActName } from '../src/lib/domain/act.ts';
import { follow, NOTHING, roomHash, roomOf } from '../src/lib/domain/room.ts';
import { openDrafts } from '../src/lib/realtime/drafts.ts';
import * as outbox from '../src/lib/realtime/outbox.ts';
import { openShelf } from '../src/lib/realtime/outbox-shelf.ts';
import {
	ActFrame,
	Enter,
	Leave,
	Signal,
	type Envelope,
	type Snapshot
} from '../src/lib/realtime/protocol.ts';
import * as thread from '../src/lib/realtime/thread.ts';
import { newMemory } from '../scripts/crowd/device.ts';

/**
 * Frames and shelves of every protocol there has been. A tablet that was asleep during a
 * deployment speaks as it did before, and what it kept is read by the page that comes after:
 * these files stay, and today's code must read them all.
 */
const FOLDER = 'tests/frames/protocol-1';
const read = <T>(name: string): T =>
	JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8')) as T;

type Small = { enter: unknown[]; leave: unknown[]; signal: unknown[] };
type Facts = { lane: 'staff'; envelope: Envelope; hash: number }[];
type Snapshots = { snapshot: Snapshot; hash: number }[];

const acts = read<(Act & { protocol: number })[]>('acts');

test.each(acts.map((act) => [act.name, act] as const))(
	'%s as a tablet of protocol 1 sends it is understood',
	(name, act) => {
		expect(ActFrame.parse(act)).toMatchObject({ id: act.id, name, input: act.input });
		expect(isActName(name)).toBe(true);
		expect(ACTS[name].safeParse(act.input).error).toBeUndefined();
	}
);

test('there is an example of every act that protocol 1 knew', () => {
	const names = new Set<string>(acts.map(({ name }) => name));
	expect(names.size).toBe(acts.length);
	const known = Object.keys(ACTS) as ActName[];
	expect(known.filter((name) => !names.has(name))).toEqual([]);
});

test('entering, leaving and signals of protocol 1 are understood', () => {
	const small = read<Small>('small');
	for (const frame of small.enter) expect(Enter.parse(frame)).toMatchObject(frame as object);
	for (const frame of small.leave) expect(Leave.parse(frame)).toMatchObject(frame as object);
	for (const frame of small.signal) expect(Signal.parse(frame)).toMatchObject(frame as object);
});

test.each(read<Facts>('facts'))(
	'facts of protocol 1 to $lane are followed to the hash that was told with them',
	({ lane, envelope, hash }) => {
		const { room, epoch, from } = envelope;
		const before = thread.arrive(thread.begin(room, lane), {
			...{ room, lane, epoch, number: from },
			things: [],
			now: 0
		});
		const after = thread.receive(before, envelope);
		expect(after).toMatchObject({ number: envelope.to, wants: null });
		expect(roomHash(after.things)).toBe(hash);
		expect(roomHash(envelope.facts.reduce(follow, NOTHING))).toBe(hash);
		const tick = { room, epoch, number: envelope.to, hash, now: 0 };
		expect(thread.hear(after, tick).wants).toBeNull();
	}
);

test.each(read<Snapshots>('snapshots'))(
	'a snapshot of protocol 1 stands as it was, and can be shown',
	({ snapshot, hash }) => {
		const there = thread.arrive(thread.begin(snapshot.room, snapshot.lane), snapshot);
		expect(there).toMatchObject({ number: snapshot.number, epoch: snapshot.epoch, wants: null });
		expect(roomHash(there.things)).toBe(hash);
		expect(frameOf(roomOf(snapshot.things))).not.toBeNull();
	}
);

const shelved = read<{ owner: string; storage: Record<string, string> }>('tablet-storage');

function tablet() {
	const storage = newMemory();
	for (const [key, value] of Object.entries(shelved.storage)) storage.setItem(key, value);
	return storage;
}

test('what a tablet of protocol 1 had not sent is read from its shelf, in order, and nobody else’s', async () => {
	const storage = tablet();
	const found = await openShelf(shelved.owner, () => storage).read();
	expect(found.map(({ act }) => act.name)).toEqual(['point.write', 'point.edit', 'group.hand-in']);
	expect(found.every(({ done }) => done === null)).toBe(true);
	const box = found.map(({ act }) => act).reduce(outbox.post, outbox.EMPTY);
	for (const act of box.waiting) {
		expect(ActFrame.safeParse({ protocol: 1, ...act }).error).toBeUndefined();
		expect(ACTS[act.name].safeParse(act.input).error).toBeUndefined();
	}
});

test('what was typed, and what was refused, on a tablet of protocol 1 is read from it', () => {
	const drafts = openDrafts(shelved.owner, tablet(), () => 1_795_680_100_000);
	expect(drafts.all().map(({ draft }) => draft.text)).toEqual([
		'Halvferdig tanke om leseti',
		'Endret, men ikke sendt'
	]);
	expect(drafts.kept().map(({ text, code }) => [text, code])).toEqual([
		['Kom for sent', 'round-is-over']
	]);
});
