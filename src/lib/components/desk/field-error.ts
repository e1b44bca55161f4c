import { m } from '#lib/paraglide/messages.js';
import { wordsFor } from '../refusal-words.ts';

/** What a form action answers when it refuses: why, and what was typed. */
export type Answered =
	| {
			refusal?: { code: string; details?: Record<string, unknown> };
			kept?: Record<string, string>;
	  }
	| null
	| undefined;

/** Refusals that are about one field. */
const AT: Record<string, string> = {
	'password-too-short': 'password',
	'password-easy': 'password',
	'wrong-password': 'password',
	'current-password-wrong': 'current',
	'login-taken': 'login',
	'name-missing': 'name'
};

/** The field that a refusal is about, or ''. */
function fieldOf(form: Answered): string {
	const refusal = form?.refusal;
	if (!refusal) return '';
	if (refusal.code !== 'bad-input') return AT[refusal.code] ?? '';
	return typeof refusal.details?.field === 'string' ? refusal.details.field : '';
}

/** What is wrong with a field, in words, or undefined; `hint` says what it should be. */
export function errorAt(form: Answered, field: string, hint?: string): string | undefined {
	if (fieldOf(form) !== field || !form?.refusal) return undefined;
	if (form.refusal.code === 'bad-input') return hint ?? m.account_field_unreadable();
	return wordsFor(form.refusal.code, form.refusal.details);
}

/** A refusal that belongs to none of the form's fields, to be shown above them. */
export function refusalAbove(form: Answered, fields: string[]) {
	return form?.refusal && !fields.includes(fieldOf(form)) ? form.refusal : null;
}
