import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Composition } from '#lib/domain/composition.ts';
import type { Missed } from '#lib/domain/missed.ts';
import type { Broken } from '#lib/domain/rotation/check.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { called } from '../person-words.ts';
import type { Blocked } from './seating.ts';

const lists = new Map<string, Intl.ListFormat>(); // dear to make: a first plan names hundreds

/** Names as a sentence has them: «Ada, Bo og Cato». */
export function listed(names: string[]): string {
	const locale = getLocale();
	const list = lists.get(locale) ?? new Intl.ListFormat(locale, { type: 'conjunction' });
	lists.set(locale, list);
	return list.format(names);
}

export const number = (value: number): string =>
	new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 1 }).format(value);

/** «+1», «−2» or «±0». */
export const signed = (value: number): string =>
	value === 0 ? '±0' : value > 0 ? `+${value}` : `−${-value}`;

/** What a change does to the number of repeated meetings. */
export function effectWords(repeats: number): string {
	if (repeats === 0) return m.planner_effect_none();
	return repeats > 0
		? m.planner_effect_more({ n: repeats })
		: m.planner_effect_fewer({ n: -repeats });
}

/** Why a change by hand cannot be made. */
export const blockedWords = (blocked: Blocked): string =>
	blocked === 'full' ? m.planner_no_chair() : m.planner_kept_apart();

const TOLD_TOGETHER = ['fixed', 'same', 'absent', 'missing'];

/** Broken rules with those of one table told as one. */
export function gathered(all: Broken[]): Broken[] {
	const by = new Map<string, Broken>();
	for (const [at, one] of all.entries()) {
		const alone = TOLD_TOGETHER.includes(one.rule) ? '' : String(at);
		const key = [one.rule, one.round, one.group, alone].join(' ');
		const before = by.get(key);
		const people = [...(before?.people ?? []), ...(one.people ?? [])];
		by.set(key, { ...one, people, times: (before?.times ?? 0) + one.times });
	}
	return [...by.values()];
}

/** A broken rule in words, with names, and 1-based numbers. */
export function brokenWords(
	broken: Broken,
	{ people, rounds, problem }: Composition,
	plan: Plan
): string {
	const { rule, round: r = 0, group = 0, people: who = [], value = '' } = broken;
	const names = listed(who.map((at) => called(people[at])));
	const round = rounds[r]?.round.number ?? r + 1;
	const at = { round, table: group + 1, names };
	if (rule === 'apart') return m.planner_broken_apart(at);
	if (rule === 'together') return m.planner_broken_together(at);
	if (rule === 'pinned') return m.planner_broken_pinned(at);
	if (rule === 'require') return m.planner_broken_require({ ...at, value });
	if (rule === 'capacity')
		return m.planner_broken_capacity({ ...at, chairs: problem.capacity?.[group] ?? 0 });
	if (rule === 'missing') return m.planner_broken_missing(at);
	if (rule === 'absent') return m.planner_broken_absent(at);
	if (rule === 'twice') return m.planner_broken_twice(at);
	if (rule === 'fixed' || rule === 'same') return m.planner_broken_fixed(at);
	if (rule === 'leader') return m.planner_broken_leader(at);
	if (rule !== 'size') return m.planner_broken_other(at);
	const got = plan.rounds[r]?.[group]?.length ?? 0;
	return m.planner_broken_size({ ...at, got, planned: problem.sizes[r]?.[group] ?? 0 });
}

/** What a table misses of what weighs, in a few words at that table; wishes stand at the person. */
export function missedHere(missed: Missed): string {
	if (missed.rule === 'one-of') return m.planner_missed_one_of_here({ value: missed.value });
	if (missed.rule === 'spread') return m.planner_missed_spread_here(missed);
	return missed.rule === 'recorder' ? m.planner_missed_recorder_here() : '';
}

/** What is missed of wishes and of what weighs, in a sentence with names, and 1-based numbers. */
export function missedWords(missed: Missed, { people, rounds }: Composition): string {
	const [name, other] =
		'people' in missed ? missed.people.map((at) => called(people[at])) : ['', ''];
	if (missed.rule === 'with')
		return m.planner_missed_with({ name: name ?? '', other: other ?? '' });
	const at = {
		round: rounds[missed.round]?.round.number ?? missed.round + 1,
		table: missed.group + 1,
		name: name ?? ''
	};
	if (missed.rule === 'without') return m.planner_missed_without({ ...at, other: other ?? '' });
	if (missed.rule === 'table') return m.planner_missed_table({ ...at, wanted: missed.wanted + 1 });
	if (missed.rule === 'one-of') return m.planner_missed_one_of({ ...at, value: missed.value });
	if (missed.rule === 'recorder') return m.planner_missed_recorder(at);
	const { value, got, even } = missed;
	return m.planner_missed_spread({ ...at, value, got, even });
}
