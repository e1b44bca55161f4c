import { left, type Clock } from '#lib/domain/clock.ts';
import { minuteOfDay, timetable, type Item, type Slot } from '#lib/domain/programme.ts';
import type { Standing } from './standing.ts';

/** The day as it goes: every item's slot, and minutes behind the plan (negative: ahead; null: not to be said). */
export type Timing = { slots: Map<string, Slot>; behind: number | null; end: number };

const HALF_A_DAY = 12 * 60;

/**
 * The timetable at `now`: the running item ends when its clock does, or now if that has passed,
 * and the rest follows on from there. How far behind is said of the running item's end.
 */
export function timing(standing: Standing, clock: Clock | undefined, now: number): Timing {
	const { conference, items, running } = standing;
	const asItGoes = items.map((item) =>
		item.id === running?.id ? { ...item, minutes: minutesOf(item, clock, now) } : item
	);
	const planned = timetable(conference.startsAt, items);
	const slots = timetable(conference.startsAt, asItGoes).map((slot, at) => ({
		...slot,
		planned: planned[at]?.planned ?? slot.planned
	}));
	const byId = new Map(slots.map((slot) => [slot.id, slot]));
	const slot = running && byId.get(running.id);
	const behind = slot ? slot.end - slot.planned - running.minutes : null;
	return {
		slots: byId,
		behind: behind !== null && Math.abs(behind) < HALF_A_DAY ? behind : null,
		end: slots.at(-1)?.end ?? conference.startsAt
	};
}

/** Minutes that the running item takes in all, at least until now. */
function minutesOf(item: Item, clock: Clock | undefined, now: number): number {
	if (item.startedAt === null || clock?.itemId !== item.id) return item.minutes;
	const ends = Math.max(now, now + left(clock, now));
	return Math.max(1, minuteOfDay(ends) - minuteOfDay(item.startedAt));
}

/** The share of the clock's length that is left, 0–1. */
export function shareLeft(clock: Clock, now: number): number {
	return Math.min(1, Math.max(0, left(clock, now) / Math.max(1, clock.length)));
}
