import type { Item } from '#lib/domain/programme.ts';
import { isRound } from '#lib/domain/programme.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { momentOfDay } from '../clock-face.ts';
import type { Followers } from './followers.ts';
import type { NextStep } from './next-step.ts';
import { plenumNumber } from './standing.ts';
import type { TableState } from './table-state.ts';

/** How long something has lasted, in the fewest signs: 40 s, 3 min, 2 t. */
export function span(ms: number): string {
	const seconds = Math.max(1, Math.round(ms / 1_000));
	if (seconds < 60) return m.console_seconds({ n: seconds });
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return m.common_minutes({ n: minutes });
	return m.console_hours({ n: Math.floor(minutes / 60) });
}

/** How long ago, for a column of its own: now, 3 min. */
export const ago = (ms: number): string => (ms < 15_000 ? m.console_just_now() : span(ms));

/** How long ago, in a sentence: just now, 3 minutes ago. */
export const longAgo = (ms: number): string =>
	ms < 15_000 ? m.console_moments_ago() : m.console_ago({ span: span(ms) });

/** Several things in a sentence, as the reader's language joins them. */
export const together = (parts: string[]): string =>
	new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(parts);

/** What an item is called when it is spoken of: round 2, plenum 1, or its title. */
export function called(item: Item, items: Item[]): string {
	if (isRound(item)) return m.console_the_round({ n: item.round.number });
	if (item.type === 'plenum') return m.console_the_plenum({ n: plenumNumber(items, item.id) });
	return item.title;
}

/** A line of the programme: «Runde 2 · Fra ideer til tiltak». */
export function titled(item: Item, items: Item[]): string {
	if (isRound(item))
		return [m.common_round({ n: item.round.number }), item.title].filter(Boolean).join(' · ');
	if (item.type === 'plenum' && !/\d/.test(item.title))
		return m.console_plenum({ n: plenumNumber(items, item.id) });
	return item.title;
}

/** What the one filled button says. */
export function nextWords(step: NextStep, items: Item[]): string {
	if (step.do === 'close') return m.console_close();
	if (step.do === 'none') return '';
	const { item, hindrance } = step;
	if (hindrance?.code === 'round-not-published') return m.console_hand_out_groups();
	if (hindrance) return m.console_appoint_at({ table: hindrance.tables[0] ?? 0 });
	if (isRound(item)) return m.console_start_round({ n: item.round.number });
	if (item.type === 'plenum') return m.console_go_plenum({ n: plenumNumber(items, item.id) });
	if (item.type === 'break' && isJustBreak(item)) return m.console_start_break();
	return m.console_go_to({ title: item.title });
}

/** A break that is called nothing else than a break: not lunch. */
const isJustBreak = ({ title }: Item): boolean => /^(pause|paus|break|)$/i.test(title.trim());

/** Why the next item cannot start yet, or null. */
export function hindranceWords(step: NextStep): string | null {
	if (step.do !== 'start' || !step.hindrance) return null;
	const n = step.item.round?.number ?? 0;
	if (step.hindrance.code === 'round-not-published') return m.console_not_published({ n });
	return m.console_no_leaders({ n, tables: together(step.hindrance.tables.map(String)) });
}

/** Who follows, in words; `needs` when somebody who should is not there. */
export function followWords(who: Followers): { needs: boolean; text: string } {
	const gone = [
		...(who.projector ? [] : [m.console_no_projector()]),
		...(who.cut.length > 0 ? [m.console_tablets_cut({ n: who.cut.length })] : [])
	];
	if (gone.length > 0) return { needs: true, text: gone.join(' · ') };
	const there = [
		m.console_tablets({ n: who.tablets }),
		m.console_projector(),
		m.console_phones({ n: who.phones })
	];
	return { needs: false, text: m.console_follow({ who: together(there) }) };
}

/**
 * What is the matter at a table, in words; empty when all is well. Where the table was last seen at
 * `seenAt`, nobody knows how long it has lasted: since when is still true.
 */
export function matters(state: TableState, open: boolean, seenAt: number | null = null): string[] {
	const said: string[] = [];
	if (state.leaderMissing) said.push(m.console_leader_missing());
	if (state.leaderAway) said.push(m.console_leader_away({ name: state.leader ?? '' }));
	if (open && !state.handedIn && state.cutFor !== null) {
		const lasts =
			seenAt === null
				? span(state.cutFor)
				: m.console_since({ time: momentOfDay(seenAt - state.cutFor) });
		said.push(
			state.waiting > 0
				? m.console_cut_waiting({ span: lasts, n: state.waiting })
				: m.console_cut({ span: lasts })
		);
	}
	if (state.late > 0) said.push(m.console_late({ n: state.late }));
	return said;
}
