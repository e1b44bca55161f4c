import { createHmac, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Grant } from '#lib/domain/permission.ts';

/**
 * Links that can be printed again at any time: an HMAC of what they open and its version, so
 * that raising the version voids them. 128 bits, put in the `#fragment` of an address.
 */
export type Opens = Pick<Grant, 'conferenceId' | 'kind' | 'table'>;

const kinds = { table: 't', screen: 's', guest: 'g' } as const;

/** The secret part of a link that opens `opens` at `version`. */
export function keyFor(secret: string, opens: Opens, version: number): string {
	const body = `${kinds[opens.kind]}.${opens.conferenceId}.${opens.table ?? ''}.${version}`;
	return createHmac('sha256', secret).update(body).digest().subarray(0, 16).toString('base64url');
}

/** Whether `key` opens `opens` at `version`; takes the same time whatever the answer. */
export function fits(secret: string, opens: Opens, version: number, key: string): boolean {
	const right = Buffer.from(keyFor(secret, opens, version));
	const given = Buffer.from(key);
	return right.length === given.length && timingSafeEqual(right, given);
}

/** A new secret token of 256 bits, for sessions and one-time links. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. */
export const hashOfToken = (token: string): string =>
	createHash('sha256').update(token).digest('base64url');
