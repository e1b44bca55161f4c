import type { About, Row, Says } from '#lib/domain/well.ts';
import { m } from '#lib/paraglide/messages.js';

/** How long, in the fewest signs: 40 s, 3 min, 2 t. */
export function span(ms: number): string {
	const seconds = Math.max(1, Math.round(ms / 1_000));
	if (seconds < 60) return m.well_seconds({ n: seconds });
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return m.common_minutes({ n: minutes });
	return m.well_hours({ n: Math.floor(minutes / 60) });
}

/** What a row is about, in its first column. */
export function called({ about, says }: Row): string {
	if ('table' in says) return m.common_table({ n: says.table });
	return NAMES[about]();
}

const NAMES: Record<About, () => string> = {
	server: m.well_server,
	database: m.well_database,
	redis: m.well_redis,
	projector: m.well_projector,
	table: m.well_tables,
	phones: m.well_phones,
	clock: m.well_clock
};

/** What stands in a row, beside what it is about. */
export function said(says: Says): string {
	switch (says.name) {
		case 'table-waits':
			return m.well_table_waits_short({ n: says.n, span: span(says.ms) });
		case 'table-silent':
			return m.well_table_silent_short({ span: span(says.ms) });
		case 'table-gone':
			if (says.n > 0) return m.well_table_gone_with({ n: says.n, span: span(says.ms) });
			return m.well_table_gone_short({ span: span(says.ms) });
		default:
			return sentence(says);
	}
}

/** The same said by itself, as a whole sentence where something is the matter. */
export function sentence(says: Says): string {
	switch (says.name) {
		case 'server-here':
			return m.well_server_here();
		case 'server-keeps':
			return m.well_server_keeps({ n: says.n });
		case 'server-connecting':
			return m.well_server_connecting();
		case 'server-cut':
			return m.well_server_cut({ span: span(says.ms) });
		case 'database-on':
			return m.well_database_on();
		case 'database-trial':
			return m.well_database_trial();
		case 'database-away':
			return m.well_database_away();
		case 'redis-on':
			return m.well_redis_on();
		case 'redis-away':
			return m.well_redis_away();
		case 'phones':
			return m.well_phones_n({ n: says.n });
		default:
			return ofProjector(says) ?? ofTable(says) ?? ofClock(says);
	}
}

function ofProjector(says: Says): string | null {
	switch (says.name) {
		case 'projector-shows':
			return m.well_projector_shows({
				ago: says.ms < 5_000 ? m.well_now() : m.well_moments_ago({ span: span(says.ms) })
			});
		case 'projector-several':
			return m.well_projector_several({ n: says.n });
		case 'projector-none':
			return m.well_projector_none();
		case 'projector-behind':
			return m.well_projector_behind();
		case 'projector-silent':
			return m.well_projector_silent({ span: span(says.ms) });
		default:
			return null;
	}
}

function ofTable(says: Says): string | null {
	switch (says.name) {
		case 'table-here':
			return m.well_table_here();
		case 'table-several':
			return m.well_table_several({ n: says.n });
		case 'table-sending':
			return m.well_table_sending({ n: says.n });
		case 'table-waits':
			return m.well_table_waits({ table: says.table, n: says.n, span: span(says.ms) });
		case 'table-silent':
			return m.well_table_silent({ table: says.table, span: span(says.ms) });
		case 'table-gone':
			return m.well_table_gone({ table: says.table, span: span(says.ms) });
		case 'table-closed':
			return m.well_table_closed();
		case 'table-never':
			return m.well_table_never();
		default:
			return null;
	}
}

function ofClock(says: Says): string {
	if (says.name === 'clock-running') return m.well_clock_running();
	if (says.name === 'clock-paused') return m.well_clock_paused();
	if (says.name === 'clock-over') return m.well_clock_over();
	return m.well_clock_idle();
}

/** What to do about it; null where there is nothing to do. */
export function cure(says: Says): string | null {
	switch (says.name) {
		case 'server-cut':
			return m.well_server_cut_do();
		case 'database-away':
			return m.well_database_away_do();
		case 'redis-away':
			return m.well_redis_away_do();
		case 'projector-none':
			return m.well_projector_none_do();
		case 'projector-behind':
			return m.well_projector_behind_do();
		case 'projector-silent':
			return m.well_projector_silent_do();
		case 'table-waits':
			return m.well_table_waits_do();
		case 'table-silent':
			return m.well_table_silent_do();
		case 'table-gone':
			return m.well_table_gone_do();
		default:
			return null;
	}
}
