import type { Conference } from '#lib/domain/conference.ts';
import { inOrder, isRound, roundBefore, type Item, type RoundItem } from '#lib/domain/programme.ts';
import { all, only, type Room } from '#lib/domain/room.ts';
import type { Scene } from '#lib/domain/screen.ts';
import type { Group } from '#lib/domain/seating.ts';

/** Where the conference stands in its programme, as the console shows it. */
export type Standing = {
	conference: Conference;
	items: Item[];
	/** The item that runs now; null before the start and after the end. */
	running: Item | null;
	/** The round whose tables are shown: the open one, the one in plenum, else the one to come. */
	round: RoundItem | null;
	groups: Group[];
};

/** Reads the standing from a room; null before anything has arrived. */
export function standing(room: Room): Standing | null {
	const conference = only(room, 'conference');
	if (!conference) return null;
	const items = inOrder(all(room, 'item'));
	const { phase } = conference;
	const running =
		phase.name === 'running' ? (items.find(({ id }) => id === phase.itemId) ?? null) : null;
	const round = roundShown(items, running);
	return { conference, items, running, round, groups: round ? groupsOf(room, round.id) : [] };
}

function roundShown(items: Item[], running: Item | null): RoundItem | null {
	if (running && isRound(running)) return running;
	if (running?.type === 'plenum') return roundBefore(items, running.id);
	const rounds = items.filter(isRound);
	return rounds.find(({ round }) => round.state !== 'over') ?? rounds.at(-1) ?? null;
}

/** The groups of a round, by table number. */
export function groupsOf(room: Room, roundId: string): Group[] {
	return all(room, 'group')
		.filter((group) => group.roundId === roundId)
		.sort((a, b) => a.table - b.table);
}

/** Rounds that are not over, in order. */
export function roundsToCome(items: Item[]): RoundItem[] {
	return items.filter(isRound).filter(({ round }) => round.state !== 'over');
}

/** The number of a plenum among the plenums, from 1. */
export function plenumNumber(items: Item[], id: string): number {
	return items.filter(({ type }) => type === 'plenum').findIndex((item) => item.id === id) + 1;
}

/** What the hall sees as a matter of course where the programme stands. */
export function usualScene({ running, round, groups }: Standing): Scene {
	if (!running) return { name: 'waiting' };
	if (running.type === 'plenum' && round)
		return { name: 'plenum', roundId: round.id, groupId: reporting(groups), pointId: null };
	if (running.type === 'round') return { name: 'question', roundId: running.id };
	return { name: 'programme' };
}

/** The first table that has handed in reports first. */
export function reporting(groups: Group[]): string | null {
	return groups.find(({ handedInAt }) => handedInAt !== null)?.id ?? null;
}
