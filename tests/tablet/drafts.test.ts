import { beforeEach, describe, expect, test } from 'vitest';
import { changeOf, newPointIn, openDrafts, type Ground } from '../../src/lib/realtime/drafts.ts';

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
