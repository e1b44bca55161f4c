import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// The doors of docs/house.md, held shut.

const read = (path: string) => readFileSync(path, 'utf8');
const code = (path: string) =>
	read(path)
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/(^|\s)\/\/.*$/gm, '');
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g;
const imports = (path: string) => [...code(path).matchAll(IMPORT)].map(([, name]) => name);

/** Every import below `folder` that `allowed` does not let in, as `file → import`. */
const forbidden = (folder: string, allowed: (name: string) => boolean) =>
	globSync(`${folder}/**/*.{ts,js,svelte}`, { exclude: ['src/lib/paraglide/**'] }).flatMap((path) =>
		imports(path)
			.filter((name) => !allowed(name))
			.map((name) => `${path} → ${name}`)
	);
/** Every file of the pattern in whose code `sign` is found. */
const holding = (pattern: string, sign: RegExp) =>
	globSync(pattern, { exclude: ['src/lib/paraglide/**'] }).filter((path) => sign.test(code(path)));

const inside = (part: string) => (name: string) =>
	name.startsWith(`#lib/${part}/`) || /^\.{1,2}\//.test(name);
const leaves = (name: string, ...parts: string[]) =>
	parts.some((part) => name.includes(`lib/${part}/`) || name.includes(`../${part}/`));

test('the domain imports zod and itself, nothing else', () => {
	const own = inside('domain');
	const out = (name: string) => leaves(name, 'server', 'realtime', 'components', 'paraglide');
	expect(
		forbidden('src/lib/domain', (name) => name === 'zod' || (own(name) && !out(name)))
	).toEqual([]);
});

test('the domain has no clock, no dice and no waiting', () => {
	const impure =
		/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bawait\b|\bsetTimeout\(|\bcrypto\./;
	expect(holding('src/lib/domain/**/*.ts', impure)).toEqual([]);
});

test('the thread between browsers never imports the server', () => {
	expect(forbidden('src/lib/realtime', (name) => !leaves(name, 'server'))).toEqual([]);
});

test('only the hooks and the routes touch the framework', () => {
	const framework = (name: string) => /^\$(app|env|service-worker|lib)\b/.test(name);
	expect(forbidden('src/lib', (name) => !framework(name))).toEqual([]);
});

test('components neither fetch nor open sockets, nor reach into the server', () => {
	expect(
		forbidden(
			'src/lib/components',
			(name) => !leaves(name, 'server') && !name.startsWith('socket.io')
		)
	).toEqual([]);
	const reach = /\bfetch\(|\bnew (WebSocket|EventSource|XMLHttpRequest)\b|\bio\(/;
	expect(holding('src/lib/components/**/*.{svelte,ts}', reach)).toEqual([]);
});

test('nothing is ever set as raw HTML', () => {
	expect(holding('src/**/*.svelte', /\{@html\b/)).toEqual([]);
	expect(holding('src/**/*.{svelte,ts}', /\.(inner|outer)HTML\s*=|insertAdjacentHTML\(/)).toEqual(
		[]
	);
});

type Texts = Record<string, unknown>;
const settings = JSON.parse(read('project.inlang/settings.json'));
const locales: string[] = settings.locales;
const areas: string[] = settings['plugin.inlang.messageFormat'].pathPattern;
const texts = (area: string, locale: string): Texts => {
	const all: Texts = JSON.parse(read(area.replace('{locale}', locale)));
	delete all.$schema;
	return all;
};
const holes = (text: unknown) =>
	[...new Set([...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

test('every file of texts is one that is compiled', () => {
	const named = areas.flatMap((area) => locales.map((l) => area.replace('{locale}', l).slice(2)));
	expect(globSync('messages/**/*.json').sort()).toEqual(named.sort());
});

test.each(areas)('%s says the same things in every language', (area) => {
	const name = /(\w+)\.json$/.exec(area)?.[1] ?? '';
	const first = texts(area, locales[0]);
	expect(Object.keys(first).filter((key) => !key.startsWith(`${name}_`))).toEqual([]);
	for (const locale of locales) {
		const other = texts(area, locale);
		expect(Object.keys(other).sort(), locale).toEqual(Object.keys(first).sort());
		for (const [key, text] of Object.entries(other)) {
			expect(text, `${key} in ${locale}`).toBeTruthy();
			expect(holes(text), `${key} in ${locale}`).toEqual(holes(first[key]));
		}
	}
});
