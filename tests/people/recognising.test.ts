import { describe, expect, test } from 'vitest';
import {
	byName,
	ImportPeople,
	recognise,
	shortName,
	shortNames,
	type KnownPerson,
	type ReadPerson
} from '#lib/domain/person.ts';

const read = (row: number, name: string, more: Partial<ReadPerson> = {}): ReadPerson => ({
	row,
	name,
	attributes: {},
	...more
});
const kari: KnownPerson = {
	id: 'p1',
	name: 'Kari Fjell',
	email: 'kari@fjord.example',
	staffNumber: '7',
	unit: 'Vik skole'
};
const ola: KnownPerson = { id: 'p2', name: 'Ola Dal', unit: 'Vik skole' };
const olaToo: KnownPerson = { id: 'p3', name: 'Ola Dal', unit: 'Nes skole' };
const known = [kari, ola, olaToo];

describe('who is known', () => {
	test('by e-mail or staff number, whatever the name is now', () => {
		const list = [read(2, 'Kari Strand', { email: 'KARI@fjord.example' })];
		expect(recognise(list, known)).toEqual([{ row: 2, decision: 'known', personId: 'p1' }]);
		expect(recognise([read(3, 'K. Strand', { staffNumber: '7' })], known)).toEqual([
			{ row: 3, decision: 'known', personId: 'p1' }
		]);
	});

	test('else by name and unit', () => {
		expect(recognise([read(2, 'ola  dal', { unit: 'NES skole' })], known)).toEqual([
			{ row: 2, decision: 'known', personId: 'p3' }
		]);
	});

	test('a name alone is asked about, with everybody who has it', () => {
		expect(
			recognise([read(2, 'Ola Dal'), read(3, 'Kari Fjell', { unit: 'Nes skole' })], known)
		).toEqual([
			{ row: 2, decision: 'ask', candidates: [ola, olaToo] },
			{ row: 3, decision: 'ask', candidates: [kari] }
		]);
	});

	test('nobody has the name: new', () => {
		expect(recognise([read(2, 'Siv Holm', { email: 'siv@fjord.example' })], known)).toEqual([
			{ row: 2, decision: 'new' }
		]);
	});

	test('an e-mail and a staff number that belong to two people are asked about', () => {
		const two = [kari, { ...ola, staffNumber: '8' }];
		expect(
			recognise([read(2, 'Kari Fjell', { email: kari.email!, staffNumber: '8' })], two)
		).toMatchObject([{ decision: 'ask', candidates: [{ id: 'p1' }, { id: 'p2' }] }]);
	});

	test('the same name and unit under another staff number is asked about', () => {
		expect(
			recognise([read(2, 'Kari Fjell', { unit: 'Vik skole', staffNumber: '9' })], known)
		).toEqual([{ row: 2, decision: 'ask', candidates: [kari] }]);
	});

	test('one known person is never two rows', () => {
		const namesakes = [
			read(2, 'Kari Fjell', { email: kari.email! }),
			read(3, 'Kari Fjell', { unit: 'Vik skole' })
		];
		expect(recognise(namesakes, known).map((match) => match.decision)).toEqual(['known', 'new']);
		const twins = [
			read(2, 'Ola Dal', { unit: 'Nes skole' }),
			read(3, 'Ola Dal', { unit: 'Nes skole' })
		];
		expect(recognise(twins, known)).toEqual([
			{ row: 2, decision: 'ask', candidates: [olaToo] },
			{ row: 3, decision: 'ask', candidates: [olaToo] }
		]);
	});
});

describe('what may be accepted', () => {
	const accepts = (people: unknown) => ImportPeople.safeParse(people).success;

	test('a name is enough, and empty fields are no fields', () => {
		expect(ImportPeople.parse([{ name: '  Kari   Fjell ', email: '', unit: ' ' }])).toEqual([
			{ name: 'Kari Fjell', attributes: {} }
		]);
	});

	test('nothing beyond the limits', () => {
		expect(accepts([])).toBe(false);
		expect(accepts([{ name: ' ' }])).toBe(false);
		expect(accepts([{ name: 'x'.repeat(121) }])).toBe(false);
		expect(accepts([{ name: 'Kari', email: 'kari' }])).toBe(false);
		expect(accepts(Array.from({ length: 2_001 }, () => ({ name: 'Kari' })))).toBe(false);
		const attributes = Object.fromEntries(
			Array.from({ length: 21 }, (_, at) => [`felt ${at}`, 'x'])
		);
		expect(accepts([{ name: 'Kari', attributes }])).toBe(false);
	});

	test('nobody twice', () => {
		const twice = (more: object) =>
			accepts([
				{ name: 'Kari', ...more },
				{ name: 'Ola', ...more }
			]);
		expect(twice({ email: 'a@fjord.example' })).toBe(false);
		expect(twice({ staffNumber: '7' })).toBe(false);
		expect(twice({ personId: 'p1' })).toBe(false);
		expect(twice({ unit: 'Vik skole' })).toBe(true);
	});
});

describe('names on the screens', () => {
	const sorted = (locale: string, names: string[]) =>
		names
			.map((name) => ({ name }))
			.sort(byName(locale))
			.map(({ name }) => name);

	test('æ, ø and å come last, in the order of the language', () => {
		const names = ['Åse Dal', 'Øystein Lia', 'Ærlend Vik', 'Zara Nes', 'Anne Vik'];
		const expected = ['Anne Vik', 'Zara Nes', 'Ærlend Vik', 'Øystein Lia', 'Åse Dal'];
		expect(sorted('nb', names)).toEqual(expected);
		expect(sorted('nn', names)).toEqual(expected);
		expect(sorted('sv', ['Örjan', 'Åsa', 'Ärna', 'Zoe'])).toEqual(['Zoe', 'Åsa', 'Ärna', 'Örjan']);
	});

	test('the first name is enough until two share it', () => {
		expect(shortNames(['Tone Vågsnes', 'Ulrik Hamremo'])).toEqual(['Tone', 'Ulrik']);
		expect(shortNames(['Tone Vågsnes', 'Tone Åsen', 'Per'])).toEqual(['Tone V.', 'Tone Å.', 'Per']);
		expect(shortNames(['Tone Vik', 'Tone Vang', 'Tone Åsen'])).toEqual([
			'Tone Vik',
			'Tone Vang',
			'Tone Å.'
		]);
		expect(shortNames(['Tone Vik', 'Tone Vik'])).toEqual(['Tone Vik', 'Tone Vik']);
	});

	test('one person among others, who may be counted among them', () => {
		expect(shortName('Tone Vik', ['Tone Vik', 'Per Dal'])).toBe('Tone');
		expect(shortName('Tone Vik', ['Tone Dal', 'Tone Vik'])).toBe('Tone V.');
	});
});
