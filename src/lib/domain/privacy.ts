/**
 * A look at what a table is about to hand in, done on the device alone: does anything here let
 * pupils, guardians or colleagues be recognised? It warns, and the group decides; it never
 * stops anybody, and it finds only what has a shape: numbers, addresses, «gutt i 6B», and the
 * whole names of those who sit here.
 */
export type Trace = {
	kind: 'national-number' | 'phone' | 'address' | 'pupil' | 'name';
	/** As it stands in the text. */
	text: string;
};

/** Not inside a longer word or number; `\b` does not know å, ä and ö. */
const alone = (pattern: string): RegExp =>
	new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');

/** Norwegian: 6 + 5 digits. Swedish: 6 or 8, a hyphen or plus (or nothing in the long form), and 4. */
const NATIONAL = alone(String.raw`\d{6}[ .-]?\d{5}|\d{6}[-+]\d{4}|(?:19|20)\d{6}[-+ ]?\d{4}`);

/**
 * Eight digits as Norwegians write them (one piece, by twos, or 3-2-3), nine to ten as Swedes
 * do from 0, and either behind a country's number.
 */
const PHONE = alone(
	String.raw`(?:\+|00)(?:47|46|45)[ ]?\d(?:[ -]?\d){6,9}|[2-9]\d(?: \d\d){3}|[2-9]\d\d \d\d \d{3}|[2-9]\d{7}|0\d{1,2}[- ]?\d{2,3}(?:[ -]?\d{2}){2}`
);

const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

/** One child or guardian, in the four languages; «elevene» and other plurals are nobody in particular. */
const SOMEBODY = [
	'gutt(?:en)?|gut(?:en)?|jent[ea]n?|elev(?:en)?|barnet',
	'mor(?:en|a)?|far(?:en)?|mamma(?:en)?|pappa(?:en)?',
	'pojke[n]?|flicka[n]?|kille[n]?|tjej(?:en)?|barn(?:et)?|mamman|pappan',
	'boy|girl|pupil|student|mother|father'
].join('|');
const CLASS = String.raw`(?:klasse|klassen|klass|trinn|trinnet|årskurs|åk|year|grade|class)?\s?\d{1,2}(?:\.?\s?(?:klasse|klassen|klass|trinn|trinnet|steg|steget|årskurs)|\s?[a-e])?`;
const PUPIL = alone(
	String.raw`(?:${SOMEBODY})(?:\s[\p{L}-]+){0,3}\s(?:i|på|fra|frå|från|in|from|of)\s${CLASS}`
);
/** «Hver elev på 6. trinn» is about all of them. */
const EVERYBODY = /(?:hver|hvert|kvar|kvart|alle|enhver|varje|alla|each|every|any|per)\s$/iu;

/** What in `text` could point at somebody; `names` are those whose whole names are known here. */
export function traces(text: string, names: Iterable<string> = []): Trace[] {
	const whole = text.normalize('NFC').replace(/\s+/g, ' ');
	const numbers = found(whole, NATIONAL, 'national-number');
	const rest = numbers.reduce((left, { text }) => left.replace(text, ' '), whole);
	return [
		...numbers,
		...found(rest, PHONE, 'phone'),
		...found(rest, ADDRESS, 'address'),
		...found(rest, PUPIL, 'pupil'),
		...named(rest, names)
	];
}

function found(text: string, pattern: RegExp, kind: Trace['kind']): Trace[] {
	return [...text.matchAll(pattern)]
		.filter(({ index }) => kind !== 'pupil' || !EVERYBODY.test(text.slice(0, index)))
		.map(([match]) => ({ kind, text: match.trim() }));
}

/** First and last name together, however they were written; a first name alone is too common. */
function named(text: string, names: Iterable<string>): Trace[] {
	const lower = ` ${text.toLocaleLowerCase('nb').replace(/[^\p{L}\p{N}-]+/gu, ' ')} `;
	return [...names]
		.map((name) => name.normalize('NFC').trim())
		.filter((name) => name.includes(' '))
		.filter((name) => {
			const words = name.toLocaleLowerCase('nb').split(/\s+/);
			return (
				lower.includes(` ${words[0]} ${words.at(-1)} `) || lower.includes(` ${words.join(' ')} `)
			);
		})
		.map((text) => ({ kind: 'name' as const, text }));
}
