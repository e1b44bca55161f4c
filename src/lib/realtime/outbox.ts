import type { Act } from '../domain/act.ts';

/**
 * What was done on this device and has not yet been seen to arrive. Pure; the shelf keeps
 * it. One act is in flight at a time, in order, for ever: refused is told apart from bad
 * weather, and nothing is dropped before the server has answered for it.
 */
export type Outbox = {
	/** Not acknowledged; the first is the one in flight. */
	waiting: Act[];
	/** Acknowledged with a number that the thread has not reached yet; still shown meanwhile. */
	arrived: { act: Act; seq: number; epoch: string }[];
	/** Refused by name; kept, with its text, until a person has seen it. */
	refused: { act: Act; code: string; details: Record<string, unknown> }[];
};

export const EMPTY: Outbox = { waiting: [], arrived: [], refused: [] };

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

/** The server has it, under this number. Hearing so twice does no harm. */
export function acknowledged(outbox: Outbox, id: string, seq: number, epoch: string): Outbox {
	const act = outbox.waiting.find((waiting) => waiting.id === id);
	if (!act) return outbox;
	return {
		...outbox,
		waiting: outbox.waiting.filter((waiting) => waiting.id !== id),
		arrived: [...outbox.arrived, { act, seq, epoch }]
	};
}

/** The server refused it by name. */
export function refused(
	outbox: Outbox,
	id: string,
	code: string,
	details: Record<string, unknown>
): Outbox {
	const act = outbox.waiting.find((waiting) => waiting.id === id);
	if (!act) return outbox;
	return {
		...outbox,
		waiting: outbox.waiting.filter((waiting) => waiting.id !== id),
		refused: [...outbox.refused, { act, code, details }]
	};
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
