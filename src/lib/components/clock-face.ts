import type { Language } from '#lib/domain/language.ts';
import { minuteOfDay } from '#lib/domain/programme.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/** The signs of a running clock: minutes and seconds, `+` in overtime, hours when there are any. */
export function digits(ms: number): string[] {
	const seconds = ms >= 0 ? Math.ceil(ms / 1_000) : Math.floor(-ms / 1_000);
	const hours = Math.floor(seconds / 3_600);
	const minutes = Math.floor((seconds % 3_600) / 60);
	const two = (number: number) => String(number).padStart(2, '0');
	const hoursSaid = hours > 0 ? `${hours}:` : '';
	return [...`${ms < 0 ? '+' : ''}${hoursSaid}${two(minutes)}:${two(seconds % 60)}`];
}

/** A time of day from minutes after midnight: 10.30 in Norwegian and Swedish, 10:30 in English. */
export function timeOfDay(minutes: number, lang: Language = getLocale() as Language): string {
	const inDay = ((minutes % 1440) + 1440) % 1440;
	const two = (number: number) => String(number).padStart(2, '0');
	return `${two(Math.floor(inDay / 60))}${lang === 'en' ? ':' : '.'}${two(inDay % 60)}`;
}

/** A moment in epoch ms as a time of day in the hall. */
export function momentOfDay(moment: number, lang?: Language): string {
	return timeOfDay(minuteOfDay(moment), lang);
}

const BCP: Record<Language, string> = { nb: 'nb-NO', nn: 'nn-NO', sv: 'sv-SE', en: 'en-GB' };

/** An ISO date in words: «mandag 23. november». */
export function dateInWords(
	date: string,
	lang: Language = getLocale() as Language,
	options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
): string {
	const moment = new Date(`${date}T12:00:00Z`);
	if (Number.isNaN(moment.getTime())) return date;
	return new Intl.DateTimeFormat(BCP[lang], { timeZone: 'UTC', ...options }).format(moment);
}
