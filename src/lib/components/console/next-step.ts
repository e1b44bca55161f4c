import { isRound, type Item } from '#lib/domain/programme.ts';
import { all, type Room } from '#lib/domain/room.ts';
import { groupsOf, type Standing } from './standing.ts';

/** What stands in the way of an item: its groups are not handed out, or tables lack a leader (R110, R111). */
export type Hindrance =
	| { code: 'round-not-published' }
	| { code: 'round-has-no-leaders'; tables: number[]; groupId: string };

/** The one thing to do next in a conference. */
export type NextStep =
	| { do: 'start'; item: Item; hindrance: Hindrance | null }
	| { do: 'close'; missing: Item[] }
	| { do: 'none' };

/** What comes next: the item after the running one, else to close; nothing once it is closed. */
export function nextStep(room: Room, { conference, items, running }: Standing): NextStep {
	if (conference.phase.name === 'closed') return { do: 'none' };
	const at = running ? items.indexOf(running) + 1 : 0;
	const item = running ? items[at] : items.find(({ startedAt }) => startedAt === null);
	if (item) return { do: 'start', item, hindrance: hindranceTo(room, item) };
	return items.length > 0 ? { do: 'close', missing: withoutMinutes(room, items) } : { do: 'none' };
}

/** Why the server would refuse to start an item, or null; the same rules as `programme.go`. */
export function hindranceTo(room: Room, item: Item): Hindrance | null {
	if (!isRound(item)) return null;
	const groups = groupsOf(room, item.id).filter(
		({ published, members }) => published && members.length > 0
	);
	if (groups.length === 0) return { code: 'round-not-published' };
	const leaderless = groups.filter(({ leaderId }) => leaderId === null);
	const [first] = leaderless;
	if (!first) return null;
	const tables = leaderless.map(({ table }) => table);
	return { code: 'round-has-no-leaders', tables, groupId: first.id };
}

/** Plenums that were held (all, when none was) and have no minutes: they keep a conference open (R113). */
export function withoutMinutes(room: Room, items: Item[]): Item[] {
	const plenums = items.filter(({ type }) => type === 'plenum');
	const held = plenums.filter(({ startedAt }) => startedAt !== null);
	const written = new Set(all(room, 'minute').map(({ plenumId }) => plenumId));
	return (held.length > 0 ? held : plenums).filter(({ id }) => !written.has(id));
}

/** How a plenum's minutes are shared among its tables: minutes each, and what is left to talk. */
export function plenumShare(minutes: number, tables: number): { each: number; rest: number } {
	if (tables === 0) return { each: 0, rest: minutes };
	const each = Math.max(1, Math.floor((minutes * 0.8) / tables));
	return { each, rest: Math.max(0, minutes - each * tables) };
}
