import { unreachable } from '../../away.ts';

/** What the service worker keeps, to be shown in place of a page that cannot be fetched. It names nobody. */
export const GET = ({ locals }) => unreachable(locals.lang);
