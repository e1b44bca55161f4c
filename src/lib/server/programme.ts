import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { z } from 'zod';
import { clockFor } from '#lib/domain/clock.ts';
import type {
	AddItem,
	GoTo,
	MoveItem,
	RemoveItem,
	Round,
	SetItem,
	Tables
} from '#lib/domain/programme.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import type { Scene } from '#lib/domain/screen.ts';
import * as access from './access.ts';
import { tell, type Here } from './change.ts';
import type { Undo } from './store/schema.ts';
import * as s from './store/schema.ts';

const DEFAULT_TABLES: z.infer<typeof Tables> = { count: 6 };

/** Adds a line to the programme; a round starts as a draft without groups. */
export async function add(here: Here, input: AddItem) {
	const conference = await access.openConference(here);
	const items = await access.items(here);
	const round = input.type === 'round' ? newRound(here, input, conference.lang) : null;
	await here.db.insert(s.item).values({
		id: input.id,
		conferenceId: here.room.id,
		position: items.length,
		type: input.type,
		title: input.title,
		note: input.note,
		minutes: input.minutes,
		startedAt: null,
		endedAt: null,
		round,
		overSeq: null
	});
	return reorder(here, input.id, input.position ?? items.length, 'item.added');
}

function newRound(here: Here, input: AddItem, lang: 'nb' | 'nn' | 'sv' | 'en'): Round {
	const prompts = input.round?.prompts ?? [{ id: here.newId(), text: input.title || '…', lang }];
	return {
		number: 0,
		mix: input.round?.mix ?? { kind: 'mixed' },
		prompts,
		tables: input.round?.tables ?? DEFAULT_TABLES,
		release: input.round?.release ?? 'on-hand-in',
		state: 'draft',
		carried: []
	};
}

/** Puts an item at a place, and numbers lines and rounds from the top. */
async function reorder(here: Here, id: string, position: number, name: string) {
	const items = await access.items(here);
	const moved = items.filter((item) => item.id !== id);
	const one = items.find((item) => item.id === id);
	if (one) moved.splice(position, 0, one);
	await number(here, moved);
	return tell(here, name, { item: true });
}

async function number(here: Here, items: access.ItemRow[]): Promise<void> {
	let rounds = 0;
	for (const [position, item] of items.entries()) {
		const round = item.round && { ...item.round, number: ++rounds };
		await here.db.update(s.item).set({ position, round }).where(eq(s.item.id, item.id));
	}
}

/** Changes a line. A round that is open or over keeps the questions that points hang on. */
export async function set(here: Here, input: z.infer<typeof SetItem>) {
	await access.openConference(here);
	const item = await access.item(here, input.id);
	const { id, round: wanted, ...plain } = input;
	const round = item.round && wanted ? { ...item.round, ...wanted } : item.round;
	if (item.round && wanted?.prompts) await keepAnswered(here, id, wanted.prompts);
	if (wanted?.mix?.kind === 'same') await mustBeEarlier(here, item, wanted.mix.roundId);
	await here.db
		.update(s.item)
		.set({ ...plain, round })
		.where(eq(s.item.id, id));
	return tell(here, 'item.set', { item: [id] });
}

async function keepAnswered(here: Here, roundId: string, prompts: { id: string }[]) {
	const answered = await here.db
		.selectDistinct({ promptId: s.tablePoint.promptId })
		.from(s.tablePoint)
		.where(eq(s.tablePoint.roundId, roundId));
	const kept = new Set(prompts.map(({ id }) => id));
	refuseUnless(
		answered.every(({ promptId }) => kept.has(promptId)),
		'prompt-answered'
	);
}

async function mustBeEarlier(here: Here, item: access.ItemRow, roundId: string) {
	const other = await access.round(here, roundId);
	refuseUnless(other.position < item.position, 'item-unknown');
}

export async function move(here: Here, input: z.infer<typeof MoveItem>) {
	await access.openConference(here);
	const item = await access.item(here, input.id);
	refuseUnless(item.startedAt === null, 'item-started');
	return reorder(here, input.id, input.position, 'item.moved');
}

/** Removes a line that has not been held, and about which nothing is written. */
export async function remove(here: Here, input: z.infer<typeof RemoveItem>) {
	const conference = await access.openConference(here);
	const item = await access.item(here, input.id);
	refuseUnless(item.startedAt === null, 'item-started');
	await nothingWritten(here, item.id);
	const groups = await here.db
		.delete(s.group)
		.where(eq(s.group.roundId, item.id))
		.returning({ id: s.group.id });
	await here.db.delete(s.item).where(eq(s.item.id, item.id));
	await number(here, await access.items(here));
	await leaveScreen(here, conference, item.id);
	const gone = groups.map(({ id }) => ({ kind: 'group' as const, id }));
	return tell(here, 'item.removed', { item: true, screen: true }, [
		...gone,
		{ kind: 'item', id: item.id }
	]);
}

/** Points outlive a start that was taken back, and minutes may be written before one. */
async function nothingWritten(here: Here, itemId: string): Promise<void> {
	const points = await here.db
		.select({ id: s.tablePoint.id })
		.from(s.tablePoint)
		.where(eq(s.tablePoint.roundId, itemId))
		.limit(1);
	const minutes = await here.db
		.select({ id: s.minute.id })
		.from(s.minute)
		.where(eq(s.minute.plenumId, itemId))
		.limit(1);
	refuseUnless(points.length + minutes.length === 0, 'item-written-in');
}

/** A round that is gone is not shown, nor brought back: the projector would keep its last picture for good. */
async function leaveScreen(here: Here, row: ConferenceRow, roundId: string): Promise<void> {
	const without = (scene: Scene): Scene =>
		'roundId' in scene && scene.roundId === roundId ? { name: 'neutral' } : scene;
	const scene = without(row.scene);
	await here.db
		.update(s.conference)
		.set({
			scene,
			sceneBefore: without(row.sceneBefore),
			undo: row.undo && { ...row.undo, scene: without(row.undo.scene) },
			cue: scene === row.scene ? row.cue : row.cue + 1
		})
		.where(eq(s.conference.id, here.room.id));
}

type ConferenceRow = typeof s.conference.$inferSelect;

/**
 * Starts an item now: what ran before ends, a round that opens needs groups, published, each
 * with a leader (R110, R111), and the screen and clock follow. One step can be taken back.
 */
export async function go(here: Here, input: z.infer<typeof GoTo>) {
	const conference = await access.openConference(here);
	const items = await access.items(here);
	const target = items.find((item) => item.id === input.itemId);
	if (!target) throw new Refusal('item-unknown');
	const running = items.find((item) => item.startedAt !== null && item.endedAt === null);
	if (running?.id === target.id) return tell(here, 'programme.went', { conference: true });
	if (target.round) await mayOpen(here, target.id, target.round.number);
	await remember(here, conference, [running, target]);
	if (running) await end(here, running);
	await begin(here, target);
	const shelved = target.round ? await shelve(here) : [];
	await here.db
		.update(s.conference)
		.set({
			phase: { name: 'running', itemId: target.id },
			clock: clockFor(target.id, target.minutes, true, here.now),
			scene: await sceneFor(here, items, target),
			sceneBefore: conference.scene,
			cue: conference.cue + 1
		})
		.where(eq(s.conference.id, here.room.id));
	const touched = [running?.id, target.id].filter((id) => id !== undefined);
	return tell(here, 'programme.went', {
		conference: true,
		clock: true,
		screen: true,
		item: touched,
		point: shelved
	});
}

async function mayOpen(here: Here, roundId: string, round: number): Promise<void> {
	const groups = await here.db
		.select({ id: s.group.id, table: s.group.table, leaderId: s.group.leaderId })
		.from(s.group)
		.innerJoin(s.seat, eq(s.seat.groupId, s.group.id))
		.where(and(eq(s.group.roundId, roundId), eq(s.group.published, true)));
	refuseUnless(groups.length > 0, 'round-not-published', { round });
	const leaderless = new Set(
		groups.filter(({ leaderId }) => leaderId === null).map(({ table }) => table)
	);
	const tables = [...leaderless].sort((a, b) => a - b).join(', ');
	refuseUnless(leaderless.size === 0, 'round-has-no-leaders', { tables, round });
}

/**
 * Groups that have left their tables, or are back at them: what they wrote leaves the tablets, or is there again. Gives
 * the points that this changed.
 */
async function shelve(here: Here): Promise<string[]> {
	const items = await access.items(here);
	const rounds = items.flatMap((item) => (item.round ? [{ ...item, round: item.round }] : []));
	const left = rounds.filter((round) => access.hasLeft(round, items));
	const seated = rounds.filter((round) => !left.includes(round));
	return [...(await lay(here, left, true)), ...(await lay(here, seated, false))];
}

/** Lays the points of rounds on the shelf, or takes them from it; gives those that did not lie so. */
async function lay(here: Here, rounds: access.ItemRow[], shelved: boolean): Promise<string[]> {
	const ids = rounds.map(({ id }) => id);
	const changed = await here.db
		.update(s.tablePoint)
		.set({ shelved })
		.where(and(inArray(s.tablePoint.roundId, ids), eq(s.tablePoint.shelved, !shelved)))
		.returning({ id: s.tablePoint.id });
	return changed.map(({ id }) => id);
}

async function remember(
	here: Here,
	conference: ConferenceRow,
	touched: (access.ItemRow | undefined)[]
): Promise<void> {
	const target = touched.at(-1);
	const undo: Undo = {
		itemId: target?.id ?? '',
		seq: here.seq,
		phase: conference.phase,
		clock: conference.clock,
		scene: conference.scene,
		items: touched
			.filter((item) => item !== undefined)
			.map((item) => ({
				id: item.id,
				startedAt: item.startedAt,
				endedAt: item.endedAt,
				state: item.round?.state ?? null
			}))
	};
	await here.db.update(s.conference).set({ undo }).where(eq(s.conference.id, here.room.id));
}

async function end(here: Here, item: access.ItemRow): Promise<void> {
	const round = item.round && { ...item.round, state: 'over' as const };
	await here.db
		.update(s.item)
		.set({ endedAt: here.now, round, overSeq: round ? here.seq : null })
		.where(eq(s.item.id, item.id));
}

async function begin(here: Here, item: access.ItemRow): Promise<void> {
	const round = item.round && { ...item.round, state: 'open' as const };
	await here.db
		.update(s.item)
		.set({ startedAt: here.now, endedAt: null, round })
		.where(eq(s.item.id, item.id));
}

/** What the hall sees as an item begins: its question, the plenum's first table, or where to sit next. */
async function sceneFor(
	here: Here,
	items: access.ItemRow[],
	target: access.ItemRow
): Promise<Scene> {
	if (target.type === 'round') return { name: 'question', roundId: target.id };
	const before = items.filter(({ position }) => position < target.position);
	const discussed = before.findLast((item) => item.round !== null);
	if (target.type === 'plenum' && discussed)
		return {
			name: 'plenum',
			roundId: discussed.id,
			groupId: await firstHandedIn(here, discussed.id),
			pointId: null
		};
	const next = items.find(({ position }) => position > target.position);
	if (target.type === 'break' && next?.round && next.round.state !== 'draft')
		return { name: 'seating', roundId: next.id, by: 'table' };
	return { name: 'programme' };
}

async function firstHandedIn(here: Here, roundId: string): Promise<string | null> {
	const [first] = await here.db
		.select({ id: s.group.id })
		.from(s.group)
		.where(and(eq(s.group.roundId, roundId), isNotNull(s.group.handedInAt)))
		.orderBy(s.group.table)
		.limit(1);
	return first?.id ?? null;
}

/** Takes back the last step of the programme; what was written meanwhile stays. */
export async function undo(here: Here) {
	const conference = await access.openConference(here);
	const { undo } = conference;
	if (!undo) throw new Refusal('nothing-to-undo');
	for (const was of undo.items) await putBack(here, was);
	const shelved = await shelve(here);
	await here.db
		.update(s.conference)
		.set({
			phase: undo.phase,
			clock: undo.clock,
			scene: undo.scene,
			sceneBefore: conference.scene,
			cue: conference.cue + 1,
			undo: null
		})
		.where(eq(s.conference.id, here.room.id));
	return tell(here, 'programme.undone', {
		conference: true,
		clock: true,
		screen: true,
		item: undo.items.map(({ id }) => id),
		point: shelved
	});
}

async function putBack(here: Here, was: Undo['items'][number]): Promise<void> {
	const item = await access.item(here, was.id);
	const round = item.round && was.state ? { ...item.round, state: was.state } : item.round;
	const { startedAt, endedAt } = was;
	await here.db.update(s.item).set({ startedAt, endedAt, round }).where(eq(s.item.id, was.id));
}
