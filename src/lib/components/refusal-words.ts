import { m } from '#lib/paraglide/messages.js';

type Words = Record<string, ((details: Record<string, unknown>) => string) | undefined>;

/** What to say of a refusal, in the reader's language. An unknown code says that something went wrong. */
export function wordsFor(code: string, details: Record<string, unknown> = {}): string {
	const words = (m as unknown as Words)[`refusal_${code.replaceAll('-', '_')}`];
	return words ? words(readable(details)) : m.common_went_wrong();
}

/** Names of plan fields («objective, mainArena») as words («mål, hovedarena»). */
function readable(details: Record<string, unknown>): Record<string, unknown> {
	if (typeof details.fields !== 'string') return details;
	return { ...details, fields: details.fields.split(', ').map(fieldWords).join(', ') };
}

/** A plan field's name (R33–R38) in words; the name itself when it has none. */
export function fieldWords(name: string): string {
	const key = name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
	return (m as unknown as Words)[`refusal_field_${key}`]?.({}) ?? name;
}
