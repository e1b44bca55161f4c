import { all, only } from '../../src/lib/domain/room.ts';
import { isRound } from '../../src/lib/domain/programme.ts';
import { left } from '../../src/lib/domain/clock.ts';
import { byPosition, type PointType } from '../../src/lib/domain/point.ts';
import { newId, type Device } from './device.ts';

/** What somebody may say. */
export type Line = { kind: PointType; text: string };

/** How people take their time: ms for each, and chance from 0 to 1. */
export type Pace = {
	/** Waits so many ms. */
	pause: (ms: number) => Promise<void>;
	random: () => number;
	now: () => number;
};

/** Ms to think before a point, and per letter typed. */
const THINK = [30_000, 100_000] as const;
const LETTER = 75;
/** Points that a table has when it is content, and ms left when it hands in whatever it has. */
const ENOUGH = [5, 7] as const;
const LAST_CALL = 150_000;

const between = (pace: Pace, [low, high]: readonly [number, number]): number =>
	low + (high - low) * pace.random();

/** The table's group in the round that is open, or undefined. */
export function groupNow(device: Pick<Device, 'things'>, table: number) {
	const round = all(device.things, 'item')
		.filter(isRound)
		.find((item) => item.round.state === 'open');
	const group = all(device.things, 'group').find(
		(one) => one.roundId === round?.id && one.table === table
	);
	return round && group ? { round, group } : undefined;
}

/** Whether a table still talks: its round is open, and it has not handed in. */
export function talks(device: Device, table: number): boolean {
	return device.driver.standing.shut === null && groupNow(device, table)?.group.handedInAt === null;
}

/**
 * Plays the people at one tablet until they have handed in or the round is over: they think,
 * type, now and then correct themselves, and hand in when they are content or time is short.
 * `take` gives the next thing to say in a round, or undefined when there is nothing more.
 */
export async function play(
	device: Device,
	table: number,
	take: (round: string) => Line | undefined,
	pace: Pace
): Promise<void> {
	const enough = Math.round(between(pace, ENOUGH));
	while (talks(device, table)) {
		await pace.pause(between(pace, THINK));
		const round = groupNow(device, table)?.round.id;
		if (round === undefined || !talks(device, table)) return;
		const isContent = isLate(device, pace) || count(device, table) >= enough;
		const line = isContent ? undefined : take(round);
		if (line) await say(device, table, line, pace);
		else return handIn(device, table);
	}
}

function isLate(device: Device, pace: Pace): boolean {
	const clock = only(device.things, 'clock');
	return clock !== undefined && left(clock, pace.now()) < LAST_CALL;
}

function pointsOf(device: Device, table: number) {
	const group = groupNow(device, table)?.group;
	return all(device.things, 'point')
		.filter((point) => point.groupId === group?.id && point.state === 'written')
		.sort(byPosition);
}

const count = (device: Device, table: number): number => pointsOf(device, table).length;

async function handIn(device: Device, table: number): Promise<void> {
	const now = groupNow(device, table);
	if (now) await device.does('group.hand-in', { groupId: now.group.id });
}

/** Types a line and adds it; one in four has a slip that is put right. */
async function say(device: Device, table: number, line: Line, pace: Pace): Promise<void> {
	const slips = pace.random() < 0.25;
	await type(device, line.text.length, pace);
	const id = await write(device, table, { ...line, text: slips ? slip(line.text) : line.text });
	if (id === null || !slips) return;
	await pace.pause(6_000);
	await type(device, 12, pace);
	const point = device.things.point[id];
	if (point) await device.does('point.edit', { id, text: line.text, version: point.version });
}

async function type(device: Device, letters: number, pace: Pace): Promise<void> {
	device.driver.signal({ typing: true });
	await pace.pause(letters * LETTER);
	device.driver.signal({ typing: false });
}

/** Adds a point to the table's list; gives its id, or null when the round was over or it was refused. */
export async function write(device: Device, table: number, line: Line): Promise<string | null> {
	const now = groupNow(device, table);
	if (!now) return null;
	const id = newId();
	const promptId = now.round.round.prompts[0]!.id;
	const input = { id, groupId: now.group.id, promptId, text: line.text, type: line.kind };
	return (await device.does('point.write', input)) ? id : null;
}

/** Two letters in the wrong order, as fingers do. */
function slip(text: string): string {
	const at = Math.floor(text.length / 2);
	return (
		text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2)
	);
}
