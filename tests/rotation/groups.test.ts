import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'groups-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function groups(...words: string[]): { code: number | null; out: string; error: string } {
	const run = spawnSync(process.execPath, ['scripts/groups.ts', ...words], { encoding: 'utf8' });
	return { code: run.status, out: run.stdout, error: run.stderr };
}

function put(name: string, content: unknown): string {
	const file = join(folder, name);
	writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
	return file;
}

const nine = { id: 'nine', n: 9, sizes: Array.from({ length: 4 }, () => [3, 3, 3]) };

test('plan makes a plan that check calls lawful; with the same steps and seed the same plan', () => {
	const file = put('nine.json', nine);
	const out = join(folder, 'plan.json');
	expect(groups('plan', '--in', file, '--out', out, '--steps', '200', '--seed', '4')).toMatchObject(
		{ code: 0, error: '' }
	);
	const first = readFileSync(out, 'utf8');
	groups('plan', '--in', file, '--out', out, '--steps', '200', '--seed', '4');
	expect(readFileSync(out, 'utf8')).toBe(first);
	const checked = groups('check', '--in', file, '--plan', out);
	expect(checked).toMatchObject({ code: 0, error: '' });
	expect(checked.out).toContain('0 repeated meetings');
});

test('check leaves with 1 for an unlawful plan and says what is broken', () => {
	const plan = {
		rounds: nine.sizes.map(() => [
			[0, 1, 2],
			[3, 4, 5],
			[6, 7, 7]
		])
	};
	const checked = groups('check', '--in', put('nine.json', nine), '--plan', put('bad.json', plan));
	expect(checked.code).toBe(1);
	expect(checked.out).toContain('broken: twice; round 0 group 2; people 7');
	expect(checked.out).toContain('broken: missing; round 0; people 8');
});

const bad: [string, () => string[]][] = [
	[
		'no such file',
		() => [
			'plan',
			'--in',
			join(folder, 'gone.json'),
			'--out',
			join(folder, 'o.json'),
			'--steps',
			'5'
		]
	],
	[
		'rubbish',
		() => [
			'plan',
			'--in',
			put('rubbish.json', '\u0000\u0007{{{ \n\n not a case'),
			'--out',
			join(folder, 'o.json'),
			'--steps',
			'5'
		]
	],
	[
		'ten megabytes',
		() => [
			'check',
			'--in',
			put('large.json', 'x'.repeat(10 * 1024 * 1024)),
			'--plan',
			put('p.json', [])
		]
	],
	['a list', () => ['check', '--in', put('list.json', [1, 2]), '--plan', put('p.json', [])]],
	[
		'deep nesting',
		() => [
			'check',
			'--in',
			put('deep.json', '['.repeat(100_000) + ']'.repeat(100_000)),
			'--plan',
			put('p.json', [])
		]
	],
	[
		'rules that contradict',
		() => [
			'plan',
			'--in',
			put('c.json', { ...nine, apart: [[0, 1]], together: [[1, 0]] }),
			'--out',
			join(folder, 'o.json'),
			'--steps',
			'5'
		]
	],
	[
		'rules that leave no plan',
		() => [
			'plan',
			'--in',
			put('c.json', {
				n: 4,
				sizes: [[2, 2]],
				apart: [[0, 3]],
				together: [[1, 2]]
			}),
			'--out',
			join(folder, 'o.json'),
			'--steps',
			'3'
		]
	],
	[
		'seconds that are no number',
		() => [
			'plan',
			'--in',
			put('nine.json', nine),
			'--out',
			join(folder, 'o.json'),
			'--seconds',
			'soon'
		]
	],
	['no words at all', () => []],
	[
		'a plan that is none',
		() => ['check', '--in', put('nine.json', nine), '--plan', put('p.json', { rounds: 'three' })]
	]
];

test.each(bad)('bad input (%s) gets one clear line and 2', (_, words) => {
	const run = groups(...words());
	expect(run.code).toBe(2);
	expect(run.out).toBe('');
	expect(run.error.trim().split('\n')).toHaveLength(1);
	expect(run.error).not.toMatch(/\bat .*\.ts:|Error:/);
});
