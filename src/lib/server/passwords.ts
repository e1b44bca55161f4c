import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { refuseUnless } from '#lib/domain/refusal.ts';

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** What a try costs: scrypt's N, r and p. It is kept with each hash. */
export type Cost = { N: number; r: number; p: number };

/** 64 MiB a try, as OWASP's password storage advice allows. */
export const COST: Cost = { N: 2 ** 16, r: 8, p: 2 };
const MEMORY = 128 * 1024 * 1024;
const LENGTH = 32;

/** A password has at least this many signs; nothing else is asked of it. */
export const LEAST_LENGTH = 10;

/** What is kept of a password. Refuses `password-too-short`. */
export async function hash(password: string, cost: Cost): Promise<string> {
	refuseUnless(password.length >= LEAST_LENGTH, 'password-too-short', { min: LEAST_LENGTH });
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
