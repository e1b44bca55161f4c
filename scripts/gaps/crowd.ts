import type { Lane } from '../../src/lib/domain/audience.ts';
import { proxy } from '../../tests/support/proxy.ts';
import { balanced } from '../chaos/run.ts';
import type { Site } from '../chaos/site.ts';
import { newId, openDevice, type Device } from '../crowd/device.ts';
import { groupNow } from '../crowd/table.ts';
import type { Options } from './options.ts';

/** A point that somebody wrote: ms on the runner's clock, and what came of it. */
export type Word = {
	id: string;
	at: number;
	/** When its tablet was answered; null until then. */
	answered: number | null;
	/** Its number in the room; null when it was refused. */
	seq: number | null;
	/** When the projector stood at that number. */
	shown: number | null;
};

/** Where each device stood in the end. */
export type Stand = { lane: Lane; number: number; waiting: number };

export type Crowd = {
	words: Word[];
	/** Begins to write, so many points a second from all tables by turns. */
	write: (rate: number) => void;
	/** Resolves with everything that was written until now, when it is answered and shown, or after `most` ms. */
	inStep: (most: number) => Promise<Word[]>;
	/** Ends the writing, waits until everybody is in step, and says where they stand. */
	rest: () => Promise<Stand[]>;
};

/** Devices that enter together. */
const AT_ONCE = 20;
const PATIENCE = 60_000;

/** Seats everybody: a tablet at each table, a console, a projector, and phones; each behind its own wire. */
export async function seat(site: Site, { clients, tables }: Options): Promise<Crowd> {
	const words: Word[] = [];
	const lanes: Lane[] = [
		'projector',
		'staff',
		...Array.from({ length: tables }, (_, at): Lane => `table/${at + 1}`),
		...Array.from({ length: clients - 2 }, (): Lane => 'guest')
	];
	const devices: Device[] = [];
	for (let at = 0; at < lanes.length; at += AT_ONCE) {
		const some = await Promise.all(lanes.slice(at, at + AT_ONCE).map((lane) => sit(site, lane)));
		await Promise.all(some.map((one) => one.until(({ line }) => line === 'connected')));
		devices.push(...some);
	}
	const [projector] = devices;
	const tablets = devices.slice(2, 2 + tables);
	let timer: NodeJS.Timeout | undefined;
	let turn = 0;

	function say(): void {
		const table = turn++ % tables;
		const word = write(tablets[table]!, table + 1);
		if (!word) return;
		words.push(word.word);
		void word.answered.then((seq) => {
			word.word.answered = performance.now();
			word.word.seq = seq;
			if (seq !== null)
				void projector!
					.until(({ at }) => at.number >= seq && at.wants === null)
					.then(() => (word.word.shown = performance.now()));
		});
	}

	async function inStep(most: number): Promise<Word[]> {
		const before = [...words];
		const isDone = ({ answered, seq, shown }: Word) =>
			answered !== null && (seq === null || shown !== null);
		for (let left = most / 50; left > 0 && !before.every(isDone); left--)
			await new Promise((next) => setTimeout(next, 50));
		return before;
	}

	return {
		words,
		write: (rate) => void (timer = setInterval(say, 1_000 / rate)),
		inStep,
		rest: async () => {
			clearInterval(timer);
			await inStep(PATIENCE);
			const last = Math.max(...words.map(({ seq }) => seq ?? 0));
			const isThere = ({ driver }: Device) => driver.standing.at.number >= last;
			for (let left = PATIENCE / 50; left > 0 && !devices.every(isThere); left--)
				await new Promise((next) => setTimeout(next, 50));
			return devices.map(({ driver }, at) => {
				const { at: thread, box } = driver.standing;
				driver.close();
				return { lane: lanes[at]!, number: thread.number, waiting: box.waiting.length };
			});
		}
	};
}

async function sit(site: Site, lane: Lane): Promise<Device> {
	const wire = await proxy(balanced(site));
	const [cookie] = await site.hall.cookies(lane, 1);
	const url = `http://127.0.0.1:${wire.port}`;
	return openDevice({ url, cookie: cookie!, room: site.hall.id, lane });
}

/** A table writes a point; `answered` gives its number, or null when it was refused. */
function write({ driver, things }: Device, table: number) {
	const now = groupNow({ things }, table);
	if (!now) return null;
	const id = newId();
	const promptId = now.round.round.prompts[0]!.id;
	const text = `Vi prøver dette sammen en hel måned, og ser på det igjen ${id.slice(0, 6)}`;
	const input = { id, groupId: now.group.id, promptId, text, type: 'proposal' as const };
	const actId = driver.act('point.write', input);
	const word: Word = {
		id: actId,
		at: performance.now(),
		answered: null,
		seq: null,
		shown: null
	};
	const seqOf = () => driver.standing.box.kept.find(({ act }) => act.id === actId)?.seq ?? null;
	return { word, answered: driver.settled(actId).then((done) => (done ? seqOf() : null)) };
}
