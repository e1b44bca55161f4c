import { languageOf } from '#lib/domain/language.ts';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';

// The server decides the language and says so on the page; there is no second opinion.
overwriteGetLocale(() => languageOf(document.documentElement.lang));
