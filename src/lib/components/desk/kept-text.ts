import type { Act } from '#lib/domain/act.ts';

const SAID = ['text', 'title', 'note', 'name', 'prompts'];

/** The words a person had written in an act that was refused, so that they can be copied. */
export function keptText(act: Act): string {
	return textsIn(act.input).join(' · ');
}

function textsIn(value: unknown, key = ''): string[] {
	if (typeof value === 'string') return SAID.includes(key) && value ? [value] : [];
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, key));
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, name));
}
