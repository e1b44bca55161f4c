import { z } from 'zod';

/** The languages on screen: bokmål (default), nynorsk, Swedish, English. */
export const LANGUAGES = ['nb', 'nn', 'sv', 'en'] as const;
export const Language = z.enum(LANGUAGES);
export type Language = z.infer<typeof Language>;

/** Where the halls are: Oslo and Stockholm keep the same clock. */
export const TIME_ZONE = 'Europe/Oslo';

/** The language of `text`'s reader, or bokmål when it is not one of ours. */
export function languageOf(text: string | null | undefined): Language {
	return Language.safeParse(text).data ?? 'nb';
}
