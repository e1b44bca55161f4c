import { z } from 'zod';
import { Id } from './id.ts';

/** What the projector can show. It has no powers: it shows the scene it was cued. */
export const Scene = z.discriminatedUnion('name', [
	z.object({ name: z.literal('waiting') }),
	z.object({ name: z.literal('neutral') }),
	z.object({ name: z.literal('programme') }),
	z.object({ name: z.literal('seating'), roundId: Id, by: z.enum(['table', 'name']) }),
	z.object({ name: z.literal('question'), roundId: Id }),
	z.object({ name: z.literal('points'), roundId: Id }),
	z.object({
		name: z.literal('plenum'),
		roundId: Id,
		groupId: Id.nullable(),
		pointId: Id.nullable()
	})
]);
export type Scene = z.infer<typeof Scene>;

/** The screen: what it shows, the cue's number (echoed by the projector), and what it showed before. */
export type Screen = {
	kind: 'screen';
	id: 'screen';
	scene: Scene;
	/** Light, or dark for dim halls. */
	dark: boolean;
	cue: number;
	before: Scene;
};

export const CueScreen = z.object({ scene: Scene, dark: z.boolean().optional() });
export type CueScreen = z.infer<typeof CueScreen>;
