import { proposeTable } from '../../src/lib/domain/seating.ts';
import { PROFESSION, TEAM } from '../../src/lib/domain/templates.ts';
import {
	attendance,
	handingIn,
	minuting,
	openHall,
	recorders,
	steps,
	writing,
	type Hall
} from './hall.ts';
import * as staff from './people.ts';
import * as day from './points.ts';
import type { School } from './school.ts';
import { act, daysAfter, minutesAfter, play, seen, type Moment, type Stage } from './stage.ts';

/** Teams that sit by themselves in round 3. */
const TEAMS = new Set(staff.people.map((person) => person.team)).size;

/** Plans the day's conference, and plays it until half past ten. */
export async function playToday(stage: Stage, school: School, begins: number): Promise<Hall> {
	stage.turn(daysAfter(begins, -1));
	const hall = await openHall(stage, school, {
		...day.conference,
		begins,
		programme: day.programme,
		tables: { mixed: day.conference.tables, home: TEAMS },
		people: staff.people.map((person) => person.key),
		apart: staff.apart
	});
	await play(stage, [
		...attendance(stage, hall, staff.absent),
		[minutesAfter(begins, -1), () => walkIn(stage, hall)],
		...steps(stage, hall, day.programme),
		...roundOne(stage, hall),
		...plenumOne(stage, school, hall),
		...roundTwo(stage, hall),
		...board(stage, school, hall)
	]);
	return hall;
}

/** Somebody comes who was not on the list, and gets the table that the house proposes, each round. */
async function walkIn(stage: Stage, hall: Hall): Promise<void> {
	const { name, profession, team } = staff.walkIn;
	const attributes = { [PROFESSION]: profession, [TEAM]: team };
	const groups = await seen(stage, hall.lead, hall.id, 'group');
	const people = await seen(stage, hall.lead, hall.id, 'participant');
	const attributesOf = (id: string) => people.find((one) => one.id === id)?.attributes ?? {};
	const seats = [...hall.rounds.values()].map(({ id: roundId }) => {
		const there = groups.filter((group) => group.roundId === roundId);
		const table = proposeTable(there, { attributes }, PROFESSION, attributesOf)!;
		return { roundId, table };
	});
	const input = { id: stage.past.newId(), name, attributes, seats };
	await act(stage, hall.lead, hall.id, 'walkin.add', input);
}

const said = (round: number) => day.points.filter((point) => point.round === round);
const item = (key: string) => day.programme.find((one) => one.key === key)!;

function roundOne(stage: Stage, hall: Hall): Moment[] {
	const { started, ended } = item('round-1');
	return [
		...recorders(stage, hall, 1, started! + 2),
		...writing(stage, hall, said(1), started! + 6, ended! - 7),
		...handingIn(stage, hall, 1, day.handedIn[1]!, ended! - 5)
	];
}

function plenumOne(stage: Stage, school: School, hall: Hall): Moment[] {
	const by = school.minuteTaker.who;
	const entries = day.minutes.map(({ plenum, at, text, points }) => {
		const whole = { plenum, at: item(plenum).started! + at, text, points };
		return minuting(stage, hall, by, whole);
	});
	const carry = async () =>
		act(stage, hall.lead, hall.id, 'points.carry', {
			roundId: hall.rounds.get(2)!.id,
			pointIds: day.carried.map((key) => hall.points.get(key)!)
		});
	return [...entries, [minutesAfter(hall.begins, item('break').started! + 1), carry]];
}

function roundTwo(stage: Stage, hall: Hall): Moment[] {
	const started = item('round-2').started!;
	const table = day.needsHelp;
	const ask = async () =>
		act(stage, hall.tables.get(table)!, hall.id, 'help.ask', {
			groupId: hall.groups.get(`2/${table}`)!.id
		});
	return [
		...recorders(stage, hall, 2, started + 2),
		...writing(stage, hall, said(2), started + 5, day.ELAPSED - 3),
		...handingIn(stage, hall, 2, day.handedIn[2]!, day.ELAPSED - 1.5),
		[minutesAfter(hall.begins, day.ELAPSED - 1), ask]
	];
}

/** What the steering group has begun on while the tables talk. */
function board(stage: Stage, school: School, hall: Hall): Moment[] {
	const [one, other] = school.steering;
	const room = school.schoolId;
	const conferenceId = hall.id;
	const ids = new Map(day.themes.map(({ key }) => [key, stage.past.newId()]));
	const at = (minute: number) => minutesAfter(hall.begins, minute);
	const named = day.themes.map(({ key, title }): Moment => {
		const input = { id: ids.get(key)!, conferenceId, title };
		return [at(96), () => act(stage, one!.who, room, 'theme.add', input)];
	});
	const placed = day.themes.flatMap(({ key, points }) =>
		points.map((point, place): Moment => {
			const by = place % 2 === 0 ? one! : other!;
			const where = { conferenceId, themeId: ids.get(key)! };
			const input = () => ({ pointId: hall.points.get(point)!, ...where });
			return [at(98 + place), () => act(stage, by.who, room, 'point.place', input())];
		})
	);
	const aside = day.aside.map(({ point, reason }): Moment => {
		const input = () => ({ pointId: hall.points.get(point)!, conferenceId, reason });
		return [at(108), () => act(stage, other!.who, room, 'point.set-aside', input())];
	});
	const { title, text, themes } = day.draftProposal;
	const themeIds = themes.map((key) => ids.get(key)!);
	const propose = async () =>
		act(stage, one!.who, room, 'proposal.make', {
			id: stage.past.newId(),
			conferenceId,
			themeIds,
			title,
			text
		});
	return [...named, ...placed, ...aside, [at(115), propose]];
}
