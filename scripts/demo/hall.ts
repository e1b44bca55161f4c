import type { Language } from '../../src/lib/domain/language.ts';
import { minuteOfDay } from '../../src/lib/domain/programme.ts';
import { TEAM, type PlannedItem } from '../../src/lib/domain/templates.ts';
import type { Who } from '../../src/lib/server/access.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as groups from './groups.ts';
import type { DemoItem, DemoPoint } from './points.ts';
import { idsByKey, importInto, type School } from './school.ts';
import { act, dateOf, minutesAfter, seen, type Moment, type Stage } from './stage.ts';

/** A conference of the demo, with ids by the keys and numbers of the demo's data. */
export type Hall = {
	id: string;
	joinCode: string;
	/** When its programme begins, in epoch ms. */
	begins: number;
	lead: Who;
	items: Map<string, string>;
	/** Rounds and their one question, by number. */
	rounds: Map<number, { id: string; prompt: string }>;
	/** Groups by round and table, as `2/7`. */
	groups: Map<string, { id: string; members: string[] }>;
	/** Tablets by table number. */
	tables: Map<number, Who>;
	participants: Map<string, string>;
	points: Map<string, string>;
};

export type Plan = {
	name: string;
	lang: Language;
	begins: number;
	programme: DemoItem[];
	/** Tables of mixed rounds, and of rounds where teams sit by themselves. */
	tables: { mixed: number; home: number };
	places: readonly string[];
	people: string[];
	apart: [string, string][];
};

/** Plans a conference as a facilitator would: programme, people, groups, places, and publishes it. */
export async function openHall(stage: Stage, school: School, plan: Plan): Promise<Hall> {
	const lead = school.facilitator.who;
	const id = await create(stage, lead, school.schoolId, plan);
	await importInto(stage.past, lead, school.schoolId, id, plan.people);
	const hall = await readHall(stage, lead, school.schoolId, id, plan);
	const pairs = plan.apart.map((pair) => pair.map((key) => hall.participants.get(key)!));
	await act(stage, lead, id, 'conference.set', { apart: pairs as [string, string][] });
	await seat(stage, hall, plan);
	for (const [at, place] of plan.places.entries())
		await act(stage, lead, id, 'place.set', { table: at + 1, place });
	await act(stage, lead, id, 'rounds.publish', {});
	await readGroups(stage, hall);
	await openTablets(stage, hall, plan.tables.mixed);
	return hall;
}

function create(stage: Stage, lead: Who, ownerId: string, plan: Plan): Promise<string> {
	const { name, lang, begins } = plan;
	const programme = plan.programme.map((item) => planned(item, lang));
	const startsAt = Math.round(minuteOfDay(begins) / 5) * 5;
	const input = { ownerId, name, date: dateOf(begins), startsAt, lang };
	return conferences.create(stage.past, lead, input, programme);
}

function planned(item: DemoItem, lang: Language): PlannedItem {
	const { type, title, note, minutes } = item;
	if (!item.round) return { type, title, note, minutes, lang, round: null };
	const prompts = [{ text: item.round.question, lang }];
	const mix =
		item.round.mix === 'home'
			? { kind: 'home' as const, attribute: TEAM }
			: { kind: 'mixed' as const };
	return { type, title, note, minutes, lang, round: { mix, prompts } };
}

async function readHall(stage: Stage, lead: Who, schoolId: string, id: string, plan: Plan) {
	const [conference] = await seen(stage, lead, id, 'conference');
	const people = await seen(stage, lead, id, 'participant');
	const byPerson = new Map(people.map((one) => [one.personId, one.id]));
	const known = await idsByKey(stage.past, lead, schoolId);
	const hall: Hall = {
		id,
		joinCode: conference!.joinCode,
		begins: plan.begins,
		lead,
		items: new Map(),
		rounds: new Map(),
		groups: new Map(),
		tables: new Map(),
		participants: new Map(plan.people.map((key) => [key, byPerson.get(known.get(key)!)!])),
		points: new Map()
	};
	for (const item of await seen(stage, lead, id, 'item')) {
		hall.items.set(plan.programme[item.position]!.key, item.id);
		const { round } = item;
		if (round) hall.rounds.set(round.number, { id: item.id, prompt: round.prompts[0]!.id });
	}
	return hall;
}

async function seat(stage: Stage, hall: Hall, plan: Plan): Promise<void> {
	const mixes = plan.programme.flatMap(({ round }) => (round ? [round.mix] : []));
	const compositions = mixes.map((mix) => ({ mix, tables: plan.tables[mix] }));
	const { rounds, search } = groups.plan(plan.people, compositions);
	const who = (key: string) => hall.participants.get(key)!;
	for (const [at, tables] of rounds.entries()) {
		const roundId = hall.rounds.get(at + 1)!.id;
		const round = { tables: { count: tables.length } };
		await act(stage, hall.lead, hall.id, 'item.set', { id: roundId, round });
		await act(stage, hall.lead, hall.id, 'groups.arrange', {
			roundId,
			tables: tables.map(({ members, leader }) => ({
				members: members.map(who),
				leaderId: who(leader)
			})),
			search
		});
	}
}

async function readGroups(stage: Stage, hall: Hall): Promise<void> {
	const numbers = new Map([...hall.rounds].map(([number, { id }]) => [id, number]));
	for (const { id, roundId, table, members, leaderId } of await seen(
		stage,
		hall.lead,
		hall.id,
		'group'
	)) {
		const others = members.filter((member) => member.id !== leaderId).map((member) => member.id);
		hall.groups.set(`${numbers.get(roundId)}/${table}`, { id, members: others });
	}
}

/** Opens each table's link, as its tablet does. */
async function openTablets(stage: Stage, hall: Hall, count: number): Promise<void> {
	const numbers = Array.from({ length: count }, (_, at) => at + 1);
	const { tables } = await conferences.links(stage.past, hall.lead, hall.id, numbers);
	for (const { table, link } of tables) {
		const opens = { conferenceId: hall.id, kind: 'table' as const, table };
		const { grant } = await conferences.open(stage.past, opens, link.split('#')[1]!);
		hall.tables.set(table, { account: null, roles: [], grants: [grant] });
	}
}

/** Everybody present in the last minutes before it begins, but for those who are absent. */
export function attendance(stage: Stage, hall: Hall, absent: string[]): Moment[] {
	const list = [...hall.participants];
	return list.map(([key, participantId], at) => [
		minutesAfter(hall.begins, -12 + (11 * at) / list.length),
		() =>
			act(stage, hall.lead, hall.id, 'attendance.set', {
				participantId,
				attendance: absent.includes(key) ? 'absent' : 'present'
			})
	]);
}

/** The programme's steps that have been taken. */
export function steps(stage: Stage, hall: Hall, programme: DemoItem[]): Moment[] {
	return programme
		.filter((item) => item.started !== null)
		.map((item) => [
			minutesAfter(hall.begins, item.started!),
			() => act(stage, hall.lead, hall.id, 'programme.go', { itemId: hall.items.get(item.key)! })
		]);
}

/** The recorder at each table of a round, named by its leader on the tablet. */
export function recorders(stage: Stage, hall: Hall, round: number, at: number): Moment[] {
	return [...hall.tables].map(([table, who]) => [
		minutesAfter(hall.begins, at + table / 10),
		() => {
			const { id: groupId, members } = hall.groups.get(`${round}/${table}`)!;
			const participantId = members[table % members.length]!;
			return act(stage, who, hall.id, 'recorder.appoint', { groupId, participantId });
		}
	]);
}

/** Points as their tables wrote them, spread over the minutes `from`–`to` of the programme. */
export function writing(
	stage: Stage,
	hall: Hall,
	points: DemoPoint[],
	from: number,
	to: number
): Moment[] {
	const most = Math.max(...points.map((point) => Number(point.key.split('-').at(-1))));
	return points.map((point) => {
		const place = Number(point.key.split('-').at(-1)) - 1;
		const late = (point.table * 7) % 5;
		const at = from + ((to - from) * (place + late / 5)) / most;
		return [minutesAfter(hall.begins, at), () => write(stage, hall, point)];
	});
}

async function write(stage: Stage, hall: Hall, point: DemoPoint): Promise<void> {
	const id = stage.past.newId();
	hall.points.set(point.key, id);
	await act(stage, hall.tables.get(point.table)!, hall.id, 'point.write', {
		id,
		groupId: hall.groups.get(`${point.round}/${point.table}`)!.id,
		promptId: hall.rounds.get(point.round)!.prompt,
		text: point.text,
		type: point.kind
	});
}

/** Tables that hand in a round, one after the other from minute `at`. */
export function handingIn(
	stage: Stage,
	hall: Hall,
	round: number,
	tables: number[],
	at: number
): Moment[] {
	return tables.map((table, place) => [
		minutesAfter(hall.begins, at + place / 2),
		() =>
			act(stage, hall.tables.get(table)!, hall.id, 'group.hand-in', {
				groupId: hall.groups.get(`${round}/${table}`)!.id
			})
	]);
}

/** An entry of a plenum's minutes, by whoever takes them. */
export function minuting(
	stage: Stage,
	hall: Hall,
	by: Who,
	entry: { plenum: string; at: number; text: string; points: readonly string[] }
): Moment {
	return [
		minutesAfter(hall.begins, entry.at),
		() =>
			act(stage, by, hall.id, 'minute.write', {
				id: stage.past.newId(),
				plenumId: hall.items.get(entry.plenum)!,
				text: entry.text,
				points: entry.points.map((key) => hall.points.get(key)!)
			})
	];
}
