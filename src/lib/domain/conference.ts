import { z } from 'zod';
import { Id } from './id.ts';
import { Language } from './language.ts';
import { PlanRules, rulesWithout } from './plan-rules.ts';

/** Where a conference stands. It cannot be closed without plenary minutes (R113). */
export type Phase =
	| { name: 'planning' }
	| { name: 'running'; itemId: Id }
	| { name: 'closed'; at: number; without: string | null };

/**
 * A dialogue conference. `ownerId` is the school or municipality it belongs to, whose room
 * holds what comes of it. `startsAt` is minutes after midnight. `undo` names the last step
 * of the programme that can be taken back. `colourBy` is the attribute that colours dots.
 */
export type Conference = {
	kind: 'conference';
	id: Id;
	ownerId: Id;
	ownerName: string;
	name: string;
	date: string;
	startsAt: number;
	lang: Language;
	joinCode: string;
	phase: Phase;
	undo: { itemId: Id } | null;
	colourBy: string;
	apart: [Id, Id][];
	rules: PlanRules;
};

/** A conference without the rules about somebody who was erased. */
export function conferenceWithout(conference: Conference, participantId: Id): Conference {
	const apart = conference.apart.filter((pair) => !pair.includes(participantId));
	return { ...conference, apart, rules: rulesWithout(conference.rules, participantId) };
}

export const SetConference = z.object({
	name: z.string().trim().min(1).max(160).optional(),
	date: z.iso.date().optional(),
	startsAt: z
		.number()
		.int()
		.min(0)
		.max(24 * 60 - 1)
		.optional(),
	lang: Language.optional(),
	colourBy: z.string().max(80).optional(),
	/** Pairs of participants who are never seated together. */
	apart: z
		.array(z.tuple([Id, Id]))
		.max(200)
		.optional(),
	rules: PlanRules.optional()
});
export type SetConference = z.infer<typeof SetConference>;

/** Closing is gated on minutes from every plenum held; an override gives its reason, which is kept (R113). */
export const CloseConference = z.object({ without: z.string().trim().min(1).max(400).optional() });

/** A message from the facilitator that every tablet shows. */
export type Notice = { kind: 'notice'; id: 'notice'; text: string; at: number };
export const SendNotice = z.object({ text: z.string().trim().max(200) });

/** What raises the version of a kind of link, so that all printed before are void. */
export const TurnKeys = z.object({
	what: z.enum(['table', 'screen', 'guest']),
	table: z.number().int().min(1).max(200).optional()
});
/** Version of the links handed out; raised to revoke. */
export type Keys = {
	kind: 'keys';
	id: 'keys';
	screen: number;
	guest: number;
	tables: Record<string, number>;
};
