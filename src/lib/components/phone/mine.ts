import type { Clock } from '#lib/domain/clock.ts';
import { byPosition, type Point } from '#lib/domain/point.ts';
import {
	inOrder,
	isRound,
	timetable,
	type Item,
	type Prompt,
	type RoundItem
} from '#lib/domain/programme.ts';
import { all, only, type Room } from '#lib/domain/room.ts';
import type { Group } from '#lib/domain/seating.ts';

/**
 * What a phone shows its owner. In the guests' lane groups have no names, only numbers, so the
 * phone finds its owner's own number in them (R145) and nobody else's.
 */
export type Mine = {
	/** `unpublished`: no tables yet; `absent`: marked absent; `unseated`: has no table at all. */
	standing: 'unpublished' | 'absent' | 'unseated' | 'seated' | 'closed';
	card: Card | null;
	/** What goes on now when it is not a round: a talk, a break, plenum. */
	now: Item | null;
	plenum: { table: number | null } | null;
	rows: Row[];
	prompts: Prompt[];
	clock: Clock | null;
};
/** The table to be at: now, or next. `start` in minutes after midnight. */
export type Card = { when: 'now' | 'next'; round: number; start: number; seat: Seat | null };
export type Seat = { table: number; place: string; here: boolean[] };
export type Row = {
	id: string;
	round: number;
	table: number | null;
	state: 'ahead' | 'over' | 'handed-in';
	start: number;
};
/** What the tables have said in a round and is released, by table. */
export type Said = { id: string; round: number; title: string; tables: Spoken[] };
export type Spoken = { table: number; points: Point[] };

/** What the phone of `participantId` shows. */
export function mineOf(room: Room, participantId: string): Mine {
	const conference = only(room, 'conference');
	const items = inOrder(all(room, 'item'));
	const phase = conference?.phase;
	const running = phase?.name === 'running' ? (room.item[phase.itemId] ?? null) : null;
	const rounds = items.filter(isRound);
	const seats = new Map(rounds.map(({ id }) => [id, seatOf(room, id, participantId)]));
	const slots = timetable(conference?.startsAt ?? 0, items);
	const startOf = (id: string) => slots.find((slot) => slot.id === id)?.start ?? 0;
	const shown = running && isRound(running) ? running : nextAfter(rounds, items, running);
	const clock = only(room, 'clock');
	return {
		standing: standingOf(room, participantId),
		card: shown && cardOf(shown, shown.id === running?.id, startOf, seats),
		now: running && !isRound(running) ? running : null,
		plenum: running?.type === 'plenum' ? { table: presenting(room) } : null,
		rows: rounds
			.filter(({ id }) => id !== shown?.id)
			.map((item) => rowOf(item, startOf, seats.get(item.id))),
		prompts: shown && shown.id === running?.id ? shown.round.prompts : [],
		clock: clock && running && clock.itemId === running.id ? clock : null
	};
}

function standingOf(room: Room, participantId: string): Mine['standing'] {
	if (only(room, 'conference')?.phase.name === 'closed') return 'closed';
	const published = all(room, 'group').filter((group) => group.published);
	if (published.length === 0) return 'unpublished';
	const me = published.flatMap(({ members }) => members).filter(({ id }) => id === participantId);
	if (me.length === 0) return 'unseated';
	return me.some(({ present }) => !present) ? 'absent' : 'seated';
}

const seatOf = (room: Room, roundId: string, participantId: string): Group | undefined =>
	all(room, 'group').find(
		(group) =>
			group.roundId === roundId &&
			group.published &&
			group.members.some(({ id }) => id === participantId)
	);

/** The next round that has not been: after what runs, or the first of all before it begins. */
function nextAfter(rounds: RoundItem[], items: Item[], running: Item | null): RoundItem | null {
	const from = running ? items.indexOf(running) : -1;
	return rounds.find((item) => items.indexOf(item) > from && item.round.state !== 'over') ?? null;
}

function cardOf(
	item: RoundItem,
	now: boolean,
	startOf: (id: string) => number,
	seats: Map<string, Group | undefined>
): Card {
	const group = seats.get(item.id);
	const seat = group && {
		table: group.table,
		place: group.place,
		here: group.members.map(({ present }) => present)
	};
	const when = now ? 'now' : 'next';
	return { when, round: item.round.number, start: startOf(item.id), seat: seat ?? null };
}

function rowOf(item: RoundItem, startOf: (id: string) => number, group: Group | undefined): Row {
	const over = item.round.state === 'over';
	const handedIn = group !== undefined && group.handedInAt !== null;
	return {
		id: item.id,
		round: item.round.number,
		table: group?.table ?? null,
		state: handedIn ? 'handed-in' : over ? 'over' : 'ahead',
		start: startOf(item.id)
	};
}

function presenting(room: Room): number | null {
	const scene = only(room, 'screen')?.scene;
	if (scene?.name !== 'plenum' || scene.groupId === null) return null;
	return room.group[scene.groupId]?.table ?? null;
}

/** Released points, the latest round first, by table, in the tables' own order. */
export function saidIn(room: Room): Said[] {
	const points = all(room, 'point').filter((point) => point.state === 'released' && point.text);
	return inOrder(all(room, 'item'))
		.filter(isRound)
		.map((item) => ({
			id: item.id,
			round: item.round.number,
			title: item.title,
			tables: byTable(
				points.filter(({ roundId }) => roundId === item.id),
				item.round.prompts
			)
		}))
		.filter(({ tables }) => tables.length > 0)
		.reverse();
}

function byTable(points: Point[], prompts: Prompt[]): Spoken[] {
	const order = new Map(prompts.map(({ id }, at) => [id, at]));
	const at = (point: Point) => order.get(point.promptId) ?? order.size;
	const tables = [...new Set(points.map(({ table }) => table))].sort((a, b) => a - b);
	return tables.map((table) => ({
		table,
		points: points
			.filter((point) => point.table === table)
			.sort((a, b) => at(a) - at(b) || byPosition(a, b))
	}));
}
