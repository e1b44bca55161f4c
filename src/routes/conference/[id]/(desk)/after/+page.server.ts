import { Refusal } from '#lib/domain/refusal.ts';
import { arriveAtPlace } from '#lib/server/arrive.ts';
import { arriving } from '../../../../answer.ts';

/** What came of the conference lies in its owner's room; null for those who do not steer there. */
export const load = ({ locals, parent }) =>
	arriving(async () => {
		const { place, hats } = await parent();
		try {
			const { arrived } = await arriveAtPlace(locals.house, locals.who, place.ownerId);
			return { school: arrived, ownerId: place.ownerId, leads: hats.includes('facilitator') };
		} catch (thrown) {
			if (!(thrown instanceof Refusal)) throw thrown;
			return { school: null, ownerId: place.ownerId, leads: hats.includes('facilitator') };
		}
	});
