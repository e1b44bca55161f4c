import { arriveAtPlace } from '#lib/server/arrive.ts';
import * as people from '#lib/server/people.ts';
import * as trace from '#lib/server/trace.ts';
import { arriving } from '../../../answer.ts';

/** A school's or municipality's measures, for those who steer there. */
export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		const { arrived } = await arriveAtPlace(house, who, params.id);
		return {
			arrived,
			owner: await trace.owner(house, who, params.id),
			people: (await people.names(house, who, params.id)).map(({ personId }) => personId)
		};
	});
