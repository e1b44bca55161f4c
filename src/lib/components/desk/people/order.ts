import { byName, fold } from '#lib/domain/name.ts';
import type { Participant } from '#lib/domain/seating.ts';

/** Participants that fit what is sought, sorted by name or by an attribute (those without it last). */
export function inOrder(people: Participant[], sort: string, sought: string): Participant[] {
	const names = byName('nb');
	const words = fold(sought).split(' ').filter(Boolean);
	const fits = ({ name, attributes }: Participant) => {
		const text = fold([name, ...Object.values(attributes)].join(' '));
		return words.every((word) => text.includes(word));
	};
	const value = ({ attributes }: Participant) => attributes[sort] ?? '';
	const byValue = (a: Participant, b: Participant) =>
		Number(value(a) === '') - Number(value(b) === '') ||
		value(a).localeCompare(value(b), 'nb', { numeric: true });
	return people.filter(fits).sort((a, b) => (sort === 'name' ? 0 : byValue(a, b)) || names(a, b));
}
