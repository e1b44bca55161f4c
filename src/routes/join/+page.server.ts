import * as conferences from '#lib/server/conferences.ts';
import { acting, formOf, typed } from '../answer.ts';
import { enter } from './enter.ts';

export const actions = {
	/** A code from the big screen opens the phone's page, and nothing else. */
	default: async (event) => {
		const form = await formOf(event.request);
		return acting(typed(form), async () => {
			const code = String(form.get('code') ?? '');
			const address = event.getClientAddress();
			const { house, who } = event.locals;
			const isKnown = who.account !== null || who.grants.length > 0;
			return enter(event, await conferences.byCode(house, code, address, isKnown));
		});
	}
};
