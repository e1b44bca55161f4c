import type { Language } from '#lib/domain/language.ts';
import { shortNames, type Name } from '#lib/domain/name.ts';
import { m } from '#lib/paraglide/messages.js';

type Somebody = { name: Name };

/** What somebody is called here: their name, or that they were erased; nothing where there is nobody. */
export function called(somebody: Somebody | undefined | null, lang?: Language): string {
	if (!somebody) return '';
	return somebody.name ?? m.people_erased({}, lang && { locale: lang });
}

/** The names of those who have one. */
export const namesOf = (people: readonly Somebody[]): string[] =>
	people.flatMap(({ name }) => (name === null ? [] : [name]));

/** Short names among each other, in the order given; whoever was erased is said so in full. */
export function calledShort(
	people: readonly Somebody[],
	shorten: (names: string[]) => string[] = shortNames
): string[] {
	const short = shorten(namesOf(people)).values();
	return people.map((one) => (one.name === null ? called(one) : (short.next().value ?? '')));
}
