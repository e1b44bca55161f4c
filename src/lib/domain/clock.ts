import { z } from 'zod';
import { Id } from './id.ts';

/**
 * The clock of the running item. Moments and lengths are milliseconds on the server's clock.
 * It never submits or loses anything; past zero it counts overtime.
 */
export type Clock = {
	kind: 'clock';
	id: 'clock';
	itemId: Id | null;
	length: number;
	run: { state: 'idle' } | { state: 'running'; endsAt: number } | { state: 'paused'; left: number };
};

export const SetClock = z.discriminatedUnion('do', [
	z.object({ do: z.literal('start') }),
	z.object({ do: z.literal('pause') }),
	z.object({ do: z.literal('add'), minutes: z.number().int().min(-60).max(60) })
]);
export type SetClock = z.infer<typeof SetClock>;

/** Milliseconds left at `now`; negative is overtime. */
export function left(clock: Clock, now: number): number {
	switch (clock.run.state) {
		case 'idle':
			return clock.length;
		case 'paused':
			return clock.run.left;
		case 'running':
			return clock.run.endsAt - now;
	}
}

/** The clock after somebody touched it at `now`. */
export function touch(clock: Clock, act: SetClock, now: number): Clock {
	const remaining = left(clock, now);
	if (act.do === 'start') return { ...clock, run: { state: 'running', endsAt: now + remaining } };
	if (act.do === 'pause') return { ...clock, run: { state: 'paused', left: remaining } };
	const more = act.minutes * 60_000;
	const length = Math.max(60_000, clock.length + more);
	if (clock.run.state === 'running')
		return { ...clock, length, run: { state: 'running', endsAt: clock.run.endsAt + more } };
	if (clock.run.state === 'paused')
		return { ...clock, length, run: { state: 'paused', left: remaining + more } };
	return { ...clock, length };
}

/** A clock set to an item's minutes: running for rounds and breaks, else idle. */
export function clockFor(itemId: Id, minutes: number, running: boolean, now: number): Clock {
	const length = minutes * 60_000;
	const run = running
		? { state: 'running' as const, endsAt: now + length }
		: { state: 'idle' as const };
	return { kind: 'clock', id: 'clock', itemId, length, run };
}
