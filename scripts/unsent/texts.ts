import type { Dice } from '../chaos/dice.ts';

/** How a text comes into a field. */
export type Kind = 'plain' | 'decomposed' | 'dead-keys' | 'emoji' | 'pasted' | 'long';

const BEGINNINGS = [
	'Vi hilser på alle ved døra',
	'Fast rute i storefri, også når det regner',
	'Færre beskjeder på lapp, flere på tavla',
	'Å være to voksne i overgangene hjelper',
	'Lærerne på trinnet deler opplegg «på tvers»',
	'Nån borde ringa hem även när det går bra',
	'Ikkje same regel på kvar gang – kvifor?',
	'Møter som slutter når de skal (15 min!)'
];
const ENDINGS = [
	'når vi gjør det likt hele uka',
	'selv om dagen har vært lang',
	'og vi sier det høyt til hverandre',
	'men bare hvis også vikarene vet om det',
	'fordi noen må begynne et sted',
	'uten at det blir enda et skjema'
];
const SIGNS = ['🌱', '👩🏽‍🏫', '👨‍👩‍👧‍👦', '🇳🇴', '✅', '🙋🏼'];

/** A text nobody else has written: the tag is a word of its own in it. */
export function textOf(dice: Dice, kind: Kind, tag: string): string {
	const sentence = () => `${dice.pick(BEGINNINGS)}, ${dice.pick(ENDINGS)}`;
	const plain = `${sentence()} ${tag}`;
	if (kind === 'decomposed') return plain.normalize('NFD');
	if (kind === 'emoji') return `${dice.pick(SIGNS)} ${plain} ${dice.pick(SIGNS)}`;
	if (kind === 'pasted') return `${sentence()}\n${sentence()}\n${tag}`;
	if (kind === 'long') return `${Array.from({ length: 14 }, sentence).join('. ')} ${tag}`;
	return plain;
}

/** A word of letters alone, so that nothing in it looks like a number that points at somebody. */
export function tagOf(number: number, at: number): string {
	const letters = [...`${number}`].map((digit) => 'bdfghjklmn'[Number(digit)]).join('');
	return `merke${letters}${'pqrstvwxyz'[at % 10]}`;
}

/** The tag in a text. */
export const tagIn = (text: string): string => /merke[a-z]+/.exec(text)?.[0] ?? text;
