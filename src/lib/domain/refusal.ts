/**
 * A refusal by name: something a person asked for that the rules do not allow.
 * Words come later, in the reader's language, from the message `refusal_<code>`
 * (hyphens as underscores) filled with `details`. Anything that is thrown and is
 * not a Refusal is a bug or the weather.
 */
export class Refusal extends Error {
	readonly code: string;
	readonly details: Record<string, unknown>;

	constructor(code: string, details: Record<string, unknown> = {}) {
		super(code);
		this.name = 'Refusal';
		this.code = code;
		this.details = details;
	}
}

/** Refuses with `code` unless `condition` holds. */
export function refuseUnless(
	condition: unknown,
	code: string,
	details: Record<string, unknown> = {}
): asserts condition {
	if (!condition) throw new Refusal(code, details);
}
