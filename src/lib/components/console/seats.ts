import type { RoundItem } from '#lib/domain/programme.ts';
import type { Room } from '#lib/domain/room.ts';
import { proposeTable, type Group } from '#lib/domain/seating.ts';
import { calledShort } from '../person-words.ts';
import { groupsOf } from './standing.ts';

/** The table that somebody new might take in each of `rounds` that has groups: the emptiest, and there where fewest are alike. */
export function proposedSeats(
	room: Room,
	rounds: RoundItem[],
	attributes: Record<string, string>,
	attribute: string
): { roundId: string; table: number }[] {
	const attributesOf = (id: string) => room.participant[id]?.attributes ?? {};
	return rounds.flatMap(({ id }) => {
		const table = proposeTable(groupsOf(room, id), { attributes }, attribute, attributesOf);
		return table === null ? [] : [{ roundId: id, table }];
	});
}

/** The group that somebody sits in, or null. */
export function seatOf(groups: Group[], participantId: string): Group | null {
	return groups.find(({ members }) => members.some(({ id }) => id === participantId)) ?? null;
}

/** Who sits at a table, in short names; those who are away are left out. */
export function companyAt(groups: Group[], table: number, but?: string): string[] {
	const members = groups.find((group) => group.table === table)?.members ?? [];
	const others = members.filter(({ id, present }) => present && id !== but);
	return calledShort(others);
}
