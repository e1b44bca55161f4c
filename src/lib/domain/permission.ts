import type { ActName } from './act.ts';
import type { Lane } from './audience.ts';

/** What an account can be, in a scope: a municipality, a school or one conference. */
export const ROLES = ['owner', 'facilitator', 'minute-taker', 'steering'] as const;
export type RoleName = (typeof ROLES)[number];
export type ScopeKind = 'municipality' | 'school' | 'conference';
export type Role = { role: RoleName; scopeKind: ScopeKind; scopeId: string };

/** What a link gave a device: one table, the screen, or a phone in one conference. */
export type Grant = {
	conferenceId: string;
	kind: 'table' | 'screen' | 'guest';
	table: number | null;
	version: number;
	/** The participant a phone's owner said they are. */
	participantId?: string;
};

/** What somebody is in one room. */
export type Hat = 'facilitator' | 'minute-taker' | 'steering' | 'projector' | 'guest' | 'table';

/**
 * Where a room belongs: a conference to the school or municipality that holds it, a school's
 * room to the school.
 */
export type Belonging = {
	kind: 'conference' | 'school' | 'municipality';
	id: string;
	ownerId: string;
};

/**
 * The hats that roles give in a room. An owner or facilitator of the school leads its
 * conferences; a facilitator or minute-taker may be named for one conference alone. The
 * owner of a municipality has no hat in a school's conference: its raw points are the
 * school's (R144).
 */
export function hatsOf(roles: Role[], place: Pick<Belonging, 'id' | 'ownerId'>): Set<Hat> {
	const hats = new Set<Hat>();
	for (const { role, scopeId } of roles) {
		const here = scopeId === place.ownerId || scopeId === place.id;
		if (!here) continue;
		if (role === 'owner' || role === 'facilitator') hats.add('facilitator').add('steering');
		else hats.add(role);
	}
	return hats;
}

/** The lanes that hats and grants open in a conference. */
export function mayFollow(hats: Set<Hat>, grants: Grant[], lane: Lane): boolean {
	const staff = hats.has('facilitator') || hats.has('minute-taker') || hats.has('steering');
	if (lane === 'staff') return staff;
	if (lane === 'projector')
		return hats.has('facilitator') || grants.some((grant) => grant.kind === 'screen');
	if (lane === 'guest') return staff || grants.length > 0;
	const table = Number(lane.slice('table/'.length));
	return (
		hats.has('facilitator') ||
		grants.some((grant) => grant.kind === 'table' && grant.table === table)
	);
}

const LEADS: Hat[] = ['facilitator'];
const WRITES: Hat[] = ['facilitator', 'table'];
const MINUTES: Hat[] = ['facilitator', 'minute-taker'];
const STEERS: Hat[] = ['steering'];

/**
 * Who may do what. `table` means the tablet of the very table that the point or group
 * belongs to. Facilitators may do what a table may (for a table without a tablet).
 */
export const MAY: Record<ActName, Hat[]> = {
	'conference.set': LEADS,
	'conference.close': LEADS,
	'conference.reopen': LEADS,
	'item.add': LEADS,
	'item.set': LEADS,
	'item.move': LEADS,
	'item.remove': LEADS,
	'groups.arrange': LEADS,
	'seat.move': LEADS,
	'leader.appoint': LEADS,
	'place.set': LEADS,
	'rounds.publish': LEADS,
	'attendance.set': LEADS,
	'attendance.rest': LEADS,
	'walkin.add': LEADS,
	'programme.go': LEADS,
	'programme.undo': LEADS,
	'clock.set': LEADS,
	'screen.cue': LEADS,
	'notice.send': LEADS,
	'keys.turn': LEADS,
	'recorder.appoint': WRITES,
	'point.write': WRITES,
	'point.edit': WRITES,
	'point.move': WRITES,
	'point.withdraw': WRITES,
	'point.return': WRITES,
	'point.restore': WRITES,
	'group.hand-in': WRITES,
	'group.reopen': WRITES,
	'help.ask': WRITES,
	'help.done': WRITES,
	'point.hold': LEADS,
	'point.release': LEADS,
	'point.redact': LEADS,
	'round.release': LEADS,
	'points.carry': LEADS,
	'minute.write': MINUTES,
	'minute.edit': MINUTES,
	'minute.remove': MINUTES,
	'theme.add': STEERS,
	'theme.set': STEERS,
	'theme.remove': STEERS,
	'point.place': STEERS,
	'point.set-aside': STEERS,
	'proposal.make': STEERS,
	'proposal.set': STEERS,
	'proposal.hear': STEERS,
	'proposal.decide': STEERS,
	'measure.make': STEERS,
	'measure.set': STEERS,
	'measure.advance': STEERS,
	'measure.log': STEERS
};

/** Whether any of the hats may do the act. */
export function may(hats: Set<Hat>, act: ActName): boolean {
	return MAY[act].some((hat) => hats.has(hat));
}
