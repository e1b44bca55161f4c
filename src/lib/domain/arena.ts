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
