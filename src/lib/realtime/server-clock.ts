/**
 * What a device knows of the server's clock: that it is ahead of the device's own by at least `least` and at most
 * `most` ms. Pure. A word from the server was said before it came, so it gives a `least`; an answer was said after it
 * was asked for, so it gives a `most` too. What is learned is put together, as Marzullo's algorithm does it, and grows
 * old: clocks drift.
 */
export type ServerClock = {
	least: number;
	most: number;
	/** The device's clock when this was last learned, in epoch ms. */
	at: number;
	/** The device's clock minus its stopwatch then: another difference means that one of them was set. */
	ahead: number;
};

/** The server's clock as it was told, in epoch ms, and the device's clock and stopwatch when it came. */
export type Reading = {
	told: number;
	now: number;
	passed: number;
	/** Ms since it was asked for; null when it came unasked. */
	trip: number | null;
};

export const UNKNOWN: ServerClock = { least: -Infinity, most: Infinity, at: 0, ahead: NaN };

/** Ms that two clocks may drift apart in one: a hundred in a million is more than quartz does. */
const DRIFT = 1e-4;
/** Ms by which clock and stopwatch may disagree before one of them was set, or stood still in sleep. */
const JUMP = 100;
/** How narrow it must be known, in ms, to be sure: then two devices are at most so far apart. */
const SURE = 200;

/** What is known after one more word from the server. */
export function learn(known: ServerClock, { told, now, passed, trip }: Reading): ServerClock {
	const ahead = now - passed;
	const isSet = Math.abs(ahead - known.ahead) > JUMP;
	const older = DRIFT * Math.max(0, now - known.at);
	const said = { least: told - now, most: trip === null ? Infinity : told - now + trip };
	const least = Math.max(known.least - older, said.least);
	const most = Math.min(known.most + older, said.most);
	const both = isSet || least > most ? said : { least, most };
	return { ...both, at: now, ahead };
}

/** By how much the server's clock is ahead of the device's, in ms, as well as it is known. */
export function offsetOf({ least, most }: ServerClock): number {
	if (Number.isFinite(most)) return (least + most) / 2;
	return Number.isFinite(least) ? least : 0;
}

/** Whether it is known closely enough for clocks to be shown side by side. */
export const isSure = ({ least, most }: ServerClock): boolean => most - least <= SURE;
