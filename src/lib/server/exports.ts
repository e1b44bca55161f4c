import { counts } from '#lib/domain/ledger.ts';
import { byName, type Name } from '#lib/domain/name.ts';
import { TIME_ZONE } from '#lib/domain/language.ts';
import type { Point } from '#lib/domain/point.ts';
import { inOrder, isRound, timetable, type Item } from '#lib/domain/programme.ts';
import type { Proposal } from '#lib/domain/proposal.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { all, NOTHING, only, roomOf, type Room } from '#lib/domain/room.ts';
import type { Group } from '#lib/domain/seating.ts';
import type { Who } from './access.ts';
import type { App } from './app.ts';
import { arrive, arriveAtPlace } from './arrive.ts';
import type { Cell } from './documents/csv.ts';
import * as trace from './trace.ts';

/** A table before it has words: columns and coded values by name, to be said in a reader's language. */
export type Sheet = { columns: string[]; rows: (Value | Value[])[][] };
/** A value that is a name from the program ("handed-in"), not somebody's words. */
export type Coded = { code: string };
/** What stands in a cell; several stand there one after another. */
export type Value = Cell | Coded;

/** Everything that one may take out of a room: the whole as plain data, and as tables by name. */
export type Export = { name: string; whole: object; sheets: Record<string, Sheet> };

/** Today in the hall, as it stands in the file's name. */
export const today = (app: App): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(app.now());

/**
 * Everything of one conference as the `staff` lane sees it: a text that was withdrawn, redacted or
 * never handed in is not in it. The list of people is for those who lead; what came of the
 * conference is for those who steer in the room that owns it. Refuses whoever may not follow `staff`.
 */
export async function ofConference(app: App, who: Who, id: string): Promise<Export> {
	const { arrived, hats } = await arrive(app, who, id, 'staff');
	const room = roomOf(arrived.things);
	const leads = hats.includes('facilitator');
	const conference = only(room, 'conference')!;
	const school = keepTo(id, await roomOrNothing(app, who, conference.ownerId));
	return {
		name: conference.name,
		whole: { exportedAt: app.now(), ...wholeConference(room, leads), ...wholeSchool(school) },
		sheets: { ...sheetsOfConference(room, leads), ...sheetsOfSchool(school) }
	};
}

/** Everything that came of a school's or municipality's conferences, for those who steer there. */
export async function ofSchool(app: App, who: Who, id: string): Promise<Export> {
	const { name } = await trace.owner(app, who, id);
	const { arrived } = await arriveAtPlace(app, who, id);
	const school = roomOf(arrived.things);
	return {
		name,
		whole: { exportedAt: app.now(), name, ...wholeSchool(school) },
		sheets: sheetsOfSchool(school)
	};
}

async function roomOrNothing(app: App, who: Who, id: string): Promise<Room> {
	try {
		return roomOf((await arriveAtPlace(app, who, id)).arrived.things);
	} catch (thrown) {
		if (thrown instanceof Refusal) return NOTHING;
		throw thrown;
	}
}

/** Of a school's room only what came of one conference. */
function keepTo(conferenceId: string, room: Room): Room {
	const kept = (['theme', 'placement', 'proposal', 'measure'] as const).flatMap((kind) =>
		all(room, kind).filter((thing) => thing.conferenceId === conferenceId)
	);
	return roomOf(kept);
}

// The whole, as plain data

function wholeConference(room: Room, leads: boolean): object {
	const { id, ownerId, ownerName, name, date, startsAt, lang, phase } = only(room, 'conference')!;
	return {
		conference: { id, ownerId, ownerName, name, date, startsAt, lang, phase },
		programme: inOrder(all(room, 'item')).map(plain),
		...(leads && { people: all(room, 'participant').map(plain) }),
		groups: byTable(room).map(plain),
		points: inRounds(room).map((point) => ({ ...said(point), ...whence(room, point) })),
		minutes: minutes(room).map(({ other: _, ...minute }) => plain(minute))
	};
}

const wholeSchool = (room: Room): object => ({
	themes: all(room, 'theme').map(plain),
	placements: all(room, 'placement').map(plain),
	proposals: all(room, 'proposal').map(plain),
	measures: all(room, 'measure').map(plain)
});

function plain<T extends { kind: string }>({ kind: _, ...rest }: T): Omit<T, 'kind'> {
	return rest;
}

/** A point without what lost when two wrote at once, and with its text only while it counts. */
function said({ other: _, ...point }: Point) {
	return { ...plain(point), text: counts(point) ? point.text : null };
}

function whence(room: Room, { roundId, promptId }: Point) {
	const round = room.item[roundId]?.round;
	const question = round?.prompts.find(({ id }) => id === promptId)?.text ?? '';
	return { round: round?.number ?? null, question };
}

// In an order that people know

const roundNumber = (room: Room, roundId: string): number => room.item[roundId]?.round?.number ?? 0;

const byTable = (room: Room): Group[] =>
	all(room, 'group').sort(
		(a, b) => roundNumber(room, a.roundId) - roundNumber(room, b.roundId) || a.table - b.table
	);

const inRounds = (room: Room): Point[] =>
	all(room, 'point').sort(
		(a, b) =>
			roundNumber(room, a.roundId) - roundNumber(room, b.roundId) ||
			a.table - b.table ||
			a.position - b.position ||
			(a.id < b.id ? -1 : 1)
	);

function minutes(room: Room) {
	const place = (id: string) => room.item[id]?.position ?? 0;
	return all(room, 'minute').sort(
		(a, b) => place(a.plenumId) - place(b.plenumId) || a.position - b.position
	);
}

// Tables

/** A name, or that there is none any more, to be said in the reader's language. */
const named = (name: Name): string | Coded => name ?? { code: 'erased' };
const code = (name: string | null): Coded | null => (name === null ? null : { code: name });
const clock = (minute: number): string =>
	`${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const moment = (at: number | null): string | null =>
	at === null ? null : new Date(at).toISOString();

function sheetsOfConference(room: Room, leads: boolean): Record<string, Sheet> {
	return {
		programme: programmeSheet(room),
		...(leads && { people: peopleSheet(room) }),
		groups: groupsSheet(room),
		points: pointsSheet(room),
		minutes: minutesSheet(room)
	};
}

function programmeSheet(room: Room): Sheet {
	const items = inOrder(all(room, 'item'));
	const slots = timetable(only(room, 'conference')!.startsAt, items);
	const row = (item: Item, at: number) => [
		at + 1,
		code(item.type),
		item.round?.number ?? null,
		item.title,
		item.note,
		item.minutes,
		clock(slots[at]!.planned),
		moment(item.startedAt),
		moment(item.endedAt),
		isRound(item) ? item.round.prompts.map(({ text }) => text).join(' | ') : null
	];
	return {
		columns: 'number type round title note minutes planned started ended questions'.split(' '),
		rows: items.map(row)
	};
}

function peopleSheet(room: Room): Sheet {
	const people = all(room, 'participant').sort(byName('nb'));
	const attributes = [...new Set(people.flatMap((one) => Object.keys(one.attributes)))].sort();
	return {
		columns: ['name', 'attendance', 'walk_in', ...attributes],
		rows: people.map((one) => [
			named(one.name),
			code(one.attendance),
			code(one.walkIn ? 'yes' : 'no'),
			...attributes.map((name) => one.attributes[name] ?? null)
		])
	};
}

function groupsSheet(room: Room): Sheet {
	const duty = (group: Group, id: string) =>
		id === group.leaderId ? 'leader' : id === group.recorderId ? 'recorder' : 'member';
	return {
		columns: 'round table place name duty present handed_in'.split(' '),
		rows: byTable(room).flatMap((group) =>
			group.members.map((member) => [
				roundNumber(room, group.roundId),
				group.table,
				group.place,
				named(member.name),
				code(duty(group, member.id)),
				code(member.present ? 'yes' : 'no'),
				moment(group.handedInAt)
			])
		)
	};
}

function pointsSheet(room: Room): Sheet {
	return {
		columns: 'id round table question number text type state late lang written'.split(' '),
		rows: inRounds(room).map((point) => [
			point.id,
			roundNumber(room, point.roundId),
			point.table,
			whence(room, point).question,
			point.position + 1,
			said(point).text,
			code(point.type),
			code(point.state),
			code(point.late ? 'yes' : 'no'),
			point.lang,
			moment(point.writtenAt)
		])
	};
}

function minutesSheet(room: Room): Sheet {
	return {
		columns: 'id plenum number text points written'.split(' '),
		rows: minutes(room).map((minute) => [
			minute.id,
			room.item[minute.plenumId]?.title ?? '',
			minute.position + 1,
			minute.text,
			minute.points.join(' '),
			moment(minute.writtenAt)
		])
	};
}

function sheetsOfSchool(room: Room): Record<string, Sheet> {
	return { ...boardSheets(room), ...proposalSheets(room), ...measureSheets(room) };
}

function boardSheets(room: Room): Record<string, Sheet> {
	const themes = all(room, 'theme').sort((a, b) => a.position - b.position);
	const placed = all(room, 'placement').sort((a, b) => (a.id < b.id ? -1 : 1));
	return {
		themes: {
			columns: 'id conference title points'.split(' '),
			rows: themes.map(({ id, conferenceId, title }) => [
				id,
				conferenceId,
				title,
				placed.filter(({ themeId }) => themeId === id).length
			])
		},
		placements: {
			columns: 'point conference theme title aside'.split(' '),
			rows: placed.map(({ id, conferenceId, themeId, aside }) => [
				id,
				conferenceId,
				themeId,
				themeId ? (room.theme[themeId]?.title ?? '') : null,
				aside
			])
		}
	};
}

function proposalSheets(room: Room): Record<string, Sheet> {
	const proposals = all(room, 'proposal').sort((a, b) => (a.id < b.id ? -1 : 1));
	const decided = proposals.filter(
		(one): one is Proposal & { decision: NonNullable<Proposal['decision']> } =>
			one.decision !== null
	);
	return {
		proposals: {
			columns: 'id conference title text themes points'.split(' '),
			rows: proposals.map(({ id, conferenceId, title, text, themeIds, pointIds }) => [
				id,
				conferenceId,
				title,
				text,
				themeIds.map((theme) => room.theme[theme]?.title ?? theme).join(' | '),
				pointIds.join(' ')
			])
		},
		hearings: {
			columns: 'proposal title arena date comment'.split(' '),
			rows: proposals.flatMap(({ id, title, hearings }) =>
				hearings.map((one) => [id, title, one.arenaName, one.date, one.comment])
			)
		},
		decisions: {
			columns: 'proposal title outcome date grounds without_hearing'.split(' '),
			rows: decided.map(({ id, title, decision }) => [
				id,
				title,
				code(decision.outcome),
				decision.date,
				decision.grounds,
				decision.override
			])
		}
	};
}

function measureSheets(room: Room): Record<string, Sheet> {
	const measures = all(room, 'measure').sort((a, b) => (a.id < b.id ? -1 : 1));
	return {
		measures: {
			columns: (
				'id conference proposal title level state since objective content coordinator ' +
				'main_arena participants from to grounds'
			).split(' '),
			rows: measures.map(({ id, conferenceId, proposalId, title, level, plan, state }) => [
				id,
				conferenceId,
				proposalId,
				title,
				code(level),
				code(state.name),
				'on' in state ? state.on : 'since' in state ? state.since : null,
				plan.objective,
				plan.content,
				plan.coordinator && named(plan.coordinator.name),
				plan.mainArena?.name ?? null,
				plan.participants.map(({ name }) => named(name)),
				plan.from,
				plan.to,
				'grounds' in state ? state.grounds : 'summary' in state ? state.summary : null
			])
		},
		milestones: {
			columns: 'measure title date text'.split(' '),
			rows: measures.flatMap(({ id, title, plan }) =>
				plan.milestones.map(({ date, text }) => [id, title, date, text])
			)
		},
		log: {
			columns: 'measure title date text by'.split(' '),
			rows: measures.flatMap(({ id, title, log }) =>
				log.map(({ date, text, by }) => [id, title, date, text, named(by)])
			)
		}
	};
}
