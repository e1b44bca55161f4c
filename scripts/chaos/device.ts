import { io } from 'socket.io-client';
import type { ActInput, ActName } from '../../src/lib/domain/act.ts';
import type { Lane } from '../../src/lib/domain/audience.ts';
import { roomHash, type Room } from '../../src/lib/domain/room.ts';
import {
	AT_THE_DOOR,
	openDriver,
	type Driver,
	type Standing
} from '../../src/lib/realtime/driver.ts';
import { openShelf, type Mirror } from '../../src/lib/realtime/outbox-shelf.ts';
import type { Snapshot } from '../../src/lib/realtime/protocol.ts';
import { connecting, wireOf } from '../../src/lib/realtime/wire.ts';
import { frameOf } from '../../src/lib/components/scenes/frame.ts';
import { canonical, thingsIn } from '../../src/lib/domain/room.ts';
import { newMemory } from '../crowd/device.ts';
import { proxy, type Proxy } from '../../tests/support/proxy.ts';
import { newId } from '../../tests/support/house.ts';
import { see, type History } from './history.ts';
import type { Dice } from './dice.ts';
import { roughen, SMOOTH, type Roughness } from './rough.ts';

/** What a device is: whose lane it follows, with which key, and how it connects. */
export type Kind = {
	name: string;
	lane: Lane;
	/** The conference's room. */
	room: string;
	/** A Cookie header; a device that is replaced takes the next one. */
	cookies: string[];
	transports: ('websocket' | 'polling')[];
	/** What it keeps when it is reloaded or crashes; two tabs of one device share it. */
	storage: Mirror;
	/** Its clock minus the right one, in ms. */
	clockOff: number;
};

/** A tablet, console, projector or phone without a screen, driven as a page is. */
export type Device = {
	readonly kind: Kind;
	readonly standing: Standing;
	readonly things: Room;
	readonly isAwake: boolean;
	/** What it takes the server's clock to be, minus what it is, in ms. */
	readonly clockError: number;
	door: Proxy;
	act: <N extends ActName>(name: N, input: ActInput<N>) => string;
	setRoughness: (roughness: Roughness) => void;
	/** The page is loaded anew, from its shelf. */
	reload: () => Promise<void>;
	/** The page dies without a word, and comes again. */
	crash: () => Promise<void>;
	/** Timers and network stand still until the returned function is called. */
	sleep: () => () => void;
	/** Its clock is set to something else. */
	setClock: (off: number) => void;
	/** Another device takes its place: nothing that it kept is left. */
	replace: () => Promise<void>;
	/** Whoever holds it has come by a link once more: the page is loaded anew, with another cookie. */
	letIn: (cookie: string) => Promise<void>;
	hash: () => number;
	close: () => Promise<void>;
};

/** The part of acts that every device sends twice on purpose. */
const REPEATS = 0.1;

/** Switches a device on. `toPort` says which app process it reaches when it connects. */
export async function switchOn(
	kind: Kind,
	toPort: () => number,
	history: History,
	dice: Dice,
	sinceBegin: () => number
): Promise<Device> {
	const door = await proxy(toPort);
	let roughness = SMOOTH;
	let asleepSince: number | null = null;
	let slept = 0;
	let life = 0;
	let held: (() => void)[] = [];
	/** Goes up when a page ends: what it had still to do is never done. */
	let page = 0;
	let shelved: Snapshot | undefined;
	let shown = '';
	let driver = open();

	/** Does it now, or when the device wakes; never after its page has ended. */
	function hold(work: () => void): void {
		const mine = page;
		const unlessOver = () => void (mine === page && work());
		if (asleepSince === null) unlessOver();
		else held.push(unlessOver);
	}

	function open(): Driver {
		const socket = io(`http://127.0.0.1:${door.port}`, {
			...connecting(kind.lane),
			transports: kind.transports,
			extraHeaders: { cookie: kind.cookies[0] ?? '' },
			forceNew: true
		});
		const after = (ms: number, work: () => void) => {
			const mine = page;
			setTimeout(() => mine === page && hold(work), ms).unref();
		};
		const wire = roughen(wireOf(socket), {
			dice,
			roughness: () => roughness,
			repeats: REPEATS,
			after,
			hold,
			onFrame: (frame) => see(history, kind.name, kind.lane, frame),
			onAnswer: (frame, answer) => note(history, frame.id, answer, sinceBegin())
		});
		const ground = {
			wire,
			shelf: openShelf(`${kind.room}/${kind.lane}`, () => kind.storage),
			now: () => Date.now() + kind.clockOff,
			passed: () => (asleepSince ?? performance.now()) - slept,
			after,
			every: (ms: number, work: () => void) => {
				const mine = page;
				const timer = setInterval(() => mine === page && asleepSince === null && work(), ms);
				return () => clearInterval(timer);
			},
			online: () => true,
			newId
		};
		const { room, lane } = kind;
		const opened = openDriver({ room, lane, arrived: shelved }, ground, changed);
		return opened;
	}

	function changed(standing: Standing): void {
		// Let go of unsent, as far as this page knows; an earlier one of the device may have sent it.
		for (const { act, code } of standing.box.refused) {
			const deed = code === 'moment-passed' ? history.deeds.get(act.id) : undefined;
			if (deed) deed.stayed = false;
		}
		if (kind.lane === 'projector') photograph(standing);
	}

	/** What the hall sees, from the one room that the driver holds. */
	function photograph({ at }: Standing): void {
		if (at.wants === 'snapshot' || at.epoch === null) return;
		const hash = canonical(frameOf(at.things));
		const key = `${kind.name} ${at.number} ${hash}`;
		history.pictures.set(key, { device: kind.name, number: at.number, hash });
		if (hash !== shown) history.switches += 1;
		shown = hash;
	}

	/** What a tablet keeps of its room, to arrive with when it is loaded anew. */
	function shelve(): void {
		const { epoch, number, things, wants } = driver.standing.at;
		if (epoch === null || wants !== null || !dice.chance(0.5)) return;
		const { room, lane } = kind;
		shelved = { room, lane, epoch, number, things: thingsIn(things), now: driver.now() };
	}

	async function restart(): Promise<void> {
		page += 1;
		held = [];
		driver.close();
		await new Promise((next) => setTimeout(next, dice.between(50, 1_500)));
		asleepSince = null;
		driver = open();
	}

	return {
		kind,
		door,
		get standing() {
			return driver.standing;
		},
		get things() {
			return driver.standing.at.things;
		},
		get isAwake() {
			return asleepSince === null;
		},
		get clockError() {
			return driver.now() - Date.now();
		},
		act: (name, input) => {
			const seen = driver.standing.at.number;
			const id = driver.act(name, input);
			const { name: device, lane } = kind;
			history.deeds.set(id, {
				id,
				device,
				lane,
				name,
				input: structuredClone(input) as Record<string, unknown>,
				seen,
				at: sinceBegin(),
				acknowledged: null,
				refused: null,
				stayed: true,
				life
			});
			return id;
		},
		setRoughness: (next) => void (roughness = next),
		reload: () => {
			shelve();
			return restart();
		},
		crash: async () => {
			shelve();
			door.cut();
			const back = restart();
			door.heal();
			await back;
		},
		sleep: () => {
			asleepSince = performance.now();
			door.blackHole();
			return () => {
				if (asleepSince === null) return;
				slept += performance.now() - asleepSince;
				asleepSince = null;
				door.heal();
				for (const work of held.splice(0)) work();
				driver.look();
			};
		},
		setClock: (off) => void (kind.clockOff = off),
		replace: async () => {
			for (const deed of history.deeds.values()) if (deed.device === kind.name) deed.stayed = false;
			life += 1;
			shelved = undefined;
			kind.storage = newMemory();
			kind.cookies.push(kind.cookies.shift() ?? '');
			await restart();
		},
		letIn: (cookie) => {
			kind.cookies[0] = cookie;
			return restart();
		},
		hash: () => roomHash(driver.standing.at.things),
		close: async () => {
			page += 1;
			driver.close();
			await door.close();
		}
	};
}

/** Writes down what the driver is told of an act. */
function note(history: History, id: string | undefined, answer: unknown, at: number): void {
	const deed = history.deeds.get(id ?? '');
	if (!deed || typeof answer !== 'object' || answer === null) return;
	const told = answer as { ok: boolean; seq: number; epoch: string; refusal?: { code: string } };
	// Who was shut out asks again when let in: what was said at the door is no answer to the act.
	if (told.ok && AT_THE_DOOR.has(deed.refused?.code ?? '')) deed.refused = null;
	if (told.ok) deed.acknowledged ??= { seq: told.seq, epoch: told.epoch, at };
	// Too many frames at once is said of the moment, not of the act: the device sends it again.
	else if (told.refusal && told.refusal.code !== 'too-fast')
		deed.refused = { code: told.refusal.code, at };
}
