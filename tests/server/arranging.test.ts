import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expect as foresee } from '../../src/lib/domain/expect.ts';
import { byName } from '../../src/lib/domain/name.ts';
import { NO_RULES } from '../../src/lib/domain/plan-rules.ts';
import { all, only } from '../../src/lib/domain/room.ts';
import {
	newId,
	openHall,
	openHouse,
	refusalOf,
	type Hall,
	type OpenHouse
} from '../support/house.ts';

let house: OpenHouse;
let hall: Hall;

beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
	hall = await openHall(house);
});

const seats = async () =>
	all(await hall.seen(), 'participant')
		.sort(byName('nb'))
		.map(({ id }) => id);
const newRound = async () => {
	const id = newId();
	const prompts = [{ id: newId(), text: 'Hva nå?', lang: 'nb' as const }];
	await hall.does('item.add', { id, type: 'round', title: '', minutes: 20, round: { prompts } });
	return id;
};

test('a recorder who was planned sits at the table, and is there at once for whoever planned it', async () => {
	const [round] = await hall.rounds();
	const all = await seats();
	const input = {
		roundId: round!.id,
		tables: [
			{ members: all.slice(0, 4), leaderId: all[0], recorderId: all[1] },
			{ members: all.slice(4), leaderId: all[4] }
		]
	};
	const act = { id: newId(), room: hall.id, name: 'groups.arrange' as const, input, seen: 0 };
	const foreseen = foresee(await hall.seen(), act, 0);
	await hall.does('groups.arrange', input);
	const groups = await hall.groups(round!.id);
	expect(groups.map(({ recorderId }) => recorderId)).toEqual([all[1], null]);
	expect(foreseen.group).toEqual((await hall.seen()).group);
});

test('somebody who sits elsewhere cannot be given the pen', async () => {
	const [round] = await hall.rounds();
	const all = await seats();
	const tables = [{ members: all.slice(0, 4), recorderId: all[5] }, { members: all.slice(4) }];
	const done = hall.does('groups.arrange', { roundId: round!.id, tables });
	expect(await refusalOf(done)).toBe('plan-unlawful');
});

test('groups that were only planned can be taken away again; those that were handed out cannot', async () => {
	const roundId = await newRound();
	await hall.does('groups.arrange', { roundId, tables: [{ members: await seats() }] });
	expect(await hall.groups(roundId)).toHaveLength(1);
	await hall.does('groups.arrange', { roundId, tables: [] });
	expect(await hall.groups(roundId)).toEqual([]);
	const [handedOut] = await hall.rounds();
	const emptied = hall.does('groups.arrange', { roundId: handedOut!.id, tables: [] });
	expect(await refusalOf(emptied)).toBe('groups-handed-out');
});

test('whoever is away from a round needs no seat in it for the groups to be handed out', async () => {
	const roundId = await newRound();
	const [first, ...rest] = await seats();
	await hall.does('groups.arrange', {
		roundId,
		tables: [{ members: rest.slice(0, 3) }, { members: rest.slice(3) }]
	});
	expect(await refusalOf(hall.does('rounds.publish', {}))).toBe('not-everyone-placed');
	const away = [{ person: first!, rounds: [roundId] }];
	await hall.does('conference.set', { rules: { ...NO_RULES, away } });
	expect(await refusalOf(hall.does('rounds.publish', {}))).toBe('done');
	expect(only(await hall.seen('table/1'), 'conference')?.rules).toEqual(NO_RULES);
});
