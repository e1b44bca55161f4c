import { m } from '#lib/paraglide/messages.js';

type Words = Record<string, ((details: Record<string, unknown>) => string) | undefined>;

/** What to say of a refusal, in the reader's language. An unknown code says that something went wrong. */
export function wordsFor(code: string, details: Record<string, unknown> = {}): string {
	const words = (m as unknown as Words)[`refusal_${code.replaceAll('-', '_')}`];
	return words ? words(details) : m.common_went_wrong();
}
