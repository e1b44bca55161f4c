import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { all, roomOf, type Room } from '../../src/lib/domain/room.ts';
import type { PlannedItem } from '../../src/lib/domain/templates.ts';
import { isRound } from '../../src/lib/domain/programme.ts';
import { act } from '../../src/lib/server/acts.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as people from '../../src/lib/server/people.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { snapshot } from '../../src/lib/server/store/journal.ts';
import { newId, type OpenHouse } from '../../tests/support/house.ts';

/** A conference that is ready to begin, with the keys to it. */
export type Hall = {
	id: string;
	/** What links are signed with. */
	secret: string;
	/** Cookie headers for a lane; each is of a device of its own. */
	cookies: (lane: Lane, count: number) => Promise<string[]>;
};

const ROUNDS = 6;
const AT_A_TABLE = 4;

/** Makes a conference with groups at so many tables, published, and its first round open. */
export async function open(house: OpenHouse, tables: number): Promise<Hall> {
	const { app, principal, schoolId } = house;
	const about = {
		name: 'Uværskonferansen',
		date: '2026-11-24',
		startsAt: 540,
		lang: 'nb' as const
	};
	const id = await conferences.create(app, principal, { ownerId: schoolId, ...about }, programme());
	await people.importInto(app, principal, id, guests(tables * AT_A_TABLE));
	const seen = async () => roomOf((await snapshot(app.store.db, id, 'staff')).things);
	const does = async <N extends ActName>(name: N, input: ActInput<N>) =>
		void (await act(app, principal, { id: newId(), room: id, name, input, seen: 0 }));
	for (const arranged of arrangements(await seen(), tables)) await does('groups.arrange', arranged);
	await does('rounds.publish', {});
	const first = all(await seen(), 'item').find(isRound);
	await does('programme.go', { itemId: first!.id });
	return { id, secret: app.secret, cookies: (lane, count) => cookiesFor(house, id, lane, count) };
}

/** Rounds with a plenum after each; every other round is held until it is released. */
function programme(): PlannedItem[] {
	const plain = { note: '', minutes: 20, lang: 'nb' as const };
	return Array.from({ length: ROUNDS }, (_, at) => {
		const prompts = ['Hva lykkes vi med?', 'Hva strever vi med?'];
		const round = {
			mix: { kind: 'mixed' as const },
			prompts: prompts.map((text) => ({ text, lang: 'nb' as const }))
		};
		return [
			{ ...plain, type: 'round' as const, title: `Runde ${at + 1}`, round },
			{ ...plain, type: 'plenum' as const, title: `Plenum ${at + 1}`, round: null }
		];
	}).flat();
}

const guests = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		name: `Prøve Deltaker ${at + 1}`,
		attributes: { profession: at % 3 === 0 ? 'assistent' : 'lærer', team: `${at % 4}` }
	}));

/** Everybody at a table in each round, one seat further on each time. */
function arrangements(room: Room, tables: number): ActInput<'groups.arrange'>[] {
	const seats = all(room, 'participant').map(({ id }) => id);
	return all(room, 'item')
		.filter(isRound)
		.map(({ id: roundId, round }) => {
			const moved = (seat: string, at: number) =>
				(at + Math.floor(at / tables) * round.number) % tables;
			const groups = Array.from({ length: tables }, (_, table) =>
				seats.filter((seat, at) => moved(seat, at) === table)
			);
			return { roundId, tables: groups.map((members) => ({ members, leaderId: members[0]! })) };
		});
}

async function cookiesFor(house: OpenHouse, id: string, lane: Lane, count: number) {
	const made: string[] = [];
	while (made.length < count) made.push(`${sessions.COOKIE}=${await tokenFor(house, id, lane)}`);
	return made;
}

async function tokenFor({ app, principal }: OpenHouse, id: string, lane: Lane): Promise<string> {
	if (lane === 'staff') return sessions.signIn(app, undefined, principal.account!.id);
	const kind = lane === 'projector' ? 'screen' : lane === 'guest' ? 'guest' : 'table';
	const table = kind === 'table' ? Number(lane.slice('table/'.length)) : null;
	const grant = await conferences.grantFor(app, { conferenceId: id, kind, table });
	return sessions.grant(app, undefined, grant);
}
