import { frameOf } from '../../src/lib/components/scenes/frame.ts';
import { seeFact, type Lane } from '../../src/lib/domain/audience.ts';
import { canonical, follow, NOTHING, roomHash, type Room } from '../../src/lib/domain/room.ts';
import type { History } from './history.ts';
import type { Ledger } from './ledger.ts';

/**
 * Screens that did not show what the database held. For each number at which somebody looked,
 * the room is followed there through the lane of the one who looked.
 */
export function screens(history: History, { journal, epoch }: Ledger): string[] {
	const found: string[] = [];
	const looks = Map.groupBy(history.looks, ({ lane }) => lane);
	for (const [lane, seen] of looks) {
		const byNumber = Map.groupBy(seen, ({ number }) => number);
		walk(journal, lane, (number, room) => {
			const there = byNumber.get(number) ?? [];
			byNumber.delete(number);
			if (there.length === 0) return;
			const hash = roomHash(room);
			for (const look of there)
				if (look.hash !== hash || look.epoch !== epoch)
					found.push(`${look.device} at ${number} is not the database's room`);
		});
		for (const [number, ahead] of byNumber)
			for (const { device } of ahead) found.push(`${device} stands at ${number}, which was never`);
	}
	return [...found, ...mixed(history, journal)];
}

/** Pictures of the projector that are of no room that ever was. */
function mixed({ pictures }: History, journal: Ledger['journal']): string[] {
	const found: string[] = [];
	const byNumber = Map.groupBy(pictures.values(), ({ number }) => number);
	walk(journal, 'projector', (number, room) => {
		const there = byNumber.get(number) ?? [];
		if (there.length === 0) return;
		const picture = canonical(frameOf(room));
		for (const { device, hash } of there)
			if (hash !== picture) found.push(`${device} showed a mixed picture at ${number}: ${hash}`);
	});
	return found;
}

/** The room at each number, as a lane sees it. */
function walk(
	journal: Ledger['journal'],
	lane: Lane,
	visit: (number: number, room: Room) => void
): void {
	let room = NOTHING;
	visit(0, room);
	for (const { seq, fact } of journal) {
		room = follow(room, seeFact(fact, lane));
		visit(seq, room);
	}
}
