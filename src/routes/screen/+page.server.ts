import { redirect } from '@sveltejs/kit';
import * as pairing from '#lib/server/pairing.ts';
import { acting } from '../answer.ts';
import { keep } from '../session.ts';

/** A computer that waits to become a projector: the code it shows, or on to the conference. */
export const load = async ({ locals }) => {
	const { code, conferenceId } = await pairing.waiting(locals.house, locals.token);
	if (conferenceId) redirect(303, `/conference/${conferenceId}/screen`);
	return { code };
};

export const actions = {
	/** Begins to wait, with a new code. */
	default: (event) =>
		acting({}, async () => {
			const { house, token: own } = event.locals;
			const { token } = await pairing.wait(house, own, event.getClientAddress());
			keep(event, token);
			redirect(303, '/screen');
		})
};
