import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { Unfit } from './unfit.ts';

/**
 * A backup as a file: lines of JSON, gzipped. The first says what it is and how many rows of
 * each table follow; then one line a row, `{"table":{…}}`, tables that others refer to first;
 * the last holds the number of rows and a SHA-256 of every line before it, so that a file that
 * was cut off is known for what it is. The same for PGlite and PostgreSQL.
 */
export const FORMAT = 1;

export const Header = z.object({
	rundebord: z.literal('backup'),
	format: z.number().int().min(1),
	/** The last step of the schema that the database had taken. */
	schema: z.object({ name: z.string(), hash: z.string() }),
	/** When it was taken. */
	taken: z.iso.datetime(),
	storage: z.enum(['postgres', 'pglite']),
	/** A mark of the secret that signed links then; the secret itself cannot be told from it. */
	links: z.string(),
	/** Rows by table. */
	rows: z.record(z.string().regex(/^[a-z_]+$/), z.number().int().min(0))
});
export type Header = z.infer<typeof Header>;

const End = z.object({ end: z.object({ rows: z.number().int(), sha256: z.string() }) });
/** A row's line; what stands inside is the database's own JSON and is never read here. */
const ROW = /^\{"([a-z_]+)":(\{.*\})\}$/s;

/** Takes one line without its end. */
export type Put = (line: string) => Promise<void> | void;
/** A row as it stands in a backup, its content still JSON. */
export type Row = { table: string; json: string };

/** The line of a row whose content is JSON already. */
export const lineOf = ({ table, json }: Row): string => `{"${table}":${json}}`;

/** A writer of lines that counts and signs them: `end` gives the last line. */
export function counting(put: Put): { put: Put; end: () => Promise<void> } {
	const hash = createHash('sha256');
	let lines = 0;
	return {
		put: (line) => {
			hash.update(`${line}\n`);
			lines += 1;
			return put(line);
		},
		end: async () => {
			const end = { rows: lines - 1, sha256: hash.digest('hex') };
			await put(JSON.stringify({ end }));
		}
	};
}

/** Writes what `fill` puts into a new gzipped file that only its owner can read; nothing is left of a half one. */
export async function toFile(path: string, fill: (put: Put) => Promise<void>): Promise<void> {
	const gzip = createGzip();
	const written = pipeline(
		gzip,
		createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true })
	);
	written.catch(() => undefined);
	try {
		await fill(async (line) => {
			if (!gzip.write(`${line}\n`)) await Promise.race([once(gzip, 'drain'), written]);
		});
		gzip.end();
		await written;
	} catch (error) {
		gzip.destroy();
		await written.catch(() => undefined);
		if ((error as { code?: string }).code !== 'EEXIST') await rm(path, { force: true });
		throw error;
	}
}

/**
 * Reads a backup's rows in order, once the header has been shown to `begin`. Throws `Unfit`
 * for a file that is something else, is of a later format, was cut off or was changed; what was
 * read before must then be forgotten.
 */
export async function* rowsOf(path: string, begin: (header: Header) => void): AsyncGenerator<Row> {
	const hash = createHash('sha256');
	const counts: Record<string, number> = {};
	let header: Header | null = null;
	let ended = false;
	for await (const line of linesOf(path)) {
		if (ended) throw new Unfit('changed', path);
		if (header === null) begin((header = headerOf(line, path)));
		else if (line.startsWith('{"end":')) {
			conclude(line, path, header, counts, hash);
			ended = true;
			continue;
		} else {
			const row = rowOf(line, path);
			counts[row.table] = (counts[row.table] ?? 0) + 1;
			yield row;
		}
		hash.update(`${line}\n`);
	}
	if (header === null) throw new Unfit('other', path);
	if (!ended) throw new Unfit('cut-off', path);
}

/** Reads a whole backup and gives its header, when all of it is as it was written. */
export async function verify(path: string): Promise<Header> {
	let header: Header | null = null;
	for await (const _ of rowsOf(path, (found) => (header = found)));
	return header!;
}

function headerOf(line: string, path: string): Header {
	const given = parsed(line) as { rundebord?: unknown; format?: unknown } | null;
	if (given?.rundebord !== 'backup') throw new Unfit('other', path);
	if (typeof given.format === 'number' && given.format > FORMAT) throw new Unfit('newer', path);
	const read = Header.safeParse(given);
	if (!read.success) throw new Unfit('other', path);
	return read.data;
}

function rowOf(line: string, path: string): Row {
	const found = ROW.exec(line);
	if (!found) throw new Unfit('changed', path);
	return { table: found[1]!, json: found[2]! };
}

function conclude(
	line: string,
	path: string,
	header: Header,
	counts: Record<string, number>,
	hash: Hash
): void {
	const read = End.safeParse(parsed(line));
	const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
	const asTold = Object.entries(header.rows).every(([name, rows]) => (counts[name] ?? 0) === rows);
	const whole = read.success && read.data.end.rows === total && asTold;
	if (!whole || read.data.end.sha256 !== hash.digest('hex')) throw new Unfit('changed', path);
}

function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}

/** No line of a backup is longer than this, in bytes. */
const LONGEST = 64 * 1024 * 1024;

/** Lines of a gzipped file, split at line feeds alone: what people write may hold other separators. */
async function* linesOf(path: string): AsyncGenerator<string> {
	const gunzip = createGunzip();
	const read = pipeline(createReadStream(path), gunzip);
	read.catch(() => undefined);
	let rest: Buffer = Buffer.alloc(0);
	try {
		for await (const chunk of gunzip as AsyncIterable<Buffer>) {
			rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
			for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
				yield rest.toString('utf8', 0, at);
				rest = rest.subarray(at + 1);
			}
			if (rest.length > LONGEST) throw new Unfit('other', path);
		}
		await read;
	} catch (error) {
		throw weatherOf(error, path);
	} finally {
		gunzip.destroy();
	}
	if (rest.length > 0) throw new Unfit('cut-off', path);
}

/** What a file's own trouble means. */
function weatherOf(error: unknown, path: string): unknown {
	const { code } = error as { code?: string };
	if (code === 'ENOENT') return new Unfit('missing', path);
	if (code === 'Z_BUF_ERROR') return new Unfit('cut-off', path);
	if (code === 'EISDIR' || code?.startsWith('Z_')) return new Unfit('other', path);
	return error;
}
