import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { expect as foresee } from '../../src/lib/domain/expect.ts';
import { byName } from '../../src/lib/domain/name.ts';
import { all } from '../../src/lib/domain/room.ts';
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

const people = async () => all(await hall.seen(), 'participant').sort(byName('nb'));

test('everybody who is still only expected is present at one press; who is marked absent stays absent', async () => {
	const [alva] = await people();
	await hall.does('attendance.set', { participantId: alva!.id, attendance: 'absent' });
	await hall.does('attendance.rest', { attendance: 'present' });
	const marks = (await people()).map(({ attendance }) => attendance);
	expect(marks).toEqual(['absent', ...Array.from({ length: 7 }, () => 'present')]);
});

test('a table cannot say who has come', async () => {
	const tablet = await hall.device('table', 1);
	const said = hall.does('attendance.rest', { attendance: 'present' }, tablet);
	expect(await refusalOf(said)).toBe('not-allowed');
});

test('what the facilitator sees at once when somebody is absent is what the server then tells', async () => {
	const [alva] = await people();
	const input = { participantId: alva!.id, attendance: 'absent' as const };
	const act = { id: newId(), room: hall.id, name: 'attendance.set' as const, input, seen: 0 };
	const foreseen = foresee(await hall.seen(), act, 0);
	await hall.does('attendance.set', input);
	const told = await hall.seen();
	expect(foreseen.participant).toEqual(told.participant);
	expect(foreseen.group).toEqual(told.group);
});

test('an entry of the minutes that was removed by mistake comes back where it stood', async () => {
	const plenum = (await hall.items()).find(({ type }) => type === 'plenum')!;
	const texts = ['Først', 'Så', 'Sist'];
	const ids = texts.map(() => newId());
	for (const [at, text] of texts.entries())
		await hall.does('minute.write', { id: ids[at]!, plenumId: plenum.id, text });
	const entries = async () =>
		all(await hall.seen(), 'minute').sort((a, b) => a.position - b.position);
	const [, second] = await entries();
	await hall.does('minute.remove', { id: second!.id });
	expect((await entries()).map(({ text }) => text)).toEqual(['Først', 'Sist']);
	const { plenumId, text, points, position } = second!;
	await hall.does('minute.write', { id: newId(), plenumId, text, points, position });
	expect((await entries()).map(({ text }) => text)).toEqual(texts);
});

test('two change one entry of the minutes at once: the newest shows, and the other text can be chosen instead', async () => {
	const plenum = (await hall.items()).find(({ type }) => type === 'plenum')!;
	const id = newId();
	await hall.does('minute.write', { id, plenumId: plenum.id, text: 'Alle hilser' });
	await hall.does('minute.edit', { id, text: 'Alle hilser ved døra', version: 1 });
	await hall.does('minute.edit', { id, text: 'Voksne hilser først', version: 1 });
	const entry = async () => (await hall.seen()).minute[id]!;
	expect(await entry()).toMatchObject({
		text: 'Voksne hilser først',
		other: 'Alle hilser ved døra'
	});
	const { other, version } = await entry();
	await hall.does('minute.edit', { id, text: other!, version });
	expect(await entry()).toMatchObject({
		text: 'Alle hilser ved døra',
		other: 'Voksne hilser først'
	});
});
