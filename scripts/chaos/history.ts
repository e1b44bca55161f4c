import type { Lane } from '../../src/lib/domain/audience.ts';

/** An act that somebody did on a device, and what became of it as far as the device knows. */
export type Deed = {
	id: string;
	/** The device, or one of the tabs of one. */
	device: string;
	lane: Lane;
	name: string;
	input: Record<string, unknown>;
	seen: number;
	/** On the runner's clock, in ms since the run began. */
	at: number;
	acknowledged: { seq: number; epoch: string; at: number } | null;
	refused: { code: string; at: number } | null;
	/** Whether the device, and with it what it keeps, was there to the end. */
	stayed: boolean;
	/** How often another device had taken its place: what one left, the other knows nothing of. */
	life: number;
};

/**
 * A canary text in the raw frames that came to a lane; `number` is the lowest that such a frame took a thread to, `last`
 * the highest, as came to `lastTo`.
 */
export type Sight = {
	lane: Lane;
	device: string;
	word: string;
	number: number | null;
	last: number;
	lastTo: string;
};

/** A screen as it stood at some moment. */
export type Look = {
	device: string;
	lane: Lane;
	epoch: string | null;
	number: number;
	hash: number;
};

/** What the projector showed while its room stood at a number. */
export type Picture = { device: string; number: number; hash: string };

/** How long a screen took to come back, from when all was healed and every act answered. `ms` null: it never did. */
export type Return = { device: string; calm: number; ms: number | null };

export type History = {
	deeds: Map<string, Deed>;
	sights: Map<string, Sight>;
	looks: Look[];
	pictures: Map<string, Picture>;
	/** How often a projector went from one picture to another. */
	switches: number;
	returns: Return[];
	/** For each calm, ms from the healing until the last act that had waited was answered. */
	drained: number[];
	/** Ms by which the server's clock, as devices that heard of it within three seconds took it to be, was wrong. */
	clocks: number[];
	/** How often each kind of fault was made. */
	faults: Record<string, number>;
	/** App processes that ended without having been asked to. */
	deaths: string[];
};

export function begin(): History {
	return {
		deeds: new Map(),
		sights: new Map(),
		looks: [],
		pictures: new Map(),
		switches: 0,
		returns: [],
		drained: [],
		clocks: [],
		faults: {},
		deaths: []
	};
}

/** Words that are in one text and nowhere else. */
export const CANARY = /kanari-[a-z0-9]+-\d+/g;

/** Notes which canaries a frame carries, at the lowest and the highest number at which each came to a lane. */
export function see(history: History, device: string, lane: Lane, frame: unknown): void {
	const text = JSON.stringify(frame) ?? '';
	const number = numberOf(frame);
	for (const word of new Set(text.match(CANARY))) {
		const key = `${lane} ${word}`;
		const before = history.sights.get(key);
		const here = number ?? -1;
		const isFirst = !before || (before.number ?? -1) > here;
		const isLast = !before || before.last < here;
		if (!isFirst && !isLast) continue;
		const first = isFirst ? { device, number } : before;
		const last = isLast ? { last: here, lastTo: device } : before;
		history.sights.set(key, {
			lane,
			word,
			device: first.device,
			number: first.number,
			last: last.last,
			lastTo: last.lastTo
		});
	}
}

/** Where a frame takes its reader to: an envelope's `to`, a snapshot's `number`. */
function numberOf(frame: unknown): number | null {
	if (typeof frame !== 'object' || frame === null) return null;
	const { to, envelope, snapshot } = frame as Record<string, never>;
	const told = to ?? envelope?.['to'] ?? snapshot?.['number'];
	return typeof told === 'number' ? told : null;
}
