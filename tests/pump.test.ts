import { expect, test, vi } from 'vitest';
import type { Thing } from '../src/lib/domain/room.ts';
import type { Envelope } from '../src/lib/realtime/protocol.ts';
import { openPump, type Journal } from '../src/lib/realtime/pump.server.ts';

/** A journal of an empty room at number 7 that counts how often it is read, and may be away. */
function shelf() {
	const read = { times: 0, away: false };
	const journal: Journal = {
		numbers: async () => [],
		after: async () => [],
		snapshot: async () => {
			read.times += 1;
			if (read.away) throw new Error('away');
			return { epoch: 'e', number: 7, things: [] };
		}
	};
	const quiet = () => undefined;
	return { read, journal, pump: openPump(journal, quiet, quiet, quiet) };
}

test('three hundred phones that come at once have the room read once for them all', async () => {
	const { read, pump } = shelf();
	await Promise.all(Array.from({ length: 300 }, () => pump.follow('room', 'guest')));
	expect(read.times).toBe(1);
	expect(pump.numberOf('room', 'guest')).toBe(7);
	await pump.follow('room', 'projector');
	expect(read.times).toBe(2);
	pump.close();
});

test('a room that could not be read is read again for whoever comes after', async () => {
	const { read, pump } = shelf();
	read.away = true;
	const came = await Promise.allSettled([1, 2].map(() => pump.follow('room', 'guest')));
	expect(came.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	read.away = false;
	await pump.follow('room', 'guest');
	expect([read.times, pump.numberOf('room', 'guest')]).toEqual([2, 7]);
	pump.close();
});

const point = (more: object) =>
	({ kind: 'point', id: 'point-001', text: 'Bodil er syk', ...more }) as unknown as Thing;

test('a text that is released and redacted in one breath never leaves the house, and the screens stand right', async () => {
	vi.useFakeTimers();
	const told: Envelope[] = [];
	const entries = [
		{ seq: 8, fact: { name: 'point.released', things: [point({ state: 'released' })] } },
		{ seq: 9, fact: { name: 'help.asked', things: [] } },
		{ seq: 10, fact: { name: 'point.redacted', things: [point({ state: 'redacted', text: '' })] } }
	];
	const { journal } = shelf();
	journal.after = async (_, number) => entries.filter(({ seq }) => seq > number);
	const quiet = () => undefined;
	const pump = openPump(journal, (_, envelope) => void told.push(envelope), quiet, quiet);
	await pump.follow('room', 'guest');
	await pump.look('room');
	vi.runAllTimers();
	vi.useRealTimers();
	expect(told).toHaveLength(1);
	expect(told[0]).toMatchObject({ from: 7, to: 10 });
	expect(told[0]!.facts.map(({ name }) => name)).toEqual(['point.redacted']);
	expect(JSON.stringify(told)).not.toContain('Bodil');
	pump.close();
});

const said = (seq: number) => ({
	seq,
	fact: { name: 'point.released', things: [point({ id: `point-${seq}`, state: 'released' })] }
});

test('a lane that begins while the journal is read for another is told all that came after it', async () => {
	vi.useFakeTimers();
	const told: Envelope[] = [];
	const entries: ReturnType<typeof said>[] = [];
	const stands = () => entries.at(-1)?.seq ?? 7;
	const held: (() => void)[] = [];
	const hold = () => new Promise<void>((go) => held.push(go));
	let slow = false;
	const journal: Journal = {
		numbers: async () => [],
		after: async (_, number) => {
			const found = entries.filter(({ seq }) => seq > number);
			if (slow) await hold();
			return found;
		},
		snapshot: async (_, lane) => {
			const number = stands();
			if (lane === 'guest') await hold();
			return { epoch: 'e', number, things: [] };
		}
	};
	const quiet = () => undefined;
	const pump = openPump(
		journal,
		(lane, envelope) => void (lane === 'guest' && told.push(envelope)),
		quiet,
		quiet
	);
	await pump.follow('room', 'staff');
	const phone = pump.follow('room', 'guest');
	entries.push(said(8), said(9));
	await pump.look('room');
	entries.push(said(10));
	slow = true;
	const looking = pump.look('room');
	slow = false;
	held.shift()!();
	await phone;
	held.shift()!();
	await looking;
	vi.runAllTimers();
	vi.useRealTimers();
	expect(told.map(({ from, to }) => [from, to])).toEqual([[7, 10]]);
	const ids = told.flatMap(({ facts }) =>
		facts.flatMap(({ things }) => things.map(({ id }) => id))
	);
	expect(ids).toEqual(['point-8', 'point-9', 'point-10']);
	pump.close();
});
