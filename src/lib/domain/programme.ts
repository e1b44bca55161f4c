import { z } from 'zod';
import { Id } from './id.ts';
import { Language, TIME_ZONE } from './language.ts';

/** A question that a round discusses; copied in the conference's language when made (R107). */
export const Prompt = z.object({
	id: Id,
	text: z.string().trim().min(1).max(400),
	lang: Language
});
export type Prompt = z.infer<typeof Prompt>;

/** How a round's groups are composed: across, by an attribute, as an earlier round, or by hand. */
export const Mix = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('mixed') }),
	z.object({ kind: z.literal('home'), attribute: z.string().min(1).max(80) }),
	z.object({ kind: z.literal('same'), roundId: Id }),
	z.object({ kind: z.literal('fixed') })
]);
export type Mix = z.infer<typeof Mix>;

/** How many tables, or how many seats at each. */
export const Tables = z.union([
	z.object({ count: z.number().int().min(1).max(200) }),
	z.object({ sizes: z.array(z.number().int().min(1).max(100)).min(1).max(200) })
]);
export type Tables = z.infer<typeof Tables>;

export const Release = z.enum(['on-hand-in', 'held']);

/**
 * The part of a programme item that only a round has. `carried` are points chosen from
 * earlier rounds as a start (R109). `state`: groups are `draft` until published; `open`
 * while the tables write; `over` afterwards.
 */
export type Round = {
	number: number;
	mix: Mix;
	prompts: Prompt[];
	tables: Tables;
	release: z.infer<typeof Release>;
	state: 'draft' | 'published' | 'open' | 'over';
	carried: Id[];
};

export const ItemType = z.enum(['talk', 'round', 'plenum', 'break']);
export type ItemType = z.infer<typeof ItemType>;

/** One line of the programme. Times are epoch milliseconds, `minutes` is what was planned. */
export type Item = {
	kind: 'item';
	id: Id;
	position: number;
	type: ItemType;
	title: string;
	note: string;
	minutes: number;
	startedAt: number | null;
	endedAt: number | null;
	round: Round | null;
};

/** An item that is a round. */
export type RoundItem = Item & { round: Round };

export const isRound = (item: Item): item is RoundItem => item.round !== null;

const Text = { title: z.string().trim().max(160), note: z.string().trim().max(400) };
const Minutes = z.number().int().min(1).max(600);
const RoundPlan = z.object({
	mix: Mix.optional(),
	prompts: z.array(Prompt).min(1).max(8).optional(),
	tables: Tables.optional(),
	release: Release.optional()
});

export const AddItem = z.object({
	id: Id,
	type: ItemType,
	title: Text.title,
	note: Text.note.default(''),
	minutes: Minutes,
	position: z.number().int().min(0).max(200).optional(),
	round: RoundPlan.optional()
});
export type AddItem = z.infer<typeof AddItem>;

export const SetItem = z.object({
	id: Id,
	title: Text.title.optional(),
	note: Text.note.optional(),
	minutes: Minutes.optional(),
	round: RoundPlan.optional()
});
export type SetItem = z.infer<typeof SetItem>;

export const MoveItem = z.object({ id: Id, position: z.number().int().min(0).max(200) });
export type MoveItem = z.infer<typeof MoveItem>;
export const RemoveItem = z.object({ id: Id });
/** Starts an item now (R107); the rest of the programme shifts. */
export const GoTo = z.object({ itemId: Id });
export const Undo = z.object({});

/** Programme order. */
export function inOrder(items: Iterable<Item>): Item[] {
	return [...items].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** The round that a plenum discusses: the nearest one before it, or null. */
export function roundBefore(items: Iterable<Item>, itemId: Id): RoundItem | null {
	const before = inOrder(items);
	const at = before.findIndex((item) => item.id === itemId);
	return before.slice(0, at).findLast(isRound) ?? null;
}

/** A line of the timetable; `planned` and `start` are minutes after midnight in the hall. */
export type Slot = { id: Id; planned: number; start: number; end: number };

/** Minutes after midnight, on the hall's clock, of a moment in epoch milliseconds. */
export function minuteOfDay(moment: number): number {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: TIME_ZONE,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23'
	}).format(moment);
	const [hours, minutes] = parts.split(':').map(Number);
	return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** The ISO date, on the hall's calendar, of a moment in epoch milliseconds. */
export const dayOf = (moment: number): string =>
	new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(moment);

/** A moment in minutes after the midnight before the conference's start, also when it runs past the next. */
function onDay(startsAt: number, moment: number): number {
	const minute = minuteOfDay(moment);
	return startsAt - minute > 12 * 60 ? minute + 24 * 60 : minute;
}

/**
 * Start and end of every item: as planned from the conference's start, and as it goes:
 * what has started keeps its real time, and the rest follows on from it.
 * `startsAt` is minutes after midnight.
 */
export function timetable(startsAt: number, items: Iterable<Item>): Slot[] {
	let planned = startsAt;
	let start = startsAt;
	return inOrder(items).map((item) => {
		if (item.startedAt !== null) start = onDay(startsAt, item.startedAt);
		const slot = { id: item.id, planned, start, end: start + item.minutes };
		if (item.endedAt !== null) slot.end = onDay(startsAt, item.endedAt);
		planned += item.minutes;
		start = slot.end;
		return slot;
	});
}
