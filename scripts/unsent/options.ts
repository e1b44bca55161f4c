import { parseArgs } from 'node:util';
import { listed, numbers } from '../asked.ts';

/** What a run is asked to be. */
export type Options = {
	cases: number;
	seed: number;
	/** Tables that are struck at the same time; each has an app process of its own. */
	atOnce: number;
	/** Only these cases of the seed; empty means all. */
	only: number[];
	json: boolean;
};

export const USAGE = `npm run unsent -- --cases C --seed N [--at-once T] [--only CASE,CASE] [--json]`;

const { whole } = numbers(USAGE);

/** Reads the command line. Throws with what is wrong. */
export function read(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			cases: { type: 'string', default: '20' },
			seed: { type: 'string', default: '1' },
			'at-once': { type: 'string', default: '2' },
			only: { type: 'string', default: '' },
			json: { type: 'boolean', default: false }
		}
	});
	return {
		cases: whole('cases', values.cases, 1, 10_000),
		seed: whole('seed', values.seed, 0, 2 ** 32),
		atOnce: whole('at-once', values['at-once'], 1, 8),
		only: listed(values.only).map((number) => whole('only', number, 1, 10_000)),
		json: values.json
	};
}
