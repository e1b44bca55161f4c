import { parseArgs } from 'node:util';
import { listed, numbers } from '../asked.ts';

/** What a run is asked to be. */
export type Options = {
	/** How long things are broken, in minutes; bringing up and looking afterwards come on top. */
	minutes: number;
	seed: number;
	/** Devices: tablets, console, projectors, phones. */
	clients: number;
	/** App processes; one on PGlite. */
	processes: number;
	pglite: boolean;
	json: boolean;
	/** Name of a seeded defect, or `all`. */
	defect: string | null;
	/** Kinds of faults; empty means all that fit. */
	only: string[];
	/** Ms of breaking between two calms. */
	round: number;
	/** Acts that must have been acknowledged before it ends: a slow machine takes longer. */
	least?: number;
};

export const USAGE = `npm run chaos -- --minutes M --seed N --clients C
  [--processes P] [--pglite] [--json] [--defect NAME|all] [--only FAULT,FAULT]`;

const { within, whole } = numbers(USAGE);

/** Reads the command line. Throws with what is wrong. */
export function read(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			minutes: { type: 'string', default: '2' },
			seed: { type: 'string', default: '1' },
			clients: { type: 'string', default: '24' },
			processes: { type: 'string', default: '2' },
			round: { type: 'string', default: '25' },
			pglite: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			defect: { type: 'string' },
			only: { type: 'string' }
		}
	});
	const { pglite, json } = values;
	return {
		minutes: within('minutes', values.minutes, 0.05, 24 * 60),
		seed: whole('seed', values.seed, 0, 2 ** 32),
		clients: whole('clients', values.clients, 8, 400),
		processes: pglite ? 1 : whole('processes', values.processes, 1, 4),
		pglite,
		json,
		defect: values.defect ?? null,
		only: listed(values.only),
		round: within('round', values.round, 2, 600) * 1_000
	};
}
