import type { Notice } from '#lib/domain/conference.ts';
import { byPosition, stands, type Point } from '#lib/domain/point.ts';
import { inOrder, isRound, timetable, type Item, type RoundItem } from '#lib/domain/programme.ts';
import { all, only, type Room } from '#lib/domain/room.ts';
import type { Group } from '#lib/domain/seating.ts';
import { called } from '../person-words.ts';

/**
 * What a table is for right now. `writing`: its group in the open round. `after`: the round is
 * over, and its group has not yet left (no other round has opened). `before`: who will sit here.
 * `nobody`: no group here, in that round or any. `closed`: the conference is over.
 */
export type Place =
	| { state: 'writing' | 'after' | 'before'; round: RoundItem; group: Group }
	| { state: 'nobody'; round: RoundItem | null; group: null }
	| { state: 'closed'; round: RoundItem | null; group: Group | null };

/** The place of `table` in the room, as its lane sees it. */
export function placeOf(room: Room, table: number): Place {
	const rounds = inOrder(all(room, 'item')).filter(isRound);
	const open = rounds.find(({ round }) => round.state === 'open');
	const over = rounds
		.filter(({ round }) => round.state === 'over')
		.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
	if (only(room, 'conference')?.phase.name === 'closed')
		return { state: 'closed', round: over ?? null, group: groupAt(room, over, table) };
	const [state, round] = open
		? (['writing', open] as const)
		: over
			? (['after', over] as const)
			: (['before', rounds[0]] as const);
	const group = groupAt(room, round, table);
	if (round && group) return { state, round, group };
	return { state: 'nobody', round: round ?? null, group: null };
}

function groupAt(room: Room, round: RoundItem | undefined, table: number): Group | null {
	const theirs = all(room, 'group').find(
		(group) => group.roundId === round?.id && group.table === table
	);
	return theirs && theirs.members.length > 0 ? theirs : null;
}

/** A group's points on one question in the order of its list, also those it has taken back. */
export function listOf(room: Room, groupId: string, promptId: string): Point[] {
	return all(room, 'point')
		.filter((point) => point.groupId === groupId && point.promptId === promptId)
		.sort(byPosition);
}

/**
 * The place in the whole list (taken back ones too) that puts `id` one step up or down among
 * the points that are shown; null where it is first or last.
 */
export function stepOf(list: Point[], id: string, step: -1 | 1): number | null {
	const shown = list.filter((point) => stands(point) || point.state === 'redacted');
	const neighbour = shown[shown.findIndex((point) => point.id === id) + step];
	if (!neighbour || !shown.some((point) => point.id === id)) return null;
	const others = list.filter((point) => point.id !== id);
	return others.indexOf(neighbour) + (step === 1 ? 1 : 0);
}

/** What runs now, and what comes after it with the minute it begins; null where there is none. */
export function aroundNow(room: Room): { now: Item | null; next: Item | null; at: number | null } {
	const conference = only(room, 'conference');
	const items = inOrder(all(room, 'item'));
	const phase = conference?.phase;
	const running = phase?.name === 'running' ? phase.itemId : null;
	const at = items.findIndex(({ id }) => id === running);
	const next = items.slice(at + 1).find(({ endedAt }) => endedAt === null) ?? null;
	const slots = timetable(conference?.startsAt ?? 0, items);
	return {
		now: items[at] ?? null,
		next,
		at: slots.find(({ id }) => id === next?.id)?.start ?? null
	};
}

/**
 * What the facilitator told the tables last, for as long as it is about now: something that began
 * later makes «ten minutes left» a thing of the past.
 */
export function noticeNow(room: Room): Notice | undefined {
	const notice = only(room, 'notice');
	const began = aroundNow(room).now?.startedAt ?? 0;
	return notice && notice.at >= began ? notice : undefined;
}

/** When an item begins, in minutes after midnight, as the programme stands now. */
export function startOf(room: Room, itemId: string): number {
	const startsAt = only(room, 'conference')?.startsAt ?? 0;
	const slots = timetable(startsAt, all(room, 'item'));
	return slots.find(({ id }) => id === itemId)?.start ?? startsAt;
}

/** Where those who sit here go in the next round that has been given out: members by table. */
export function nextTables(
	room: Room,
	place: Place
): { round: RoundItem; seats: { name: string; table: number; place: string }[] } | null {
	if (!place.round || !place.group || place.state === 'closed') return null;
	const { round: current, group: here } = place;
	const coming = inOrder(all(room, 'item'))
		.filter(isRound)
		.find((item) => item.position > current.position && item.round.state === 'published');
	if (!coming) return null;
	const groups = all(room, 'group').filter(({ roundId }) => roundId === coming.id);
	const seats = here.members.flatMap((one) => {
		const group = groups.find(({ members }) => members.some(({ id }) => id === one.id));
		return group ? [{ name: called(one), table: group.table, place: group.place }] : [];
	});
	return seats.length > 0 ? { round: coming, seats } : null;
}

/** Released points of the other tables on the same round, by table. */
export function otherTables(
	room: Room,
	round: RoundItem,
	group: Group
): { table: number; points: Point[] }[] {
	const theirs = all(room, 'point')
		.filter(({ roundId, groupId }) => roundId === round.id && groupId !== group.id)
		.filter(({ state, text }) => state === 'released' && text !== null);
	const tables = [...new Set(theirs.map(({ table }) => table))].sort((a, b) => a - b);
	const questions = round.round.prompts.map(({ id }) => id);
	const order = (a: Point, b: Point) =>
		questions.indexOf(a.promptId) - questions.indexOf(b.promptId) || byPosition(a, b);
	return tables.map((table) => ({
		table,
		points: theirs.filter((point) => point.table === table).sort(order)
	}));
}

/** What was chosen from earlier rounds as a start for this one (R109), with the round it came from. */
export function carriedInto(room: Room, round: RoundItem): { from: number | null; point: Point }[] {
	return round.round.carried
		.map((id) => room.point[id])
		.filter((point) => point !== undefined && point.text !== null && stands(point))
		.map((point) => ({ from: room.item[point!.roundId]?.round?.number ?? null, point: point! }));
}

/** First names, told apart by the next letters where two share one: for the line under the table's name. */
export function shortNames(names: string[]): string[] {
	const firsts = names.map((name) => name.split(' ')[0] ?? name);
	return names.map((name, at) => {
		const shared = firsts.filter((first) => first === firsts[at]).length > 1;
		const last = name.split(' ').at(-1) ?? '';
		return shared && last !== name ? `${firsts[at]} ${last[0]}.` : (firsts[at] ?? name);
	});
}
