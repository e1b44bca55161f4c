import type { ArenaKind } from '#lib/domain/arena.ts';
import type { RoleName } from '#lib/domain/permission.ts';
import { m } from '#lib/paraglide/messages.js';

/** An arena's kind in words (R12). */
export function arenaWords(kind: ArenaKind): string {
	return {
		'steering-group': m.desk_arena_steering_group(),
		'resource-team': m.desk_arena_resource_team(),
		'year-team': m.desk_arena_year_team(),
		'strategy-forum': m.desk_arena_strategy_forum()
	}[kind];
}

/** A role in words, and what one with it may do. */
export function roleWords(role: RoleName): { name: string; may: string } {
	return {
		owner: { name: m.desk_role_owner(), may: m.desk_role_owner_may() },
		facilitator: { name: m.desk_role_facilitator(), may: m.desk_role_facilitator_may() },
		'minute-taker': { name: m.desk_role_minute_taker(), may: m.desk_role_minute_taker_may() },
		steering: { name: m.desk_role_steering(), may: m.desk_role_steering_may() }
	}[role];
}
