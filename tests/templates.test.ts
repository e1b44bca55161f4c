import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '#lib/domain/language.ts';
import {
	keysOf,
	plenumMinutes,
	PROFESSIONS,
	professionKey,
	programmeFrom,
	TEMPLATES
} from '#lib/domain/templates.ts';

const read = (lang: Language): Record<string, string> =>
	JSON.parse(readFileSync(new URL(`../messages/${lang}/templates.json`, import.meta.url), 'utf8'));

function words(key: string, lang: Language): string {
	const text = read(lang)[key];
	if (!text) throw new Error(`${lang} has no ${key}`);
	return text;
}

describe.each(Object.values(TEMPLATES))('the template $id', (template) => {
	test.each(LANGUAGES)('starts a conference with plain words in %s', (lang) => {
		const programme = programmeFrom(template, lang, words);
		const texts = programme.flatMap((item) => item.round?.prompts ?? []);
		expect(programme.every((item) => item.title !== '' && item.lang === lang)).toBe(true);
		expect(texts.every((prompt) => prompt.text.length <= 400 && prompt.lang === lang)).toBe(true);
		expect(keysOf(template).every((key) => words(key, lang).length <= 400)).toBe(true);
	});

	test('has two rounds composed differently (R115), each followed by a plenum (R107)', () => {
		const mixes = template.items.flatMap((item) => (item.round ? [item.round.mix.kind] : []));
		expect(new Set(mixes).size).toBeGreaterThanOrEqual(2);
		template.items.forEach((item, at) => {
			if (item.type === 'round') expect(template.items[at + 1]?.type).toBe('plenum');
		});
	});
});

test('SWOT asks four questions in one round', () => {
	const rounds = TEMPLATES.swot.items.flatMap((item) => (item.round ? [item.round] : []));
	expect(rounds[0]?.prompts).toHaveLength(4);
});

test('a plenum grows with its groups until they report by theme', () => {
	expect([1, 4, 8, 9, 20].map(plenumMinutes)).toEqual([20, 25, 35, 35, 35]);
});

test('every profession has a name in every language', () => {
	for (const lang of LANGUAGES)
		for (const profession of PROFESSIONS)
			expect(words(professionKey(profession), lang)).not.toBe('');
});
