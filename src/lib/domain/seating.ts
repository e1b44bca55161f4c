import { z } from 'zod';
import { Id } from './id.ts';
import type { Name } from './name.ts';

export const Attendance = z.enum(['expected', 'present', 'absent']);
export type Attendance = z.infer<typeof Attendance>;

/**
 * A person at this conference. Only staff ever see the whole list, profession and team. Of
 * somebody who was erased nothing is left but that they were there.
 */
export type Participant = {
	kind: 'participant';
	id: Id;
	attributes: Record<string, string>;
	attendance: Attendance;
	walkIn: boolean;
} & ({ personId: Id; name: string } | Erased);
/** Who was erased: nobody that the school knows. Screens say so in words of their reader's. */
export type Erased = { personId: null; name: null };

/** Whether a participant is somebody whom one may plan for: not one who was erased. */
export const isKnown = (one: Participant): one is Participant & { personId: Id; name: string } =>
	one.name !== null;

/** A seat at a table; the name stands here so that a screen needs no list of people. */
export type Member = { id: Id; name: Name; present: boolean };

/** A participant once erased: the same seat, and nothing that tells whose. */
export const erased = (someone: Participant): Participant => ({
	...someone,
	personId: null,
	name: null,
	attributes: {}
});

/** A group in which one of its members was erased. */
export const withErased = (group: Group, participantId: Id): Group => ({
	...group,
	members: group.members.map((member) =>
		member.id === participantId ? { ...member, name: null } : member
	)
});

/**
 * The people at one table in one round. Its leader is appointed by the facilitator (R111),
 * its recorder by the leader, on the tablet (R112).
 */
export type Group = {
	kind: 'group';
	id: Id;
	roundId: Id;
	table: number;
	place: string;
	members: Member[];
	leaderId: Id | null;
	recorderId: Id | null;
	published: boolean;
	handedInAt: number | null;
	helpAt: number | null;
};

const Seats = z.object({
	members: z.array(Id).max(100),
	leaderId: Id.nullable().default(null),
	/** Who writes, where it was planned; without one the leader appoints (R112). */
	recorderId: Id.nullable().optional(),
	place: z.string().trim().max(80).optional()
});
/** The whole composition of one round; table numbers are positions in the list, from 1 (R110). No tables: nobody has a seat yet. */
export const ArrangeGroups = z.object({
	roundId: Id,
	tables: z.array(Seats).max(200),
	/** How the plan was found, so that it can be found again. */
	search: z
		.object({ seed: z.number().int(), steps: z.number().int(), version: z.string().max(20) })
		.optional()
});
export type ArrangeGroups = z.infer<typeof ArrangeGroups>;

/** Moves one person to another table in one round that is not over; table null takes the seat away. */
export const MoveSeat = z.object({
	roundId: Id,
	participantId: Id,
	table: z.number().int().min(1).max(200).nullable()
});
export const AppointLeader = z.object({ groupId: Id, participantId: Id });
export const AppointRecorder = z.object({ groupId: Id, participantId: Id });
/** Publishing is gated (R110, R115); an override gives its reason, which is kept. */
export const PublishRounds = z.object({ override: z.string().trim().min(1).max(400).optional() });
export const SetAttendance = z.object({ participantId: Id, attendance: Attendance });
/** Says of everybody who is still only expected, at once, that they came or did not. */
export const SetRest = z.object({ attendance: z.enum(['present', 'absent']) });
/** Somebody who was not on the list, with the tables proposed for the rounds that remain. */
export const AddWalkIn = z.object({
	id: Id,
	name: z.string().trim().min(1).max(120),
	attributes: z.record(z.string().max(80), z.string().max(120)).default({}),
	personId: Id.optional(),
	seats: z.array(z.object({ roundId: Id, table: z.number().int().min(1).max(200) })).max(40)
});
export type AddWalkIn = z.infer<typeof AddWalkIn>;
export const SetPlace = z.object({
	table: z.number().int().min(1).max(200),
	place: z.string().trim().max(80)
});

/** Whether two compositions seat everybody with exactly the same people, whatever the table numbers. */
export function sameComposition(a: Group[], b: Group[]): boolean {
	const sets = (groups: Group[]) =>
		groups
			.map((group) =>
				group.members
					.map((member) => member.id)
					.sort()
					.join(' ')
			)
			.filter((set) => set !== '')
			.sort()
			.join('\n');
	return sets(a) === sets(b);
}

/** The table with the fewest people present; where several have, the one who knows least of `attributes`' profession, then the lowest number. */
export function proposeTable(
	groups: Group[],
	someone: { attributes: Record<string, string> },
	attribute: string,
	attributesOf: (participantId: Id) => Record<string, string>
): number | null {
	const alike = (group: Group) =>
		group.members.filter(
			(member) => attributesOf(member.id)[attribute] === someone.attributes[attribute]
		).length;
	const present = (group: Group) => group.members.filter((member) => member.present).length;
	const best = [...groups].sort(
		(a, b) => present(a) - present(b) || alike(a) - alike(b) || a.table - b.table
	)[0];
	return best?.table ?? null;
}
