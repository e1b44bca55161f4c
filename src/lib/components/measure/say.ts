import type { Level, MeasureState } from '#lib/domain/measure.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateInWords } from '../clock-face.ts';

const LEVELS: Record<Level, () => string> = {
	preventive: m.measure_level_preventive,
	early: m.measure_level_early,
	individual: m.measure_level_individual
};
/** The level of the pyramid in words (R3). */
export const levelWords = (level: Level): string => LEVELS[level]();

/** The states of a measure in the order people meet them (R137); `ended` may come after any. */
export const STATES = ['decided', 'trial', 'evaluated', 'operations', 'ended'] as const;
const STATE_WORDS: Record<MeasureState['name'], () => string> = {
	decided: m.measure_state_decided,
	trial: m.measure_state_trial,
	evaluated: m.measure_state_evaluated,
	operations: m.measure_state_operations,
	ended: m.measure_state_ended
};
export const stateWords = (name: MeasureState['name']): string => STATE_WORDS[name]();

/** A date as people say it, with the year when it is not the reader's: «14. desember». */
export function day(date: string, today: string): string {
	const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
	return dateInWords(date, undefined, { day: 'numeric', month: 'long', ...year });
}

/** When the state began, as an ISO date; null for what was only decided. */
export function since(state: MeasureState): string | null {
	if ('on' in state) return state.on;
	return 'since' in state ? state.since : null;
}

/** Today as an ISO date in the hall, of a moment in epoch ms. */
export const dateOf = (moment: number): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(moment);
