import { beforeEach, describe, expect, test } from 'vitest';
import {
	changeOf,
	newPointIn,
	openDrafts,
	type Depth,
	type Ground,
	type Tabs
} from '../../src/lib/realtime/drafts.ts';
import { sinkInto } from '../../src/lib/realtime/drafts-shelf.ts';

/** A device's storage; `full` refuses to take more, as a device does. */
class Device implements Ground {
	readonly entries = new Map<string, string>();
	full = false;
	get length() {
		return this.entries.size;
	}
	key(at: number) {
		return [...this.entries.keys()][at] ?? null;
	}
	getItem(key: string) {
		return this.entries.get(key) ?? null;
	}
	setItem(key: string, value: string) {
		if (this.full) throw new DOMException('full', 'QuotaExceededError');
		this.entries.set(key, value);
	}
	removeItem(key: string) {
		this.entries.delete(key);
	}
}

let device: Device;
let clock: number;
const open = (owner = 'room/table/4') => openDrafts(owner, device, () => clock);
const field = newPointIn('group-1', 'prompt-1');

beforeEach(() => {
	device = new Device();
	clock = 1_000_000;
});

describe('what is typed and not sent', () => {
	test('stands in the field again after a reload, letter for letter', () => {
		const typed = 'a\u030A og e\u0301, «ikke ferd'; // NFD, and in mid-word
		open().write(field, { text: typed, type: 'proposal' });
		expect(open().read(field)).toEqual({ text: typed, type: 'proposal', at: clock });
	});

	test('is kept apart for each group, question, point and table', () => {
		const drafts = open();
		drafts.write(field, { text: 'første spørsmål', type: null });
		drafts.write(newPointIn('group-1', 'prompt-2'), { text: 'andre', type: null });
		drafts.write(newPointIn('group-2', 'prompt-1'), { text: 'neste gruppe', type: null });
		drafts.write(changeOf('point-1'), { text: 'rettet', type: null, version: 3 });
		expect(open().read(field)?.text).toBe('første spørsmål');
		expect(open().read(changeOf('point-1'))).toMatchObject({ text: 'rettet', version: 3 });
		expect(open('room/table/5').read(field)).toBeNull();
		expect(open().all()).toHaveLength(4);
	});

	test('is gone once it has been added', () => {
		open().write(field, { text: 'lagt til', type: null });
		open().clear(field);
		expect(open().read(field)).toBeNull();
		expect(device.length).toBe(0);
	});

	test('is not lost while the page lives when the device is full', () => {
		const drafts = open();
		device.full = true;
		drafts.write(field, { text: 'ingen plass', type: null });
		expect(drafts.read(field)?.text).toBe('ingen plass');
	});

	test('works where a page may not keep anything', () => {
		const drafts = openDrafts('room/table/4', null, () => clock);
		drafts.write(field, { text: 'privat vindu', type: null });
		expect(drafts.read(field)?.text).toBe('privat vindu');
	});

	test('survives garbage in the storage', () => {
		device.setItem('rundebord.draft.room/table/4/group-1/prompt-1', '{"text": "halv');
		device.setItem('somebody.else', 'x');
		expect(open().read(field)).toBeNull();
		expect(device.getItem('somebody.else')).toBe('x');
	});

	test('is swept away after a week, whoever it belonged to', () => {
		open('old/table/1').write(field, { text: 'glemt', type: null });
		clock += 6 * 24 * 3_600_000;
		open().write(field, { text: 'fersk', type: null });
		clock += 2 * 24 * 3_600_000;
		expect(open().read(field)?.text).toBe('fersk');
		expect(device.length).toBe(1);
	});
});

test('a text that was refused is kept with its reason until somebody has seen to it', () => {
	const refused = {
		id: 'act-1',
		place: field,
		text: 'for sent ute',
		type: null,
		code: 'round-is-over',
		details: { round: 2 }
	};
	open().keep(refused);
	clock += 1;
	open().keep({ ...refused, id: 'act-2' });
	expect(
		open()
			.kept()
			.map(({ id }) => id)
	).toEqual(['act-1', 'act-2']);
	expect(open().kept()[0]).toMatchObject(refused);
	open().drop('act-1');
	expect(
		open()
			.kept()
			.map(({ id }) => id)
	).toEqual(['act-2']);
	expect(open().all()).toEqual([]);
});

/** A second place on the device: it may lose everything, or take nothing. */
class Second {
	entries = new Map<string, string>();
	broken = false;
	open(): Depth {
		const sink = async (key: string, text: string | null) => {
			if (this.broken) return false;
			text === null ? this.entries.delete(key) : this.entries.set(key, text);
			return true;
		};
		return { lying: new Map(this.broken ? [] : this.entries), sink };
	}
}

describe('a device with two places to keep what is typed', () => {
	let second: Second;
	const arrive = () => openDrafts('room/table/4', device, () => clock, { depth: second.open() });
	const type = (text: string, drafts = arrive()) => {
		clock += 10;
		drafts.write(field, { text, type: null });
		return drafts;
	};
	beforeEach(() => void (second = new Second()));

	test('may lose either of them, and then the other', () => {
		type('står der ennå');
		device.entries.clear();
		expect(arrive().read(field)?.text).toBe('står der ennå');
		second.entries.clear();
		expect(arrive().read(field)?.text).toBe('står der ennå');
	});

	test('shows the newest when one of them had ceased to take anything', () => {
		const drafts = type('Første');
		device.full = true;
		type('Første setning', drafts);
		device.full = false;
		expect(arrive().read(field)?.text).toBe('Første setning');
		second.broken = true;
		type('Første setning og mer', arrive());
		second.broken = false;
		expect(arrive().read(field)?.text).toBe('Første setning og mer');
	});

	test('does not bring back what was added while one of them was away', () => {
		const drafts = type('lagt til');
		second.broken = true;
		drafts.clear(field);
		second.broken = false;
		expect(arrive().read(field)).toBeNull();
		expect(arrive().all()).toEqual([]);
		expect([...device.entries.values(), ...second.entries.values()].join()).not.toContain(
			'lagt til'
		);
	});

	test('shows what was typed last, also when its clock was set back meanwhile', () => {
		const drafts = type('før');
		drafts.clear(field);
		clock -= 3_600_000;
		type('etter', drafts);
		expect(arrive().read(field)?.text).toBe('etter');
	});

	test('says when neither takes anything, and when one does again', async () => {
		const told: boolean[] = [];
		const drafts = openDrafts('room/table/4', device, () => clock, {
			depth: second.open(),
			changed: () => told.push(drafts.isKept)
		});
		device.full = second.broken = true;
		type('ingen steder', drafts);
		await Promise.resolve();
		expect(drafts.isKept).toBe(false);
		second.broken = false;
		type('ett sted', drafts);
		await Promise.resolve();
		expect(told).toEqual([false, true]);
	});

	test('writes ever only the newest of each text, and one thing after the other', async () => {
		const written: string[] = [];
		const open: (() => void)[] = [];
		const sink = sinkInto((entries) => {
			written.push([...entries].join(' '));
			return new Promise((done) => open.push(() => done(true)));
		});
		void sink('a', 'v');
		await Promise.resolve();
		const last = ['vi', 'vil', 'vil ha'].map((text) => sink('a', text)).at(-1);
		void sink('b', 'x');
		expect(written).toEqual(['a,v']);
		open.shift()?.();
		await expect.poll(() => written).toEqual(['a,v', 'a,vil ha b,x']);
		open.shift()?.();
		expect(await last).toBe(true);
	});
});

test('two tabs of a table are one notepad', () => {
	const hearing: ((key: string, text: string) => void)[] = [];
	const tab = (): Tabs => ({
		tell: (key, text) => hearing.forEach((hear) => hear(key, text)),
		hear: (hear) => void hearing.push(hear),
		close: () => undefined
	});
	const opened = () => openDrafts('room/table/4', device, () => clock, { tabs: tab() });
	const [one, two] = [opened(), opened()];
	const other = openDrafts('room/table/5', device, () => clock, { tabs: tab() });
	one.write(field, { text: 'Vi begynner her', type: null });
	expect(two.read(field)?.text).toBe('Vi begynner her');
	expect(other.read(field)).toBeNull();
	two.write(field, { text: 'Vi begynner her, og slutter der', type: null });
	expect(one.read(field)?.text).toBe('Vi begynner her, og slutter der');
	two.clear(field);
	expect(one.read(field)).toBeNull();
});
