import { refuseUnless } from '#lib/domain/refusal.ts';
import { arrive, arriveAtPlace } from '#lib/server/arrive.ts';
import * as people from '#lib/server/people.ts';
import * as trace from '#lib/server/trace.ts';
import { arriving } from '../../../../answer.ts';

/** The steering board: the school's room, where themes live, and the conference's, where points do. */
export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		const school = await arriveAtPlace(house, who, params.id);
		const conference = await arrive(house, who, params.conference, 'staff');
		refuseUnless(conference.place.ownerId === params.id, 'not-found');
		return {
			school: school.arrived,
			conference: conference.arrived,
			leads: conference.hats.includes('facilitator'),
			owner: await trace.owner(house, who, params.id),
			arenas: await people.arenas(house, who, params.id)
		};
	});
