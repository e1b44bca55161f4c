import type { Participant } from '#lib/domain/seating.ts';
import { attributesOf, attributeWords } from '../desk/attribute-words.ts';

/** People of a kind: those with one value of an attribute. */
export type Trait = { key: string; words: string; people: string[] };

/** Every kind of people there is, by attribute and value. */
export function traitsOf(people: Participant[]): Trait[] {
	return attributesOf(people).flatMap((attribute) => {
		const values = new Set(people.map((one) => one.attributes[attribute] ?? ''));
		values.delete('');
		return [...values].sort().map((value) => ({
			key: JSON.stringify({ attribute, value }),
			words: `${attributeWords(attribute)}: ${value}`,
			people: people.filter((one) => one.attributes[attribute] === value).map(({ id }) => id)
		}));
	});
}
