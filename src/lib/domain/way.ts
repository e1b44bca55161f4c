import type { Id } from './id.ts';
import type { Language } from './language.ts';
import type { MeasureState } from './measure.ts';
import type { PointState, PointType } from './point.ts';
import type { Decision, Hearing } from './proposal.ts';

/** An entry of the minutes that names a point: the `number`-th of its plenum, written `at` (epoch ms). */
export type Mention = { id: Id; text: string; plenum: string; number: number; at: number };

/**
 * A point with where it comes from. `text` is null where it may not be read any more, and `state`
 * says why: redacted, withdrawn by its table, or opened by it again.
 */
export type TracedPoint = {
	id: Id;
	text: string | null;
	lang: Language;
	type: PointType | null;
	state: PointState;
	table: number;
	round: { id: Id; number: number; title: string };
	question: { text: string; lang: Language };
	conference: { id: Id; name: string; date: string; lang: Language };
	mentions: Mention[];
	theme: { id: Id; title: string } | null;
	aside: string | null;
};

/** A theme as it is now: how many points, from how many tables. */
export type TracedTheme = { id: Id; title: string; points: number; tables: number };

export type TracedMeasure = { id: Id; title: string; state: MeasureState };
export type TracedProposal = {
	id: Id;
	title: string;
	hearings: Hearing[];
	decision: Decision | null;
	measures: TracedMeasure[];
};

/** The way to a measure (R23): its proposal, the themes that grew from, and every point under it. */
export type WayHere = {
	proposal: Omit<TracedProposal, 'measures'>;
	conference: TracedPoint['conference'] & { tables: number };
	themes: TracedTheme[];
	points: TracedPoint[];
};

/** The way on from a point (R146): the proposals it is evidence for, each with what came of it. */
export type WayOn = { point: TracedPoint; proposals: TracedProposal[] };
