import type { Lane } from '../../src/lib/domain/audience.ts';
import { check, type Findings } from './checker.ts';
import { newMemory } from '../crowd/device.ts';
import { switchOn, type Device } from './device.ts';
import { dice, type Dice } from './dice.ts';
import { FAULTS, type Scene } from './faults.ts';
import { begin, type History } from './history.ts';
import type { Options } from './options.ts';
import { atConsole, atTable, takingMinutes, type Person } from './people.ts';
import { SMOOTH } from './rough.ts';
import { usher } from './usher.ts';
import { bringUp, type Process, type Site } from './site.ts';

/** What came of a run. */
export type Outcome = {
	findings: Findings;
	history: History;
	/** How long things were broken, in ms, over all rounds. */
	broken: number;
	clients: number;
	processes: number;
	storage: 'postgres' | 'pglite';
	/** What the processes said last, and what the database was at, when a screen did not come back. */
	said: string[];
};

/** How long screens get to come back when everything is healed, in ms; and how still it must be. */
const PATIENCE = 60_000;
const STILL = 2_500;
const MOST_ROUNDS = 2_000;
/** Ms after the last act before things are healed: what was done last is caught by bad weather too. */
const LAST_WORDS = 2_000;

/** Breaks things for as long as asked, heals them round by round, and looks. `stop` ends it early. */
export async function run(
	options: Options,
	stop: AbortSignal,
	say: (line: string) => void
): Promise<Outcome> {
	const history = begin();
	const tables = Math.max(2, Math.min(30, Math.floor(options.clients / 3)));
	const { pglite, processes } = options;
	const site = await bringUp({ pglite, processes, tables }, (said) => history.deaths.push(said));
	const began = performance.now();
	const devices: Device[] = [];
	const said: string[] = [];
	const dismiss = usher(site, devices, dice(options.seed, 'usher'));
	try {
		devices.push(...(await seatAll(site, history, options, tables, began)));
		let broken = 0;
		await calm(devices, history, 0, began);
		const isEnough = () =>
			broken >= options.minutes * 60_000 && answered(history) >= (options.least ?? 0);
		for (let round = 1; !isEnough() && round <= MOST_ROUNDS && !stop.aborted; round++) {
			const length = Math.min(options.round, Math.max(2_000, options.minutes * 60_000 - broken));
			await breakThings({ site, devices, history, options, round, length, stop });
			broken += length;
			const { returns, still } = await calm(devices, history, round, began);
			say(`round ${round}: ${told(history, returns)}`);
			if (returns.every(({ ms }) => ms !== null)) continue;
			said.push(`Nothing new for the last ${(still / 1_000).toFixed(1)} s of the calm.`);
			said.push(...(await site.witness()), ...devices.map(standingOf));
			break;
		}
		dismiss();
		for (const device of devices) await device.close();
		const findings = check(history, await site.ledger());
		const { length: clients } = devices;
		return {
			findings,
			history,
			broken,
			clients,
			processes: site.processes.length,
			storage: site.kind,
			said
		};
	} finally {
		dismiss();
		for (const device of devices) await device.close().catch(() => undefined);
		await site.close();
	}
}

/** How a device stands with the server, for whoever looks into a failure. */
function standingOf({ kind, isAwake, standing }: Device, at: number): string {
	const { line, shut, box } = standing;
	const { epoch, number, wants } = standing.at;
	const awake = isAwake ? '' : ' asleep';
	return `${kind.lane} #${at + 1}${awake}: ${line}, shut ${shut}, at ${epoch} ${number} wants ${wants}, ${box.waiting.length} waiting`;
}

const answered = ({ deeds }: History): number =>
	[...deeds.values()].filter(({ acknowledged }) => acknowledged).length;

function told({ deeds, faults, drained }: History, returns: { ms: number | null }[]): string {
	const struck = Object.values(faults).reduce((sum, count) => sum + count, 0);
	const slowest = Math.max(...returns.map(({ ms }) => ms ?? Infinity));
	const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
	const sent = seconds(drained.at(-1) ?? 0);
	return `${deeds.size} acts, ${struck} faults, all sent in ${sent}, every screen back in ${seconds(slowest)}`;
}

type Seat = { lane: Lane; person: Person | null; twin?: boolean };

/** A tablet at each table, and at every third a second tab of it; console, minutes, projectors; phones fill up. */
function seats(clients: number, tables: number): Seat[] {
	const list: Seat[] = [
		{ lane: 'staff', person: atConsole },
		{ lane: 'staff', person: takingMinutes },
		{ lane: 'projector', person: null },
		{ lane: 'projector', person: null }
	];
	for (let table = 1; table <= tables; table++) {
		const lane = `table/${table}` as const;
		list.push({ lane, person: atTable });
		if (table % 3 === 1) list.push({ lane, person: atTable, twin: true });
	}
	while (list.length < clients) list.push({ lane: 'guest', person: null });
	return list;
}

const WIRES = [['websocket', 'polling'], ['websocket'], ['polling']] as const;

async function seatAll(
	site: Site,
	history: History,
	options: Options,
	tables: number,
	began: number
): Promise<Device[]> {
	const since = () => performance.now() - began;
	const devices: Device[] = [];
	for (const [at, seat] of seats(options.clients, tables).entries()) {
		const name = `${seat.lane} #${at + 1}`;
		const own = dice(options.seed, name);
		const cookies = await site.hall.cookies(seat.lane, 4);
		const storage = seat.twin ? devices.at(-1)!.kind.storage : newMemory();
		const clockOff = at % 2 === 0 ? Math.round(own.between(-300_000, 300_000)) : 0;
		const transports = [...own.pick(WIRES)];
		const kind = {
			name,
			lane: seat.lane,
			room: site.hall.id,
			cookies,
			transports,
			storage,
			clockOff
		};
		devices.push(await switchOn(kind, balanced(site), history, own, since));
		people.set(devices.at(-1)!, seat.person);
	}
	return devices;
}

/** Who sits at which device. */
const people = new WeakMap<Device, Person | null>();

/** A device keeps to its process for as long as that serves, and then goes to another, as behind a load balancer. */
export function balanced(site: Site): () => number {
	let mine: Process | undefined;
	return () => {
		if (!mine?.serves) mine = site.another(mine);
		return mine.port;
	};
}

type Breaking = {
	site: Site;
	devices: Device[];
	history: History;
	options: Options;
	round: number;
	length: number;
	stop: AbortSignal;
};

/** Hands that break things, each with the ms it rests at most: often two or three strike at once. */
const HANDS = [1_200, 3_000, 6_000];

async function breakThings(breaking: Breaking): Promise<void> {
	const { devices, history, options, round, length, stop } = breaking;
	const over = new AbortController();
	const timer = setTimeout(() => over.abort(), length);
	const onStop = () => over.abort();
	stop.addEventListener('abort', onStop);
	const quiet = new AbortController();
	const acting = devices.map((device) =>
		act(device, dice(options.seed, `${device.kind.name} acts ${round}`), quiet.signal)
	);
	const breakers = HANDS.map((most, at) =>
		strike(breaking, dice(options.seed, `faults ${at} ${round}`), over.signal, most)
	);
	const reading = setInterval(() => readClocks(devices, history), 1_000);
	await new Promise((ended) => over.signal.addEventListener('abort', ended));
	clearInterval(reading);
	quiet.abort();
	await new Promise((next) => setTimeout(next, LAST_WORDS));
	healing.abort();
	await Promise.all([...acting, ...breakers]);
	healing = new AbortController();
	for (const device of devices) {
		device.door.heal();
		device.setRoughness(SMOOTH);
	}
	clearTimeout(timer);
	stop.removeEventListener('abort', onStop);
}

/** Ms of silence after which a device is not asked for the time: it may just have been set, or cut off. */
const HEARD = 3_000;

/** Notes how wrong the clock is on every device that is in touch. */
function readClocks(devices: Device[], { clocks }: History): void {
	for (const { isAwake, standing, clockError } of devices)
		if (isAwake && standing.line === 'connected' && standing.silentFor < HEARD)
			clocks.push(Math.abs(clockError));
}

/** Faults that last longer are mended when this is called off. */
let healing = new AbortController();

/** Does one thing after another on a device, until it is to be quiet. */
async function act(device: Device, own: Dice, quiet: AbortSignal): Promise<void> {
	const person = people.get(device);
	if (!person) return;
	while (!quiet.aborted) {
		await pause(own.between(150, 1_400), quiet);
		if (quiet.aborted || !device.isAwake || device.standing.shut) continue;
		if (device.standing.box.waiting.length < 40) person(device, own);
		// Two things in one breath, now and then.
		if (own.chance(0.15)) person(device, own);
	}
}

/** Strikes with one fault after another, each at most `most` ms after the last was mended. */
async function strike(
	{ site, devices, history, options }: Breaking,
	own: Dice,
	over: AbortSignal,
	most: number
): Promise<void> {
	const weights = weightsFor(site.kind, options.only);
	const scene: Scene = { site, devices, dice: own, pause: (ms) => pause(ms, healing.signal) };
	while (!over.aborted) {
		await pause(own.between(200, most), over);
		if (over.aborted) return;
		const kind = own.weighed(weights);
		if (await FAULTS[kind]!.fault(scene)) history.faults[kind] = (history.faults[kind] ?? 0) + 1;
	}
}

function weightsFor(storage: Site['kind'], only: string[]): Record<string, number> {
	const fit = Object.entries(FAULTS).filter(
		([kind, { on }]) =>
			(on === 'both' || storage === 'postgres') && (only.length === 0 || only.includes(kind))
	);
	if (fit.length === 0) throw new Error(`No such fault: ${only}. There are ${Object.keys(FAULTS)}`);
	return Object.fromEntries(fit.map(([kind, { weight }]) => [kind, weight]));
}

function pause(ms: number, unless: AbortSignal): Promise<void> {
	if (unless.aborted) return Promise.resolve();
	return new Promise((next) => {
		const timer = setTimeout(done, ms);
		unless.addEventListener('abort', done);
		function done() {
			clearTimeout(timer);
			unless.removeEventListener('abort', done);
			next();
		}
	});
}

/**
 * Waits until every act is answered and every screen stands at the same number, and notes how long each took.
 * `still`: ms since the highest number last rose, when the waiting ended.
 */
async function calm(devices: Device[], history: History, round: number, began: number) {
	const healed = performance.now();
	const reached = new Map<Device, { number: number; at: number }>();
	let last = { number: -1, at: healed };
	for (;;) {
		const now = performance.now();
		for (const device of devices) {
			const { number } = device.standing.at;
			if (reached.get(device)?.number !== number) reached.set(device, { number, at: now });
		}
		const number = highest(devices, history);
		if (number !== last.number) last = { number, at: now };
		const there = devices.filter((device) => isThere(device, number));
		if (there.length === devices.length && now - last.at > STILL) break;
		if (now - healed > PATIENCE) break;
		await new Promise((next) => setTimeout(next, 25));
	}
	// Acts that waited are still answered after the healing; screens can only follow what was done.
	const from = Math.max(healed, began + lastAnswer(history));
	history.drained.push(Math.round(from - healed));
	const returns = devices.map((device) => {
		const at = reached.get(device)!.at;
		const ms = isThere(device, last.number) ? Math.max(0, at - from) : null;
		return { device: device.kind.name, calm: round, ms };
	});
	history.returns.push(...returns);
	history.looks.push(...devices.map(look));
	return { returns, still: performance.now() - last.at };
}

const isThere = ({ standing }: Device, number: number): boolean =>
	standing.at.number >= number &&
	standing.at.wants === null &&
	standing.shut === null &&
	standing.box.waiting.length === 0;

/** The highest number that anybody knows of. */
function highest(devices: Device[], { deeds }: History): number {
	let most = Math.max(...devices.map(({ standing }) => standing.at.number));
	for (const { acknowledged } of deeds.values()) most = Math.max(most, acknowledged?.seq ?? 0);
	return most;
}

/** When the last act was answered, in ms since the run began. */
const lastAnswer = ({ deeds }: History): number =>
	[...deeds.values()].reduce((last, { acknowledged }) => Math.max(last, acknowledged?.at ?? 0), 0);

function look(device: Device) {
	const { epoch, number } = device.standing.at;
	return { device: device.kind.name, lane: device.kind.lane, epoch, number, hash: device.hash() };
}
