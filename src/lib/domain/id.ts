import { z } from 'zod';

/** Public id of anything: made on a device or on the server, never a number to guess from. */
export const Id = z.string().regex(/^(?!__proto__$)[A-Za-z0-9_-]{8,40}$/);
export type Id = z.infer<typeof Id>;

const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** An id of 18 signs from 18 random bytes (modulo bias is of no consequence at this length). */
export function idFrom(bytes: Uint8Array): Id {
	return Array.from(bytes.subarray(0, 18), (byte) => SIGNS[byte % SIGNS.length]).join('');
}

/** The 31 signs of a join code: no 0 O 1 I L, read aloud without doubt. */
export const CODE_SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** What a person typed as a code, as it is kept: capitals, no spaces or hyphens. */
export function codeFrom(typed: string): string {
	return typed.toUpperCase().replace(/[\s-]/g, '');
}
