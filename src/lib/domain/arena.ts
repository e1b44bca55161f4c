import { z } from 'zod';
import { Id } from './id.ts';

/** The meeting arenas of the method (R12). */
export const ArenaKind = z.enum(['steering-group', 'resource-team', 'year-team', 'strategy-forum']);
export type ArenaKind = z.infer<typeof ArenaKind>;

/** An arena as a plain list: kind, members, leader. */
export const SetArena = z.object({
	id: Id,
	kind: ArenaKind,
	name: z.string().trim().min(1).max(120),
	leaderId: Id.nullable(),
	memberIds: z.array(Id).max(200)
});
export type SetArena = z.infer<typeof SetArena>;

export type Arena = {
	id: Id;
	kind: ArenaKind;
	name: string;
	leader: { personId: Id; name: string } | null;
	members: { personId: Id; name: string }[];
};

/** Kinds of arenas that discuss proposals and coordinate measures (R24, R26). */
const TEAMS: readonly ArenaKind[] = ['resource-team', 'year-team'];

/** The resource team and the year teams: where a measure may have its main arena (R36). */
export const teams = (arenas: readonly Arena[]): Arena[] =>
	arenas.filter(({ kind }) => TEAMS.includes(kind));

/** Who may coordinate a measure: the members of those teams, each once, by name (R26). */
export function coordinators(arenas: readonly Arena[]): Arena['members'] {
	const members = new Map(
		teams(arenas).flatMap((arena) => arena.members.map((member) => [member.personId, member]))
	);
	return [...members.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether somebody leads a year team: then the coordinator is better somebody else (R27). */
export const leadsYearTeam = (arenas: readonly Arena[], personId: Id): boolean =>
	arenas.some(({ kind, leader }) => kind === 'year-team' && leader?.personId === personId);
