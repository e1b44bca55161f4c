import type { Act, ActInput, ActName } from '../domain/act.ts';
import type { Lane } from '../domain/audience.ts';
import { about, carriesWords, isKeepsake, isOfTheMoment } from '../domain/keepsake.ts';
import { all } from '../domain/room.ts';
import * as outbox from './outbox.ts';
import type { Refused, Shelf, Shelved } from './outbox-shelf.ts';
import {
	PROTOCOL,
	SILENCE,
	type Acknowledged,
	type Entered,
	type Envelope,
	type NotDone,
	type Presence,
	type Signal,
	type Snapshot,
	type Tick
} from './protocol.ts';
import { isSure, learn, offsetOf, UNKNOWN } from './server-clock.ts';
import * as thread from './thread.ts';
import type { Wire } from './wire.ts';

/**
 * What drives a device through a room: it holds the thread and the outbox, and asks, sends and
 * waits. It knows neither Svelte nor a browser: what it stands on comes in by the door, so that
 * pages and the runs that break things on purpose are driven by the same lines.
 */
export type Ground = {
	wire: Wire;
	shelf: Shelf;
	/** The device's clock, in epoch ms. It may be wrong, and may be set while the page is open. */
	now: () => number;
	/** Ms that only ever go forward; they may stand still while the device sleeps. */
	passed: () => number;
	/** Does `work` once, in so many ms. */
	after: (ms: number, work: () => void) => void;
	/** Does `work` each so many ms, until the returned function is called. */
	every: (ms: number, work: () => void) => () => void;
	/** False only when the device knows that it has no network. */
	online: () => boolean;
	newId: () => string;
};

/** How the device stands with the server, in the words of the badge. */
export type Line = 'connected' | 'connecting' | 'cut';

/** What a driver knows; replaced as a whole when anything in it changes. */
export type Standing = {
	line: Line;
	at: thread.Thread;
	box: outbox.Outbox;
	presence: Presence | null;
	shut: string | null;
	outdated: boolean;
	/** Ms since the last word from the server; renewed each second. */
	silentFor: number;
	/** Ms that the first in line has waited, on this device's clock; renewed each second. */
	waitedFor: number;
};

export type Driver = {
	readonly standing: Standing;
	/** The server's clock now, in epoch ms. */
	now: () => number;
	act: <N extends ActName>(name: N, input: ActInput<N>) => string;
	settled: (actId: string) => Promise<boolean>;
	dismiss: (actId: string) => void;
	signal: (signal: Omit<Signal, 'room'>) => void;
	/** The device has woken up, or the network is back: looks at once where things stand. */
	look: () => void;
	close: () => void;
};

/** Ms to wait for an answer; before asking to enter again; before sending again; before connecting again. */
const PATIENCE = 8_000;
/** Answers to `enter` come from memory as a rule, and asking twice does no harm. */
const ENTERS_WITHIN = 4_000;
const ENTER_AGAIN = 700;
const SEND_AGAIN = 1_000;
const CONNECT_AGAIN = 700;
/** Ms between two looks at the door by somebody who was shut out. */
const SHUT_SILENCE = 60_000;
/** Ms for which words that were refused are kept while nobody has seen it: as long as what is half-written. */
const REFUSED_FOR = 7 * 24 * 3_600_000;
/** Ms after which what steers the hall and could not be sent is let go of: a restarted server is back before that. */
const A_MOMENT = 15_000;
/** Ms between two words of how much waits here, when nothing has changed. Phones have nothing to tell. */
const TELL_AGAIN = 4_000;
/** Ms until a clock that is not known well is asked for; twice as long each time, and at least so often. */
const ASK_TIME_AFTER = 3_000;
const ASK_TIME_AT_LEAST = 60_000;

/** What a room looks like before anything was heard but what had `arrived`. */
export function standingAt(room: string, lane: Lane, arrived?: Snapshot): Standing {
	const begun = thread.begin(room, lane);
	return {
		line: 'connecting',
		at: arrived ? thread.arrive(begun, arrived) : begun,
		box: outbox.EMPTY,
		presence: null,
		shut: null,
		outdated: false,
		silentFor: 0,
		waitedFor: 0
	};
}

type Options = { room: string; lane: Lane; arrived?: Snapshot | undefined };

/** Opens a driver on its ground; `onChange` hears every new standing. */
export function openDriver(
	{ room, lane, arrived }: Options,
	ground: Ground,
	onChange: (standing: Standing) => void
): Driver {
	const { wire, shelf } = ground;
	let standing = standingAt(room, lane, arrived);
	let clock = arrived ? learn(UNKNOWN, { told: arrived.now, ...moment(), trip: null }) : UNKNOWN;
	let timeAsked = { at: ground.passed(), rest: ASK_TIME_AFTER };
	let lastWord = moment();
	let sending = false;
	let entering = false;
	let closed = false;
	/** Nothing is sent before it is known what an earlier page left on the shelf. */
	let shelfRead = false;
	const waitingFor = new Map<string, (done: boolean) => void>();
	/** When each act that waits was done, on this device's clock. */
	const doneAt = new Map<string, number>();
	/** Acts that were sent from here, and may have been done. */
	const tried = new Set<string>();
	let told = { waiting: 0, at: Number.NEGATIVE_INFINITY };

	function moment() {
		return { passed: ground.passed(), now: ground.now() };
	}

	function set(change: Partial<Standing>): void {
		standing = { ...standing, ...change };
		onChange(standing);
	}

	function heard(): void {
		lastWord = moment();
		if (standing.silentFor > 0) set({ silentFor: 0 });
	}

	wire.on('connect', () => {
		heard();
		void enter();
	});
	wire.on('disconnect', (reason) => {
		set({ line: 'cut' });
		// The server asked this device to go; it may come again at once.
		if (reason === 'io server disconnect' && !closed) wire.connect();
	});
	wire.on('connect_error', () => {
		if (standing.line !== 'cut') set({ line: 'connecting' });
		// The server could not greet just now: the wire does not try again by itself.
		if (!wire.active()) ground.after(CONNECT_AGAIN, reconnect);
	});
	wire.on('facts', (envelope: Envelope) => {
		if (envelope.room !== room) return;
		heard();
		moveTo(thread.receive(standing.at, envelope));
	});
	wire.on('tick', (tick: Tick) => {
		if (tick.room !== room) return;
		heard();
		correct(tick.now, null);
		moveTo(thread.hear(standing.at, tick));
	});
	wire.on('presence', (told: Presence & { room: string }) => {
		if (told.room === room) set({ presence: told });
	});
	wire.on('shut', (told: { room: string; code: string }) => {
		// With the key that it holds now: somebody may have signed in in another tab of this browser.
		if (told.room === room) greetAgain();
	});
	const stopWatching = ground.every(1_000, watch);

	void shelf.read().then((shelved) => {
		shelfRead = true;
		// What an earlier page left comes first, and then what was done here meanwhile.
		const { waiting } = standing.box;
		const left = shelved.reduce(takeUp, { ...standing.box, waiting: [] });
		const box = waiting.reduce(outbox.post, left);
		const { epoch } = standing.at;
		const isAhead = epoch !== null && outbox.isAhead(box, room, epoch);
		set({ box: isAhead ? sendAgain(box, epoch) : box });
		void send();
	});

	/** What lay on the shelf: still to be sent, refused and not yet seen, kept for a while, or kept long enough. */
	function takeUp(box: outbox.Outbox, { act, at, done, refused }: Shelved): outbox.Outbox {
		if (done && ground.now() - done.at < outbox.KEPT_FOR)
			return outbox.remember(box, { act, ...done });
		if (refused && ground.now() - at < REFUSED_FOR)
			return outbox.refused(outbox.post(box, act), act.id, refused.code, refused.details);
		if (!done && !refused) {
			doneAt.set(act.id, at);
			return outbox.post(box, act);
		}
		void shelf.drop(act.id);
		return box;
	}

	/** The server was brought back to an earlier state: what this device still has goes there again. */
	function sendAgain(before: outbox.Outbox, epoch: string): outbox.Outbox {
		const box = outbox.restored(before, room, epoch);
		for (const act of box.waiting) {
			doneAt.set(act.id, doneAt.get(act.id) ?? ground.now());
			void shelf.keep(act);
		}
		return box;
	}

	/** A redacted text is gone everywhere, also from what is kept here. */
	function forgetRedacted(): void {
		const { at, box } = standing;
		if (box.kept.length + box.refused.length === 0) return;
		const redacted = all(at.things, 'point').filter(({ state }) => state === 'redacted');
		const ids = new Set(redacted.map(({ id }) => id));
		const without = outbox.forgotten(box, ids);
		if (without === box) return;
		for (const { act } of [...box.kept, ...box.refused])
			if (ids.has(about(act) ?? '')) void shelf.drop(act.id);
		set({ box: without });
	}

	/** Says how much waits here and for how long, when it has changed and every few seconds. */
	function tellWaiting(): void {
		const { waiting } = standing.box;
		const first = waiting[0];
		const oldest = first ? Math.max(0, ground.now() - (doneAt.get(first.id) ?? ground.now())) : 0;
		if (oldest !== standing.waitedFor) set({ waitedFor: oldest });
		if (lane === 'guest' || standing.line !== 'connected') return;
		const isDue = ground.passed() - told.at >= TELL_AGAIN || told.waiting !== waiting.length;
		if (!isDue) return;
		told = { waiting: waiting.length, at: ground.passed() };
		wire.say('signal', { room, waiting: waiting.length, oldest });
	}

	/** Silence for too long: the wire only looks open. Counted on both clocks: one stops in sleep, the other may be set. */
	function watch(): void {
		const { passed, now } = moment();
		const silentFor = Math.max(passed - lastWord.passed, now - lastWord.now);
		set({ silentFor });
		if (!sending) void letGo();
		tellWaiting();
		void askTime();
		// Who is shut out looks now and then whether the door has been opened.
		if (silentFor <= (standing.shut ? SHUT_SILENCE : SILENCE) || !ground.online()) return;
		greetAgain();
	}

	function greetAgain(): void {
		lastWord = moment();
		set({ line: 'cut' });
		wire.disconnect();
		wire.connect();
	}

	function reconnect(): void {
		if (!closed && !wire.connected()) wire.connect();
	}

	/** Says where this device stands, and takes what is missing. Whether it was let in; null when nobody knows. */
	async function enter(): Promise<boolean | null> {
		if (entering || closed) return null;
		entering = true;
		const asked = ground.passed();
		const { at } = standing;
		const fresh = at.wants === 'snapshot';
		const where = fresh ? { epoch: null, number: 0 } : { epoch: at.epoch, number: at.number };
		try {
			const frame = { protocol: PROTOCOL, room, lane, ...where };
			const answer = (await wire.ask('enter', frame, ENTERS_WITHIN)) as Entered;
			entering = false;
			if (answer.ok) entered(answer, asked);
			else if (isForNow(answer)) enterAgain();
			else turnedAway(answer.refusal.code);
			return answer.ok ? true : isForNow(answer) ? null : false;
		} catch {
			entering = false;
			if (wire.connected()) enterAgain();
			return null;
		}
	}

	const enterAgain = () => ground.after(ENTER_AGAIN, () => void enter());

	function entered(answer: Extract<Entered, { ok: true }>, asked: number): void {
		lastWord = moment();
		if ('snapshot' in answer) {
			correct(answer.snapshot.now, asked);
			// Asked for afresh: it replaces whatever stood here, also at the same number.
			const at = { ...standing.at, wants: 'snapshot' as const, number: 0 };
			moveTo(thread.arrive(at, answer.snapshot), { line: 'connected', shut: null });
		} else {
			correct(answer.now, asked);
			const at = { ...standing.at, wants: null };
			moveTo(thread.receive(at, answer.envelope), { line: 'connected', shut: null });
		}
		void send();
	}

	function turnedAway(code: string): void {
		set(code === 'protocol-old' ? { outdated: true } : { shut: code });
	}

	function moveTo(at: thread.Thread, change: Partial<Standing> = {}): void {
		const asks = at.wants !== null && (at.wants !== standing.at.wants || !entering);
		const { epoch } = standing.at;
		const followed = outbox.followed(standing.box, room, at.epoch, at.number);
		const isTurned =
			at.epoch !== null &&
			at.epoch !== epoch &&
			(epoch !== null || outbox.isAhead(followed, room, at.epoch));
		const box = isTurned ? sendAgain(followed, at.epoch ?? '') : followed;
		if (at !== standing.at || box !== standing.box || Object.keys(change).length > 0)
			set({ ...change, at, box });
		forgetRedacted();
		if (asks && wire.connected()) void enter();
	}

	/** Learns of the server's clock from a word that was asked for at `asked`, or came by itself. */
	function correct(told: number, asked: number | null): void {
		const trip = asked === null ? null : ground.passed() - asked;
		clock = learn(clock, { told, ...moment(), trip });
	}

	/** Asks for the time while it is not known well enough, ever more seldom: some networks never say it better. */
	async function askTime(): Promise<void> {
		const asked = ground.passed();
		if (isSure(clock) || standing.line !== 'connected') return;
		if (asked - timeAsked.at < timeAsked.rest) return;
		timeAsked = { at: asked, rest: Math.min(2 * timeAsked.rest, ASK_TIME_AT_LEAST) };
		const answer = await wire.ask('signal', { room }, ENTERS_WITHIN).catch(() => null);
		const told = (answer as { now?: number } | null)?.now;
		if (told !== undefined) correct(told, asked);
	}

	/** Sends what waits, one at a time, until it is answered. */
	async function send(): Promise<void> {
		if (sending || !shelfRead) return;
		sending = true;
		try {
			await letGo();
			for (let act = outbox.next(standing.box); act; act = outbox.next(standing.box)) {
				if (closed || standing.shut || !wire.connected()) break;
				const answered = await sendOne(act);
				if (!answered) {
					ground.after(SEND_AGAIN, () => void send());
					break;
				}
			}
		} finally {
			sending = false;
		}
	}

	function frameOf(act: Act): object {
		const { epoch } = standing.at;
		return { protocol: PROTOCOL, ...act, ...(epoch !== null && { epoch }) };
	}

	async function sendOne(act: Act): Promise<boolean> {
		let answer: Acknowledged;
		try {
			tried.add(act.id);
			answer = (await wire.ask('act', frameOf(act), PATIENCE)) as Acknowledged;
		} catch {
			return false;
		}
		if (answer.ok) {
			const done = { seq: answer.seq, epoch: answer.epoch, at: ground.now() };
			const box = outbox.acknowledged(standing.box, act.id, done.seq, done.epoch, done.at);
			set({ box: outbox.followed(box, room, standing.at.epoch, standing.at.number) });
			answeredFor(act.id, true);
			if (isKeepsake(act.name)) await shelf.settle(act, { done });
			else await shelf.drop(act.id);
			return true;
		}
		if (isForNow(answer)) return false;
		const { code, details } = answer.refusal;
		if (code === 'protocol-old') set({ outdated: true });
		else if (code === 'room-restored') void enter();
		// Who is shut out, by a link that was turned or a session that ended, has not been refused this: it waits.
		else if (!AT_THE_DOOR.has(code) || (await enter())) {
			await refuse(act, { code, details });
			return true;
		}
		return false;
	}

	/** Says that it was not done. On the shelf first: whoever hears of it may let go of it at once. */
	async function refuse(act: Act, { code, details }: Refused): Promise<void> {
		if (carriesWords(act)) await shelf.settle(act, { refused: { code, details } });
		else await shelf.drop(act.id);
		set({ box: outbox.refused(standing.box, act.id, code, details) });
		answeredFor(act.id, false);
	}

	/** What steers the hall is not done long after it was asked for, when nobody expects it any more. */
	async function letGo(): Promise<void> {
		const isPast = ({ id, name }: Act) =>
			isOfTheMoment(name) &&
			!tried.has(id) &&
			ground.now() - (doneAt.get(id) ?? ground.now()) > A_MOMENT;
		for (const act of standing.box.waiting.filter(isPast))
			await refuse(act, { code: 'moment-passed', details: {} });
	}

	function answeredFor(id: string, done: boolean): void {
		waitingFor.get(id)?.(done);
		waitingFor.delete(id);
		doneAt.delete(id);
		tried.delete(id);
	}

	return {
		get standing() {
			return standing;
		},
		now: () => ground.now() + offsetOf(clock),
		act: (name, input) => {
			const act = { id: ground.newId(), room, name, input, seen: standing.at.number } as Act;
			doneAt.set(act.id, ground.now());
			set({ box: outbox.post(standing.box, act) });
			void shelf.keep(act).then(send);
			return act.id;
		},
		settled: (id) => {
			if (standing.box.refused.some(({ act }) => act.id === id)) return Promise.resolve(false);
			if (!standing.box.waiting.some((act) => act.id === id)) return Promise.resolve(true);
			return new Promise((tell) => waitingFor.set(id, tell));
		},
		dismiss: (id) => {
			set({ box: outbox.dismissed(standing.box, id) });
			void shelf.drop(id);
		},
		signal: (signal) => wire.say('signal', { room, ...signal }),
		look: () => {
			if (wire.connected()) void enter();
			else reconnect();
		},
		close: () => {
			closed = true;
			stopWatching();
			wire.close();
		}
	};
}

/** What somebody hears who is no longer let in, and also somebody who asks for what is not theirs. */
export const AT_THE_DOOR = new Set(['not-signed-in', 'not-found', 'not-allowed']);

/** The weather, or too many frames at once: nothing is wrong with what was asked, only with the moment. */
function isForNow(answer: NotDone): answer is { ok: false; weather: true } {
	return 'weather' in answer || answer.refusal.code === 'too-fast';
}
