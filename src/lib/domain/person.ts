import { z } from 'zod';
import { clean, fold } from '#lib/domain/name.ts';
import { isAddress, MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTES } from '#lib/domain/staff-columns.ts';
import {
	MAX_NAME,
	MAX_PEOPLE,
	MAX_STAFF_NUMBER,
	MAX_VALUE,
	type ReadPerson
} from '#lib/domain/staff-list.ts';

export { splitText, type Row } from '#lib/domain/delimited.ts';
export { byName, shortName, shortNames } from '#lib/domain/name.ts';
export { FIELDS, type Field } from '#lib/domain/staff-headings.ts';
export { type Column } from '#lib/domain/staff-columns.ts';
export {
	MAX_NAME,
	MAX_PEOPLE,
	PROBLEMS,
	readPeople,
	type Problem,
	type ProblemCode,
	type ReadList,
	type ReadPerson,
	type Weight
} from '#lib/domain/staff-list.ts';

const text = (max: number) =>
	z
		.string()
		.max(max * 4)
		.transform(clean)
		.pipe(z.string().max(max));
const filled = (max: number) => text(max).pipe(z.string().min(1));
/** An empty field of a form is no field. */
const optional = (max: number) =>
	text(max)
		.optional()
		.transform((value) => value || undefined);

const Attributes = z
	.record(filled(MAX_ATTRIBUTE_NAME), text(MAX_VALUE))
	.refine((all) => Object.keys(all).length <= MAX_ATTRIBUTES, { message: 'too-many-attributes' });

/** One person to take in: a new one, or with `personId` one who is known already. */
export const ImportPerson = z.object({
	name: filled(MAX_NAME),
	email: optional(254)
		.transform((email) => email?.toLowerCase())
		.refine((email) => email === undefined || isAddress(email), { message: 'bad-email' }),
	staffNumber: optional(MAX_STAFF_NUMBER),
	unit: optional(MAX_VALUE),
	attributes: Attributes.default({}),
	personId: z.string().min(1).max(64).optional()
});
export type ImportPerson = z.infer<typeof ImportPerson>;

/**
 * The people whom the reader accepts (R110, R117; people from other services too, R147). Nobody twice:
 * each known person, address and staff number at most once.
 */
export const ImportPeople = z
	.array(ImportPerson)
	.min(1)
	.max(MAX_PEOPLE)
	.superRefine((people, context) => {
		for (const kind of ['personId', 'email', 'staffNumber'] as const) {
			for (const at of repeated(people.map((person) => fold(person[kind] ?? '')))) {
				context.addIssue({ code: 'custom', path: [at, kind], message: `same-${kind}` });
			}
		}
	});
export type ImportPeople = z.infer<typeof ImportPeople>;

/** Where a key comes back. */
function repeated(keys: string[]): number[] {
	const seen = new Set<string>();
	return keys.flatMap((key, at) => {
		const again = seen.has(key);
		if (key) seen.add(key);
		return again ? [at] : [];
	});
}

/** Somebody the school knows from before. */
export type KnownPerson = {
	id: string;
	name: string;
	email?: string | null;
	staffNumber?: string | null;
	unit?: string | null;
};

/** What to do with a row: it is this person; the reader must say who; nobody we know. */
export type Match =
	| { row: number; decision: 'known'; personId: string }
	| { row: number; decision: 'ask'; candidates: KnownPerson[] }
	| { row: number; decision: 'new' };

/**
 * Recognises people, in the order read: by e-mail or staff number; else by name and unit, if only one
 * has both and nothing speaks against it; else it asks whenever the name is known. One known person is
 * never two rows: who is claimed by a key is nobody's namesake, and rows that both claim one are asked.
 */
export function recognise(read: ReadPerson[], known: KnownPerson[]): Match[] {
	const index = indexOf(known);
	const byKeys = read.map((person) => keyed(person, index));
	const claimed = new Set(byKeys.flatMap((found) => (found.length === 1 ? [found[0]!.id] : [])));
	const matches = read.map((person, at) => {
		const found = byKeys[at] ?? [];
		if (found.length > 0) return decide(person.row, found, found.length === 1);
		const namesakes = index.name.get(fold(person.name)) ?? [];
		return byNameAndUnit(
			person,
			namesakes.filter((one) => !claimed.has(one.id))
		);
	});
	return askWhereTwoClaim(matches, new Map(known.map((person) => [person.id, person])));
}

type Index = Record<'email' | 'staffNumber' | 'name', Map<string, KnownPerson[]>>;

function indexOf(known: KnownPerson[]): Index {
	const index: Index = { email: new Map(), staffNumber: new Map(), name: new Map() };
	for (const person of known) {
		for (const kind of ['email', 'staffNumber', 'name'] as const) {
			const key = fold(person[kind] ?? '');
			if (key) index[kind].set(key, [...(index[kind].get(key) ?? []), person]);
		}
	}
	return index;
}

/** Everybody who has the row's e-mail or staff number. */
function keyed(person: ReadPerson, index: Index): KnownPerson[] {
	const email = index.email.get(fold(person.email ?? '')) ?? [];
	const number = index.staffNumber.get(fold(person.staffNumber ?? '')) ?? [];
	return [...new Set([...email, ...number])];
}

function byNameAndUnit(person: ReadPerson, namesakes: KnownPerson[]): Match {
	const unit = fold(person.unit ?? '');
	const same = unit ? namesakes.filter((one) => fold(one.unit ?? '') === unit) : [];
	const [only] = same;
	if (only && same.length === 1 && !contradicts(person, only))
		return decide(person.row, [only], true);
	return decide(person.row, namesakes, false);
}

/** Another staff number, or another address, under the same name may be another person. */
function contradicts(person: ReadPerson, known: KnownPerson): boolean {
	return (['email', 'staffNumber'] as const).some((kind) => {
		const [mine, theirs] = [fold(person[kind] ?? ''), fold(known[kind] ?? '')];
		return mine !== '' && theirs !== '' && mine !== theirs;
	});
}

function decide(row: number, found: KnownPerson[], sure: boolean): Match {
	const [first] = found;
	if (!first) return { row, decision: 'new' };
	if (sure) return { row, decision: 'known', personId: first.id };
	return { row, decision: 'ask', candidates: found };
}

function askWhereTwoClaim(matches: Match[], known: Map<string, KnownPerson>): Match[] {
	const claims = new Map<string, number>();
	for (const match of matches) {
		if (match.decision !== 'known') continue;
		claims.set(match.personId, (claims.get(match.personId) ?? 0) + 1);
	}
	return matches.map((match) => {
		if (match.decision !== 'known' || claims.get(match.personId) === 1) return match;
		const person = known.get(match.personId);
		return { row: match.row, decision: 'ask', candidates: person ? [person] : [] };
	});
}
