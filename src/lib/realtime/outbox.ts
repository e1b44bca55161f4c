import type { Act } from '../domain/act.ts';
import { about, carriesWords, isKeepsake } from '../domain/keepsake.ts';

/**
 * What was done on this device and has not yet been seen to arrive. Pure; the shelf keeps
 * it. One act is in flight at a time, in order, for ever: refused is told apart from bad
 * weather, and nothing is dropped before the server has answered for it.
 *
 * What people wrote is kept for a while after it was acknowledged. A server that was brought
 * back from a backup has another epoch and may lack it: then it goes first in line again, and
 * its id makes twice once.
 */
export type Outbox = {
	/** Not acknowledged; the first is the one in flight. */
	waiting: Act[];
	/** Acknowledged with a number that the thread has not reached yet; still shown meanwhile. */
	arrived: { act: Act; seq: number; epoch: string }[];
	/** Refused by name; kept, with its text, until a person has seen it. */
	refused: { act: Act; code: string; details: Record<string, unknown> }[];
	/** Acknowledged and kept for a while, oldest first. */
	kept: Keepsake[];
	/** Ids of acts in `waiting` that had been acknowledged once, in an earlier epoch. */
	again: string[];
};

/** An act with what the server answered; `at` is this device's clock then, in epoch ms. */
export type Keepsake = { act: Act; seq: number; epoch: string; at: number };

/** Keepsakes are let go of after this long, in ms (the day of a conference), and beyond this many. */
export const KEPT_FOR = 24 * 3_600_000;
export const MOST_KEPT = 500;

export const EMPTY: Outbox = { waiting: [], arrived: [], refused: [], kept: [], again: [] };

/** Puts an act last in line. An act that is already there is not put there twice. */
export function post(outbox: Outbox, act: Act): Outbox {
	const known = [...outbox.waiting, ...outbox.arrived.map((entry) => entry.act)];
	if (known.some(({ id }) => id === act.id)) return outbox;
	return { ...outbox, waiting: [...outbox.waiting, act] };
}

/** The act to send now, or undefined. */
export function next(outbox: Outbox): Act | undefined {
	return outbox.waiting[0];
}

/** The server has it, under this number, at `at` on this device's clock. Hearing so twice does no harm. */
export function acknowledged(
	outbox: Outbox,
	id: string,
	seq: number,
	epoch: string,
	at = 0
): Outbox {
	const act = outbox.waiting.find((waiting) => waiting.id === id);
	if (!act) return outbox;
	const answered = { ...outbox, ...answeredFor(outbox, id) };
	return remember(
		{ ...answered, arrived: [...outbox.arrived, { act, seq, epoch }] },
		{ act, seq, epoch, at }
	);
}

const answeredFor = (outbox: Outbox, id: string) => ({
	waiting: outbox.waiting.filter((waiting) => waiting.id !== id),
	again: outbox.again.filter((one) => one !== id)
});

/** Keeps an acknowledged act for a while, if it is one that may be needed again. */
export function remember(outbox: Outbox, keepsake: Keepsake): Outbox {
	if (!isKeepsake(keepsake.act.name)) return outbox;
	const others = outbox.kept.filter(
		({ act, at }) => act.id !== keepsake.act.id && keepsake.at - at < KEPT_FOR
	);
	return { ...outbox, kept: [...others, keepsake].slice(-MOST_KEPT) };
}

/** Lets go of what is kept about these things: texts that were redacted do not stay on devices. */
export function forgotten(outbox: Outbox, things: ReadonlySet<string>): Outbox {
	const isOther = ({ act }: Pick<Keepsake, 'act'>) => !things.has(about(act) ?? '');
	const [kept, refused] = [outbox.kept.filter(isOther), outbox.refused.filter(isOther)];
	const less = kept.length < outbox.kept.length || refused.length < outbox.refused.length;
	return less ? { ...outbox, kept, refused } : outbox;
}

/** Whether something that is kept was acknowledged in another epoch of the room than this one. */
export const isAhead = (outbox: Outbox, room: string, epoch: string): boolean =>
	outbox.kept.some((keepsake) => isOf(keepsake, room) && keepsake.epoch !== epoch);

const isOf = ({ act }: Pick<Keepsake, 'act'>, room: string): boolean => act.room === room;

/**
 * The room has another epoch than the one that was followed: what was acknowledged in any
 * other goes first in line again, in its order. The numbers its authors had seen belong to the
 * other epoch, so everything that waits is sent as by somebody who has seen nothing.
 */
export function restored(outbox: Outbox, room: string, epoch: string): Outbox {
	const lost = outbox.kept.filter((one) => isOf(one, room) && one.epoch !== epoch);
	const ids = new Set(lost.map(({ act }) => act.id));
	const inLine = [...lost.map(({ act }) => act), ...outbox.waiting];
	return {
		...outbox,
		kept: outbox.kept.filter((keepsake) => !lost.includes(keepsake)),
		arrived: outbox.arrived.filter(({ act }) => !ids.has(act.id)),
		again: [...outbox.again, ...ids],
		waiting: inLine.map((act) => (act.room === room ? { ...act, seen: 0 } : act))
	};
}

/**
 * The server refused it by name. An act that was sent again after the server was brought back,
 * and that carries no words of anybody's, is let go of in silence.
 */
export function refused(
	outbox: Outbox,
	id: string,
	code: string,
	details: Record<string, unknown>
): Outbox {
	const act = outbox.waiting.find((waiting) => waiting.id === id);
	if (!act) return outbox;
	const answered = { ...outbox, ...answeredFor(outbox, id) };
	if (outbox.again.includes(id) && !carriesWords(act)) return answered;
	return { ...answered, refused: [...outbox.refused, { act, code, details }] };
}

/** The person has seen a refusal. */
export function dismissed(outbox: Outbox, id: string): Outbox {
	return { ...outbox, refused: outbox.refused.filter(({ act }) => act.id !== id) };
}

/** The room's thread has reached a number: what had arrived by then is shown by the thread itself. */
export function followed(
	outbox: Outbox,
	room: string,
	epoch: string | null,
	number: number
): Outbox {
	const arrived = outbox.arrived.filter(
		(entry) => entry.act.room !== room || (entry.epoch === epoch && entry.seq > number)
	);
	return arrived.length === outbox.arrived.length ? outbox : { ...outbox, arrived };
}

/** What the author may still expect to see in a room, in order. */
export function pending(outbox: Outbox, room: string): Act[] {
	return [...outbox.arrived.map(({ act }) => act), ...outbox.waiting].filter(
		(act) => act.room === room
	);
}
