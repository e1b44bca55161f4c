/**
 * `npm run unsent`: what people have typed and not sent, through bad weather, broken storage and
 * dead tabs. Real Chromium, the production build and PostgreSQL on loopback addresses and in
 * temporary folders. Bounded in time; stops by itself, also on Ctrl+C.
 */
import { asked as askedBy, stopped } from './asked.ts';
import * as build from './build.ts';
import * as options from './unsent/options.ts';
import { reportOf, table } from './unsent/report.ts';
import { run } from './unsent/run.ts';

const asked = askedBy(options.read);
const stopping = stopped();

build.ensure();
const begun = performance.now();
const say = (line: string) => void (asked.json || console.log(line));
const outcomes = await run(asked, stopping, say);
const count = asked.only.length || asked.cases;
const report = reportOf(asked.seed, outcomes, count, performance.now() - begun);
console.log(asked.json ? JSON.stringify(report) : table(report));
process.exit(report.ok ? 0 : 1);
