import { error } from '@sveltejs/kit';
import { Refusal } from '#lib/domain/refusal.ts';
import { arrive } from '#lib/server/arrive.ts';
import type { Snapshot } from '#lib/realtime/protocol.ts';

/** The page is an empty shell until it has come alive: it can be kept on a tablet and names nobody. */
export const ssr = false;

type Arrival = {
	/** The room as it stands; null where the tablet must arrive from its own shelf. */
	arrived: Snapshot | null;
	hats: string[];
	/** Why this device may not come in: told on the page, beside what was written on it. */
	refusal: { code: string; details: Record<string, unknown> } | null;
};

const NOTHING: Arrival = { arrived: null, hats: [], refusal: null };

/**
 * A table's tablet. With `?shell` it tells nothing of anybody: that answer is what the service
 * worker keeps, to be given when the server cannot be reached.
 */
export const load = async ({ locals, params, url }): Promise<Arrival> => {
	if (!/^[1-9]\d{0,2}$/.test(params.n)) error(404, { message: 'not-found', code: 'not-found' });
	if (url.searchParams.has('shell')) return NOTHING;
	try {
		const lane = `table/${Number(params.n)}` as const;
		const { arrived, hats } = await arrive(locals.house, locals.who, params.id, lane);
		return { arrived, hats, refusal: null };
	} catch (thrown) {
		if (!(thrown instanceof Refusal)) throw thrown;
		const { code, details } = thrown;
		return { ...NOTHING, refusal: { code, details } };
	}
};
