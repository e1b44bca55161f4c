import { error } from '@sveltejs/kit';
import * as conferences from '#lib/server/conferences.ts';
import type { Opens } from '#lib/server/keys.ts';
import { acting, formOf } from '../../../answer.ts';
import { enter, wayTo } from '../../enter.ts';

type Place = { conference: string; place: string };

/** What a link's path opens: `screen`, `guest` or `table-4`; null for anything else. */
function opensOf({ conference, place }: Place): Opens | null {
	const table = /^table-([1-9]\d{0,2})$/.exec(place)?.[1];
	if (table) return { conferenceId: conference, kind: 'table', table: Number(table) };
	if (place !== 'screen' && place !== 'guest') return null;
	return { conferenceId: conference, kind: place, table: null };
}

function opened(params: Place): Opens {
	return opensOf(params) ?? error(404, { message: 'not-found', code: 'not-found' });
}

export const load = ({ params, locals }) => {
	const opens = opened(params);
	const { kind, table } = opens;
	const isIn = locals.who.grants.some((grant) => isFor(grant, opens));
	return { kind, table, way: isIn ? wayTo(opens) : null };
};

const isFor = (grant: Opens, opens: Opens): boolean =>
	(['conferenceId', 'kind', 'table'] as const).every((part) => grant[part] === opens[part]);

export const actions = {
	/** Swaps the key from the address's fragment for a cookie. */
	default: async (event) => {
		const form = await formOf(event.request);
		return acting({}, async () => {
			const key = String(form.get('key') ?? '').slice(0, 60);
			return enter(event, await conferences.open(event.locals.house, opened(event.params), key));
		});
	}
};
