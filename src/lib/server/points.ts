import { and, eq, inArray } from 'drizzle-orm';
import {
	MOST_LENGTH,
	tidy,
	type CarryPoints,
	type EditPoint,
	type MovePoint,
	type NamedGroup,
	type NamedPoint,
	type NamedRound,
	type WritePoint
} from '#lib/domain/point.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { z } from 'zod';
import * as access from './access.ts';
import { tell, type Here } from './change.ts';
import { blank } from './redaction.ts';
import * as s from './store/schema.ts';

type Input<T extends z.ZodType> = z.infer<T>;

/** Milliseconds a tablet may finish its sentence after the bell. */
const GRACE = 20_000;

/** A text that may be kept: neither empty nor too long. */
export function readable(text: string): string {
	const kept = tidy(text);
	refuseUnless(kept !== '', 'text-empty');
	refuseUnless(kept.length <= MOST_LENGTH, 'text-too-long', { max: MOST_LENGTH });
	return kept;
}

/**
 * Whether a point comes late. An act made before its author could know that the round was
 * over is accepted and marked; one made knowing it is refused (R145).
 */
function lateness(here: Here, round: access.RoundRow): boolean {
	const { state, number } = round.round;
	refuseUnless(state === 'open' || state === 'over', 'round-not-open', { round: number });
	if (state === 'open') return false;
	const knew = here.seen >= (round.overSeq ?? 0);
	const inGrace = round.endedAt !== null && here.now - round.endedAt <= GRACE;
	refuseUnless(!knew || inGrace, 'round-is-over', { round: number });
	return !inGrace;
}

/** A group's next place in its list of points for one question. */
async function nextPosition(here: Here, groupId: string, promptId: string): Promise<number> {
	const rows = await here.db
		.select({ position: s.tablePoint.position })
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.groupId, groupId), eq(s.tablePoint.promptId, promptId)));
	return rows.reduce((most, { position }) => Math.max(most, position + 1), 0);
}

/** Writes a point for a group; its round, question and group are fixed from now on (R107). */
export async function write(here: Here, input: WritePoint) {
	const conference = await access.openAsKnown(here);
	const group = await access.group(here, input.groupId);
	const round = await access.round(here, group.roundId);
	const text = readable(input.text);
	const late = lateness(here, round);
	const prompt = round.round.prompts.find(({ id }) => id === input.promptId);
	refuseUnless(prompt, 'item-unknown');
	await here.db.insert(s.tablePoint).values({
		id: input.id,
		conferenceId: here.room.id,
		roundId: round.id,
		promptId: input.promptId,
		groupId: group.id,
		table: group.table,
		position: await nextPosition(here, group.id, input.promptId),
		text,
		lang: input.lang ?? conference.lang,
		type: input.type,
		state: 'written',
		late,
		shelved: access.hasLeft(round, await access.items(here)),
		version: 1,
		other: null,
		writtenAt: here.now
	});
	return tell(here, 'point.written', { point: [input.id] });
}

type PointRow = Awaited<ReturnType<typeof access.point>>;

async function set(here: Here, point: PointRow, to: Partial<PointRow>, name: string) {
	await here.db.update(s.tablePoint).set(to).where(eq(s.tablePoint.id, point.id));
	return tell(here, name, { point: [point.id] });
}

/** The point, if its text may still be changed by its table, and whether the change comes late. */
async function changeable(here: Here, id: string): Promise<{ point: PointRow; late: boolean }> {
	await access.openAsKnown(here);
	const point = await access.point(here, id);
	refuseUnless(point.state !== 'redacted', 'point-redacted');
	return { point, late: lateness(here, await access.round(here, point.roundId)) };
}

const isHandedIn = ({ state }: PointRow): boolean => state === 'handed-in' || state === 'released';

/** What an edited or reopened point becomes: handed in and released go back to written. */
const afterEdit = (point: PointRow): PointRow['state'] =>
	isHandedIn(point) ? 'written' : point.state;

/**
 * Changes a point's text or kind. When somebody else changed it in between, the newest shows
 * and the other text is kept beside it. What was handed in must be handed in again. A change
 * that comes late never takes from the hall what it looks at: it is kept beside that text.
 */
export async function edit(here: Here, input: EditPoint) {
	const { point, late } = await changeable(here, input.id);
	const text = readable(input.text);
	const version = point.version + 1;
	if (late && isHandedIn(point)) return set(here, point, { other: text, version }, 'point.edited');
	const collided = input.version !== point.version && text !== point.text;
	return set(
		here,
		point,
		{
			text,
			type: input.type === undefined ? point.type : input.type,
			other: collided ? point.text : point.other,
			state: afterEdit(point),
			late: point.late || late,
			version
		},
		'point.edited'
	);
}

/** Brings back the text that lost when two edited at once; the one that showed is kept instead. */
export async function restore(here: Here, input: Input<typeof NamedPoint>) {
	const { point } = await changeable(here, input.id);
	refuseUnless(point.other !== null, 'nothing-to-undo');
	return set(
		here,
		point,
		{
			text: point.other,
			other: point.text,
			state: afterEdit(point),
			version: point.version + 1
		},
		'point.restored'
	);
}

/** Moves a point to a place in its group's list. */
export async function move(here: Here, input: Input<typeof MovePoint>) {
	await access.openAsKnown(here);
	const point = await access.point(here, input.id);
	const list = await here.db
		.select({ id: s.tablePoint.id })
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.groupId, point.groupId), eq(s.tablePoint.promptId, point.promptId)))
		.orderBy(s.tablePoint.position, s.tablePoint.writtenAt, s.tablePoint.id);
	const ids = list.map(({ id }) => id).filter((id) => id !== point.id);
	ids.splice(input.position, 0, point.id);
	for (const [position, id] of ids.entries())
		await here.db.update(s.tablePoint).set({ position }).where(eq(s.tablePoint.id, id));
	return tell(here, 'points.moved', { point: ids });
}

/** The table takes a point back; it can be returned. */
export async function withdraw(here: Here, input: Input<typeof NamedPoint>) {
	const { point } = await changeable(here, input.id);
	return set(here, point, { state: 'withdrawn' }, 'point.withdrawn');
}

/** Brings back a point that its table had taken back. */
export async function giveBack(here: Here, input: Input<typeof NamedPoint>) {
	const { point } = await changeable(here, input.id);
	refuseUnless(point.state === 'withdrawn', 'nothing-to-undo');
	return set(here, point, { state: 'written' }, 'point.returned');
}

async function pointsOf(here: Here, groupId: string) {
	return here.db.select().from(s.tablePoint).where(eq(s.tablePoint.groupId, groupId));
}

async function setState(here: Here, ids: string[], state: PointRow['state']) {
	if (ids.length > 0)
		await here.db.update(s.tablePoint).set({ state }).where(inArray(s.tablePoint.id, ids));
}

/**
 * The group hands in its summary: staff see the points, and where the round releases on
 * hand-in so does the hall. Points that came late wait for the facilitator.
 */
export async function handIn(here: Here, input: Input<typeof NamedGroup>) {
	await access.openAsKnown(here);
	const group = await access.seatedGroup(here, input.groupId);
	const { round } = await access.round(here, group.roundId);
	refuseUnless(round.state === 'open' || round.state === 'over', 'round-not-open', {
		round: round.number
	});
	const written = (await pointsOf(here, group.id)).filter(({ state }) => state === 'written');
	const shown = round.release === 'on-hand-in' ? written.filter(({ late }) => !late) : [];
	await setState(
		here,
		written.map(({ id }) => id),
		'handed-in'
	);
	await setState(
		here,
		shown.map(({ id }) => id),
		'released'
	);
	await here.db
		.update(s.group)
		.set({ handedInAt: here.now, helpAt: null })
		.where(eq(s.group.id, group.id));
	return tell(here, 'group.handed-in', { group: [group.id], point: written.map(({ id }) => id) });
}

/** Opens a summary again: what was handed in is the group's own once more. */
export async function reopen(here: Here, input: Input<typeof NamedGroup>) {
	await access.openAsKnown(here);
	const group = await access.seatedGroup(here, input.groupId);
	refuseUnless(group.handedInAt !== null, 'group-not-handed-in');
	lateness(here, await access.round(here, group.roundId));
	const theirs = (await pointsOf(here, group.id))
		.filter(({ state }) => state === 'handed-in' || state === 'released')
		.map(({ id }) => id);
	await setState(here, theirs, 'written');
	await here.db.update(s.group).set({ handedInAt: null }).where(eq(s.group.id, group.id));
	return tell(here, 'group.reopened', { group: [group.id], point: theirs });
}

/** The facilitator keeps a point from the hall. */
export async function hold(here: Here, input: Input<typeof NamedPoint>) {
	const point = await access.point(here, input.id);
	refuseUnless(point.state === 'handed-in' || point.state === 'released', 'group-not-handed-in');
	return set(here, point, { state: 'held' }, 'point.held');
}

/** Lets the hall see a point that was handed in or held. */
export async function release(here: Here, input: Input<typeof NamedPoint>) {
	const point = await access.point(here, input.id);
	refuseUnless(point.state !== 'redacted', 'point-redacted');
	refuseUnless(
		point.state === 'handed-in' || point.state === 'held' || point.state === 'released',
		'group-not-handed-in'
	);
	return set(here, point, { state: 'released' }, 'point.released');
}

/** Lets the hall see everything handed in so far in a round, but for what is held. */
export async function releaseRound(here: Here, input: Input<typeof NamedRound>) {
	const round = await access.round(here, input.roundId);
	const waiting = await here.db
		.select({ id: s.tablePoint.id })
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.roundId, round.id), eq(s.tablePoint.state, 'handed-in')));
	const ids = waiting.map(({ id }) => id);
	await setState(here, ids, 'released');
	return tell(here, 'round.released', { point: ids });
}

/**
 * Takes a point's text away everywhere: rows, journal, and so every later snapshot and export.
 * That it happened is kept; what it said is not.
 */
export async function redact(here: Here, input: Input<typeof NamedPoint>) {
	const point = await access.point(here, input.id);
	await blank(here, point.id);
	return set(
		here,
		point,
		{ text: '', other: null, state: 'redacted', version: point.version + 1 },
		'point.redacted'
	);
}

/** Chooses points from earlier rounds as a start for a round (R109). */
export async function carry(here: Here, input: CarryPointsInput) {
	await access.openConference(here);
	const round = await access.round(here, input.roundId);
	const found = await here.db
		.select({ id: s.tablePoint.id, state: s.tablePoint.state })
		.from(s.tablePoint)
		.where(
			and(
				eq(s.tablePoint.conferenceId, here.room.id),
				inArray(s.tablePoint.id, [...input.pointIds, ''])
			)
		);
	refuseUnless(found.length === new Set(input.pointIds).size, 'point-gone');
	refuseUnless(
		found.every(({ state }) => state === 'released'),
		'group-not-handed-in'
	);
	await here.db
		.update(s.item)
		.set({ round: { ...round.round, carried: input.pointIds } })
		.where(eq(s.item.id, round.id));
	return tell(here, 'points.carried', { item: [round.id] });
}
type CarryPointsInput = Input<typeof CarryPoints>;
