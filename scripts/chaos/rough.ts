import type { Wire } from '../../src/lib/realtime/wire.ts';
import type { Dice } from './dice.ts';

/** How a wire treats whole frames: the parts of them that it loses, brings twice, or brings late. */
export type Roughness = { lost: number; twice: number; late: number };
export const SMOOTH: Roughness = { lost: 0, twice: 0, late: 0 };

/** What a rough wire stands on; `hold` keeps what comes while a device sleeps, until it wakes. */
type Ground = {
	dice: Dice;
	roughness: () => Roughness;
	/** The part of acts that is sent twice on purpose, also in fine weather. */
	repeats: number;
	after: (ms: number, work: () => void) => void;
	hold: (work: () => void) => void;
	/** Sees every frame that comes in, as it came. */
	onFrame: (frame: unknown) => void;
	/** Hears what the driver is told of an act. */
	onAnswer: (frame: { id?: string }, answer: unknown) => void;
};

/** Events that the protocol says may be lost, repeated or late. */
const MAY_SUFFER = new Set(['facts', 'tick', 'presence']);

/** A wire that loses, repeats and delays whole frames, as it is told to. */
export function roughen(wire: Wire, ground: Ground): Wire {
	const { dice, after, hold } = ground;
	const givenUp = new Set<() => void>();
	wire.on('disconnect', () => {
		for (const give of givenUp) give();
		givenUp.clear();
	});

	/** No answer: until patience is over, or the wire is cut. Without patience, until it is cut. */
	function silence(patience: number): Promise<never> {
		return new Promise((_, fail) => {
			const give = () => fail(new Error('no answer'));
			givenUp.add(give);
			if (patience > 0) after(patience, give);
		});
	}

	async function ask(event: string, frame: object, patience: number): Promise<unknown> {
		if (dice.chance(ground.roughness().lost)) return silence(patience);
		if (event === 'act' && dice.chance(ground.repeats + ground.roughness().twice))
			wire.ask(event, frame, patience).catch(() => undefined);
		const answer = await wire.ask(event, frame, patience);
		ground.onFrame(answer);
		if (dice.chance(ground.roughness().lost)) return silence(patience);
		await new Promise<void>((awake) => hold(awake));
		if (event === 'act') ground.onAnswer(frame, answer);
		return answer;
	}

	function on<T>(event: string, listener: (told: T) => void): void {
		wire.on<T>(event, (told) => {
			if (!MAY_SUFFER.has(event)) return hold(() => listener(told));
			ground.onFrame(told);
			const { lost, twice, late } = ground.roughness();
			if (dice.chance(lost)) return;
			if (dice.chance(late)) return after(dice.between(50, 1_500), () => listener(told));
			hold(() => listener(told));
			if (dice.chance(twice)) after(dice.between(0, 800), () => listener(told));
		});
	}

	return { ...wire, ask, on };
}
