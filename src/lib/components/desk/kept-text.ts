import type { Act } from '#lib/domain/act.ts';
import { wordsIn } from '#lib/domain/keepsake.ts';

/** The words that a person had written in an act that was refused or waits, so that they can be copied. */
export const keptText = (act: Pick<Act, 'input'>): string => wordsIn(act).join(' · ');
