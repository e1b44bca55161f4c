import type { Configuration } from './configuration.ts';

/**
 * What a cookie is called on the way. Where readers come by https alone it says so in its name, and
 * browsers then take it from nobody else: no neighbouring host, and nobody who listens on plain http.
 */
export const cookieName = ({ origin }: Pick<Configuration, 'origin'>, name: string): string =>
	origin?.startsWith('https://') ? `__Host-${name}` : name;

/** A cookie's value in a Cookie header. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
	const found = (header ?? '').split(/;\s*/).find((pair) => pair.startsWith(`${name}=`));
	return found?.slice(name.length + 1);
}
