import { randomBytes } from 'node:crypto';
import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { idFrom } from '../../src/lib/domain/id.ts';
import { byName } from '../../src/lib/domain/name.ts';
import { Refusal } from '../../src/lib/domain/refusal.ts';
import { all, roomOf, type Room } from '../../src/lib/domain/room.ts';
import type { Group } from '../../src/lib/domain/seating.ts';
import { isRound, type Item, type RoundItem } from '../../src/lib/domain/programme.ts';
import type { PlannedItem } from '../../src/lib/domain/templates.ts';
import { NOBODY, type Who } from '../../src/lib/server/access.ts';
import * as accounts from '../../src/lib/server/accounts.ts';
import { act } from '../../src/lib/server/acts.ts';
import { openApp, type App } from '../../src/lib/server/app.ts';
import type { Configuration } from '../../src/lib/server/configuration.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import { openLog } from '../../src/lib/server/log.ts';
import * as people from '../../src/lib/server/people.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { snapshot } from '../../src/lib/server/store/journal.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

export const newId = (): string => idFrom(randomBytes(18));

/** A borrowed clock: it stands still until somebody moves it. */
export type BorrowedClock = { now: () => number; pass: (ms: number) => void };

export function borrowedClock(start = Date.UTC(2026, 10, 23, 8, 0)): BorrowedClock {
	let moment = start;
	return { now: () => moment, pass: (ms) => void (moment += ms) };
}

/** The time it is: for a house beside an app that runs. */
export const REAL_CLOCK: BorrowedClock = { now: Date.now, pass: () => undefined };

/** A configuration on a fresh database, as one process would read it. */
export function configurationFor(database: FreshDatabase, redisUrl?: string): Configuration {
	return {
		databaseUrl: database.databaseUrl,
		redisUrl: redisUrl ?? null,
		dataDir: database.dataDir,
		origin: null,
		secret: null,
		demo: false,
		logLevel: 'silent',
		migrationsDir: './drizzle'
	};
}

/** What a password costs in a house that nobody breaks into. */
const CHEAP = { N: 2 ** 10, r: 8, p: 1 };

/** An open house with a school in it, on a database of its own. */
export type OpenHouse = {
	app: App;
	clock: BorrowedClock;
	database: FreshDatabase;
	/** The first account: owns the municipality and the school. */
	principal: Who;
	schoolId: string;
	municipalityId: string;
	close: () => Promise<void>;
};

/** Opens a house: with a clock of its own, or with the real one beside a running app. */
export async function openHouse(
	clock = borrowedClock(),
	fresh: () => Promise<FreshDatabase> = freshDatabase
): Promise<OpenHouse> {
	const database = await fresh();
	const app = await openApp(configurationFor(database), {
		now: clock.now,
		log: openLog('silent'),
		passwordCost: CHEAP
	});
	const token = await accounts.setUpToken(app);
	const session = await accounts.setUp(app, {
		token: token ?? '',
		municipality: 'Lyngvik kommune',
		school: 'Bergtun skole',
		name: 'Petra Lindmo',
		login: 'petra',
		password: 'en lang setning',
		lang: 'nb'
	});
	const principal = await sessions.who(app, session);
	const scope = (kind: string) =>
		principal.roles.find(({ scopeKind }) => scopeKind === kind)?.scopeId ?? '';
	return {
		app,
		clock,
		database,
		principal,
		schoolId: scope('school'),
		municipalityId: scope('municipality'),
		close: async () => {
			await app.close();
			await database.drop();
		}
	};
}

/** Somebody with a role in a scope, and an account of their own. */
export async function somebody(
	house: OpenHouse,
	role: 'owner' | 'facilitator' | 'minute-taker' | 'steering',
	scopeId: string
): Promise<Who> {
	const { token } = await accounts.invite(house.app, house.principal, {
		name: `Noen ${role}`,
		login: `${role}-${newId()}`,
		role,
		scopeId,
		lang: 'nb'
	});
	const session = await accounts.choosePassword(house.app, {
		token: token ?? '',
		password: 'enda en lang setning'
	});
	return sessions.who(house.app, session);
}

const item = (type: PlannedItem['type'], title: string, questions: string[] = []): PlannedItem => ({
	type,
	title,
	note: '',
	minutes: 30,
	lang: 'nb',
	round:
		type === 'round'
			? {
					mix: { kind: 'mixed' },
					prompts: questions.map((text) => ({ text, lang: 'nb' as const }))
				}
			: null
});

/** Two rounds, each followed by a plenum. */
export const PROGRAMME: PlannedItem[] = [
	item('talk', 'Velkommen'),
	item('round', 'Slik har vi det', ['Hva lykkes vi med?', 'Hva strever vi med?']),
	item('plenum', 'Plenum 1'),
	item('round', 'Fra idé til tiltak', ['Hva skal vi gjøre likt?']),
	item('plenum', 'Plenum 2')
];

export const NAMES = [
	'Alva Nordli',
	'Birk Sandøy',
	'Cato Moen',
	'Dina Fossli',
	'Embla Vik',
	'Falk Hagen',
	'Gro Lunde',
	'Harald Bø'
];

/** A conference with eight people at two tables, published, in a house. */
export type Hall = {
	house: OpenHouse;
	id: string;
	/** Does something as somebody; the principal when nobody is named. Throws the refusal. */
	does: <N extends ActName>(
		name: N,
		input: ActInput<N>,
		as?: Who,
		how?: { id?: string; seen?: number; room?: string }
	) => Promise<number>;
	/** The room as a lane sees it now. */
	seen: (lane?: Lane) => Promise<Room>;
	rounds: () => Promise<RoundItem[]>;
	items: () => Promise<Item[]>;
	groups: (roundId: string) => Promise<Group[]>;
	/** A device that holds the link of a table, the screen or a phone. */
	device: (kind: 'table' | 'screen' | 'guest', table?: number) => Promise<Who>;
};

export async function openHall(house: OpenHouse): Promise<Hall> {
	const { app, principal } = house;
	const id = await conferences.create(
		app,
		principal,
		{
			ownerId: house.schoolId,
			name: 'Høstkonferansen',
			date: '2026-11-23',
			startsAt: 540,
			lang: 'nb'
		},
		PROGRAMME
	);
	const hall = hallOf(house, id);
	await people.importInto(
		app,
		principal,
		id,
		NAMES.map((name, at) => ({
			name,
			attributes: { profession: at % 2 === 0 ? 'lærer' : 'assistent', team: `${at % 3}` }
		}))
	);
	const seats = all(await hall.seen(), 'participant')
		.sort(byName('nb'))
		.map(({ id: participant }) => participant);
	const [one, two] = await hall.rounds();
	await hall.does('groups.arrange', {
		roundId: one!.id,
		tables: [
			{ members: seats.slice(0, 4), leaderId: seats[0] },
			{ members: seats.slice(4), leaderId: seats[4] }
		]
	});
	await hall.does('groups.arrange', {
		roundId: two!.id,
		tables: [
			{ members: seats.filter((_, at) => at % 2 === 0), leaderId: seats[0] },
			{ members: seats.filter((_, at) => at % 2 === 1), leaderId: seats[1] }
		]
	});
	await hall.does('rounds.publish', {});
	return hall;
}

function hallOf(house: OpenHouse, id: string): Hall {
	const { app, principal } = house;
	const seen: Hall['seen'] = async (lane = 'staff') =>
		roomOf((await snapshot(app.store.db, id, lane)).things);
	const items = async () => all(await seen(), 'item').sort((a, b) => a.position - b.position);
	return {
		house,
		id,
		seen,
		items,
		does: async (name, input, as = principal, how = {}) => {
			const told = await act(app, as, {
				id: how.id ?? newId(),
				room: how.room ?? id,
				name,
				input,
				seen: how.seen ?? 1_000_000
			});
			return told.seq;
		},
		rounds: async () => (await items()).filter(isRound),
		groups: async (roundId) =>
			all(await seen(), 'group')
				.filter((group) => group.roundId === roundId)
				.sort((a, b) => a.table - b.table),
		device: async (kind, table) => {
			const opens = { conferenceId: id, kind, table: table ?? null };
			const link = await conferences.linkTo(app, principal, opens);
			const { grant } = await conferences.open(app, opens, link.split('#')[1] ?? '');
			const token = await sessions.grant(app, undefined, grant);
			return sessions.who(app, token);
		}
	};
}

/** A hall whose first round is open. */
export async function openRound(hall: Hall, number = 0): Promise<RoundItem> {
	const round = (await hall.rounds())[number]!;
	await hall.does('programme.go', { itemId: round.id });
	return (await hall.rounds())[number]!;
}

/** The code of the refusal that `work` is met with, or 'done'. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'done';
	} catch (error) {
		if (error instanceof Refusal) return error.code;
		throw error;
	}
}

export { NOBODY };
