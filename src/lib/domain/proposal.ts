import { z } from 'zod';
import { Id } from './id.ts';

/** What an arena said of a proposal, and when (R24, R69, R80). */
export type Hearing = { arenaId: Id; arenaName: string; date: string; comment: string };
/** The steering group's decision with date and grounds (R24, R25, R29). */
export type Decision = {
	outcome: 'adopted' | 'rejected' | 'postponed';
	date: string;
	grounds: string;
	/** Why it was decided before both teams were heard, if it was. */
	override: string | null;
};

/**
 * A proposal that grew from themes (R23). `pointIds` are the points in those themes when it
 * was made: evidence that later re-theming does not touch.
 */
export type Proposal = {
	kind: 'proposal';
	id: Id;
	conferenceId: Id;
	themeIds: Id[];
	pointIds: Id[];
	title: string;
	text: string;
	hearings: Hearing[];
	decision: Decision | null;
	version: number;
};

const Text = z.string().trim().max(8_000);
const Title = z.string().trim().min(1).max(160);
export const MakeProposal = z.object({
	id: Id,
	conferenceId: Id,
	themeIds: z.array(Id).min(1).max(20),
	/** Which of the points in those themes are its evidence; all of them when left out. */
	pointIds: z.array(Id).max(1_000).optional(),
	title: Title,
	text: Text
});
export const SetProposal = z.object({
	id: Id,
	title: Title.optional(),
	text: Text.optional(),
	version: z.number().int().min(1)
});
export const HearProposal = z.object({
	id: Id,
	arenaId: Id,
	date: z.iso.date(),
	comment: z.string().trim().max(4_000)
});
export const DecideProposal = z.object({
	id: Id,
	outcome: z.enum(['adopted', 'rejected', 'postponed']),
	date: z.iso.date(),
	grounds: z.string().trim().max(4_000),
	override: z.string().trim().min(1).max(400).optional()
});
