import { refuseUnless } from '#lib/domain/refusal.ts';
import { arriveAtPlace } from '#lib/server/arrive.ts';
import * as people from '#lib/server/people.ts';
import * as trace from '#lib/server/trace.ts';
import { arriving } from '../../../../answer.ts';

/** One measure, with the way here from every point it stands on. */
export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		const { arrived } = await arriveAtPlace(house, who, params.id);
		const there = arrived.things.some(
			(thing) => thing.kind === 'measure' && thing.id === params.measure
		);
		refuseUnless(there, 'not-found');
		return {
			arrived,
			measureId: params.measure,
			owner: await trace.owner(house, who, params.id),
			way: await trace.back(house, who, params.id, params.measure),
			arenas: await people.arenas(house, who, params.id),
			people: await people.names(house, who, params.id)
		};
	});
