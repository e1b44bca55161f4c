import * as build from '../../scripts/build.ts';
import { pglite, postgres, redis } from './global.ts';

/** What the journeys need: a fresh build, PostgreSQL, a PGlite template and Redis. */
export default async function setup(): Promise<() => Promise<void>> {
	build.ensure();
	const undo = [await redis(), await postgres(), await pglite()];
	return async () => {
		for (const stop of undo.reverse()) await stop();
	};
}
