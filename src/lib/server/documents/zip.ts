import { crc32, inflateRawSync } from 'node:zlib';

/**
 * A zip archive in memory, as PKWARE's APPNOTE has it (no encryption, no zip64, one disk): enough for
 * office documents, and strict, since the archives come from strangers. Any fault throws a RangeError.
 */
export type Entry = { name: string; bytes: Uint8Array };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const FLAG_UTF8 = 0x0800;

/**
 * The entries whose name is `wanted`. At most `max` bytes are unpacked altogether, whatever the sizes
 * that the archive claims: the unpacking itself stops there.
 */
export function unpack(zip: Uint8Array, wanted: (name: string) => boolean, max: number): Entry[] {
	const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
	const end = endOfArchive(view);
	const entries: Entry[] = [];
	let at = view.getUint32(end + 16, true);
	let room = max;
	for (let left = view.getUint16(end + 10, true); left > 0; left--) {
		if (view.getUint32(at, true) !== CENTRAL) throw new RangeError('no central entry');
		const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
		const name = new TextDecoder().decode(part(zip, at + 46, lengths[0]!));
		if (wanted(name)) {
			const bytes = unpackEntry(zip, view, at, room);
			room -= bytes.length;
			entries.push({ name, bytes });
		}
		at += 46 + lengths.reduce((sum, length) => sum + length, 0);
	}
	return entries;
}

function endOfArchive(view: DataView): number {
	const first = Math.max(0, view.byteLength - 22 - 0xffff);
	for (let at = view.byteLength - 22; at >= first; at--) {
		if (view.getUint32(at, true) === END) return at;
	}
	throw new RangeError('no end of archive');
}

function unpackEntry(zip: Uint8Array, view: DataView, at: number, room: number): Uint8Array {
	const method = view.getUint16(at + 10, true);
	const packed = view.getUint32(at + 20, true);
	const local = view.getUint32(at + 42, true);
	if (view.getUint32(local, true) !== LOCAL) throw new RangeError('no local entry');
	const header = 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
	const data = part(zip, local + header, packed);
	if (method === STORED && data.length <= room) return data;
	if (method !== DEFLATED || room <= 0) throw new RangeError('cannot unpack');
	return inflateRawSync(data, { maxOutputLength: room });
}

function part(zip: Uint8Array, from: number, length: number): Uint8Array {
	if (from + length > zip.length) throw new RangeError('cut short');
	return zip.subarray(from, from + length);
}

/** An archive of the entries, stored as they are. */
export function pack(entries: Entry[]): Uint8Array {
	const parts: Uint8Array[] = [];
	const directory: Uint8Array[] = [];
	let at = 0;
	for (const { name, bytes } of entries) {
		const title = new TextEncoder().encode(name);
		const local = header(LOCAL, title, bytes);
		directory.push(header(CENTRAL, title, bytes, at), title);
		parts.push(local, title, bytes);
		at += local.length + title.length + bytes.length;
	}
	const size = directory.reduce((sum, one) => sum + one.length, 0);
	return joined([...parts, ...directory, ending(entries.length, size, at)]);
}

/** A local or central header: they hold the same fields, the central one from two bytes further on. */
function header(kind: number, title: Uint8Array, bytes: Uint8Array, at = 0): Uint8Array {
	const central = kind === CENTRAL;
	const view = new DataView(new ArrayBuffer(central ? 46 : 30));
	const from = central ? 6 : 4;
	view.setUint32(0, kind, true);
	if (central) view.setUint16(4, 20, true);
	view.setUint16(from, 20, true);
	view.setUint16(from + 2, FLAG_UTF8, true);
	view.setUint16(from + 8, 0x21, true); // the first day a zip can have: 1 January 1980
	view.setUint32(from + 10, crc32(bytes), true);
	view.setUint32(from + 14, bytes.length, true);
	view.setUint32(from + 18, bytes.length, true);
	view.setUint16(from + 22, title.length, true);
	if (central) view.setUint32(42, at, true);
	return new Uint8Array(view.buffer);
}

function ending(count: number, size: number, at: number): Uint8Array {
	const view = new DataView(new ArrayBuffer(22));
	view.setUint32(0, END, true);
	view.setUint16(8, count, true);
	view.setUint16(10, count, true);
	view.setUint32(12, size, true);
	view.setUint32(16, at, true);
	return new Uint8Array(view.buffer);
}

function joined(parts: Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
	let at = 0;
	for (const one of parts) {
		whole.set(one, at);
		at += one.length;
	}
	return whole;
}
