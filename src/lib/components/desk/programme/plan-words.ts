import type { Concern } from '#lib/domain/concerns.ts';
import type { Item, Mix, RoundItem } from '#lib/domain/programme.ts';
import { m } from '#lib/paraglide/messages.js';
import { attributeWords } from '../attribute-words.ts';

/** A kind of line in words. */
export function typeWords(type: Item['type']): string {
	return {
		talk: m.desk_talk(),
		round: m.desk_round(),
		plenum: m.desk_plenum(),
		break: m.desk_break()
	}[type];
}

/** How a round's groups are composed, in words: «blandet», «etter team», «som runde 1». */
export function mixWords(mix: Mix, rounds: RoundItem[]): string {
	switch (mix.kind) {
		case 'mixed':
			return m.desk_mix_mixed();
		case 'home':
			return m.desk_mix_home({ attribute: attributeWords(mix.attribute).toLocaleLowerCase() });
		case 'fixed':
			return m.desk_mix_fixed();
		case 'same': {
			const other = rounds.find(({ id }) => id === mix.roundId);
			return m.desk_mix_same({ round: other?.round.number ?? '?' });
		}
	}
}

/** What a line is, beside its title: a round's number and composition, else its note. */
export function aboutWords(item: Item, rounds: RoundItem[]): string {
	if (!item.round) return item.note;
	return m.desk_round_about({ round: item.round.number, mix: mixWords(item.round.mix, rounds) });
}

/** What may be worth a look, in a sentence that says why. */
export function concernWords(concern: Concern): string {
	switch (concern.code) {
		case 'too-few-rounds':
			return m.desk_concern_too_few_rounds();
		case 'no-plenum':
			return m.desk_concern_no_plenum(concern);
		case 'short-plenum':
			return m.desk_concern_short_plenum(concern);
		case 'short-break':
			return m.desk_concern_short_break(concern);
		case 'no-break':
			return m.desk_concern_no_break(concern);
		case 'question-missing':
			return m.desk_concern_question_missing();
		case 'groups-small':
			return m.desk_concern_groups_small(concern);
		case 'groups-large':
			return m.desk_concern_groups_large(concern);
		case 'tables-over-people':
			return m.desk_concern_tables_over_people(concern);
		case 'seats-differ':
			return m.desk_concern_seats_differ(concern);
		case 'attribute-missing':
			return m.desk_concern_attribute_missing({
				people: concern.people,
				attribute: attributeWords(concern.attribute).toLocaleLowerCase()
			});
		case 'same-is-gone':
			return m.desk_concern_same_is_gone();
	}
}
