import { dev } from '$app/environment';
import { error } from '@sveltejs/kit';

/** While developing: a scene in any state, chosen in the address. */
export const load = () => {
	if (!dev) error(404, { message: 'not-found', code: 'not-found' });
};
