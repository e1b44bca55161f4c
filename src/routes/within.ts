const HERE = 'http://here.invalid';

/**
 * Where to go on to: an address of this house, read as a browser reads it (which leaves out tabs,
 * turns `\` and walks `..`); the front page for anything else.
 */
export function within(to: unknown): string {
	if (typeof to !== 'string' || !URL.canParse(to, HERE)) return '/';
	const { origin, pathname, search, hash } = new URL(to, HERE);
	const isOurs = to.startsWith('/') && origin === HERE && !pathname.startsWith('//');
	return isOurs ? pathname + search + hash : '/';
}
