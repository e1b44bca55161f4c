import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

test('the migrations are those that the schema asks for', () => {
	const copy = mkdtempSync(join(tmpdir(), 'migrations-'));
	cpSync('drizzle', copy, { recursive: true });
	const said = execFileSync(
		process.execPath,
		[
			'node_modules/drizzle-kit/bin.cjs',
			'generate',
			'--dialect=postgresql',
			'--schema=src/lib/server/store/schema.ts',
			`--out=${relative('.', copy)}`
		],
		{ encoding: 'utf8' }
	);
	rmSync(copy, { recursive: true, force: true });
	expect(said).toContain('No schema changes');
});
