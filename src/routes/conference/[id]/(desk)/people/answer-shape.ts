import type { Row } from '#lib/domain/acceptance.ts';
import type { Column, Problem } from '#lib/domain/person.ts';

/** A list as it was understood, and the rows as they came, to be sent again. */
export type Preview = { columns: Column[]; problems: Problem[]; rows: Row[]; source: string };

/** What the page's actions answer: what was done, or why not, with what was typed. */
export type Answer = {
	refusal?: { code: string; details: Record<string, unknown> };
	kept?: {
		text?: string;
		preview?: Preview;
		add?: Record<string, string>;
		pair?: Record<string, string>;
	};
	preview?: Preview;
	imported?: { added: number; known: number };
	added?: string;
	removed?: { personId: string; name: string };
	taken?: number;
};
