import { describe, expect, test } from 'vitest';
import { traces } from '../../src/lib/domain/privacy.ts';

const kinds = (text: string, names: string[] = []) => traces(text, names).map(({ kind }) => kind);

describe('before a point is added, the tablet asks whether somebody can be recognised', () => {
	test.each([
		['Fødselsnummer 01020312345 stod i mappa', '01020312345'],
		['010203 12345', '010203 12345'],
		['Pojken 20120304-1234 bytte skola', '20120304-1234'],
		['120304-1234', '120304-1234']
	])('a national number is seen in «%s»', (text, seen) => {
		expect(traces(text)).toEqual([{ kind: 'national-number', text: seen }]);
	});

	test.each([
		'Ring 91234567 etter skoletid',
		'Ring 91 23 45 67',
		'912 34 567',
		'+47 912 34 567',
		'0047 91234567',
		'070-123 45 67',
		'+46 70 123 45 67'
	])('a phone number is seen in «%s»', (text) => {
		expect(kinds(text)).toEqual(['phone']);
	});

	test('an e-mail address is seen', () => {
		expect(traces('Skriv til kari.åsen@skole.example.')).toEqual([
			{ kind: 'address', text: 'kari.åsen@skole.example' }
		]);
	});

	test.each([
		['En gutt i 6B som alltid løper ut', 'gutt i 6B'],
		['jenta på 7. trinn', 'jenta på 7. trinn'],
		['Guten i 4 a', 'Guten i 4 a'],
		['moren til en gutt i 6b', 'moren til en gutt i 6b'],
		['Eleven med briller i 9C', 'Eleven med briller i 9C'],
		['flickan i årskurs 5', 'flickan i årskurs 5'],
		['The boy in 6B', 'boy in 6B'],
		['a girl in year 4', 'girl in year 4']
	])('one child is seen in «%s»', (text, seen) => {
		expect(traces(text)).toEqual([{ kind: 'pupil', text: seen }]);
	});

	test('the whole name of somebody at the table is seen, however the letters were typed', () => {
		const names = ['Åse Lindtorp', 'Tone Marie Vågsnes', 'Cher'];
		expect(kinds('åse lindtorp sa det best'.normalize('NFD'), names)).toEqual(['name']);
		expect(kinds('Tone Vågsnes bør ta dette', names)).toEqual(['name']);
		expect(kinds('Tone og Åse, og Cher, er enige', names)).toEqual([]);
	});

	test.each([
		'Elevene på 6. trinn trenger flere pauser',
		'Hver elev på 6. trinn får en kontaktlærer',
		'Varje elev i årskurs 5',
		'Alle guttene i 6B', // plural
		'Skoleåret 2025/2026 og 2026–2027',
		'Vi er 48 voksne og 312 elever på 14 trinn',
		'Kl. 10.30 i 10 minutter',
		'Kostnaden er 1 250 000 kroner',
		'morgenmøte i 10 minutter',
		''
	])('nothing is seen in «%s»', (text) => {
		expect(traces(text, ['Åse Lindtorp'])).toEqual([]);
	});

	test('several things are all told', () => {
		expect(kinds('Gutten i 6B, mor har 912 34 567 og mor@hjem.example')).toEqual([
			'phone',
			'address',
			'pupil'
		]);
	});
});
