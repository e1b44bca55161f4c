import { expect, test } from 'vitest';
import { frameOf } from '#lib/components/scenes/frame.ts';
import { all, follow, type Room, type Thing } from '#lib/domain/room.ts';
import { groupId, SAMPLE, sampleRoom, sceneNamed } from '../../src/routes/workbench/sample-room.ts';

const ROUND = 'sample-round-2';
const roomAt = (scene: string, lit: number | null = null, more = {}) =>
	sampleRoom({ ...SAMPLE, ...more }, sceneNamed(scene, lit));
const after = (room: Room, ...things: Thing[]) => follow(room, { name: 'something', things });
function shown<N extends string>(room: Room, name: N) {
	const frame = frameOf(room);
	expect(frame?.scene).toBe(name);
	return frame as Extract<NonNullable<typeof frame>, { scene: N }>;
}

test('a scene of a round that the room has not heard of yet gives no frame: the last one stands', () => {
	const room = roomAt('question');
	const items = Object.fromEntries(Object.entries(room.item).filter(([id]) => id !== ROUND));
	expect(frameOf({ ...room, item: items })).toBeNull();
	expect(frameOf({ ...room, screen: {} })).toBeNull();
});

test('the leader stands first at the table, and who is absent does not stand there', () => {
	const { tables } = shown(roomAt('by-table'), 'seating');
	for (const { seats } of tables) expect(seats.map(({ leads }) => leads).indexOf(true)).toBe(0);
	const people = tables.flatMap(({ seats }) => seats.map(({ id }) => id));
	expect(people).toHaveLength(47);
	expect(people).not.toContain('sample-person-3');
});

test('groups that are not published never reach the hall, not even in the miniature', () => {
	const room = roomAt('by-table');
	const hidden = all(room, 'group').map((group) => ({ ...group, published: false }));
	expect(shown(after(room, ...hidden), 'seating').tables).toEqual([]);
	expect(shown(after(roomAt('question'), ...hidden), 'question').tables).toEqual([]);
});

test('only released points are shown, and a point that is hidden now is gone at once', () => {
	const room = roomAt('plenum', 1);
	const point = room.point['sample-point-3-1']!;
	expect(shown(room, 'plenum')).toMatchObject({ table: 3, litId: point.id });
	for (const state of ['written', 'handed-in', 'held', 'withdrawn', 'redacted'] as const) {
		const frame = shown(after(room, { ...point, state }), 'plenum');
		expect(frame.points.map(({ id }) => id)).not.toContain(point.id);
		expect(frame.litId).toBeNull();
	}
});

test('the count counts what is written and stands, and the tables that have handed in', () => {
	const room = roomAt('question');
	const points = all(room, 'point');
	const before = shown(room, 'question');
	expect(before.points).toBe(points.length);
	expect(before.tables.filter(({ handedIn }) => handedIn)).toHaveLength(2);
	const gone = after(room, { ...points[0]!, state: 'withdrawn' });
	expect(shown(gone, 'question').points).toBe(points.length - 1);
});

test('the clock of another item is not the clock of this round', () => {
	const room = roomAt('question');
	expect(shown(room, 'question').clock).not.toBeNull();
	const clock = { ...room.clock.clock!, itemId: 'sample-break' };
	expect(shown(after(room, clock), 'question').clock).toBeNull();
});

test('points go by table and, at the table, by question and place in the list', () => {
	const room = roomAt('points', null, { long: true });
	const first = room.point['sample-point-1-0']!;
	const later = after(room, { ...first, promptId: 'sample-prompt-2' });
	const { tables } = shown(later, 'points');
	expect(tables.map(({ table }) => table)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
	expect(tables[0]!.points.at(-1)?.id).toBe(first.id);
});

test('before anybody is called the plenum shows no table', () => {
	const scene = { name: 'plenum' as const, roundId: ROUND, groupId: null, pointId: null };
	const frame = shown(sampleRoom(SAMPLE, scene), 'plenum');
	expect(frame).toMatchObject({ table: null, points: [], litId: null });
	const unknown = { ...scene, groupId: groupId(ROUND, 99) };
	expect(shown(sampleRoom(SAMPLE, unknown), 'plenum').table).toBeNull();
});

test('the programme marks what goes on now', () => {
	const { lines } = shown(roomAt('programme'), 'programme');
	expect(lines.filter(({ state }) => state === 'now').map(({ id }) => id)).toEqual([ROUND]);
	expect(lines.map(({ start }) => start)).toEqual([510, 530, 560, 575, 605, 630, 660]);
});
