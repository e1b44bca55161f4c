import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { fold } from '#lib/domain/name.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import { isMuchUsed } from './much-used.ts';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** What a try costs: scrypt's N, r and p. It is kept with each hash. */
export type Cost = { N: number; r: number; p: number };

/** 64 MiB a try, as OWASP's password storage advice allows. */
export const COST: Cost = { N: 2 ** 16, r: 8, p: 2 };
const MEMORY = 128 * 1024 * 1024;
const LENGTH = 32;

/** A password has at least this many signs; which ones is nobody's business. */
export const LEAST_LENGTH = 10;

/**
 * What is kept of a password. `near` is what anybody would try first: its owner's names, and those
 * of their places. Refuses `password-too-short` and `password-easy`.
 */
export async function hash(password: string, cost: Cost, near: string[]): Promise<string> {
	refuseUnless(password.length >= LEAST_LENGTH, 'password-too-short', { min: LEAST_LENGTH });
	refuseUnless(!isEasy(password, near), 'password-easy');
	const salt = randomBytes(16);
	const key = await derive(password.normalize('NFC'), salt, LENGTH, { ...cost, maxmem: MEMORY });
	const { N, r, p } = cost;
	return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether the password is the one that was kept; takes as long when nothing was. */
export async function matches(password: string, kept: string | null): Promise<boolean> {
	const [, N, r, p, salt, key] = (kept ?? NOTHING_KEPT).split('$');
	const cost = { N: Number(N), r: Number(r), p: Number(p), maxmem: MEMORY };
	const given = await derive(
		password.normalize('NFC'),
		Buffer.from(salt ?? '', 'base64url'),
		LENGTH,
		cost
	);
	const right = Buffer.from(key ?? '', 'base64url');
	return right.length === given.length && timingSafeEqual(right, given) && kept !== null;
}

const NOTHING_KEPT = `scrypt$${COST.N}$${COST.r}$${COST.p}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`;

/** Words that lie near for anybody who knows what this is, in its four languages. */
const HOUSE =
	'rundebord dialogkonferanse dialogkonferens konferanse konferens conference skole skule skola school kommune kommun municipality rektor lærer lærar lärare teacher styringsgruppe styrgrupp fasilitator passord lösenord password admin velkommen välkommen welcome sommer sommar summer vinter winter høst haust höst autumn vår spring';
/** Of a password more must be left than this many letters when what lies near is taken away. */
const TOO_FEW = 4;
const LEAST_DIFFERENT = 5;

/** Whether a password is among the first that are guessed: much used, very few signs, or what lies near. */
function isEasy(password: string, near: string[]): boolean {
	const folded = fold(password);
	const bare = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
	const half = folded.slice(0, folded.length / 2);
	const tried = [folded, bare, ...(half.repeat(2) === folded ? [half] : [])];
	if (tried.some(isMuchUsed) || new Set(folded).size < LEAST_DIFFERENT) return true;
	return without(folded, near).length < TOO_FEW;
}

/** The letters of a folded password that are in none of the words that lie near. */
function without(folded: string, near: string[]): string {
	const words = [HOUSE, ...near].flatMap((text) => fold(text).split(/[^\p{L}]+/u));
	const longest = [...new Set(words)]
		.filter((word) => word.length > 2)
		.sort((one, other) => other.length - one.length);
	const left = longest.reduce((text, word) => text.replaceAll(word, ' '), folded);
	return left.replace(/\P{L}+/gu, '');
}
