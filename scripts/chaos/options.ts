import { parseArgs } from 'node:util';

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
		seed: Math.trunc(within('seed', values.seed, 0, 2 ** 32)),
		clients: Math.trunc(within('clients', values.clients, 8, 400)),
		processes: pglite ? 1 : Math.trunc(within('processes', values.processes, 1, 4)),
		pglite,
		json,
		defect: values.defect ?? null,
		only: values.only?.split(',').filter((kind) => kind !== '') ?? [],
		round: within('round', values.round, 2, 600) * 1_000
	};
}

function within(name: string, text: string, least: number, most: number): number {
	const number = Number(text);
	if (text.trim() !== '' && number >= least && number <= most) return number;
	throw new Error(`--${name} is a number from ${least} to ${most}.\n${USAGE}`);
}
