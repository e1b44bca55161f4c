import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as metrics from '../../src/lib/server/metrics.ts';
import { textOf } from '../../src/lib/server/exposition.ts';
import {
	newId,
	openHall,
	openHouse,
	openRound,
	type Hall,
	type OpenHouse
} from '../support/house.ts';
import * as wire from '../support/wire.ts';

let house: OpenHouse;
let hall: Hall;
let here: wire.Process;

beforeAll(async () => {
	house = await openHouse();
	hall = await openHall(house);
	await openRound(hall);
	here = await wire.serve(house.app);
});
afterEach(wire.hangUp);
afterAll(async () => {
	await here.close();
	await house.close();
});

const scrape = () => metrics.text(house.app, here.gateway, 'a-version');
/** The value of a series; null where there is none. */
async function valueOf(series: string): Promise<number | null> {
	const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `));
	return line === undefined ? null : Number(line.slice(series.length + 1));
}

const inside = { authorization: null, address: '127.0.0.1', forwarded: false };

test('without a token only the machine itself may read, and not through a proxy on it', () => {
	expect(metrics.mayRead(null, inside)).toBe(true);
	expect(metrics.mayRead(null, { ...inside, address: '::1' })).toBe(true);
	expect(metrics.mayRead(null, { ...inside, address: '10.0.0.7' })).toBe(false);
	expect(metrics.mayRead(null, { ...inside, forwarded: true })).toBe(false);
});

test('with a token whoever shows it may read, from anywhere, and nobody else', () => {
	const token = 'sixteen letters!';
	const outside = { ...inside, address: '10.0.0.7', forwarded: true };
	expect(metrics.mayRead(token, { ...outside, authorization: `Bearer ${token}` })).toBe(true);
	expect(metrics.mayRead(token, { ...outside, authorization: `Bearer ${token}x` })).toBe(false);
	expect(metrics.mayRead(token, { ...outside, authorization: token })).toBe(false);
	expect(metrics.mayRead(token, inside)).toBe(false);
});

test('every line is one that Prometheus reads, and every family is told once', async () => {
	await wire.follower(hall, here, 'guest', await wire.cookieOf(hall, 'guest'));
	const lines = (await scrape()).trimEnd().split('\n');
	const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\.)*"`;
	const sample = new RegExp(
		String.raw`^[a-zA-Z_:][a-zA-Z0-9_:]*(\{${label}(,${label})*\})? -?[0-9.e+-]+$`
	);
	const comment = /^# (HELP|TYPE) [a-z_]+ .+$/;
	expect(lines.filter((line) => !sample.test(line) && !comment.test(line))).toEqual([]);
	const types = lines.filter((line) => line.startsWith('# TYPE'));
	expect(new Set(types).size).toBe(types.length);
});

test('quotes, backslashes and line ends in a label do not break a line', () => {
	const samples = [{ labels: { what: 'a "b" \\ c\nd' }, value: 1 }];
	const text = textOf([{ name: 'x', help: 'y', type: 'gauge', samples }]);
	expect(text).toBe('# HELP x y\n# TYPE x gauge\nx{what="a \\"b\\" \\\\ c\\nd"} 1\n');
});

test('acts are counted by kind and outcome, and their times spread', async () => {
	const tablet = wire.connect(here, await wire.cookieOf(hall, 'table', 1));
	const [round] = await hall.rounds();
	const [group] = await hall.groups(round!.id);
	const frame = (text: string) => ({
		protocol: 1,
		id: newId(),
		room: hall.id,
		name: 'point.write',
		input: { id: newId(), groupId: group!.id, promptId: round!.round.prompts[0]!.id, text },
		seen: 1
	});
	const done = 'rundebord_acts_total{act="point.write",outcome="ok"}';
	const [acts, before] = [(await valueOf('rundebord_act_seconds_count')) ?? 0, await valueOf(done)];
	await tablet.emitWithAck('act', frame('Et punkt ingen måling skal vise'));
	await tablet.emitWithAck('act', { ...frame('x'), epoch: 'another' });
	expect(await valueOf(done)).toBe((before ?? 0) + 1);
	expect(await valueOf('rundebord_act_seconds_count')).toBe(acts + 1);
	expect(await valueOf('rundebord_act_seconds_bucket{le="+Inf"}')).toBe(acts + 1);
	const refused = 'rundebord_acts_total{act="point.write",outcome="room-restored"}';
	expect(await valueOf(refused)).toBe(1);
});

test('pages are counted by lane and transport; tables are not told apart, and nobody is named', async () => {
	await wire.follower(hall, here, 'table/1', await wire.cookieOf(hall, 'table', 1));
	await wire.follower(hall, here, 'table/2', await wire.cookieOf(hall, 'table', 2));
	await wire.follower(hall, here, 'guest', await wire.cookieOf(hall, 'guest'), ['polling']);
	expect(await valueOf('rundebord_connections{lane="table",transport="websocket"}')).toBe(2);
	expect(await valueOf('rundebord_connections{lane="guest",transport="polling"}')).toBe(1);
	const text = await scrape();
	for (const told of [hall.id, 'Høstkonferansen', 'Petra', 'Nordli', 'ingen måling skal vise'])
		expect(text).not.toContain(told);
});

test('what waits on the tablets, and for how long, is told as they say it and forgotten when they go', async () => {
	const tablet = await wire.follower(hall, here, 'table/1', await wire.cookieOf(hall, 'table', 1));
	await tablet.socket.emitWithAck('signal', { room: hall.id, waiting: 3, oldest: 90_000 });
	expect(await valueOf('rundebord_outboxes')).toBe(1);
	expect(await valueOf('rundebord_outbox_acts')).toBe(3);
	expect(await valueOf('rundebord_outbox_oldest_seconds')).toBe(90);
	await tablet.socket.emitWithAck('leave', { room: hall.id });
	expect(await valueOf('rundebord_outboxes')).toBe(0);
	expect(await valueOf('rundebord_outbox_oldest_seconds')).toBe(0);
});

test('who was away catches up, who was away too long is given the room anew: both are counted', async () => {
	const before = [
		await valueOf('rundebord_catch_ups_total'),
		await valueOf('rundebord_resyncs_total')
	];
	const cookie = await wire.cookieOf(hall, 'guest');
	const phone = await wire.follower(hall, here, 'guest', cookie);
	const { epoch } = (await phone.socket.emitWithAck('enter', wire.enter(hall, 'guest'))).snapshot;
	await phone.socket.emitWithAck(
		'enter',
		wire.enter(hall, 'guest', { epoch, number: phone.number() })
	);
	const after = [
		await valueOf('rundebord_catch_ups_total'),
		await valueOf('rundebord_resyncs_total')
	];
	expect(after).toEqual([before[0]! + 1, before[1]! + 2]);
});
