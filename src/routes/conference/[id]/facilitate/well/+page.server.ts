import { Refusal } from '#lib/domain/refusal.ts';
import { arrive } from '#lib/server/arrive.ts';
import { arriving } from '../../../../answer.ts';

/** Whether all is well: for those who lead. */
export const load = ({ locals, params, url }) =>
	arriving(async () => {
		const arrived = await arrive(locals.house, locals.who, params.id, 'staff');
		if (!arrived.hats.includes('facilitator')) throw new Refusal('not-allowed');
		return { ...arrived, secure: url.protocol === 'https:' };
	});
