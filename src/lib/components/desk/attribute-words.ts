import { m } from '#lib/paraglide/messages.js';

/** An attribute's name in words: those that the import knows by name, else as the list had it. */
export function attributeWords(name: string): string {
	if (name === 'unit') return m.people_field_unit();
	if (name === 'profession') return m.people_field_profession();
	if (name === 'team') return m.people_field_team();
	return name;
}

const FIRST = ['profession', 'team', 'unit'];

/** The names of everybody's attributes: the usual ones first, then by how many have them. */
export function attributesOf(people: { attributes: Record<string, string> }[]): string[] {
	const counts = new Map<string, number>();
	for (const { attributes } of people)
		for (const [name, value] of Object.entries(attributes))
			if (value) counts.set(name, (counts.get(name) ?? 0) + 1);
	const rank = (name: string) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
	return [...counts.keys()].sort(
		(a, b) => rank(a) - rank(b) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0)
	);
}

/** Colours that dots have; a value beyond the last shares it, and stands in words beside. */
export const COLOURS = 6;

/** The colour of each value of an attribute, 1–6: the commonest first. */
export function coloursOf(
	people: { attributes: Record<string, string> }[],
	name: string
): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { attributes } of people) {
		const value = attributes[name];
		if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	const values = [...counts].sort(([a, n], [b, k]) => k - n || a.localeCompare(b, 'nb'));
	return new Map(values.map(([value], at) => [value, Math.min(at + 1, COLOURS)]));
}
