import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUILD, DEFECTS, fits } from '../../scripts/chaos/defects.ts';
import { read } from '../../scripts/chaos/options.ts';
import { reportOf } from '../../scripts/chaos/report.ts';
import { run } from '../../scripts/chaos/run.ts';

/**
 * Short runs of `npm run chaos`, with real processes of the build, real databases and a rough
 * network. Longer ones, and those with seeded defects, are made by hand.
 */
const HARMLESS = { lost: 0, doubled: 0, misordered: 0, leaked: 0, diverged: 0, first: [] };

async function breakThings(args: string[]) {
	const options = {
		least: 30,
		...read(['--minutes', '0.13', '--round', '8', '--clients', '14', ...args])
	};
	return reportOf(options.seed, await run(options, new AbortController().signal, () => {}));
}

test('two processes, PostgreSQL and Redis are broken by turns (seed 8, which once failed), and nothing is lost, doubled or shown wrongly', async () => {
	const only =
		'replace,reload,deploy,redis-away,postgres-backends,process-kill,process-freeze,wire-cut,wire-loss';
	const report = await breakThings(['--seed', '8', '--processes', '2', '--only', only]);
	expect(report).toMatchObject(HARMLESS);
	expect(report.acknowledgements).toBeGreaterThanOrEqual(30);
	expect(Object.keys(report.faults)).not.toEqual([]);
});

test('PGlite is killed while it writes, and nothing is lost, doubled or shown wrongly', async () => {
	const report = await breakThings(['--seed', '12', '--pglite', '--only', 'process-kill,wire-cut']);
	expect(report).toMatchObject(HARMLESS);
	expect(report.acknowledgements).toBeGreaterThanOrEqual(30);
	expect(report.faults['process-kill']).toBeGreaterThan(0);
});

const inBuild = DEFECTS.flatMap(({ name, patches }) =>
	patches.filter(({ where }) => where === BUILD).map((patch) => ({ name, patch }))
);

test.each(inBuild)('the seeded defect $name fits the build as it stands', ({ patch }) => {
	const texts = globSync(`${BUILD}/**/*.js`).map((path) => readFileSync(path, 'utf8'));
	expect(texts.reduce((sum, text) => sum + fits(text, patch), 0)).toBe(1);
});
