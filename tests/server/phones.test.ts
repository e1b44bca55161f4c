import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { all } from '../../src/lib/domain/room.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as people from '../../src/lib/server/people.ts';
import * as phones from '../../src/lib/server/phones.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { openHall, openHouse, refusalOf, type Hall, type OpenHouse } from '../support/house.ts';

const NOTHING_MORE = { email: undefined, staffNumber: undefined, unit: undefined };
let house: OpenHouse;
let hall: Hall;

beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
	hall = await openHall(house);
});

const code = async () => Object.values((await hall.seen()).conference)[0]!.joinCode;

/** A phone that joined by code. */
async function phone() {
	const { grant } = await conferences.byCode(house.app, await code(), '10.0.0.7');
	const token = await sessions.grant(house.app, undefined, grant);
	return holding(token);
}
const holding = async (token: string) => ({ token, who: await sessions.who(house.app, token) });
type Phone = Awaited<ReturnType<typeof phone>>;

async function finds(from: Phone, name: string, chosen: string | null = null) {
	const found = await phones.find(house.app, from, hall.id, { name, chosen });
	return { ...found, now: await holding(found.token) };
}
const ownerOf = ({ who }: Phone) => phones.owner(house.app, who, hall.id);

test('a phone that has joined by code finds its owner by name, however it is typed', async () => {
	const joined = await phone();
	expect(await ownerOf(joined)).toBeNull();
	const { now } = await finds(joined, '  alva   NORDLI ');
	expect((await ownerOf(now))?.name).toBe('Alva Nordli');
});

test('whose the phone is is kept when the link is scanned again, and forgotten on asking', async () => {
	const { now } = await finds(await phone(), 'Gro Lunde');
	const { grant } = await conferences.byCode(house.app, await code(), '10.0.0.7');
	const again = await holding(await sessions.grant(house.app, now.token, grant));
	expect((await ownerOf(again))?.name).toBe('Gro Lunde');
	await phones.forget(house.app, again.token, hall.id);
	expect(await ownerOf(await holding(again.token))).toBeNull();
});

test('a name that is not on the list is refused, and after some tries slowed', async () => {
	const joined = await phone();
	expect(await refusalOf(finds(joined, 'Ingen Slik'))).toBe('name-unknown');
	const answers: (string | null)[] = [];
	for (let at = 0; at < 8; at++) answers.push(await refusalOf(finds(joined, `Gjett ${at}`)));
	expect(answers.at(-1)).toBe('too-many-tries');
});

test('two with the same name are told apart by table, and no other name is ever given', async () => {
	await people.importInto(house.app, house.principal, hall.id, [
		{ name: 'Alva Nordli', attributes: { team: 'annet' }, ...NOTHING_MORE }
	]);
	const joined = await phone();
	const found = await finds(joined, 'Alva Nordli');
	if (!('several' in found)) throw new Error('one was chosen without asking');
	expect(found.several.map(({ table }) => table).sort()).toEqual([1, null]);
	expect(Object.keys(found.several[0]!).sort()).toEqual(['id', 'round', 'table']);
	expect(await ownerOf(found.now)).toBeNull();
	const chosen = found.several.find(({ table }) => table === 1)!;
	const { now } = await finds(joined, 'Alva Nordli', chosen.id);
	expect((await ownerOf(now))?.id).toBe(chosen.id);
});

test('people who share a first name are not listed: the whole name is asked for', async () => {
	await people.importInto(house.app, house.principal, hall.id, [
		{ name: 'Alva Sandøy', attributes: {}, ...NOTHING_MORE }
	]);
	expect(await refusalOf(finds(await phone(), 'Alva'))).toBe('name-shared');
	const { now } = await finds(await phone(), 'Alva Sandøy');
	expect((await ownerOf(now))?.name).toBe('Alva Sandøy');
});

test('a number that was seen in the room opens nobody’s name', async () => {
	const joined = await phone();
	const room = await hall.seen('guest');
	const other = all(room, 'group')[0]!.members[0]!;
	expect(other.name).toBe('');
	expect(await refusalOf(finds(joined, 'Finnes ikke', other.id))).toBe('name-unknown');
	const { now } = await finds(joined, 'Harald Bø', other.id);
	expect((await ownerOf(now))?.name).toBe('Harald Bø');
});

test('a stranger, and a phone whose link was turned, find nobody', async () => {
	const stranger = {
		token: undefined as unknown as string,
		who: await sessions.who(house.app, undefined)
	};
	expect(await refusalOf(finds(stranger, 'Alva Nordli'))).toBe('not-signed-in');
	const joined = await phone();
	await hall.does('keys.turn', { what: 'guest' });
	expect(await refusalOf(finds(joined, 'Alva Nordli'))).toBe('not-found');
});
