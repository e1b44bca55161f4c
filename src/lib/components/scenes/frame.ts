import type { Clock } from '#lib/domain/clock.ts';
import type { Language } from '#lib/domain/language.ts';
import { byName } from '#lib/domain/name.ts';
import { byPosition, stands, type Point } from '#lib/domain/point.ts';
import {
	inOrder,
	isRound,
	timetable,
	type Item,
	type ItemType,
	type Prompt,
	type RoundItem
} from '#lib/domain/programme.ts';
import { all, only, type Room } from '#lib/domain/room.ts';
import type { Scene } from '#lib/domain/screen.ts';
import type { Group } from '#lib/domain/seating.ts';
import { called } from '../person-words.ts';

/**
 * One frame of the projector: everything that a scene shows, taken from one room at one
 * moment, so that view and content never come from two places. It takes only what the hall
 * may see, also when a facilitator's room is given (published groups, released points).
 */
export type Frame = Common & Shown;

type Common = {
	title: string;
	owner: string;
	date: string;
	lang: Language;
	joinCode: string;
	dark: boolean;
	/** The cue's number, which the projector echoes. */
	cue: number;
	closed: boolean;
};

export type Shown =
	| { scene: 'waiting' | 'neutral' }
	| { scene: 'programme'; lines: Line[] }
	| ({ scene: 'seating'; by: 'table' | 'name'; tables: Seated[] } & Start)
	| ({
			scene: 'question';
			prompts: Prompt[];
			tables: Progress[];
			points: number;
			clock: Clock | null;
	  } & About)
	| ({ scene: 'points'; tables: Spoken[] } & About)
	| ({
			scene: 'plenum';
			table: number | null;
			seats: number;
			prompts: Prompt[];
			points: Point[];
			litId: string | null;
			reported: Progress[];
	  } & About);

/** Which round a scene is about. */
export type About = { roundId: string; round: number; rounds: number; title: string };
/** When a round begins: `start` in minutes after midnight. */
export type Start = About & { start: number; state: RoundItem['round']['state'] };
/** A line of the programme; `start` and `end` in minutes after midnight. */
export type Line = {
	id: string;
	type: ItemType;
	title: string;
	note: string;
	start: number;
	end: number;
	state: 'done' | 'now' | 'ahead';
};
export type Seat = { id: string; name: string; leads: boolean };
/** A table with those who are expected at it, its leader first. */
export type Seated = { table: number; place: string; seats: Seat[] };
export type Progress = { table: number; handedIn: boolean; seats: boolean[] };
export type Spoken = { table: number; points: Point[] };

/** The frame for what the screen is cued to, or for `scene`; null while the room has not what it needs. */
export function frameOf(room: Room, scene?: Scene): Frame | null {
	const conference = only(room, 'conference');
	const screen = only(room, 'screen');
	if (!conference || !screen) return null;
	const shown = show(room, scene ?? screen.scene);
	if (!shown) return null;
	const { name: title, ownerName: owner, date, lang, joinCode, phase } = conference;
	const { dark, cue } = screen;
	const closed = phase.name === 'closed';
	return { title, owner, date, lang, joinCode, dark, cue, closed, ...shown };
}

function show(room: Room, scene: Scene): Shown | null {
	if (scene.name === 'waiting' || scene.name === 'neutral') return { scene: scene.name };
	if (scene.name === 'programme') return { scene: 'programme', lines: linesOf(room) };
	const item = room.item[scene.roundId];
	if (!item || !isRound(item)) return null;
	switch (scene.name) {
		case 'seating':
			return seatingOf(room, item, scene.by);
		case 'question':
			return questionOf(room, item);
		case 'points':
			return { scene: 'points', ...about(room, item), tables: spokenAt(room, item) };
		case 'plenum':
			return plenumOf(room, item, scene.groupId, scene.pointId);
	}
}

function about(room: Room, item: RoundItem): About {
	const rounds = all(room, 'item').filter(isRound).length;
	return { roundId: item.id, round: item.round.number, rounds, title: item.title };
}

function linesOf(room: Room): Line[] {
	const conference = only(room, 'conference');
	const items = inOrder(all(room, 'item'));
	const slots = timetable(conference?.startsAt ?? 0, items);
	const phase = conference?.phase;
	const now = phase?.name === 'running' ? phase.itemId : null;
	return items.map((item, at) => ({
		id: item.id,
		type: item.type,
		title: item.title,
		note: item.note,
		start: slots[at]?.start ?? 0,
		end: slots[at]?.end ?? 0,
		state: stateOf(item, now)
	}));
}

function stateOf(item: Item, now: string | null): Line['state'] {
	if (item.id === now) return 'now';
	return item.endedAt === null ? 'ahead' : 'done';
}

/** The published groups of a round, by table. */
export function groupsOf(room: Room, roundId: string): Group[] {
	return all(room, 'group')
		.filter((group) => group.published && group.roundId === roundId)
		.sort((a, b) => a.table - b.table);
}

function seatingOf(room: Room, item: RoundItem, by: 'table' | 'name'): Shown {
	const conference = only(room, 'conference');
	const lang = conference?.lang ?? 'nb';
	const slots = timetable(conference?.startsAt ?? 0, all(room, 'item'));
	const start = slots.find(({ id }) => id === item.id)?.start ?? 0;
	const tables = groupsOf(room, item.id).map((group) => seatedAt(group, lang));
	const { state } = item.round;
	return { scene: 'seating', by, ...about(room, item), start, state, tables };
}

/** Those who are expected at a table, the leader first (R111), the rest by name. */
function seatedAt(group: Group, lang: Language): Seated {
	const seats = group.members
		.filter(({ present }) => present)
		.map(({ id, name }) => ({ id, name, leads: id === group.leaderId }))
		.sort((a, b) => Number(b.leads) - Number(a.leads) || byName(lang)(a, b))
		.map((seat) => ({ ...seat, name: called(seat, lang) }));
	return { table: group.table, place: group.place, seats };
}

const progressOf = (group: Group): Progress => ({
	table: group.table,
	handedIn: group.handedInAt !== null,
	seats: group.members.map(({ present }) => present)
});

function questionOf(room: Room, item: RoundItem): Shown {
	const clock = only(room, 'clock');
	const written = all(room, 'point').filter(
		(point) => point.roundId === item.id && stands(point) && point.state !== 'held'
	);
	return {
		scene: 'question',
		...about(room, item),
		prompts: item.round.prompts,
		tables: groupsOf(room, item.id).map(progressOf),
		points: written.length,
		clock: clock?.itemId === item.id ? clock : null
	};
}

/** What a group has said that the hall may see, by question and place in the list. */
function released(room: Room, item: RoundItem, groupId: string): Point[] {
	const order = new Map(item.round.prompts.map(({ id }, at) => [id, at]));
	const at = (point: Point) => order.get(point.promptId) ?? order.size;
	return all(room, 'point')
		.filter((point) => point.groupId === groupId && point.state === 'released' && point.text)
		.sort((a, b) => at(a) - at(b) || byPosition(a, b));
}

function spokenAt(room: Room, item: RoundItem): Spoken[] {
	return groupsOf(room, item.id)
		.map((group) => ({ table: group.table, points: released(room, item, group.id) }))
		.filter(({ points }) => points.length > 0);
}

function plenumOf(
	room: Room,
	item: RoundItem,
	groupId: string | null,
	pointId: string | null
): Shown {
	const group = groupId === null ? undefined : room.group[groupId];
	const points = group?.published ? released(room, item, group.id) : [];
	return {
		scene: 'plenum',
		...about(room, item),
		table: group?.published ? group.table : null,
		seats: group?.members.filter(({ present }) => present).length ?? 0,
		prompts: item.round.prompts,
		points,
		litId: points.some(({ id }) => id === pointId) ? pointId : null,
		reported: groupsOf(room, item.id).map(progressOf)
	};
}

/** Everybody who is seated, by name, with their table. */
export function namesOf(
	tables: Seated[],
	lang: Language
): { id: string; name: string; table: number }[] {
	return tables
		.flatMap(({ table, seats }) => seats.map(({ id, name }) => ({ id, name, table })))
		.sort(byName(lang));
}
