import * as staff from './people.ts';
import { earlier, earlierPoints, measures, type DemoItem, type DemoMeasure } from './points.ts';
import { attendance, handingIn, minuting, openHall, recorders, steps, writing } from './hall.ts';
import type { Hall } from './hall.ts';
import { idsByKey, type School } from './school.ts';
import { act, dateOf, daysAfter, minutesAfter, play, type Moment, type Stage } from './stage.ts';

/** The conference of the year before, and what the school has made of it since. */
export type Before = { hall: Hall; measures: Map<string, string> };

const round = (number: 1 | 2, started: number, ended: number): DemoItem => ({
	key: `round-${number}`,
	type: 'round',
	title: number === 1 ? 'En vanlig dag' : 'Det vi kan begynne med',
	note: '',
	minutes: 40,
	started,
	ended,
	round: { number, mix: 'mixed', question: earlier.questions[number - 1]!, state: 'over' }
});
const plenum = (number: 1 | 2, started: number, ended: number): DemoItem => {
	const plain = { type: 'plenum' as const, title: 'Plenum', note: '', minutes: 25 };
	return { key: `plenum-${number}`, ...plain, started, ended };
};

const programme: DemoItem[] = [
	round(1, 0, 42),
	plenum(1, 42, 66),
	{
		key: 'break',
		type: 'break',
		title: 'Pause',
		note: '',
		minutes: 15,
		started: 66,
		ended: 82
	},
	round(2, 82, 121),
	plenum(2, 121, 148)
];

/** The teams from 5. trinn up were there, with the resource team and the leaders. */
const people = [...new Set(staff.arenas.flatMap((arena) => arena.members))];

/** Plays the earlier conference to its end, then the year that followed. */
export async function playBefore(
	stage: Stage,
	school: School,
	begins: number,
	arenasOf: () => Promise<Record<string, string>>
): Promise<Before> {
	const then = daysAfter(begins, earlier.day);
	stage.turn(daysAfter(then, -3));
	const hall = await openHall(stage, school, {
		name: earlier.name,
		lang: earlier.lang,
		begins: then,
		programme,
		tables: { mixed: earlier.tables, home: earlier.tables },
		places: [],
		people,
		apart: []
	});
	await playDay(stage, school, hall);
	const arenas = await arenasOf();
	return { hall, measures: await playYear(stage, school, hall, begins, arenas) };
}

async function playDay(stage: Stage, school: School, hall: Hall): Promise<void> {
	const tables = [...hall.tables.keys()];
	const said = (number: number) => earlierPoints.filter((point) => point.round === number);
	const [first, second] = earlier.minutes;
	const by = school.minuteTaker.who;
	await play(stage, [
		...attendance(stage, hall, []),
		...steps(stage, hall, programme),
		...recorders(stage, hall, 1, 3),
		...writing(stage, hall, said(1), 6, 36),
		...handingIn(stage, hall, 1, tables, 38),
		minuting(stage, hall, by, { ...first, plenum: 'plenum-1', at: 55 }),
		...recorders(stage, hall, 2, 84),
		...writing(stage, hall, said(2), 88, 114),
		...handingIn(stage, hall, 2, tables, 117),
		minuting(stage, hall, by, { ...second, plenum: 'plenum-2', at: 140 }),
		[minutesAfter(hall.begins, 148), () => act(stage, hall.lead, hall.id, 'conference.close', {})]
	]);
}

type Year = {
	stage: Stage;
	school: School;
	hall: Hall;
	day: (days: number) => number;
	arenas: Record<string, string>;
	people: Map<string, string>;
};

async function playYear(
	stage: Stage,
	school: School,
	hall: Hall,
	begins: number,
	arenas: Record<string, string>
): Promise<Map<string, string>> {
	const people = await idsByKey(stage.past, hall.lead, school.schoolId);
	const day = (days: number) => daysAfter(begins, days);
	const year: Year = { stage, school, hall, day, arenas, people };
	const ids = measures.map((measure) => ({ measure, id: stage.past.newId() }));
	await play(
		stage,
		ids.flatMap(({ measure, id }) => life(year, measure, id))
	);
	return new Map(ids.map(({ measure, id }) => [measure.key, id]));
}

/** From theme to proposal, hearings, decision, plan, steps and log. */
function life(year: Year, measure: DemoMeasure, id: string): Moment[] {
	const { stage, school, hall, day } = year;
	const themeId = stage.past.newId();
	const proposalId = stage.past.newId();
	const by = school.owner.who;
	const does = <N extends Parameters<typeof act>[3]>(
		name: N,
		input: Parameters<typeof act<N>>[4]
	) => act(stage, by, school.schoolId, name, input);
	const themed = Math.min(...measure.hearings.map((hearing) => hearing.day)) - 7;
	const conferenceId = hall.id;
	return [
		[
			day(themed),
			() => does('theme.add', { id: themeId, conferenceId, title: measure.theme.title })
		],
		...measure.theme.points.map((key): Moment => {
			const pointId = hall.points.get(key)!;
			return [day(themed), () => does('point.place', { pointId, conferenceId, themeId })];
		}),
		[
			day(themed),
			() =>
				does('proposal.make', {
					id: proposalId,
					conferenceId,
					themeIds: [themeId],
					...measure.proposal
				})
		],
		...measure.hearings.map(({ arena, day: on, comment }): Moment => {
			const input = {
				id: proposalId,
				arenaId: year.arenas[arena]!,
				date: dateOf(day(on)),
				comment
			};
			return [day(on), () => does('proposal.hear', input)];
		}),
		...decided(year, measure, id, proposalId)
	];
}

function decided(year: Year, measure: DemoMeasure, id: string, proposalId: string): Moment[] {
	const { stage, school, day } = year;
	const by = school.owner.who;
	const room = school.schoolId;
	const { decision, title, level, steps, log } = measure;
	const on = (days: number) => dateOf(day(days));
	const adopt = { outcome: 'adopted' as const, date: on(decision.day), grounds: decision.grounds };
	const make = { id, proposalId, title, level, plan: planOf(year, measure) };
	return [
		[
			day(decision.day),
			() => act(stage, by, room, 'proposal.decide', { id: proposalId, ...adopt })
		],
		[day(decision.day), () => act(stage, by, room, 'measure.make', make)],
		...steps.map(({ to, day: when, grounds }): Moment => {
			const step = { id, to, date: on(when), grounds };
			return [day(when), () => act(stage, by, room, 'measure.advance', step)];
		}),
		...log.map(({ day: when, text }): Moment => {
			const entry = { id, entryId: stage.past.newId(), date: on(when), text };
			const writer = school.steering[0]!.who;
			return [day(when), () => act(stage, writer, room, 'measure.log', entry)];
		})
	];
}

function planOf({ day, arenas, people }: Year, { plan }: DemoMeasure) {
	return {
		objective: plan.objective,
		content: plan.content,
		coordinatorId: people.get(plan.coordinator)!,
		mainArenaId: arenas[plan.mainArena]!,
		participantIds: plan.participants.map((key) => people.get(key)!),
		from: dateOf(day(plan.from)),
		to: dateOf(day(plan.to)),
		milestones: plan.milestones.map(({ day: on, text }) => ({ date: dateOf(day(on)), text }))
	};
}
