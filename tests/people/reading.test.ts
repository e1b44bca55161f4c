import { describe, expect, test } from 'vitest';
import { ImportPeople, readPeople, splitText, type Row } from '#lib/domain/person.ts';

const list = (text: string) => readPeople(splitText(text));
const names = (text: string) => list(text).people.map((person) => person.name);
const codes = (text: string) => list(text).problems.map(({ row, code }) => `${row} ${code}`);

describe('text becomes rows', () => {
	test.each([
		['pasted from a spreadsheet', 'Navn\tYrke\nKari Fjell\tlærer\n', '\t'],
		['semicolons', 'Navn;Yrke\r\nKari Fjell;lærer\r\n\r\n', ';'],
		['commas', 'Navn,Yrke\rKari Fjell,lærer', ',']
	])('%s', (_, text) => {
		expect(splitText(text)).toEqual([
			['Navn', 'Yrke'],
			['Kari Fjell', 'lærer']
		]);
	});

	test('a comma in a name does not split where semicolons or tabs do', () => {
		expect(splitText('Etternavn, fornavn;Yrke\nFjell, Kari;lærer')[1]).toEqual([
			'Fjell, Kari',
			'lærer'
		]);
		expect(splitText('Etternavn, fornavn\tYrke\nFjell, Kari\tlærer')[1]).toEqual([
			'Fjell, Kari',
			'lærer'
		]);
	});

	test('a semicolon in a cell does not split where commas do', () => {
		expect(splitText('Navn,Fag\nKari Fjell,norsk; engelsk\nOla Dal,"musikk; idrett"')).toEqual([
			['Navn', 'Fag'],
			['Kari Fjell', 'norsk; engelsk'],
			['Ola Dal', 'musikk; idrett']
		]);
	});

	test('one column of last name, first name stays one column', () => {
		expect(splitText('Fjell, Kari\nDal, Ola Bjørn')).toEqual([['Fjell, Kari'], ['Dal, Ola Bjørn']]);
		expect(splitText('Navn\nFjell, Kari\nDal, Ola')).toEqual([
			['Navn'],
			['Fjell, Kari'],
			['Dal, Ola']
		]);
		expect(splitText('Etternavn, Fornavn\nFjell, Kari')[1]).toEqual(['Fjell', ' Kari']);
		expect(splitText('Kari Fjell, Lærer\nOla Dal, Lærer')[0]).toEqual(['Kari Fjell', ' Lærer']);
	});

	test('quotes hold separators, quotes and line breaks', () => {
		expect(splitText('Navn;Merknad\n"Fjell; Kari";"sa ""ja""\nog gikk"')).toEqual([
			['Navn', 'Merknad'],
			['Fjell; Kari', 'sa "ja"\nog gikk']
		]);
	});

	test('a quote that nothing closes is only a quote', () => {
		expect(splitText('Navn;Rom\nKari Fjell;"12\nOla Dal;13')).toEqual([
			['Navn', 'Rom'],
			['Kari Fjell', '"12'],
			['Ola Dal', '13']
		]);
		expect(splitText('Navn;Rom\n"Kaia" Fjell;12')[1]).toEqual(['"Kaia" Fjell', '12']);
	});

	test('a title above, a byte-order mark and the line sep=; are no trouble', () => {
		expect(splitText('Personalliste\nNavn;Yrke\nKari Fjell;lærer')[2]).toEqual([
			'Kari Fjell',
			'lærer'
		]);
		expect(splitText('\uFEFFsep=;\r\nNavn;Yrke')).toEqual([['Navn', 'Yrke']]);
	});

	test('more than 5 MB is refused by name', () => {
		expect(() => splitText('a'.repeat(5_200_000))).toThrow(
			expect.objectContaining({ code: 'too-large' })
		);
	});
});

describe('headings', () => {
	test.each([
		['bokmål', 'Fornavn;Etternavn;E-post;Ansattnr.;Skole;Stilling;Trinn;Mobil'],
		['nynorsk', 'FØRENAMN;etternamn;E-postadresse;Tilsettnummer;Skule;Yrke;Årssteg;Tlf'],
		['svensk', 'Förnamn;Efternamn;Mejl;Anställningsnr;Skola;Befattning;Arbetslag;Telefonnummer'],
		['English', ' First  name;Surname;E-mail address;Employee no.;School;Job title;Team;Phone']
	])('%s', (_, headings) => {
		const { columns, people } = list(
			`${headings}\nKari;Fjell;Kari@Fjord.example;0042;Vik;Lærer;5;999`
		);
		expect(columns.map((column) => column.field)).toEqual(
			'firstName lastName email staffNumber unit profession team phone'.split(' ')
		);
		expect(people).toEqual([
			{
				row: 2,
				name: 'Kari Fjell',
				email: 'kari@fjord.example',
				staffNumber: '0042',
				unit: 'Vik',
				phone: '999',
				attributes: { unit: 'Vik', profession: 'Lærer', team: '5' }
			}
		]);
	});

	test('a column nobody knows becomes an attribute under its own heading', () => {
		const { people, columns } = list(
			'Navn;Hjerte for;Stilling;Yrke\nKari Fjell;musikk;lærer;adjunkt'
		);
		expect(people[0]?.attributes).toEqual({
			'Hjerte for': 'musikk',
			profession: 'lærer',
			Yrke: 'adjunkt'
		});
		expect(columns[1]).toEqual({
			heading: 'Hjerte for',
			field: 'attribute',
			attribute: 'Hjerte for'
		});
	});

	test('two columns with one heading are two attributes, and none is called __proto__', () => {
		const { people } = list('Navn;Fag;Fag;__proto__\nKari Fjell;norsk;engelsk;x');
		expect(people[0]?.attributes).toEqual({ Fag: 'norsk', 'Fag 2': 'engelsk', proto: 'x' });
	});

	test('a word that could be anything names people when it stands beside known headings', () => {
		expect(names('Lærer;Team;E-post\nKari Fjell;5;kari@fjord.example')).toEqual(['Kari Fjell']);
		expect(names('Medlem;E-post;Team\nKari Fjell;kari@fjord.example;5')).toEqual(['Kari Fjell']);
		expect(names('Ansatte\nKari Fjell\nOla Dal')).toEqual(['Kari Fjell', 'Ola Dal']);
	});

	test('identity numbers are left out, by heading or by their look, and the reader is told', () => {
		const byHeading = list('Navn;Personnummer\nKari Fjell;1');
		expect(byHeading.people[0]?.attributes).toEqual({});
		expect(byHeading.problems).toMatchObject([
			{ code: 'identity-numbers', column: 'Personnummer' }
		]);
		const byLook = list('Navn;Ansattnr\nKari Fjell;010190 12345\nOla Dal;31129954321');
		expect(byLook.columns[1]?.field).toBe('nationalId');
		expect(JSON.stringify(byLook.people)).not.toContain('12345');
		expect(list('Namn;ID\nKajsa Berg;19900101-1234').columns[1]?.field).toBe('nationalId');
	});

	test('telephone numbers are known without a heading and are no attribute', () => {
		const { columns, people } = list(
			'Kari Fjell;99 88 77 66\nOla Dal;+47 998 87 766\nSiv Holm;99887766'
		);
		expect(columns[1]?.field).toBe('phone');
		expect(people[0]?.attributes).toEqual({});
	});

	test('headings that come again on a new page are nobody', () => {
		expect(names('Navn;Yrke\nKari Fjell;lærer\nNAVN;Yrke\nOla Dal;lærer')).toEqual([
			'Kari Fjell',
			'Ola Dal'
		]);
	});

	test('a column with a heading and nothing below is not used', () => {
		expect(list('Navn;Merknad;Yrke\nKari Fjell;;lærer').columns[1]?.field).toBe('ignored');
	});

	test('a running number is no attribute, other numbers are', () => {
		expect(list('Nr;Navn\n1;Kari Fjell\n2;Ola Dal').people[0]?.attributes).toEqual({});
		expect(list('Nr;Navn\n701;Kari Fjell\n44;Ola Dal').people[0]?.attributes).toEqual({
			Nr: '701'
		});
	});

	test('no more than 20 attributes are kept, and the reader is told', () => {
		const headings = Array.from({ length: 25 }, (_, at) => `Felt ${at}`);
		const { people, problems } = readPeople([
			['Navn', ...headings],
			['Kari Fjell', ...headings]
		]);
		expect(Object.keys(people[0]?.attributes ?? {})).toHaveLength(20);
		expect(problems).toMatchObject([{ code: 'too-many-columns', details: { max: 20 } }]);
		expect(ImportPeople.safeParse(people).success).toBe(true);
	});

	test('without a name column nobody is made up', () => {
		const { people, problems } = list('E-post;Yrke\nkari@fjord.example;lærer');
		expect(people).toEqual([]);
		expect(problems).toMatchObject([{ row: 1, code: 'no-name-column', weight: 'left-out' }]);
	});
});

describe('no headings', () => {
	test('the first column is plainly names', () => {
		const { people, problems, columns } = list('Kari Fjell\tlærer\nOla von der Dal\tassistent');
		expect(people.map((person) => person.name)).toEqual(['Kari Fjell', 'Ola von der Dal']);
		expect(people[0]).toMatchObject({ row: 1, attributes: { B: 'lærer' } });
		expect(columns[1]).toEqual({ heading: '', field: 'attribute', attribute: 'B' });
		expect(problems).toMatchObject([{ code: 'no-headings', weight: 'note' }]);
	});

	test('addresses show by themselves, and first and last name in two columns', () => {
		expect(list('Kari Fjell;kari@fjord.example\nOla Dal;ola@fjord.example').people[1]?.email).toBe(
			'ola@fjord.example'
		);
		expect(names('Kari\tFjell\nOla\tDal')).toEqual(['Kari Fjell', 'Ola Dal']);
		expect(names('Kari\nOla')).toEqual(['Kari', 'Ola']);
	});

	test('numbers alone are nobody', () => {
		expect(codes('12;13\n14;19')).toEqual(['1 no-name-column']);
	});
});

describe('names', () => {
	test('the last name first is turned round', () => {
		expect(names('Navn;Yrke\nFjell, Kari Anne;lærer\nKari Fjell;lærer')).toEqual([
			'Kari Anne Fjell',
			'Kari Fjell'
		]);
		expect(names('Etternavn Fornavn;Yrke\nFjell Kari;lærer')).toEqual(['Kari Fjell']);
		expect(names('Navn;Yrke\nKari Fjell, rektor;leder')).toEqual(['Kari Fjell, rektor']);
	});

	test('spaces, hard spaces, unseen characters and decomposed letters are put right', () => {
		expect(
			names('Navn;Yrke\n \u00A0Ka\u00ADri\u00A0  Fjell\u200B ;lærer\nA\u030Ase Dal;lærer')
		).toEqual(['Kari Fjell', 'Åse Dal']);
	});
});

test('half a character, as cut off by a program, becomes one that can be stored', () => {
	expect(names('Navn;Yrke\nKari\uD800 Fjell;lærer')).toEqual(['Kari\uFFFD Fjell']);
});

describe('problems by row', () => {
	test('empty rows are dropped and the numbers of the others stay', () => {
		expect(list('Navn;Yrke\n\n;\nKari Fjell;lærer').people).toMatchObject([{ row: 4 }]);
	});

	test('a row without a name is told and left out', () => {
		expect(codes('Navn;Yrke\n;lærer\nKari Fjell;lærer\n48;i alt')).toEqual([
			'2 missing-name',
			'4 missing-name'
		]);
	});

	test('the same name twice is allowed', () => {
		const { people, problems } = list(
			'Navn;E-post\nKari Fjell;a@fjord.example\nKari Fjell;b@fjord.example'
		);
		expect(people).toHaveLength(2);
		expect(problems).toMatchObject([
			{ row: 3, code: 'same-name', weight: 'note', details: { name: 'Kari Fjell', otherRow: 2 } }
		]);
	});

	test('the same address or staff number twice is not', () => {
		expect(codes('Navn;E-post\nKari Fjell;a@fjord.example\nOla Dal;A@fjord.example')).toEqual([
			'3 same-email'
		]);
		expect(codes('Navn;Ansattnr\nKari Fjell;7\nOla Dal;7')).toEqual(['3 same-staff-number']);
		expect(codes('Navn;Ansattnr\nKari Fjell;7\nkari fjell;7')).toEqual(['3 listed-twice']);
	});

	test('whoever clashes with a row above is left out', () => {
		expect(names('Navn;Ansattnr\nKari Fjell;7\nOla Dal;7\nkari fjell;7')).toEqual(['Kari Fjell']);
	});

	test('what is no address is told, and the person comes without', () => {
		const { people, problems } = list(
			'Navn;E-post\nKari Fjell;kari(at)fjord\nOla Dal;Ola Dal <ola@fjord.example>'
		);
		expect(people.map((person) => person.email)).toEqual([undefined, 'ola@fjord.example']);
		expect(problems).toMatchObject([
			{
				row: 2,
				column: 'E-post',
				code: 'bad-email',
				weight: 'check',
				details: { email: 'kari(at)fjord' }
			}
		]);
	});

	test('too long a name is left out, too long a value is cut', () => {
		const { people, problems } = list(
			`Navn;Fag\n${'Kari '.repeat(40)};x\nOla Dal;${'y'.repeat(300)}`
		);
		expect(people.map((person) => person.attributes.Fag?.length)).toEqual([200]);
		expect(problems).toMatchObject([
			{ row: 2, code: 'name-too-long', details: { max: 120 } },
			{ row: 3, code: 'value-too-long', column: 'Fag', details: { max: 200 } }
		]);
	});

	test('2,000 people are read, 2,001 and 5,000 are refused', () => {
		const people = (count: number): Row[] => [
			['Navn', 'Ansattnr'],
			...Array.from({ length: count }, (_, at) => [`Kari Fjell`, String(at)])
		];
		expect(readPeople(people(2_000)).people).toHaveLength(2_000);
		for (const count of [2_001, 5_000]) {
			expect(() => readPeople(people(count))).toThrow(
				expect.objectContaining({ code: 'file-too-long', details: { max: 2_000 } })
			);
		}
	});

	test.each([[''], ['\n;;\n'], ['Navn;Yrke\n']])('nobody in the list is refused: %j', (text) => {
		expect(() => list(text)).toThrow(expect.objectContaining({ code: 'file-empty' }));
	});
});
