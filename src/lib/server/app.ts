import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { isActName, type Act } from '#lib/domain/act.ts';
import { idFrom } from '#lib/domain/id.ts';
import { openGateway, type Gateway } from '#lib/realtime/gateway.server.ts';
import type { Shared } from '#lib/realtime/attendance.server.ts';
import { together } from '#lib/realtime/together.server.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import { act, actorOf } from './acts.ts';
import { cookieIn, cookieName } from './cookies.ts';
import { openCounts, type Counts } from './counts.ts';
import type { Configuration } from './configuration.ts';
import * as erasure from './erasure.ts';
import { newToken } from './keys.ts';
import { health, type Health } from './health.ts';
import { openLog, type Log } from './log.ts';
import { openPace, type Pace } from './pace.ts';
import * as passwords from './passwords.ts';
import * as sessions from './sessions.ts';
import { NO_BELL, openBell, type Bell, type Channel } from './store/bell.ts';
import { isUnstorable, openStore, type Store } from './store/db.ts';
import * as journal from './store/journal.ts';
import * as s from './store/schema.ts';
import { openWatch, type Watch } from './watch.ts';

/** Everything that is wired together, on a single page. */
export type App = {
	configuration: Configuration;
	log: Log;
	store: Store;
	/** Signs links; from SECRET, else made once and kept in the database. */
	secret: string;
	counts: Counts;
	pace: Pace;
	watch: Watch;
	bell: Bell;
	/** The server's clock, in epoch ms. */
	now: () => number;
	/** What a try at a password chosen from now on costs. */
	passwordCost: passwords.Cost;
	newId: () => string;
	/** Says that a room has moved: to this process at once, to the others by the bell. */
	kick: (room: string) => void;
	onKick: (listener: (room: string) => void) => void;
	onShare: (listener: (shared: Shared) => void) => void;
	/** How the house stood when it was last looked at; undefined before that. */
	state: () => Health | undefined;
	close: () => Promise<void>;
};

/** Opens store, bell and clock, and erases what was to be erased and is still there. Tests can borrow a clock, and passwords that cost less; no setting can. */
export async function openApp(
	configuration: Configuration,
	borrowed: { now?: () => number; log?: Log; passwordCost?: passwords.Cost } = {}
): Promise<App> {
	const log = borrowed.log ?? openLog(configuration.logLevel);
	const now = borrowed.now ?? Date.now;
	const store = await openStore(configuration, log);
	const kicked: ((room: string) => void)[] = [];
	const shared: ((shared: Shared) => void)[] = [];
	const hear = (channel: Channel, message: string) => {
		if (channel === 'look') for (const listener of kicked) listener(message);
		else for (const listener of shared) readShared(message, listener);
	};
	const bell = configuration.redisUrl ? openBell(configuration.redisUrl, hear, log) : NO_BELL;
	let state: Health | undefined;
	const app: App = {
		configuration,
		log,
		store,
		secret: configuration.secret ?? (await keptSecret(store)),
		counts: openCounts(),
		pace: openPace(now),
		watch: openWatch(log, now),
		bell,
		now,
		passwordCost: borrowed.passwordCost ?? passwords.COST,
		newId: () => idFrom(randomBytes(18)),
		kick: (room) => {
			for (const listener of kicked) listener(room);
			bell.ring('look', room);
		},
		onKick: (listener) => void kicked.push(listener),
		onShare: (listener) => void shared.push(listener),
		state: () => state,
		close: async () => {
			clearInterval(looking);
			bell.close();
			await store.close();
		}
	};
	const look = () =>
		health(app).then(
			(found) => (state = found),
			() => undefined
		);
	const looking = setInterval(() => void look(), LOOK_EVERY);
	looking.unref();
	void look();
	await erasure.finish(app);
	return app;
}

/** How often the house looks at its own database and Redis, in ms. */
const LOOK_EVERY = 5_000;

/** What another process said, if it is readable; garbage on the channel is dropped. */
function readShared(message: string, listener: (shared: Shared) => void): void {
	try {
		const read = JSON.parse(message) as Partial<Shared>;
		if (
			typeof read.process === 'string' &&
			typeof read.room === 'string' &&
			Array.isArray(read.here)
		)
			listener(read as Shared);
	} catch {
		// Not ours.
	}
}

async function keptSecret(store: Store): Promise<string> {
	await store.db
		.insert(s.setting)
		.values({ name: 'secret', value: newToken() })
		.onConflictDoNothing();
	const [kept] = await store.db.select().from(s.setting).where(eq(s.setting.name, 'secret'));
	return kept!.value;
}

/** What can never be kept is refused, so that nobody sends it again and again. */
function refusedIfUnstorable(error: unknown): never {
	throw isUnstorable(error) ? new Refusal('bad-input', { field: '' }) : error;
}

/** Tells the watch of a refusal, and lets it go on. */
const told = (app: App, what: string, who: access.Who, room: string) => (error: unknown) => {
	if (error instanceof Refusal) app.watch.refused(what, error.code, { by: actorOf(who, room) });
	throw error;
};

/** Opens the socket gateway on an app. */
export function openAppGateway(app: App): Gateway {
	const { db } = app.store;
	const sessionOf = together((hashes) => sessions.alive(app, hashes));
	const conferenceOf = together((ids) => access.conferencesOf(db, ids));
	const roomOf = together(async (ids) => {
		const rooms = await Promise.all(
			ids.map(async (id) => [id, await journal.glance(db, id)] as const)
		);
		return new Map(rooms.flatMap(([id, room]) => (room ? [[id, room]] : [])));
	});
	return openGateway<access.Who>({
		journal: {
			numbers: (rooms) => journal.numbers(db, rooms),
			after: (room, number) => journal.after(db, room, number),
			snapshot: (room, lane) => journal.snapshot(db, room, lane, roomOf)
		},
		who: async (cookies) => {
			const token = cookieIn(cookies, cookieName(app.configuration, sessions.COOKIE));
			const who = await sessions.who(app, token, sessionOf);
			return { who, name: who.account?.name ?? null };
		},
		mayFollow: async (who, room, lane) =>
			void (await access
				.lane(db, who, room, lane, conferenceOf)
				.catch(told(app, `follow ${lane}`, who, room))),
		act: (who, frame) =>
			act(app, who, frame as Act)
				.catch(refusedIfUnstorable)
				.catch(told(app, `act ${isActName(frame.name) ? frame.name : 'unknown'}`, who, frame.room)),
		onKick: app.onKick,
		share: (shared) => app.bell.ring('here', JSON.stringify(shared)),
		onShare: app.onShare,
		mayCall: (origin, host) => mayCall(app.configuration.origin, origin, host),
		now: app.now,
		log: (event, details) => app.log.warn(event, details),
		count: (what, outcome, ms) => {
			app.counts.count(what, outcome, ms);
			// An act is told of with its author, above.
			if (!what.startsWith('act ')) app.watch.refused(what, outcome);
		},
		time: app.counts.time,
		state: () => {
			const found = app.state();
			return found && { database: found.database, redis: found.redis, storage: found.storage };
		}
	});
}

/** A page may open a socket to the host it came from, or from the configured origin. */
function mayCall(configured: string | null, origin?: string, host?: string): boolean {
	if (origin === undefined || origin === configured) return true;
	try {
		return new URL(origin).host === host;
	} catch {
		return false;
	}
}
