import { parseArgs } from 'node:util';
import { listed, numbers } from '../asked.ts';

/** What a run is asked to be. */
export type Options = {
	/** Devices that only follow: phones, with one console and one projector. */
	clients: number;
	tables: number;
	/** Points a second from all tables together. */
	rate: number;
	processes: number;
	pglite: boolean;
	/** Kinds of blows; empty means all that fit. */
	only: string[];
	json: boolean;
};

export const USAGE = `npm run gaps -- [--clients N] [--tables T] [--rate R] [--processes P]
  [--pglite] [--only deploy,kill,postgres,backends,redis,garbage] [--json]`;

const { within, whole } = numbers(USAGE);

/** Reads the command line. Throws with what is wrong. */
export function read(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			clients: { type: 'string', default: '300' },
			tables: { type: 'string', default: '60' },
			rate: { type: 'string', default: '20' },
			processes: { type: 'string', default: '2' },
			only: { type: 'string' },
			pglite: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false }
		}
	});
	const { pglite, json } = values;
	return {
		clients: whole('clients', values.clients, 2, 1_000),
		tables: whole('tables', values.tables, 1, 100),
		rate: within('rate', values.rate, 1, 100),
		processes: pglite ? 1 : whole('processes', values.processes, 1, 4),
		pglite,
		json,
		only: listed(values.only)
	};
}
