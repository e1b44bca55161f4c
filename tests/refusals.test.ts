import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url).pathname;
const known: Record<string, string> = JSON.parse(
	readFileSync(join(root, 'messages/nb/refusal.json'), 'utf8')
);

/** Names by which the code refuses: the last text given to `Refusal` or `refuseUnless`. */
function refusedIn(source: string): string[] {
	const thrown = [...source.matchAll(/new Refusal\(\s*'([a-z-]+)'/g)];
	const calls = source.split(/refuseUnless\(/).slice(1);
	const unless = calls.flatMap((rest) => {
		const call = rest.slice(0, rest.search(/\);/));
		return call.match(/,\s*'([a-z-]+)'\s*(?:,\s*\{[\s\S]*)?$/) ?? [];
	});
	return [
		...thrown.map((found) => found[1] ?? ''),
		...unless.filter((text) => /^[a-z-]+$/.test(text))
	];
}

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
	.filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes('paraglide'))
	.map((path) => readFileSync(join(root, 'src', path), 'utf8'));

test('every refusal in the code has words', () => {
	const names = [...new Set(sources.flatMap(refusedIn))];
	expect(names.length).toBeGreaterThan(20);
	expect(names.filter((name) => !(`refusal_${name.replaceAll('-', '_')}` in known))).toEqual([]);
});
