import { AsyncLocalStorage } from 'node:async_hooks';
import { languageOf, type Language } from '#lib/domain/language.ts';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';

const reading = new AsyncLocalStorage<Language>();
overwriteGetLocale(() => reading.getStore() ?? 'nb');

/** Runs `work` with every message in `lang`. */
export function inLanguage<T>(lang: Language, work: () => T): T {
	return reading.run(lang, work);
}

/** The cookie that keeps a reader's choice of language. */
export const LANGUAGE_COOKIE = 'lang';

/** The reader's language: what they chose on this device, else their account's, else bokmål. */
export function chosen(cookie: string | undefined, account: { lang: string } | null): Language {
	return languageOf(cookie ?? account?.lang);
}
