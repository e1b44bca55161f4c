/**
 * Whether all is well in a conference, judged from what can be seen from the facilitator's seat:
 * the line to the server, what the server says of itself, and who was heard when. Moments are
 * the server's clock, lengths are ms.
 */
export type Looked = {
	now: number;
	line: 'connected' | 'connecting' | 'cut';
	/** Since the last word from the server. */
	silentFor: number;
	/** The facilitator's own acts that have not arrived. */
	waitingHere: number;
	house: { database: 'on' | 'away'; redis: 'on' | 'off' | 'away'; storage: string } | null;
	/** Null until somebody has told who is here. */
	screens: { count: number; shows: number | null; heard: number | null } | null;
	/** The cue that the hall should see, and how long it has been the one. */
	cue: number;
	cuedFor: number;
	tables: TableLooked[];
	phones: number;
	clock: 'running' | 'paused' | 'over' | 'idle';
};

/** A table of the round, and what was heard of its tablet; `here` null when none has ever been there. */
export type TableLooked = {
	table: number;
	/** It is to write now: its round is open and it has not handed in. */
	writes: boolean;
	here: {
		tablets: number;
		waiting: number;
		waitingSince: number | null;
		since: number;
		heard: number | null;
	} | null;
};

/** `well`; `look`: it goes on, but somebody should look; `wrong`: do something now; `quiet`: nothing to judge. */
export type State = 'well' | 'look' | 'wrong' | 'quiet';

/** What is said of something, by name, with the figures that go with it. */
export type Says =
	| { name: 'server-here' }
	| { name: 'server-keeps'; n: number }
	| { name: 'server-connecting' }
	| { name: 'server-cut'; ms: number }
	| { name: 'database-on' | 'database-trial' | 'database-away' }
	| { name: 'redis-on' | 'redis-away' }
	| { name: 'projector-shows'; ms: number }
	| { name: 'projector-several'; n: number }
	| { name: 'projector-none' | 'projector-behind' }
	| { name: 'projector-silent'; ms: number }
	| { name: 'table-here'; table: number }
	| { name: 'table-several'; table: number; n: number }
	| { name: 'table-sending'; table: number; n: number }
	| { name: 'table-waits'; table: number; n: number; ms: number }
	| { name: 'table-silent'; table: number; ms: number }
	| { name: 'table-gone'; table: number; n: number; ms: number }
	| { name: 'table-closed'; table: number; ms: number }
	| { name: 'table-never'; table: number }
	| { name: 'phones'; n: number }
	| { name: 'clock-running' | 'clock-paused' | 'clock-over' | 'clock-idle' };

export type About = 'server' | 'database' | 'redis' | 'projector' | 'table' | 'phones' | 'clock';
export type Row = { about: About; state: State; says: Says };

/** All of it: the gravest state, what it is due to (gravest first), and a row for each thing. */
export type Well = {
	state: Exclude<State, 'quiet'>;
	due: Row[];
	rows: Row[];
	/** The server cannot be heard: every other row is as it was this long ago. Null when it can. */
	staleFor: number | null;
};

/** A projector echoes each second or so; nothing for this long and it may be asleep. */
export const PROJECTOR_SILENT = 10_000;
/** It may take this long to turn to a new cue. */
export const PROJECTOR_TURNS = 4_000;
/** Tablets say every four seconds what waits on them. */
export const TABLET_SILENT = 14_000;
/** Something that waits this long is not just on its way. */
export const WAITS_LONG = 10_000;

/** Judges what was looked at. */
export function judge(looked: Looked): Well {
	const stale = looked.line === 'cut';
	const rest = [
		...ofHouse(looked),
		ofProjector(looked),
		...looked.tables.map((table) => ofTable(table, looked.now)),
		{ about: 'phones' as const, state: 'quiet' as const, says: phones(looked) },
		{ about: 'clock' as const, state: 'quiet' as const, says: clock(looked) }
	].filter((row) => row !== null);
	const known = stale ? rest.map((row) => ({ ...row, state: 'quiet' as const })) : rest;
	const rows = [ofServer(looked), ...known];
	const due = [
		...rows.filter(({ state }) => state === 'wrong'),
		...rows.filter(({ state }) => state === 'look')
	];
	const gravest = due[0]?.state === 'wrong' ? 'wrong' : due.length > 0 ? 'look' : 'well';
	return { state: gravest, due, rows, staleFor: stale ? looked.silentFor : null };
}

function ofServer({ line, silentFor, waitingHere }: Looked): Row {
	const row = (state: State, says: Says): Row => ({ about: 'server', state, says });
	if (line === 'cut') return row('wrong', { name: 'server-cut', ms: silentFor });
	if (line === 'connecting') return row('look', { name: 'server-connecting' });
	if (waitingHere > 0) return row('well', { name: 'server-keeps', n: waitingHere });
	return row('well', { name: 'server-here' });
}

function ofHouse({ house }: Looked): Row[] {
	if (house === null) return [];
	const { database, redis, storage } = house;
	const on = storage === 'pglite' ? 'database-trial' : 'database-on';
	const rows: Row[] = [
		database === 'away'
			? { about: 'database', state: 'wrong', says: { name: 'database-away' } }
			: { about: 'database', state: 'well', says: { name: on } }
	];
	if (redis === 'away') rows.push({ about: 'redis', state: 'look', says: { name: 'redis-away' } });
	if (redis === 'on') rows.push({ about: 'redis', state: 'well', says: { name: 'redis-on' } });
	return rows;
}

function ofProjector({ screens, cue, cuedFor, now }: Looked): Row | null {
	if (screens === null) return null;
	const row = (state: State, says: Says): Row => ({ about: 'projector', state, says });
	if (screens.count === 0) return row('look', { name: 'projector-none' });
	const silent = screens.heard === null ? 0 : Math.max(0, now - screens.heard);
	if (silent > PROJECTOR_SILENT) return row('wrong', { name: 'projector-silent', ms: silent });
	// Just after a cue it may be turning, and just after it came it has not yet said what it shows.
	if (screens.shows !== cue && cuedFor > PROJECTOR_TURNS && screens.shows !== null)
		return row('wrong', { name: 'projector-behind' });
	if (screens.count > 1) return row('well', { name: 'projector-several', n: screens.count });
	return row('well', { name: 'projector-shows', ms: silent });
}

function ofTable({ table, writes, here }: TableLooked, now: number): Row {
	const row = (state: State, says: Says): Row => ({ about: 'table', state, says });
	if (here === null) return row('quiet', { name: 'table-never', table });
	const { tablets, waiting: n } = here;
	if (tablets === 0) return ofGone(table, writes || n > 0, here, now);
	const silent = here.heard === null ? 0 : now - here.heard;
	if (silent > TABLET_SILENT) return row('look', { name: 'table-silent', table, ms: silent });
	const waited = n > 0 && here.waitingSince !== null ? now - here.waitingSince : 0;
	if (waited > WAITS_LONG) return row('look', { name: 'table-waits', table, n, ms: waited });
	if (n > 0) return row('well', { name: 'table-sending', table, n });
	if (tablets > 1) return row('well', { name: 'table-several', table, n: tablets });
	return row('well', { name: 'table-here', table });
}

/** A tablet that has left: wrong where it is needed, or where something lies on it. */
function ofGone(
	table: number,
	isMissed: boolean,
	{ since, waiting: n }: NonNullable<TableLooked['here']>,
	now: number
): Row {
	const ms = Math.max(0, now - since);
	if (isMissed)
		return { about: 'table', state: 'wrong', says: { name: 'table-gone', table, n, ms } };
	return { about: 'table', state: 'quiet', says: { name: 'table-closed', table, ms } };
}

const phones = ({ phones: n }: Looked): Says => ({ name: 'phones', n });
const clock = ({ clock }: Looked): Says => ({ name: `clock-${clock}` });
