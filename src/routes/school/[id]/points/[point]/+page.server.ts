import * as trace from '#lib/server/trace.ts';
import { arriving } from '../../../../answer.ts';

/** A point followed from its table to what became of it. */
export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		return {
			owner: await trace.owner(house, who, params.id),
			way: await trace.on(house, who, params.id, params.point),
			now: house.now()
		};
	});
