import { expect, test } from 'vitest';
import { accepted, answersFrom, rowsOf } from '#lib/domain/acceptance.ts';
import { ImportPeople, readPeople, recognise, splitText } from '#lib/domain/person.ts';
import { Refusal } from '#lib/domain/refusal.ts';

const known = [
	{ id: 'person-anette', name: 'Anette Solvik', email: 'anette@fjord.example', unit: 'Trinn 1' },
	{ id: 'person-bjarne', name: 'Bjarne Testvik', email: null, unit: 'SFO' }
];
const list = `Navn;E-post;Enhet;Yrke;Telefon
Anette Solvik;anette@fjord.example;Trinn 2;lærer;900 00 001
Bjarne Testvik;;Trinn 5;assistent;
Nyvin Prøvestad;;Trinn 5;lærer;`;

function preview(answers: [string, string][] = []) {
	const read = readPeople(splitText(list));
	return rowsOf(read.people, recognise(read.people, known), known, answersFrom(answers));
}

function refusal(work: () => unknown): Refusal {
	try {
		work();
	} catch (thrown) {
		if (thrown instanceof Refusal) return thrown;
		throw thrown;
	}
	throw new Error('it was not refused');
}

test('a row that may be somebody known is not taken in until it is said who it is', () => {
	const { code, details } = refusal(() => accepted(preview()));
	expect([code, details]).toEqual(['people-undecided', { n: 1, rows: '3' }]);
});

test('the same person, a namesake, or nobody: as the reader says', () => {
	const ids = (answer: string) =>
		accepted(preview([['who-3', answer]])).map(({ name, personId }) => [name, personId]);
	expect(ids('person-bjarne')).toEqual([
		['Anette Solvik', 'person-anette'],
		['Bjarne Testvik', 'person-bjarne'],
		['Nyvin Prøvestad', undefined]
	]);
	expect(ids('new')[1]).toEqual(['Bjarne Testvik', undefined]);
	expect(ids('leave').map(([name]) => name)).toEqual(['Anette Solvik', 'Nyvin Prøvestad']);
});

test('an answer that names somebody else than was asked about makes nobody that person', () => {
	const people = accepted(preview([['who-3', 'person-anette']]));
	expect(people[1]).not.toHaveProperty('personId');
});

test('any row can be left out, also one that was recognised', () => {
	const people = accepted(
		preview([
			['who-2', 'leave'],
			['who-3', 'leave']
		])
	);
	expect(people.map(({ name }) => name)).toEqual(['Nyvin Prøvestad']);
});

test('what is taken in fits the import, has no phone numbers, and keeps the unit once', () => {
	const people = accepted(preview([['who-3', 'new']]));
	expect(JSON.stringify(people)).not.toContain('900');
	expect(ImportPeople.parse(people)[0]).toMatchObject({
		unit: 'Trinn 2',
		attributes: { profession: 'lærer' }
	});
	expect(people[0]?.attributes).not.toHaveProperty('unit');
});

test('two rows said to be the same person are refused by name', () => {
	const twice = `Navn;Enhet\nBjarne Testvik;Trinn 5\nBjarne Testvik;Trinn 6`;
	const read = readPeople(splitText(twice));
	const rows = rowsOf(
		read.people,
		recognise(read.people, known),
		known,
		answersFrom([
			['who-2', 'person-bjarne'],
			['who-3', 'person-bjarne']
		])
	);
	const { code, details } = refusal(() => accepted(rows));
	expect([code, details]).toEqual(['person-listed-twice', { name: 'Bjarne Testvik' }]);
});
