import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import { all, roomOf, type Room } from '../../src/lib/domain/room.ts';
import type { Who } from '../../src/lib/server/access.ts';
import * as people from '../../src/lib/server/people.ts';
import { snapshot } from '../../src/lib/server/store/journal.ts';
import { newId, openRound, type Hall } from './house.ts';

/** What two tables said in two rounds, handed in; and the school's room, where it is worked on. */
export type Board = {
	hall: Hall;
	/** Ids of the points by their text. */
	points: Record<string, string>;
	/** Does something in the school's room. */
	does: <N extends ActName>(name: N, input: ActInput<N>, as?: Who) => Promise<number>;
	school: () => Promise<Room>;
	/** Starts a theme and gathers points under it, by their texts; gives its id. */
	theme: (title: string, texts: string[]) => Promise<string>;
	/** Makes a proposal of themes; gives its id. */
	propose: (title: string, themeIds: string[], pointIds?: string[]) => Promise<string>;
	/** The resource team and a year team, with their members by name. */
	teams: Teams;
	/** Hears both teams and adopts. */
	adopt: (proposalId: string) => Promise<void>;
};
export type Teams = { resource: string; year: string; personOf: (name: string) => string };

const SAID: [round: number, table: number, texts: string[]][] = [
	[0, 1, ['Mobilen ligger i hylla', 'Vi har ulike regler i hver time']],
	[0, 2, ['Ingen vet hvem som har inspeksjon', 'Mobilen ligger i hylla hele dagen']],
	[1, 1, ['=1+1 felles regler er bedre enn elleve', 'To voksne ute i storefri']],
	[1, 2, ['Vi ble ikke enige om SFO']]
];

export async function openBoard(hall: Hall): Promise<Board> {
	const points = await say(hall);
	const { app, schoolId } = hall.house;
	const does: Board['does'] = (name, input, as) => hall.does(name, input, as, { room: schoolId });
	const teams = await openTeams(hall);
	return {
		hall,
		points,
		teams,
		does,
		school: async () => roomOf((await snapshot(app.store.db, schoolId, 'staff')).things),
		theme: async (title, texts) => {
			const id = newId();
			await does('theme.add', { id, conferenceId: hall.id, title });
			for (const text of texts)
				await does('point.place', {
					pointId: points[text]!,
					conferenceId: hall.id,
					themeId: id
				});
			return id;
		},
		propose: async (title, themeIds, pointIds) => {
			const id = newId();
			const input = { id, conferenceId: hall.id, themeIds, title, text: 'Slik gjør vi det.' };
			await does('proposal.make', pointIds ? { ...input, pointIds } : input);
			return id;
		},
		adopt: async (id) => {
			for (const arenaId of [teams.resource, teams.year])
				await does('proposal.hear', { id, arenaId, date: '2026-12-02', comment: 'Bra.' });
			await does('proposal.decide', {
				id,
				outcome: 'adopted',
				date: '2026-12-14',
				grounds: 'Begge teamene vil.'
			});
		}
	};
}

async function say(hall: Hall): Promise<Record<string, string>> {
	const points: Record<string, string> = {};
	for (const number of [0, 1]) {
		const round = await openRound(hall, number);
		for (const group of await hall.groups(round.id)) {
			const texts = SAID.find(([at, table]) => at === number && table === group.table)?.[2] ?? [];
			for (const text of texts) {
				points[text] = newId();
				await hall.does('point.write', {
					id: points[text],
					groupId: group.id,
					promptId: round.round.prompts[0]!.id,
					text,
					type: text.startsWith('Vi ble ikke enige') ? 'disagreement' : 'proposal'
				});
			}
			await hall.does('group.hand-in', { groupId: group.id });
		}
	}
	return points;
}

async function openTeams(hall: Hall): Promise<Teams> {
	const { app, principal, schoolId } = hall.house;
	const known = new Map(
		all(await hall.seen(), 'participant').map(({ name, personId }) => [name, personId])
	);
	const personOf = (name: string) => known.get(name) ?? '';
	const [resource, year] = [newId(), newId()];
	await people.setArena(app, principal, schoolId, {
		id: resource,
		kind: 'resource-team',
		name: 'Ressursteamet',
		leaderId: personOf('Alva Nordli'),
		memberIds: [personOf('Birk Sandøy')]
	});
	await people.setArena(app, principal, schoolId, {
		id: year,
		kind: 'year-team',
		name: 'Trinnteam 5–7',
		leaderId: personOf('Cato Moen'),
		memberIds: [personOf('Dina Fossli')]
	});
	return { resource, year, personOf };
}
