import { expect, test } from 'vitest';
import { mineOf, saidIn } from '#lib/components/phone/mine.ts';
import { see } from '#lib/domain/audience.ts';
import { all, follow, roomOf, thingsIn, type Room, type Thing } from '#lib/domain/room.ts';
import { SAMPLE, sampleRoom, sceneNamed } from '../../src/routes/workbench/sample-room.ts';

const ME = 'sample-person-9';
/** The room as a phone sees it. */
const asGuest = (room: Room) =>
	roomOf(thingsIn(room).flatMap((thing) => see(thing, 'guest') ?? []));
const room = asGuest(sampleRoom(SAMPLE, sceneNamed('question', null)));
const after = (...things: Thing[]) => follow(room, { name: 'something', things });
const conference = Object.values(room.conference)[0]!;
const running = (itemId: string): Thing => ({ ...conference, phase: { name: 'running', itemId } });

test('without a single name in the room, the phone finds its own table in every round', () => {
	expect(
		all(room, 'group')
			.flatMap(({ members }) => members.map(({ name }) => name))
			.join('')
	).toBe('');
	const mine = mineOf(room, ME);
	expect(mine.standing).toBe('seated');
	expect(mine.card).toMatchObject({ when: 'now', round: 2, seat: { table: 3 } });
	expect(mine.rows.map(({ round, table }) => [round, table])).toEqual([
		[1, 2],
		[3, 4]
	]);
	expect(mine.prompts).toHaveLength(1);
	expect(mine.clock).not.toBeNull();
});

test('during a break the next round is what to go to', () => {
	const mine = mineOf(after(running('sample-break')), ME);
	expect(mine.now?.title).toBe('Kaffe');
	expect(mine.card).toMatchObject({ when: 'next', round: 2 });
	expect(mine.prompts).toEqual([]);
	expect(mine.clock).toBeNull();
});

test('in plenum the phone says which table presents', () => {
	const screen = asGuest(sampleRoom(SAMPLE, sceneNamed('plenum', 0))).screen.screen!;
	const mine = mineOf(after(running('sample-plenum'), screen), ME);
	expect(mine.plenum).toEqual({ table: 3 });
});

test('who is marked absent, has no seat, or comes before the tables are given out, is told so', () => {
	expect(mineOf(room, 'sample-person-3').standing).toBe('absent');
	expect(mineOf(room, 'nobody-at-all').standing).toBe('unseated');
	const none = { ...room, group: {} };
	expect(mineOf(none, ME).standing).toBe('unpublished');
	const closed: Thing = { ...conference, phase: { name: 'closed', at: 1, without: null } };
	expect(mineOf(after(closed), ME).standing).toBe('closed');
});

test('what is said is read by round and table, and only what is released', () => {
	expect(saidIn(room).map(({ round, tables }) => [round, tables.length])).toEqual([[2, 8]]);
	const point = room.point['sample-point-1-0']!;
	const said = saidIn(after({ ...point, state: 'redacted', text: '' }));
	expect(said[0]!.tables[0]!.points).toHaveLength(3);
});
