import type { Act } from '#lib/domain/act.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';

/** A line that has been silent this long, in ms, is not believed; a tick comes every other second. */
const DOUBT = 5_000;

/** How a page stands with the server, as far as its marks need to know. */
export type Line = Pick<LiveRoom, 'line' | 'silentFor' | 'waiting'>;

/** Without contact, so that what is done here waits. */
export const isAway = ({ line, silentFor, waiting }: Line): boolean =>
	line === 'cut' || silentFor > DOUBT || (line !== 'connected' && waiting > 0);

/** What waits here for network: ids of things, and of parts of things as `id/part`. Empty while all goes well. */
export function notSent(room: Line & Pick<LiveRoom, 'unsent'>): ReadonlySet<string> {
	return new Set(isAway(room) ? room.unsent.flatMap(marked) : []);
}

/** A plan is sent with ids in the place of people and arena. */
const PARTS: Record<string, string> = {
	coordinatorId: 'coordinator',
	mainArenaId: 'mainArena',
	participantIds: 'participants'
};

/** Where what an act does is seen. */
function marked({ name, input }: Act): string[] {
	const given = input as Record<string, unknown> & { plan?: object };
	const { id, entryId, pointId, arenaId } = given;
	const part = (named: string) => `${String(id)}/${PARTS[named] ?? named}`;
	if (name === 'measure.log') return [String(entryId)];
	if (name === 'proposal.hear') return [part(String(arenaId))];
	if (name === 'proposal.decide') return [part('decision')];
	if (name === 'measure.advance') return [part('state')];
	if (name === 'proposal.set' || name === 'measure.set')
		return [...Object.keys(given), ...Object.keys(given.plan ?? {})].map(part);
	return [id ?? pointId].filter((one) => typeof one === 'string');
}
