import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Composition } from '#lib/domain/composition.ts';
import type { Broken } from '#lib/domain/rotation/check.ts';
import type { Plan } from '#lib/domain/rotation/plan.ts';
import { wordsFor } from '../refusal-words.ts';

/** Names as a sentence has them: «Ada, Bo og Cato». */
export const listed = (names: string[]): string =>
	new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(names);

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
	const names = listed(who.map((at) => people[at]?.name ?? ''));
	const round = rounds[r]?.round.number ?? r + 1;
	const at = { round, table: group + 1, names };
	if (rule === 'apart') return m.planner_broken_apart(at);
	if (rule === 'together') return m.planner_broken_together(at);
	if (rule === 'pinned') return m.planner_broken_pinned(at);
	if (rule === 'require') return m.planner_broken_require({ ...at, value });
	if (rule === 'missing') return m.planner_broken_missing(at);
	if (rule === 'absent') return m.planner_broken_absent(at);
	if (rule === 'twice') return m.planner_broken_twice(at);
	if (rule === 'fixed' || rule === 'same') return m.planner_broken_fixed(at);
	if (rule === 'leader') return m.planner_broken_leader(at);
	if (rule !== 'size') return m.planner_broken_other(at);
	const got = plan.rounds[r]?.[group]?.length ?? 0;
	return m.planner_broken_size({ ...at, got, planned: problem.sizes[r]?.[group] ?? 0 });
}

type Details = Record<string, unknown>;

/** A contradiction in words, and whom, which round and table it is about. */
export function contradictionWords(
	code: string,
	details: Details,
	{ people, rounds }: Composition
): { says: string; concerns: string } {
	const who = [details.person, details.a, details.b, details.people].flat();
	// `people` is a list of persons, or how many there are.
	const many = Array.isArray(details.people);
	const numbers = (many ? who : who.slice(0, 3)).filter((at) => typeof at === 'number');
	const parts = numbers.map((at) => people[at]?.name).filter((name) => name !== undefined);
	if (typeof details.table === 'number') parts.push(m.common_table({ n: details.table + 1 }));
	if (typeof details.round === 'number')
		parts.push(m.common_round({ n: rounds[details.round]?.round.number ?? details.round + 1 }));
	const counted = many ? { ...details, people: (details.people as unknown[]).length } : details;
	const concerns = parts.length > 0 ? m.planner_concerns({ what: listed(parts) }) : '';
	return { says: wordsFor(code, counted), concerns };
}
