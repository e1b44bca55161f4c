import { fold } from './name.ts';
import type { ImportPerson, KnownPerson, Match } from './person.ts';
import { Refusal } from './refusal.ts';
import type { ReadPerson } from './staff-list.ts';

/** What the reader said of a row: who it is, that it is somebody new, or that it is left out. */
export type Answer = { is: string } | 'new' | 'leave';

/** One row of a preview: who was read, and what would be done with them. */
export type Row = {
	person: ReadPerson;
	match: Match;
	/** The known person's name and unit, where one was recognised. */
	known?: { name: string; unit: string | null } | undefined;
	answer?: Answer | undefined;
};

/** Answers from a form's fields `who-<row>`: a person's id, `new` or `leave`. */
export function answersFrom(form: Iterable<[string, unknown]>): Map<number, Answer> {
	const answers = new Map<number, Answer>();
	for (const [name, value] of form) {
		const row = /^who-(\d+)$/.exec(name)?.[1];
		if (row === undefined || typeof value !== 'string' || value === '') continue;
		answers.set(Number(row), value === 'new' || value === 'leave' ? value : { is: value });
	}
	return answers;
}

/** The preview's rows, with what has been answered so far. */
export function rowsOf(
	read: ReadPerson[],
	matches: Match[],
	known: KnownPerson[],
	answers: Map<number, Answer> = new Map()
): Row[] {
	const byId = new Map(known.map((one) => [one.id, one]));
	return read.map((person, at) => {
		const match = matches[at] ?? { row: person.row, decision: 'new' };
		const found = match.decision === 'known' ? byId.get(match.personId) : undefined;
		return {
			person,
			match,
			known: found && { name: found.name, unit: found.unit ?? null },
			answer: answers.get(person.row)
		};
	});
}

/**
 * The people to take in, as the reader decided. Rows that must be answered and are not refuse
 * `people-undecided` (n, the rows); two rows that are said to be one person, `person-twice`.
 */
export function accepted(rows: Row[]): ImportPerson[] {
	const open = rows.filter(({ match, answer }) => match.decision === 'ask' && !answer);
	if (open.length > 0)
		throw new Refusal('people-undecided', {
			n: open.length,
			rows: open.map(({ match }) => match.row).join(', ')
		});
	const taken = rows.filter(({ answer }) => answer !== 'leave');
	const people = taken.map((row) => importOf(row.person, personIdOf(row)));
	const seen = new Set<string>();
	for (const { personId, name } of people) {
		if (personId && seen.has(personId)) throw new Refusal('person-listed-twice', { name });
		if (personId) seen.add(personId);
	}
	return people;
}

function personIdOf({ match, answer }: Row): string | undefined {
	if (match.decision === 'known') return match.personId;
	if (match.decision === 'new' || typeof answer !== 'object') return undefined;
	// Only somebody the question was about.
	return match.candidates.some(({ id }) => id === answer.is) ? answer.is : undefined;
}

/** Phone numbers are read so that they are recognised, and not kept. The unit is kept beside the rest. */
function importOf(person: ReadPerson, personId: string | undefined): ImportPerson {
	const { name, email, staffNumber, unit, attributes } = person;
	const rest = Object.entries(attributes).filter(([key]) => fold(key) !== 'unit');
	return {
		name,
		email,
		staffNumber,
		unit,
		attributes: Object.fromEntries(rest),
		...(personId && { personId })
	};
}
