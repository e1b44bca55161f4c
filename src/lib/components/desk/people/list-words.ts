import type { Column, Problem, Weight } from '#lib/domain/person.ts';
import { m } from '#lib/paraglide/messages.js';

type Words = Record<string, ((details: Record<string, unknown>) => string) | undefined>;
const say = (key: string, details: Record<string, unknown> = {}): string =>
	(m as unknown as Words)[key]?.(details) ?? '';

/** What is the matter with a row or a column. */
export const problemWords = ({ code, details }: Problem): string =>
	say(`people_problem_${code.replaceAll('-', '_')}`, details);

/** How much it matters. */
export const weightWords = (weight: Weight): string =>
	say(`people_weight_${weight.replaceAll('-', '_')}`);

/** What a column was read as: a field by name, else an attribute under its own heading. */
export function readAsWords(column: Column): string {
	const key = column.field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
	if (column.field === 'attribute') return column.heading || say('people_field_attribute');
	return say(`people_field_${key}`) || (column.attribute ?? column.heading);
}
