import { z } from 'zod';
import { Id } from './id.ts';
import { Language } from './language.ts';

/** What a point is: a challenge, a proposal, an experience, or that the table did not agree. */
export const PointType = z.enum(['challenge', 'proposal', 'experience', 'disagreement']);
export type PointType = z.infer<typeof PointType>;

/** A counter, never a wall in mid-word: warn above SOFT, refuse above MOST. */
export const SOFT_LENGTH = 200;
export const MOST_LENGTH = 2000;
/** Points a group: 3–7 is usual, a soft word above this. */
export const SOFT_COUNT = 10;

/** draft lives on the device only; the rest is the life of a point once it is written. */
export type PointState = 'written' | 'handed-in' | 'released' | 'withdrawn' | 'held' | 'redacted';

/**
 * One point of a group's summary (R107). Where it comes from (round, question, group) is
 * fixed when written; its author is the group. `text` is null where the reader may not see
 * it, and '' once redacted. `late` was written before its author could know that the round
 * was over, and is never shown by itself. `shelved`: the group has left the table.
 * `other` is the text that lost when two people edited at once, one press from coming back.
 */
export type Point = {
	kind: 'point';
	id: Id;
	roundId: Id;
	promptId: Id;
	groupId: Id;
	table: number;
	position: number;
	text: string | null;
	lang: Language;
	type: PointType | null;
	state: PointState;
	late: boolean;
	shelved: boolean;
	version: number;
	other: string | null;
	writtenAt: number;
};

/** Text as kept: composed (NFC), no stray space; empty and too long are refused where written. */
const Text = z.string().max(20_000);

export const WritePoint = z.object({
	id: Id,
	groupId: Id,
	promptId: Id,
	text: Text,
	type: PointType.nullable().default(null),
	lang: Language.optional()
});
export type WritePoint = z.infer<typeof WritePoint>;

export const EditPoint = z.object({
	id: Id,
	text: Text,
	type: PointType.nullable().optional(),
	version: z.number().int().min(1)
});
export type EditPoint = z.infer<typeof EditPoint>;

export const MovePoint = z.object({ id: Id, position: z.number().int().min(0).max(500) });
export const NamedPoint = z.object({ id: Id });
export const NamedGroup = z.object({ groupId: Id });
export const NamedRound = z.object({ roundId: Id });
/** Points chosen from earlier rounds as a start for a round (R109). */
export const CarryPoints = z.object({ roundId: Id, pointIds: z.array(Id).max(60) });

/** A text as it is kept: composed, trimmed, inner line breaks as spaces. */
export function tidy(text: string): string {
	return text
		.normalize('NFC')
		.replace(/\s*[\r\n]+\s*/g, ' ')
		.trim();
}

/** Order within a group and a question. */
export function byPosition(a: Point, b: Point): number {
	return a.position - b.position || a.writtenAt - b.writtenAt || (a.id < b.id ? -1 : 1);
}

/** Whether the point still counts: not taken back by its table, not redacted. */
export function stands(point: Point): boolean {
	return point.state !== 'withdrawn' && point.state !== 'redacted';
}
