import { z } from 'zod';
import type { Id } from './id.ts';

/** What the page that asks once more sends along: without it nobody is erased. */
export const Confirmed = z.object({ confirmed: z.literal('yes') });

/** A conference somebody is on the list of, and how many texts in it hold their whole name. */
export type Told = { id: Id; name: string; date: string; begun: boolean; texts: number };

/** What erasing somebody would take away, and where their name would still stand, as whoever may do it is told before. */
export type Outlook = {
	name: string;
	conferences: Told[];
	teams: number;
	measures: number;
	/** Proposals, measures and themes in whose texts somebody has written the name. */
	texts: number;
	hasAccount: boolean;
};
