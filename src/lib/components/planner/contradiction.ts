import { m } from '#lib/paraglide/messages.js';
import type { Composition } from '#lib/domain/composition.ts';
import { wordsFor } from '../refusal-words.ts';
import { called } from '../person-words.ts';
import { listed } from './words.ts';

type Details = Record<string, unknown>;

/** Rules that cannot all hold at once: a heading, a sentence for each rule, and what to do. */
export type Told = { says: string; rules: string[]; concerns: string };

/** A contradiction in words, with people by name, and rounds and tables as people count them. */
export function contradictionWords(code: string, details: Details, all: Composition): Told {
	if (code === 'rules-contradict' && Array.isArray(details.rules)) return together(details, all);
	const who = [details.person, details.a, details.b, details.people].flat();
	// `people` is a list of persons, or how many there are.
	const many = Array.isArray(details.people);
	const numbers = (many ? who : who.slice(0, 3)).filter((at) => typeof at === 'number');
	const parts = numbers.map((at) => nameOf(at, all)).filter((name) => name !== '');
	if (typeof details.table === 'number') parts.push(m.common_table({ n: details.table + 1 }));
	if (typeof details.round === 'number')
		parts.push(m.common_round({ n: numberOf(details.round, all) }));
	const counted = many ? { ...details, people: (details.people as unknown[]).length } : details;
	const concerns = parts.length > 0 ? m.planner_concerns({ what: listed(parts) }) : '';
	return { says: wordsFor(code, counted), rules: [], concerns };
}

function together(details: Details, all: Composition): Told {
	const says =
		typeof details.round === 'number'
			? m.planner_contradict_in({ round: numberOf(details.round, all) })
			: m.planner_contradict();
	const rules = (details.rules as Details[]).map((rule) => ruleWords(rule, all));
	return {
		says,
		rules: rules.filter((words) => words !== ''),
		concerns: m.planner_contradict_do()
	};
}

/** One of the rules that contradict each other, as a sentence. */
function ruleWords(rule: Details, all: Composition): string {
	const people = [rule.person, rule.people].flat().filter((at) => typeof at === 'number');
	const names = listed(people.map((at) => nameOf(at, all)));
	const table = typeof rule.table === 'number' ? rule.table + 1 : 0;
	const value = String(rule.value ?? '');
	switch (rule.rule) {
		case 'apart':
			return m.planner_told_apart({ names });
		case 'together':
			return m.planner_told_together({ names });
		case 'pinned':
			return m.planner_told_pinned({ names, table });
		case 'require':
			return typeof rule.max === 'number'
				? m.planner_told_at_most({ n: rule.max, value })
				: m.planner_told_at_least({ n: Number(rule.min ?? 1), value });
		case 'fixed':
			return m.planner_told_fixed({ names, table });
		case 'capacity':
			return capacityWords(rule, table);
		default:
			return '';
	}
}

/** Chairs at a table, or seats at the largest of them. */
function capacityWords(rule: Details, table: number): string {
	const seats = Number(rule.chairs ?? rule.size ?? rule.seats ?? 0);
	if (seats === 0) return m.planner_told_full();
	return table > 0 ? m.planner_told_chairs({ table, seats }) : m.planner_told_seats({ seats });
}

const nameOf = (at: number, { people }: Composition): string => called(people[at]);
const numberOf = (round: number, { rounds }: Composition): number =>
	rounds[round]?.round.number ?? round + 1;
