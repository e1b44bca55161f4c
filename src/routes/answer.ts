import { getRequestEvent } from '$app/server';
import { error, fail, type ActionFailure } from '@sveltejs/kit';
import type { z } from 'zod';
import { Id } from '#lib/domain/id.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { storable } from '#lib/domain/storable.ts';
import { actorOf } from '#lib/server/acts.ts';
import { isAway, isUnstorable } from '#lib/server/store/db.ts';

/** HTTP statuses of refusals that have one of their own; all others are 400. */
const STATUS: Record<string, number> = {
	'not-found': 404,
	'not-allowed': 403,
	'not-signed-in': 401,
	'link-revoked': 403,
	'link-used': 403,
	'too-many-tries': 429,
	'too-large': 413,
	'database-away': 503,
	'not-answered': 503
};

const statusOf = (code: string): number => STATUS[code] ?? 400;

/** A refusal as it is; a database that is away, or cannot keep a text, as one; anything else is thrown on. */
function refusalFrom(thrown: unknown, away: 'database-away' | 'not-answered'): Refusal {
	if (thrown instanceof Refusal) return thrown;
	if (isAway(thrown)) return new Refusal(away);
	if (isUnstorable(thrown)) return new Refusal('bad-input', { field: '' });
	throw thrown;
}

/** A refusal that the watch was told of: by the route, never by the address with its ids. */
function watched(refusal: Refusal): Refusal {
	const { locals, request, route, getClientAddress } = getRequestEvent();
	const what = `${request.method} ${route.id}`;
	const by = actorOf(locals.who);
	locals.house.watch.refused(what, refusal.code, { by, address: getClientAddress() });
	return refusal;
}

/** For a `load`: a refusal becomes an error page with its code and words. */
export async function arriving<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		const { code, details } = watched(refusalFrom(thrown, 'database-away'));
		error(statusOf(code), { message: code, code, details });
	}
}

export type Refused = { refusal: { code: string; details: Record<string, unknown> } };

/**
 * For a form action: a refusal, or fields that cannot be read, become a failure with its code
 * and what was typed (`kept`, never passwords), so that nothing is lost. Of a database that is away nobody knows whether
 * it has kept what it was given: `not-answered`.
 */
export async function acting<T, K extends object>(
	kept: K,
	work: () => Promise<T>
): Promise<T | ActionFailure<Refused & { kept: K }>> {
	try {
		return await work();
	} catch (thrown) {
		const { code, details } = watched(refusalFrom(thrown, 'not-answered'));
		return fail(statusOf(code), { refusal: { code, details }, kept });
	}
}

/**
 * The form that was sent. One that cannot be read, whatever it said it was, is the sender's mistake
 * and no bug of ours: 400. Too large a one keeps its own status.
 */
export async function formOf(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch (thrown) {
		if (typeof thrown === 'object' && thrown !== null && 'status' in thrown) throw thrown;
		error(400, { message: 'bad-input', code: 'bad-input', details: { field: '' } });
	}
}

/** The fields of a form by a schema; refuses `bad-input` with the field's name. */
export function fields<S extends z.ZodType>(schema: S, form: FormData): z.output<S> {
	const read = schema.safeParse(storable(Object.fromEntries(form)));
	if (!read.success)
		throw new Refusal('bad-input', { field: read.error.issues[0]?.path.join('.') ?? '' });
	return read.data;
}

/** The id that a page gave to what it posts, the same when it sends the same again; a new one when it gave none. */
export const postedAs = (form: FormData, newId: () => string): string =>
	Id.safeParse(form.get('as')).data ?? newId();

/** Fields of a form as typed, without secrets. */
export function typed(form: FormData): Record<string, string> {
	return Object.fromEntries(
		[...form].filter(
			([name, value]) =>
				typeof value === 'string' && !['password', 'token', 'key', 'as'].includes(name)
		)
	) as Record<string, string>;
}
