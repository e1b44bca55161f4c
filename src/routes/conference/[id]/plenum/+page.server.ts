import { Refusal } from '#lib/domain/refusal.ts';
import { arrive } from '#lib/server/arrive.ts';
import { arriving } from '../../../answer.ts';

/** The minutes of the plenums: for a minute-taker, and for facilitators (R113). */
export const load = ({ locals, params }) =>
	arriving(async () => {
		const arrived = await arrive(locals.house, locals.who, params.id, 'staff');
		const { hats } = arrived;
		if (!hats.includes('facilitator') && !hats.includes('minute-taker'))
			throw new Refusal('not-allowed');
		return arrived;
	});
