import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import { tableOf } from '../../src/lib/domain/audience.ts';
import type { Point } from '../../src/lib/domain/point.ts';
import { inOrder, isRound, type RoundItem } from '../../src/lib/domain/programme.ts';
import { all, type Room } from '../../src/lib/domain/room.ts';
import type { Scene } from '../../src/lib/domain/screen.ts';
import type { Group } from '../../src/lib/domain/seating.ts';
import { newId } from '../../tests/support/house.ts';
import type { Device } from './device.ts';
import type { Dice } from './dice.ts';

/**
 * What people do on devices, one act at a time, with real acts chosen by dice. Each text holds
 * a canary of its author's lane, so that it is known again wherever it turns up.
 */
export type Person = (device: Device, dice: Dice) => void;

let said = 0;
/** A text that has never been said before. */
const text = (lane: string): string =>
	`Vi prøver det én gang til, kanari-${lane.replace('/', '')}-${++said} — blåbær`;

const does = <N extends ActName>(device: Device, name: N, input: ActInput<N>): void =>
	void device.act(name, input);

/** The group whose turn it is at a table: in the round that is open, else in the last one that was. */
function groupAt(room: Room, table: number): { round: RoundItem; group: Group } | null {
	const rounds = inOrder(all(room, 'item')).filter(isRound);
	const round =
		rounds.find((one) => one.round.state === 'open') ??
		rounds.filter((one) => one.round.state === 'over').at(-1);
	const group = all(room, 'group').find((g) => g.roundId === round?.id && g.table === table);
	return round && group ? { round, group } : null;
}

const TABLE = {
	write: 50,
	edit: 22,
	move: 5,
	withdraw: 5,
	return: 3,
	restore: 3,
	handIn: 5,
	reopen: 4,
	help: 2,
	recorder: 2
};

/** A table's tablet. */
export const atTable: Person = (device, dice) => {
	const table = tableOf(device.kind.lane)!;
	const here = groupAt(device.things, table);
	if (!here) return;
	const { round, group } = here;
	const what = dice.weighed(TABLE);
	const groupId = group.id;
	if (what === 'write') {
		const promptId = dice.pick(round.round.prompts).id;
		const input = { id: newId(), groupId, promptId, text: text(device.kind.lane) };
		return does(device, 'point.write', { ...input, type: dice.pick([null, 'proposal'] as const) });
	}
	if (what === 'handIn') return does(device, 'group.hand-in', { groupId });
	if (what === 'reopen') return does(device, 'group.reopen', { groupId });
	if (what === 'help') return does(device, 'help.ask', { groupId });
	if (what === 'recorder')
		return does(device, 'recorder.appoint', {
			groupId,
			participantId: dice.pick(group.members).id
		});
	// What was shown from a round whose group has left the table is no longer the table's to change.
	const mine = all(device.things, 'point').filter(
		(point) => point.groupId === groupId && !point.shelved
	);
	if (mine.length > 0) withPoint(device, dice, what, dice.pick(mine));
};

function withPoint(device: Device, dice: Dice, what: keyof typeof TABLE, point: Point): void {
	const { id, version } = point;
	if (what === 'edit')
		return does(device, 'point.edit', { id, version, text: text(device.kind.lane) });
	if (what === 'move') return does(device, 'point.move', { id, position: dice.below(4) });
	if (what === 'withdraw') return does(device, 'point.withdraw', { id });
	if (what === 'return') return does(device, 'point.return', { id });
	return does(device, 'point.restore', { id });
}

const CONSOLE = {
	cue: 30,
	clock: 6,
	notice: 6,
	attendance: 10,
	walkIn: 3,
	hold: 6,
	release: 8,
	redact: 2,
	releaseRound: 5,
	go: 5,
	place: 3,
	leader: 3,
	helped: 4,
	minute: 10,
	editMinute: 5
};

/** The facilitator's console. */
export const atConsole: Person = (device, dice) => {
	const what = dice.weighed(CONSOLE);
	const room = device.things;
	const rounds = all(room, 'item').filter(isRound);
	if (rounds.length === 0) return;
	if (what === 'cue') return does(device, 'screen.cue', { scene: sceneFrom(room, dice) });
	if (what === 'go') return next(device, dice);
	if (what === 'clock')
		return does(
			device,
			'clock.set',
			dice.pick([{ do: 'start' }, { do: 'pause' }, { do: 'add', minutes: 1 }] as const)
		);
	if (what === 'notice') return does(device, 'notice.send', { text: text('hall') });
	if (what === 'releaseRound')
		return does(device, 'round.release', { roundId: dice.pick(rounds).id });
	if (what === 'place')
		return does(device, 'place.set', { table: 1, place: `Rom ${dice.below(30) + 1}` });
	if (what === 'minute' || what === 'editMinute') return minute(device, dice, what);
	if (what === 'attendance' || what === 'walkIn') return people(device, dice, what);
	if (what === 'leader' || what === 'helped') return groups(device, dice, what);
	const points = all(room, 'point').filter(({ state }) => state !== 'written');
	if (points.length > 0) does(device, `point.${what}`, { id: dice.pick(points).id });
};

/** A staff device that takes the minutes and little else. */
export const takingMinutes: Person = (device, dice) =>
	minute(device, dice, dice.chance(0.6) ? 'minute' : 'editMinute');

function minute(device: Device, dice: Dice, what: 'minute' | 'editMinute'): void {
	const plenums = all(device.things, 'item').filter(({ type }) => type === 'plenum');
	const written = all(device.things, 'minute');
	if (what === 'minute' && plenums.length > 0)
		return does(device, 'minute.write', {
			id: newId(),
			plenumId: dice.pick(plenums).id,
			text: text('minutes')
		});
	if (written.length === 0) return;
	const { id, version } = dice.pick(written);
	does(device, 'minute.edit', { id, version, text: text('minutes') });
}

function people(device: Device, dice: Dice, what: 'attendance' | 'walkIn'): void {
	const known = all(device.things, 'participant');
	if (what === 'walkIn')
		return does(device, 'walkin.add', { id: newId(), name: text('people'), seats: [] });
	if (known.length === 0) return;
	const attendance = dice.pick(['present', 'absent', 'expected'] as const);
	does(device, 'attendance.set', { participantId: dice.pick(known).id, attendance });
}

function groups(device: Device, dice: Dice, what: 'leader' | 'helped'): void {
	const some = all(device.things, 'group').filter(({ members }) => members.length > 0);
	if (some.length === 0) return;
	const group = dice.pick(some);
	if (what === 'helped') return does(device, 'help.done', { groupId: group.id });
	const participantId = dice.pick(group.members).id;
	does(device, 'leader.appoint', { groupId: group.id, participantId });
}

/** Goes to the next item of the programme, and from the last one to the first again. */
function next(device: Device, dice: Dice): void {
	const items = inOrder(all(device.things, 'item'));
	const now = items.findIndex(({ startedAt, endedAt }) => startedAt !== null && endedAt === null);
	const to = items[(now + (dice.chance(0.8) ? 1 : 2)) % items.length];
	if (to) does(device, 'programme.go', { itemId: to.id });
}

function sceneFrom(room: Room, dice: Dice): Scene {
	const roundId = dice.pick(all(room, 'item').filter(isRound)).id;
	const name = dice.pick([
		'programme',
		'seating',
		'question',
		'points',
		'points',
		'plenum'
	] as const);
	if (name === 'programme') return { name };
	if (name === 'seating') return { name, roundId, by: dice.pick(['table', 'name'] as const) };
	if (name === 'question' || name === 'points') return { name, roundId };
	const groups = all(room, 'group').filter((group) => group.roundId === roundId);
	return { name, roundId, groupId: groups.length > 0 ? dice.pick(groups).id : null, pointId: null };
}
