import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { left } from '../../src/lib/domain/clock.ts';
import { byName } from '../../src/lib/domain/name.ts';
import { timetable } from '../../src/lib/domain/programme.ts';
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

const scene = async () => only(await hall.seen('projector'), 'screen')!.scene;
const phase = async () => only(await hall.seen(), 'conference')!.phase;
const participants = async () => all(await hall.seen(), 'participant').sort(byName('nb'));

test('a step forward ends what ran, starts the clock, and cues the screen', async () => {
	const [talk, one, plenum] = await hall.items();
	await hall.does('programme.go', { itemId: talk!.id });
	house.clock.pass(12 * 60_000);
	await hall.does('programme.go', { itemId: one!.id });
	expect(await phase()).toEqual({ name: 'running', itemId: one!.id });
	expect(await scene()).toEqual({ name: 'question', roundId: one!.id });
	const clock = only(await hall.seen('table/1'), 'clock')!;
	expect(left(clock, house.clock.now())).toBe(30 * 60_000);
	await hall.does('programme.go', { itemId: plenum!.id });
	expect((await hall.items())[1]).toMatchObject({ round: { state: 'over' } });
	expect(await scene()).toMatchObject({ name: 'plenum', roundId: one!.id });
});

test('starting late shifts the rest of the programme', async () => {
	const [talk, one] = await hall.items();
	const before = timetable(540, await hall.items());
	expect(before.map(({ start }) => start)).toEqual([540, 570, 600, 630, 660]);
	await hall.does('programme.go', { itemId: talk!.id });
	house.clock.pass(40 * 60_000);
	await hall.does('programme.go', { itemId: one!.id });
	const after = timetable(540, await hall.items());
	expect(after[2]!.start - after[1]!.start).toBe(30);
	expect(after[2]!.planned).toBe(600);
});

test('the last step can be taken back, and only once', async () => {
	const [talk, one] = await hall.items();
	await hall.does('programme.go', { itemId: talk!.id });
	await hall.does('programme.go', { itemId: one!.id });
	await hall.does('programme.undo', {});
	expect(await phase()).toEqual({ name: 'running', itemId: talk!.id });
	expect((await hall.items())[0]).toMatchObject({ endedAt: null });
	expect((await hall.rounds())[0]!.round.state).toBe('published');
	expect(await refusalOf(hall.does('programme.undo', {}))).toBe('nothing-to-undo');
});

test('a round does not start before each group has a leader (R111), nor before groups are published', async () => {
	const [one] = await hall.rounds();
	const [group] = await hall.groups(one!.id);
	await hall.does('seat.move', {
		roundId: one!.id,
		participantId: group!.leaderId!,
		table: 2
	});
	const go = () => refusalOf(hall.does('programme.go', { itemId: one!.id }));
	expect(await go()).toBe('round-has-no-leaders');
	await hall.does('leader.appoint', {
		groupId: group!.id,
		participantId: group!.members[1]!.id
	});
	expect(await go()).toBe('done');

	const id = newId();
	await hall.does('item.add', { id, type: 'round', title: 'Ny runde', minutes: 20 });
	expect(await refusalOf(hall.does('programme.go', { itemId: id }))).toBe('round-not-published');
});

test('publishing asks that everybody has a seat (R110) and that two rounds differ (R115); a reason overrides', async () => {
	const [one, two] = await hall.rounds();
	const same = (await hall.groups(one!.id)).map(({ members, leaderId }) => ({
		members: members.map(({ id }) => id),
		leaderId
	}));
	await hall.does('groups.arrange', { roundId: two!.id, tables: same });
	const publish = (override?: string) => refusalOf(hall.does('rounds.publish', { override }));
	expect(await publish()).toBe('rounds-not-different');
	// The same people at other table numbers are the same groups.
	await hall.does('groups.arrange', { roundId: two!.id, tables: [...same].reverse() });
	expect(await publish()).toBe('rounds-not-different');
	await hall.does('walkin.add', { id: newId(), name: 'Sen Ankomst', seats: [] });
	expect(await publish()).toBe('not-everyone-placed');
	expect(await publish('Samme grupper hele dagen er avtalt')).toBe('done');
});

test('before they are published, groups are on nobody’s screen but the desk’s', async () => {
	const id = newId();
	await hall.does('item.add', { id, type: 'round', title: 'Ny runde', minutes: 20 });
	const people = (await participants()).map((one) => one.id);
	await hall.does('groups.arrange', { roundId: id, tables: [{ members: people }] });
	const groups = async (lane: 'staff' | 'projector' | 'table/1' | 'guest') =>
		all(await hall.seen(lane), 'group').filter(({ roundId }) => roundId === id).length;
	expect(await groups('staff')).toBe(1);
	expect(await groups('projector')).toBe(0);
	expect(await groups('table/1')).toBe(0);
	expect(await groups('guest')).toBe(0);
});

test('a plan is never trusted: unknown people, twice the same, kept apart, leaders from elsewhere', async () => {
	const [one] = await hall.rounds();
	const [a, b, ...rest] = (await participants()).map(({ id }) => id);
	const arrange = (tables: { members: string[]; leaderId?: string | null }[]) =>
		refusalOf(hall.does('groups.arrange', { roundId: one!.id, tables }));
	expect(await arrange([{ members: [newId()] }])).toBe('person-unknown');
	expect(await arrange([{ members: [a!, b!] }, { members: [a!] }])).toBe('person-twice');
	expect(await arrange([{ members: [a!], leaderId: b! }])).toBe('plan-unlawful');
	await hall.does('conference.set', { apart: [[a!, b!]] });
	expect(await arrange([{ members: [a!, b!] }])).toBe('plan-unlawful');
	expect(await arrange(Array.from({ length: 9 }, () => ({ members: [] })))).toBe(
		'more-tables-than-people'
	);
	expect(await arrange([{ members: [a!, ...rest] }, { members: [b!] }])).toBe('done');
});

test('somebody who is away is shown so at once, and a walk-in gets a seat, also in the middle of a round', async () => {
	const [one, two] = await hall.rounds();
	await hall.does('programme.go', { itemId: one!.id });
	const [group] = await hall.groups(one!.id);
	const someone = group!.members[1]!;
	await hall.does('attendance.set', { participantId: someone.id, attendance: 'absent' });
	const seen = all(await hall.seen('projector'), 'group').find(({ id }) => id === group!.id);
	expect(seen!.members.find(({ id }) => id === someone.id)).toMatchObject({ present: false });
	const id = newId();
	const seats = [one!, two!].map((round) => ({ roundId: round.id, table: 2 }));
	await hall.does('walkin.add', { id, name: 'Ny Kollega', seats });
	for (const round of [one!, two!]) {
		const [, second] = await hall.groups(round.id);
		expect(second!.members.at(-1)).toMatchObject({ name: 'Ny Kollega', present: true });
	}
	const again = hall.does('walkin.add', {
		id: newId(),
		name: 'Uten rom',
		seats: [{ roundId: one!.id, table: 9 }]
	});
	expect(await refusalOf(again)).toBe('not-found');
	expect((await participants()).some(({ name }) => name === 'Uten rom')).toBe(false);
});

test('the clock starts, pauses, and takes minutes more and less', async () => {
	const [talk] = await hall.items();
	await hall.does('programme.go', { itemId: talk!.id });
	house.clock.pass(60_000);
	await hall.does('clock.set', { do: 'pause' });
	house.clock.pass(300_000);
	const now = async () => left(only(await hall.seen(), 'clock')!, house.clock.now()) / 60_000;
	expect(await now()).toBe(29);
	await hall.does('clock.set', { do: 'add', minutes: 5 });
	await hall.does('clock.set', { do: 'start' });
	house.clock.pass(40 * 60_000);
	expect(await now()).toBe(-6);
});

test('a conference is not closed without plenary minutes (R113); closed, it takes nothing more in', async () => {
	const [, one, plenum] = await hall.items();
	await hall.does('programme.go', { itemId: one!.id });
	await hall.does('programme.go', { itemId: plenum!.id });
	expect(await refusalOf(hall.does('conference.close', {}))).toBe('minutes-missing');
	await hall.does('minute.write', { id: newId(), plenumId: plenum!.id, text: 'Vi drøftet' });
	expect(await refusalOf(hall.does('conference.close', {}))).toBe('done');
	const late = hall.does('item.add', { id: newId(), type: 'talk', title: 'x', minutes: 5 });
	expect(await refusalOf(late)).toBe('conference-closed');
});

test('minutes that were written before one could know that the conference was closed are kept', async () => {
	const [, one, plenum] = await hall.items();
	await hall.does('programme.go', { itemId: one!.id });
	const seen = await hall.does('programme.go', { itemId: plenum!.id });
	await hall.does('conference.close', { without: 'Referatet kommer' });
	const [first, second] = [newId(), newId()];
	const about = { plenumId: plenum!.id };
	await hall.does('minute.write', { ...about, id: first, text: 'Uten nett' }, undefined, { seen });
	await hall.does('minute.edit', { id: first, text: 'Rettet', version: 1 }, undefined, { seen });
	await hall.does('minute.write', { ...about, id: second, text: 'Dobbelt' }, undefined, { seen });
	await hall.does('minute.remove', { id: second }, undefined, { seen });
	expect(all(await hall.seen(), 'minute').map(({ text }) => text)).toEqual(['Rettet']);
	const knowing = hall.does('minute.write', { ...about, id: newId(), text: 'Visste det' });
	expect(await refusalOf(knowing)).toBe('conference-closed');
});

test('what was taken in after a conference was opened again, and before it closed anew, is judged by the last close', async () => {
	const [, one, plenum] = await hall.items();
	await hall.does('programme.go', { itemId: one!.id });
	await hall.does('conference.close', { without: 'For tidlig' });
	const seen = await hall.does('conference.reopen', {});
	await hall.does('conference.close', { without: 'Nå er det over' });
	const about = { plenumId: plenum!.id, text: 'Mellom de to' };
	await hall.does('minute.write', { ...about, id: newId() }, undefined, { seen });
	const knowing = hall.does('minute.write', { ...about, id: newId() }, undefined, {
		seen: seen + 1
	});
	expect(await refusalOf(knowing)).toBe('conference-closed');
});

test('a question that has been answered stays; a line that has been held is not removed', async () => {
	const [one] = await hall.rounds();
	await hall.does('programme.go', { itemId: one!.id });
	const [group] = await hall.groups(one!.id);
	const [first, second] = one!.round.prompts;
	await hall.does('point.write', {
		id: newId(),
		groupId: group!.id,
		promptId: first!.id,
		text: 'Svar'
	});
	const without = hall.does('item.set', { id: one!.id, round: { prompts: [second!] } });
	expect(await refusalOf(without)).toBe('prompt-answered');
	expect(await refusalOf(hall.does('item.remove', { id: one!.id }))).toBe('item-started');
	expect(await refusalOf(hall.does('item.remove', { id: newId() }))).toBe('item-unknown');
});

test('a round that is taken out of the programme leaves the screen, and what undo and «back» would bring', async () => {
	const [talk] = await hall.items();
	const screen = async () => only(await hall.seen('projector'), 'screen')!;
	const id = newId();
	await hall.does('item.add', { id, type: 'round', title: 'Ny runde', minutes: 20 });
	await hall.does('screen.cue', { scene: { name: 'seating', roundId: id, by: 'table' } });
	await hall.does('programme.go', { itemId: talk!.id });
	await hall.does('screen.cue', { scene: { name: 'question', roundId: id } });
	await hall.does('screen.cue', { scene: { name: 'points', roundId: id } });
	const { cue } = await screen();
	await hall.does('item.remove', { id });
	expect(await screen()).toMatchObject({
		scene: { name: 'neutral' },
		before: { name: 'neutral' },
		cue: cue + 1
	});
	await hall.does('programme.undo', {});
	expect(await screen()).toMatchObject({ scene: { name: 'neutral' }, cue: cue + 2 });
	expect(await phase()).toEqual({ name: 'planning' });
});

test('a line that is taken out and is on no screen leaves the screen as it is', async () => {
	const screen = async () => only(await hall.seen('projector'), 'screen')!;
	const [one] = await hall.rounds();
	await hall.does('screen.cue', { scene: { name: 'question', roundId: one!.id } });
	const before = await screen();
	await hall.does('item.remove', { id: (await hall.items())[4]!.id });
	expect(await screen()).toEqual(before);
});

test('nothing is cued that the programme does not hold', async () => {
	const cue = (roundId: string) =>
		refusalOf(hall.does('screen.cue', { scene: { name: 'question', roundId } }));
	expect(await cue(newId())).toBe('item-unknown');
	expect(await cue((await hall.items())[0]!.id)).toBe('item-unknown');
	expect(await cue((await hall.rounds())[0]!.id)).toBe('done');
});

test('what has points or minutes is not taken out of the programme, also when its start was taken back', async () => {
	const [, one, plenum] = await hall.items();
	await hall.does('programme.go', { itemId: one!.id });
	const [group] = await hall.groups(one!.id);
	const promptId = (await hall.rounds())[0]!.round.prompts[0]!.id;
	const point = { id: newId(), groupId: group!.id, promptId, text: 'Skrevet' };
	await hall.does('point.write', point);
	await hall.does('programme.undo', {});
	await hall.does('minute.write', { id: newId(), plenumId: plenum!.id, text: 'For tidlig' });
	for (const { id } of [one!, plenum!])
		expect(await refusalOf(hall.does('item.remove', { id }))).toBe('item-written-in');
});

test('closing a conference cues the screen, so that the console hears of it', async () => {
	const screen = async () => only(await hall.seen('projector'), 'screen')!;
	const [one] = await hall.rounds();
	await hall.does('programme.go', { itemId: one!.id });
	const before = await screen();
	await hall.does('conference.close', { without: 'Møtet ble kort' });
	expect(await screen()).toMatchObject({
		scene: { name: 'neutral' },
		before: before.scene,
		cue: before.cue + 1
	});
});
