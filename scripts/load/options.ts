import { parseArgs } from 'node:util';
import { numbers } from '../asked.ts';

/** What a run is asked to be. */
export type Options = {
	/** Followers in all: phones, with a projector and a console in each conference. */
	clients: number;
	/** Writing tables in all. */
	tables: number;
	/** Points a second from all tables together. */
	rate: number;
	/** How long they write before everybody hands in. */
	seconds: number;
	processes: number;
	conferences: number;
	/** The share of phones that long-poll, as behind a network that blocks websockets. */
	polling: number;
	/** Phones that take nothing more once they have joined. */
	deaf: number;
	pglite: boolean;
	json: boolean;
};

export const USAGE = `npm run load -- --clients N --tables T --rate R --seconds S
  [--processes P] [--conferences K] [--polling SHARE] [--deaf D] [--pglite] [--json]`;

const { within, whole } = numbers(USAGE);

/** Reads the command line. Throws with what is wrong. */
export function read(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			clients: { type: 'string', default: '300' },
			tables: { type: 'string', default: '60' },
			rate: { type: 'string', default: '20' },
			seconds: { type: 'string', default: '20' },
			processes: { type: 'string', default: '1' },
			conferences: { type: 'string', default: '1' },
			polling: { type: 'string', default: '0' },
			deaf: { type: 'string', default: '0' },
			pglite: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false }
		}
	});
	const conferences = whole('conferences', values.conferences, 1, 100);
	return {
		conferences,
		clients: whole('clients', values.clients, conferences, 5_000),
		tables: whole('tables', values.tables, conferences, 400),
		rate: within('rate', values.rate, 0.1, 400),
		seconds: within('seconds', values.seconds, 1, 3_600),
		processes: values.pglite ? 1 : whole('processes', values.processes, 1, 4),
		polling: within('polling', values.polling, 0, 1),
		deaf: whole('deaf', values.deaf, 0, 1_000),
		pglite: values.pglite,
		json: values.json
	};
}
