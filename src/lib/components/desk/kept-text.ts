import type { Act } from '#lib/domain/act.ts';

/** Where in an act the words of people lie; with those of a plan. */
const SAID = new Set(
	'text title note name prompts comment grounds reason override without objective content'.split(
		' '
	)
);

/** The words that a person had written in an act that was refused or waits, so that they can be copied. */
export function keptText(act: Pick<Act, 'input'>): string {
	return textsIn(act.input).join(' · ');
}

function textsIn(value: unknown, key = ''): string[] {
	if (typeof value === 'string') return SAID.has(key) && value ? [value] : [];
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, key));
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, name));
}
