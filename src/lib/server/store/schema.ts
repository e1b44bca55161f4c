import {
	bigint,
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	unique
} from 'drizzle-orm/pg-core';
import type { Phase } from '../../domain/conference.ts';
import type { Clock } from '../../domain/clock.ts';
import type { LogEntry, MeasureState, Plan } from '../../domain/measure.ts';
import type { Grant } from '../../domain/permission.ts';
import { NO_RULES, type PlanRules } from '../../domain/plan-rules.ts';
import type { PointState, PointType } from '../../domain/point.ts';
import type { ItemType, Round } from '../../domain/programme.ts';
import type { Decision, Hearing } from '../../domain/proposal.ts';
import type { Fact } from '../../domain/room.ts';
import type { Scene } from '../../domain/screen.ts';
import type { Attendance } from '../../domain/seating.ts';

/** Moments are epoch milliseconds, dates are ISO text: the same in every reader. */
const moment = (name: string) => bigint(name, { mode: 'number' });

/** What the house itself remembers: the secret that signs links, the one-time set-up. */
export const setting = pgTable('setting', {
	name: text('name').primaryKey(),
	value: text('value').notNull()
});

/**
 * Who was to be erased, by id alone: what was broken off, or comes back with an older backup, is
 * erased when the house opens.
 */
export const erased = pgTable('erased', {
	id: text('id').primaryKey(),
	kind: text('kind').$type<'person' | 'participant' | 'account'>().notNull(),
	at: moment('at').notNull()
});

// Who is who

export const municipality = pgTable('municipality', {
	id: text('id').primaryKey(),
	name: text('name').notNull(),
	lang: text('lang').notNull()
});

export const school = pgTable('school', {
	id: text('id').primaryKey(),
	municipalityId: text('municipality_id')
		.notNull()
		.references(() => municipality.id),
	name: text('name').notNull(),
	lang: text('lang').notNull()
});

/** A person lives across conferences; `ownerId` is the school or municipality that knows them. */
export const person = pgTable(
	'person',
	{
		id: text('id').primaryKey(),
		ownerId: text('owner_id').notNull(),
		name: text('name').notNull(),
		email: text('email'),
		staffNumber: text('staff_number'),
		unit: text('unit'),
		attributes: jsonb('attributes').$type<Record<string, string>>().notNull()
	},
	(table) => [index('person_owner').on(table.ownerId)]
);

export const account = pgTable('account', {
	id: text('id').primaryKey(),
	login: text('login').notNull().unique(),
	name: text('name').notNull(),
	lang: text('lang').notNull(),
	passwordHash: text('password_hash'),
	createdAt: moment('created_at').notNull()
});

export const role = pgTable(
	'role',
	{
		accountId: text('account_id')
			.notNull()
			.references(() => account.id, { onDelete: 'cascade' }),
		role: text('role').$type<'owner' | 'facilitator' | 'minute-taker' | 'steering'>().notNull(),
		scopeKind: text('scope_kind').$type<'municipality' | 'school' | 'conference'>().notNull(),
		scopeId: text('scope_id').notNull()
	},
	(table) => [primaryKey({ columns: [table.accountId, table.role, table.scopeId] })]
);

/** Invitation, password reset and set-up: links that work once. Only a hash of the token is kept. */
export const oneTimeLink = pgTable('one_time_link', {
	tokenHash: text('token_hash').primaryKey(),
	kind: text('kind').$type<'setup' | 'invite' | 'reset'>().notNull(),
	accountId: text('account_id').references(() => account.id, { onDelete: 'cascade' }),
	expiresAt: moment('expires_at').notNull(),
	usedAt: moment('used_at')
});

/** One session a browser: an account, and what links have opened on it. */
export const session = pgTable('session', {
	tokenHash: text('token_hash').primaryKey(),
	accountId: text('account_id').references(() => account.id, { onDelete: 'cascade' }),
	grants: jsonb('grants').$type<Grant[]>().notNull(),
	expiresAt: moment('expires_at').notNull()
});

/** A device that waits to become a projector: it shows a code until somebody who leads types it. */
export const pairing = pgTable('pairing', {
	/** The waiting device's session. */
	tokenHash: text('token_hash')
		.primaryKey()
		.references(() => session.tokenHash, { onDelete: 'cascade' }),
	code: text('code').notNull().unique(),
	/** The conference it was let into; null while it waits. */
	conferenceId: text('conference_id'),
	expiresAt: moment('expires_at').notNull()
});

export const arena = pgTable(
	'arena',
	{
		id: text('id').primaryKey(),
		ownerId: text('owner_id').notNull(),
		kind: text('kind')
			.$type<'steering-group' | 'resource-team' | 'year-team' | 'strategy-forum'>()
			.notNull(),
		name: text('name').notNull(),
		leaderId: text('leader_id').references(() => person.id, { onDelete: 'set null' })
	},
	(table) => [index('arena_owner').on(table.ownerId)]
);

export const arenaMember = pgTable(
	'arena_member',
	{
		arenaId: text('arena_id')
			.notNull()
			.references(() => arena.id, { onDelete: 'cascade' }),
		personId: text('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' })
	},
	(table) => [primaryKey({ columns: [table.arenaId, table.personId] })]
);

// Rooms and their numbered memory

export const room = pgTable('room', {
	id: text('id').primaryKey(),
	kind: text('kind').$type<'conference' | 'school' | 'municipality'>().notNull(),
	epoch: text('epoch').notNull(),
	seq: bigint('seq', { mode: 'number' }).notNull()
});

export const journal = pgTable(
	'journal',
	{
		roomId: text('room_id')
			.notNull()
			.references(() => room.id, { onDelete: 'cascade' }),
		seq: bigint('seq', { mode: 'number' }).notNull(),
		actId: text('act_id').notNull(),
		bodyHash: text('body_hash').notNull(),
		actor: text('actor').notNull(),
		fact: jsonb('fact').$type<Fact>().notNull(),
		at: moment('at').notNull()
	},
	(table) => [
		primaryKey({ columns: [table.roomId, table.seq] }),
		unique('journal_act').on(table.roomId, table.actId)
	]
);

/** Acts that were refused for good, for as long as a late copy of one may come: it gets the same answer. */
export const refused = pgTable(
	'refused',
	{
		roomId: text('room_id')
			.notNull()
			.references(() => room.id, { onDelete: 'cascade' }),
		actId: text('act_id').notNull(),
		bodyHash: text('body_hash').notNull(),
		code: text('code').notNull(),
		details: jsonb('details').$type<Record<string, unknown>>().notNull(),
		at: moment('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.roomId, table.actId] })]
);

// A conference

export const conference = pgTable(
	'conference',
	{
		id: text('id')
			.primaryKey()
			.references(() => room.id, { onDelete: 'cascade' }),
		ownerId: text('owner_id').notNull(),
		name: text('name').notNull(),
		date: text('date').notNull(),
		startsAt: integer('starts_at').notNull(),
		lang: text('lang').$type<'nb' | 'nn' | 'sv' | 'en'>().notNull(),
		joinCode: text('join_code').notNull().unique(),
		phase: jsonb('phase').$type<Phase>().notNull(),
		undo: jsonb('undo').$type<Undo>(),
		colourBy: text('colour_by').notNull(),
		apart: jsonb('apart').$type<[string, string][]>().notNull(),
		rules: jsonb('rules').$type<PlanRules>().notNull().default(NO_RULES),
		clock: jsonb('clock').$type<Clock>().notNull(),
		scene: jsonb('scene').$type<Scene>().notNull(),
		sceneBefore: jsonb('scene_before').$type<Scene>().notNull(),
		dark: boolean('dark').notNull(),
		cue: integer('cue').notNull(),
		notice: jsonb('notice').$type<{ text: string; at: number }>(),
		keyScreen: integer('key_screen').notNull(),
		keyGuest: integer('key_guest').notNull(),
		keyTables: jsonb('key_tables').$type<Record<string, number>>().notNull(),
		/** Why rounds were published against R115, if they were. */
		publishOverride: text('publish_override')
	},
	(table) => [index('conference_owner').on(table.ownerId)]
);

/** What the last step of the programme changed, so that it can be taken back. */
export type Undo = {
	itemId: string;
	seq: number;
	phase: Phase;
	clock: Clock;
	scene: Scene;
	items: {
		id: string;
		startedAt: number | null;
		endedAt: number | null;
		state: Round['state'] | null;
	}[];
};

export const item = pgTable(
	'item',
	{
		id: text('id').primaryKey(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id, { onDelete: 'cascade' }),
		position: integer('position').notNull(),
		type: text('type').$type<ItemType>().notNull(),
		title: text('title').notNull(),
		note: text('note').notNull(),
		minutes: integer('minutes').notNull(),
		startedAt: moment('started_at'),
		endedAt: moment('ended_at'),
		round: jsonb('round').$type<Round>(),
		/** The room's number when the round was last over: an act that had seen it knew. */
		overSeq: moment('over_seq')
	},
	(table) => [index('item_conference').on(table.conferenceId)]
);

export const participant = pgTable(
	'participant',
	{
		id: text('id').primaryKey(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id, { onDelete: 'cascade' }),
		/** Null, like the name, once the person was erased: somebody was there. */
		personId: text('person_id').references(() => person.id),
		name: text('name'),
		attributes: jsonb('attributes').$type<Record<string, string>>().notNull(),
		attendance: text('attendance').$type<Attendance>().notNull(),
		walkIn: boolean('walk_in').notNull()
	},
	(table) => [unique('participant_once').on(table.conferenceId, table.personId)]
);

export const group = pgTable(
	'round_group',
	{
		id: text('id').primaryKey(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id, { onDelete: 'cascade' }),
		roundId: text('round_id')
			.notNull()
			.references(() => item.id, { onDelete: 'cascade' }),
		table: integer('table_number').notNull(),
		place: text('place').notNull(),
		leaderId: text('leader_id'),
		recorderId: text('recorder_id'),
		published: boolean('published').notNull(),
		handedInAt: moment('handed_in_at'),
		helpAt: moment('help_at')
	},
	(table) => [unique('group_table').on(table.roundId, table.table)]
);

export const seat = pgTable(
	'seat',
	{
		roundId: text('round_id')
			.notNull()
			.references(() => item.id, { onDelete: 'cascade' }),
		participantId: text('participant_id')
			.notNull()
			.references(() => participant.id, { onDelete: 'cascade' }),
		groupId: text('group_id')
			.notNull()
			.references(() => group.id, { onDelete: 'cascade' }),
		position: integer('position').notNull()
	},
	(table) => [
		primaryKey({ columns: [table.roundId, table.participantId] }),
		index('seat_group').on(table.groupId)
	]
);

/** Not named `point`: that is a type of PostgreSQL's own. */
export const tablePoint = pgTable(
	'table_point',
	{
		id: text('id').primaryKey(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id, { onDelete: 'cascade' }),
		roundId: text('round_id')
			.notNull()
			.references(() => item.id),
		promptId: text('prompt_id').notNull(),
		groupId: text('group_id')
			.notNull()
			.references(() => group.id),
		table: integer('table_number').notNull(),
		position: integer('position').notNull(),
		text: text('text').notNull(),
		lang: text('lang').$type<'nb' | 'nn' | 'sv' | 'en'>().notNull(),
		type: text('type').$type<PointType>(),
		state: text('state').$type<PointState>().notNull(),
		late: boolean('late').notNull(),
		shelved: boolean('shelved').notNull(),
		version: integer('version').notNull(),
		other: text('other'),
		writtenAt: moment('written_at').notNull()
	},
	(table) => [
		index('point_conference').on(table.conferenceId),
		index('point_group').on(table.groupId)
	]
);

export const minute = pgTable(
	'minute',
	{
		id: text('id').primaryKey(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id, { onDelete: 'cascade' }),
		plenumId: text('plenum_id')
			.notNull()
			.references(() => item.id),
		position: integer('position').notNull(),
		text: text('text').notNull(),
		points: jsonb('points').$type<string[]>().notNull(),
		version: integer('version').notNull(),
		other: text('other'),
		writtenAt: moment('written_at').notNull()
	},
	(table) => [index('minute_conference').on(table.conferenceId)]
);

// What came of it: in the school's or municipality's own room

export const theme = pgTable(
	'theme',
	{
		id: text('id').primaryKey(),
		ownerId: text('owner_id').notNull(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id),
		title: text('title').notNull(),
		colour: integer('colour').notNull(),
		position: integer('position').notNull(),
		version: integer('version').notNull()
	},
	(table) => [index('theme_owner').on(table.ownerId)]
);

export const placement = pgTable(
	'placement',
	{
		pointId: text('point_id')
			.primaryKey()
			.references(() => tablePoint.id),
		ownerId: text('owner_id').notNull(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id),
		themeId: text('theme_id').references(() => theme.id),
		aside: text('aside'),
		position: integer('position').notNull()
	},
	(table) => [index('placement_owner').on(table.ownerId)]
);

export const proposal = pgTable(
	'proposal',
	{
		id: text('id').primaryKey(),
		ownerId: text('owner_id').notNull(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id),
		themeIds: jsonb('theme_ids').$type<string[]>().notNull(),
		pointIds: jsonb('point_ids').$type<string[]>().notNull(),
		title: text('title').notNull(),
		text: text('text').notNull(),
		hearings: jsonb('hearings').$type<Hearing[]>().notNull(),
		decision: jsonb('decision').$type<Decision>(),
		version: integer('version').notNull()
	},
	(table) => [index('proposal_owner').on(table.ownerId)]
);

export const measure = pgTable(
	'measure',
	{
		id: text('id').primaryKey(),
		ownerId: text('owner_id').notNull(),
		conferenceId: text('conference_id')
			.notNull()
			.references(() => conference.id),
		proposalId: text('proposal_id')
			.notNull()
			.references(() => proposal.id),
		title: text('title').notNull(),
		level: text('level').$type<'preventive' | 'early' | 'individual'>().notNull(),
		plan: jsonb('plan').$type<Plan>().notNull(),
		state: jsonb('state').$type<MeasureState>().notNull(),
		log: jsonb('log').$type<LogEntry[]>().notNull(),
		version: integer('version').notNull()
	},
	(table) => [index('measure_owner').on(table.ownerId)]
);
