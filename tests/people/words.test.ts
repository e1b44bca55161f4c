import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#lib/domain/language.ts';
import { FIELDS, PROBLEMS } from '#lib/domain/person.ts';

const words = (language: string) =>
	JSON.parse(
		readFileSync(new URL(`../../messages/${language}/people.json`, import.meta.url), 'utf8')
	) as Record<string, string>;
const snake = (code: string) =>
	code.replaceAll('-', '_').replace(/[A-Z]/gu, (capital) => `_${capital.toLowerCase()}`);
const blanks = (text = '') => [...text.matchAll(/\{(\w+)\}/gu)].map((blank) => blank[1]).sort();

describe.each(LANGUAGES)('in %s', (language) => {
	test('there are words for every problem and every kind of column', () => {
		const keys = Object.keys(words(language));
		expect(keys).toEqual(
			expect.arrayContaining(PROBLEMS.map((code) => `people_problem_${snake(code)}`))
		);
		expect(keys).toEqual(
			expect.arrayContaining(FIELDS.map((field) => `people_field_${snake(field)}`))
		);
	});

	test('they say the same things with the same blanks as in bokmål', () => {
		const bokmål = words('nb');
		const here = words(language);
		expect(Object.keys(here)).toEqual(Object.keys(bokmål));
		for (const [key, text] of Object.entries(bokmål))
			expect([key, blanks(here[key])]).toEqual([key, blanks(text)]);
	});
});
