import { z } from 'zod';
import { Id } from './id.ts';
import type { Name } from './name.ts';

/** The level of the pyramid a measure works on (R3). */
export const Level = z.enum(['preventive', 'early', 'individual']);
export type Level = z.infer<typeof Level>;

export const Milestone = z.object({ date: z.iso.date(), text: z.string().trim().min(1).max(400) });
export type Milestone = z.infer<typeof Milestone>;

/** A named person, as picked from the school's people; without a name once they were erased. */
export type Named = { personId: Id; name: Name };

/** The six fields of a plan (R33–R38); empty ones are told by `missing`. */
export type Plan = {
	objective: string;
	content: string;
	coordinator: Named | null;
	mainArena: { arenaId: Id; name: string } | null;
	participants: Named[];
	from: string | null;
	to: string | null;
	milestones: Milestone[];
};

/** Where a measure is on its way to daily operations (R137). */
export type MeasureState =
	| { name: 'decided' }
	| { name: 'trial'; since: string }
	| { name: 'evaluated'; since: string; on: string; summary: string }
	| { name: 'operations'; on: string; grounds: string }
	| { name: 'ended'; on: string; grounds: string };

/** `by` is the name of whoever wrote it; null once their account was erased. */
export type LogEntry = { id: Id; date: string; text: string; by: Name };

export type Measure = {
	kind: 'measure';
	id: Id;
	conferenceId: Id;
	proposalId: Id;
	title: string;
	level: Level;
	plan: Plan;
	state: MeasureState;
	log: LogEntry[];
	version: number;
};

const Text = z.string().trim().max(8_000);
const Title = z.string().trim().min(1).max(160);
/** A plan as sent: people and arena by id; the server finds their names. */
export const SetPlan = z.object({
	objective: Text.optional(),
	content: Text.optional(),
	coordinatorId: Id.nullable().optional(),
	mainArenaId: Id.nullable().optional(),
	participantIds: z.array(Id).max(300).optional(),
	from: z.iso.date().nullable().optional(),
	to: z.iso.date().nullable().optional(),
	milestones: z.array(Milestone).max(40).optional()
});
export type SetPlan = z.infer<typeof SetPlan>;

export const MakeMeasure = z.object({
	id: Id,
	proposalId: Id,
	title: Title,
	level: Level,
	plan: SetPlan.default({})
});
export type MakeMeasure = z.infer<typeof MakeMeasure>;
export const SetMeasure = z.object({
	id: Id,
	title: Title.optional(),
	level: Level.optional(),
	plan: SetPlan.optional(),
	version: z.number().int().min(1)
});
export type SetMeasure = z.infer<typeof SetMeasure>;
/** Moves a measure on: to trial (gated on a whole plan, R32), evaluated, operations or ended (R29). */
export const AdvanceMeasure = z.object({
	id: Id,
	to: z.enum(['trial', 'evaluated', 'operations', 'ended']),
	date: z.iso.date(),
	grounds: Text.default('')
});
export type AdvanceMeasure = z.infer<typeof AdvanceMeasure>;
export const LogMeasure = z.object({ id: Id, entryId: Id, date: z.iso.date(), text: Text });

export const NO_PLAN: Plan = {
	objective: '',
	content: '',
	coordinator: null,
	mainArena: null,
	participants: [],
	from: null,
	to: null,
	milestones: []
};

/** Names of the plan fields (R33–R38) that are still empty. */
export function missing(plan: Plan): string[] {
	const empty: [string, boolean][] = [
		['objective', plan.objective === ''],
		['content', plan.content === ''],
		['coordinator', (plan.coordinator?.name ?? null) === null],
		['mainArena', plan.mainArena === null],
		['participants', plan.participants.length === 0],
		['timeFrame', plan.from === null || plan.to === null]
	];
	return empty.filter(([, isEmpty]) => isEmpty).map(([name]) => name);
}

/** Measures that are going on: all but those that have ended. */
const goingOn = (measures: readonly Measure[]): Measure[] =>
	measures.filter(({ state }) => state.name !== 'ended');

/** Levels of the pyramid that no measure works on now (R4). */
export function emptyLevels(measures: readonly Measure[]): Level[] {
	const worked = new Set(goingOn(measures).map(({ level }) => level));
	return Level.options.filter((level) => !worked.has(level));
}

/** People who coordinate or try out a measure that is going on, each once (R40). */
export function involved(measures: readonly Measure[]): Set<Id> {
	const people = goingOn(measures).flatMap(({ plan }) => [
		...plan.participants,
		...(plan.coordinator ? [plan.coordinator] : [])
	]);
	return new Set(people.map(({ personId }) => personId));
}

/** A plan in which somebody was erased: it still says how many try it out. */
export function planWithErased(plan: Plan, personId: Id): Plan {
	const hidden = (one: Named): Named => (one.personId === personId ? { ...one, name: null } : one);
	return {
		...plan,
		coordinator: plan.coordinator && hidden(plan.coordinator),
		participants: plan.participants.map(hidden)
	};
}

/** A log in which some entries no longer say who wrote them. */
export const logWithErased = (log: LogEntry[], entries: ReadonlySet<Id>): LogEntry[] =>
	log.map((entry) => (entries.has(entry.id) ? { ...entry, by: null } : entry));
