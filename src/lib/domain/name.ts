/** Names as people write them, and as the screens show them. Pure; names are at most 120 characters. */

/** The name of somebody as it stands in a room; null once they were erased. */
export type Name = string | null;

/** Characters nobody sees: zero-width, soft hyphen, byte-order and direction marks. */
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
const CONTROL = /\p{Cc}/gu;

/** One line of text: composed (NFC), without unseen characters, each run of space one space. */
export function clean(text: string): string {
	return text
		.toWellFormed()
		.normalize('NFC')
		.replace(UNSEEN, '')
		.replace(CONTROL, ' ')
		.replace(/\s+/gu, ' ')
		.trim();
}

/** The form in which two spellings of one name, address or number are the same. */
export function fold(text: string): string {
	return clean(text).toLowerCase();
}

/**
 * "Nordmann, Kari" as "Kari Nordmann"; anything else as it is. With `lastFirst` (the heading says
 * so) "Nordmann Kari" is turned too. "Kari Nordmann, lærer" is left alone: a title follows, no name.
 */
export function turnRound(text: string, lastFirst = false): string {
	const [last = '', first = '', ...more] = clean(text)
		.split(',')
		.map((part) => part.trim());
	if (more.length === 0 && first && last && !isTitle(last, first)) return `${first} ${last}`;
	const words = clean(text).split(' ');
	if (lastFirst && words.length === 2 && !first) return `${words[1]} ${words[0]}`;
	return clean(text).replace(/^[\s,]+|[\s,]+$/gu, '');
}

function isTitle(before: string, after: string): boolean {
	return /^\p{Lu}/u.test(before) && /^\p{Ll}/u.test(after) && before.includes(' ');
}

/** Puts people in the order of their names as written (first name first), by the rules of `locale`; those without one come last. */
export function byName(locale: string): (a: { name: Name }, b: { name: Name }) => number {
	const collator = new Intl.Collator(locale, { numeric: true });
	return ({ name: a }, { name: b }) => {
		if (a === null || b === null) return Number(a === null) - Number(b === null);
		return collator.compare(a, b) || (a < b ? -1 : +(a > b));
	};
}

/**
 * The names to call people by among each other, in the order given: the first name; with the
 * initial of the last name when two share it; the whole name when that is not enough.
 */
export function shortNames(names: readonly string[]): string[] {
	const forms = names.map(formsOf);
	const seen = [0, 1].map((level) => count(forms.map((form) => fold(form[level] ?? ''))));
	return forms.map((form) => {
		const level = [0, 1].find((at) => seen[at]?.get(fold(form[at] ?? '')) === 1);
		return form[level ?? 2] ?? '';
	});
}

/** The short name of one person among others (`among` may hold the person too, once). */
export function shortName(name: string, among: readonly string[]): string {
	const others = [...among];
	const self = others.indexOf(name);
	if (self >= 0) others.splice(self, 1);
	return shortNames([name, ...others])[0] ?? name;
}

/** First name; first name and initial; whole name. */
function formsOf(name: string): [string, string, string] {
	const words = clean(name).split(' ');
	const first = words[0] ?? '';
	const last = words.length > 1 ? (words.at(-1) ?? '') : '';
	const initial = last ? `${first} ${[...last][0]}.` : first;
	return [first, initial, words.join(' ')];
}

function count(texts: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return counts;
}
