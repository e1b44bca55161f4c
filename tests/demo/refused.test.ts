import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, run } from '../support/process.ts';

test('the demo is refused where DATABASE_URL is set, and leaves the folder alone', async () => {
	const folder = newFolder('refused');
	const demo = run(process.execPath, ['scripts/demo.ts'], {
		env: {
			PATH: process.env.PATH,
			ENV_FILE: '/dev/null',
			DATA_DIR: folder,
			DATABASE_URL: 'postgres://somebody@127.0.0.1:1/real'
		}
	});
	expect(await demo.ended).toBe(1);
	expect(demo.output()).toContain('DATABASE_URL');
	expect(existsSync(join(folder, 'demo'))).toBe(false);
	rmSync(folder, { recursive: true });
});
