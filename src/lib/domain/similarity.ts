/**
 * Which texts say much the same: a suggestion that a person applies or dismisses. It needs no
 * service, is the same on every screen, and looks at the texts alone, whatever their order.
 *
 * Two measures are mixed, for texts that have a word in common. Words: how much of what the two
 * say is said by both (the beginning of a word counts, so that "mobil" meets "mobilregel"); rare
 * words weigh more than common ones (inverse document frequency, Spärck Jones 1972). Letters:
 * the Dice coefficient of their trigrams (Dice 1945), which forgives endings and spelling.
 */

/** Alike from here on, 0–1. Lower finds more and is more often wrong. */
export const ALIKE = 0.3;
/** At most this many suggestions for one text. */
const MOST = 6;
/** Words are compared by this many first letters. */
const BEGINNING = 5;

/** Words that say nothing of the matter, in bokmål, nynorsk, Swedish and English; folded. */
const STOP = new Set(
	(
		'og i på for til av at en et ei den det de dei som er var ha har hatt med om men så vi oss vår vårt våre ' +
		'jeg eg du dere de dykk ikke ikkje kan skal vil må bør blir vert bli blitt når da då der her hva kva hvem kven ' +
		'hvor kor hvordan korleis noe noko noen nokon alle alt all hele heile mer meir mest mye mykje også å eller enn ' +
		'fra frå ved under over etter før mot uten utan seg sin sitt sine han hun ho hver kvar samme same ' +
		'och att ett inte ska har hade med om men vi oss vår jag du ni när då där här vad vem hur något någon alla ' +
		'hela mer mest mycket också eller än från utan sig sin sitt varje samma blir bli är var som av för till ' +
		'the a an and of to in on for with is are was be been it this that we our us you they them not can shall ' +
		'will must should when where who what how some any all more most also or than from by at as so do does have has'
	)
		.split(' ')
		.map(folded)
);

/** A text as it is compared: small letters without marks; letters and digits only. */
function folded(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('æ', 'a')
		.replaceAll('ø', 'o')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

type Said = { id: string; words: Set<string>; letters: Map<string, number>; length: number };

function read(text: { id: string; text: string }): Said {
	const words = folded(text.text)
		.split(' ')
		.filter((word) => word.length > 1 && !STOP.has(word));
	const letters = trigrams(words.join(' '));
	return {
		id: text.id,
		words: new Set(words.map((word) => word.slice(0, BEGINNING))),
		letters,
		length: [...letters.values()].reduce((sum, times) => sum + times, 0)
	};
}

function trigrams(text: string): Map<string, number> {
	const found = new Map<string, number>();
	const padded = ` ${text} `;
	for (let at = 0; at + 3 <= padded.length; at++) {
		const three = padded.slice(at, at + 3);
		found.set(three, (found.get(three) ?? 0) + 1);
	}
	return found;
}

/** Places in `said`, ascending, of the texts with each word. */
function byWord(said: Said[]): Map<string, number[]> {
	const places = new Map<string, number[]>();
	for (const [at, { words }] of said.entries())
		for (const word of words) places.set(word, [...(places.get(word) ?? []), at]);
	return places;
}

/** Share of the weight of all words of both that is in words they share. */
function sameWords(a: Said, b: Said, weight: (word: string) => number): number {
	const sum = (words: Iterable<string>) => [...words].reduce((all, word) => all + weight(word), 0);
	const shared = sum([...a.words].filter((word) => b.words.has(word)));
	const whole = sum(a.words) + sum(b.words);
	return whole === 0 ? 0 : (2 * shared) / whole;
}

function sameLetters(a: Said, b: Said): number {
	let shared = 0;
	for (const [three, times] of a.letters) shared += Math.min(times, b.letters.get(three) ?? 0);
	return a.length + b.length === 0 ? 0 : (2 * shared) / (a.length + b.length);
}

/**
 * For each text the ids of those that say much the same, most alike first (then by id), at most
 * six; texts with nothing like them are left out. If a is like b, b is like a unless b has six
 * that are more alike.
 */
export function alike(texts: readonly { id: string; text: string }[]): Map<string, string[]> {
	const said = texts.map(read).sort((a, b) => (a.id < b.id ? -1 : 1));
	const places = byWord(said);
	// Rare words say most; a word that all say still says something.
	const weight = (word: string) =>
		Math.max(0.1, Math.log((said.length + 1) / (places.get(word)?.length ?? 1)));
	const found = new Map<string, { id: string; how: number }[]>();
	for (const [at, a] of said.entries()) {
		const met = new Set([...a.words].flatMap((word) => places.get(word) ?? []));
		for (const b of [...met].filter((other) => other > at).map((other) => said[other]!)) {
			const how = 0.65 * sameWords(a, b, weight) + 0.35 * sameLetters(a, b);
			if (how < ALIKE) continue;
			found.set(a.id, [...(found.get(a.id) ?? []), { id: b.id, how }]);
			found.set(b.id, [...(found.get(b.id) ?? []), { id: a.id, how }]);
		}
	}
	return new Map([...found].map(([id, list]) => [id, most(list)]));
}

function most(list: { id: string; how: number }[]): string[] {
	return list
		.sort((a, b) => b.how - a.how || (a.id < b.id ? -1 : 1))
		.slice(0, MOST)
		.map(({ id }) => id);
}
