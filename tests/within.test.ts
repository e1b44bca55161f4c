import { expect, test } from 'vitest';
import { within } from '../src/routes/within.ts';

test('whoever signs in goes on to a page of ours', () => {
	expect(within('/school/abc?x=1#there')).toBe('/school/abc?x=1#there');
	expect(within('/')).toBe('/');
});

test.each([
	'//elsewhere.example',
	'/\\elsewhere.example',
	'/\t/elsewhere.example',
	'/\n/elsewhere.example',
	'/..//elsewhere.example',
	'/.//elsewhere.example',
	'/x/..//elsewhere.example',
	'\\\\elsewhere.example',
	'https://elsewhere.example',
	'javascript:alert(1)',
	'elsewhere',
	'',
	null,
	new Blob([])
])('a link that would lead elsewhere leads to the front page: %j', (to) => {
	expect(within(to)).toBe('/');
});
