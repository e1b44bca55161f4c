import * as acts from '../../src/lib/server/acts.ts';
import { arrive } from '../../src/lib/server/arrive.ts';
import type { Who } from '../../src/lib/server/access.ts';
import type { App } from '../../src/lib/server/app.ts';
import { TIME_ZONE } from '../../src/lib/domain/language.ts';
import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Kind, Of } from '../../src/lib/domain/room.ts';

/** The house with a clock that can be turned back, so that what came before can be played. */
export type Stage = {
	/** The house as it is, with its own clock. */
	house: App;
	/** The same house at the moment that is being played. */
	past: App;
	/** Turns the clock to a moment in epoch ms. */
	turn: (moment: number) => void;
};

/** What happens at a moment, in epoch ms. */
export type Moment = [at: number, happen: () => Promise<unknown>];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Opens a stage in a house. */
export function openStage(house: App): Stage {
	let moment = house.now();
	return {
		house,
		past: { ...house, now: () => moment },
		turn: (to) => void (moment = Math.round(to))
	};
}

/** Plays moments in the order of their time; those at the same time in the order given. */
export async function play(stage: Stage, moments: Moment[]): Promise<void> {
	for (const [at, happen] of [...moments].sort(([a], [b]) => a - b)) {
		stage.turn(at);
		await happen();
	}
}

/** Does an act as `who` at the moment being played. */
export async function act<N extends ActName>(
	{ past }: Stage,
	who: Who,
	room: string,
	name: N,
	input: ActInput<N>
): Promise<void> {
	await acts.act(past, who, { id: past.newId(), room, name, input, seen: 0 });
}

/** Everything of a kind in a room, as staff see it. */
export async function seen<K extends Kind>(
	{ house }: Stage,
	who: Who,
	room: string,
	kind: K
): Promise<Of<K>[]> {
	const { arrived } = await arrive(house, who, room, 'staff');
	return arrived.things.filter((thing): thing is Of<K> => thing.kind === kind);
}

export const minutesAfter = (moment: number, minutes: number): number => moment + minutes * MINUTE;
export const daysAfter = (moment: number, days: number): number => moment + days * DAY;

/** A moment's date in the hall, as 2027-01-31. */
export const dateOf = (moment: number): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE }).format(moment);
