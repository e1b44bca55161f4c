import { createHash } from 'node:crypto';
import {
	cpSync,
	globSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../src/lib/server/backup/dump.ts';
import * as hatch from '../../src/lib/server/backup/hatch.ts';
import { markOf } from '../../src/lib/server/backup/snapshot.ts';
import { Unfit } from '../../src/lib/server/backup/unfit.ts';
import { freshDatabase } from '../support/database.ts';
import { newId, openHouse, openRound, type Hall, type OpenHouse } from '../support/house.ts';
import {
	backUp,
	bringBack,
	epochs,
	everyRow,
	newFile,
	openBare,
	openFull
} from '../support/moves.ts';
import { run } from '../support/process.ts';

let house: OpenHouse;
let hall: Hall;
const kept = newFile();
/** The name of today's schema: its last step's. */
const SCHEMA = globSync('drizzle/*.sql')
	.map((path) => basename(path, '.sql'))
	.sort()
	.at(-1)!;

beforeAll(async () => {
	house = await openHouse();
	hall = await openFull(house);
	await backUp(house.app.store, kept.path);
});
afterAll(async () => {
	kept.drop();
	await house.close();
});

/** Why a file or database was not taken, or 'taken'. */
async function reasonOf(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'taken';
	} catch (error) {
		if (error instanceof Unfit) return error.reason;
		throw error;
	}
}

/** Opens an empty database for a moment. */
async function withEmpty<T>(use: (store: Awaited<ReturnType<typeof openBare>>) => Promise<T>) {
	const database = await freshDatabase();
	const store = await openBare(database);
	try {
		return await use(store);
	} finally {
		await store.close();
		await database.drop();
	}
}

test('there is something in every table, so that comparing them says something', async () => {
	const rows = await everyRow(house.app.store);
	const empty = Object.entries(rows).filter(([, found]) => found.length === 0);
	expect(empty).toEqual([]);
});

test('what is brought back is every row as it was, and every room has a new epoch', async () => {
	await withEmpty(async (store) => {
		await bringBack(store, kept.path);
		expect(await everyRow(store)).toEqual(await everyRow(house.app.store));
		const [before, after] = [await epochs(house.app.store), await epochs(store)];
		expect(after).toHaveLength(before.length);
		expect(after.filter((epoch) => before.includes(epoch))).toEqual([]);
	});
});

test('the same house gives the same rows twice, and only its owner can read the file', async () => {
	const again = newFile();
	await backUp(house.app.store, again.path);
	const lines = (path: string) => gunzipSync(readFileSync(path)).toString().split('\n').slice(1);
	expect(lines(again.path).slice(0, -2)).toEqual(lines(kept.path).slice(0, -2));
	expect(statSync(again.path).mode & 0o777).toBe(0o600);
	again.drop();
});

test('a house that is in use is not overwritten unless that is said', async () => {
	const before = await everyRow(house.app.store);
	expect(await reasonOf(bringBack(house.app.store, kept.path))).toBe('not-empty');
	expect(await everyRow(house.app.store)).toEqual(before);
});

test('said so, what came after the backup is gone and the rest stands', async () => {
	await withEmpty(async (store) => {
		await bringBack(store, kept.path);
		await store.db.execute(sql`update person set name = 'En annen'`);
		await bringBack(store, kept.path, { replace: true });
		expect(await everyRow(store)).toEqual(await everyRow(house.app.store));
	});
});

test('links open as before with the same secret, and it is told when they will not', async () => {
	await withEmpty(async (store) => {
		const mark = (await verify(kept.path)).links;
		expect(mark).toBe(markOf('a secret of at least 32 characters'));
		const same = { secret: 'a secret of at least 32 characters' };
		expect((await bringBack(store, kept.path, same)).links).toBe('same');
		expect((await bringBack(store, kept.path, { replace: true })).links).toBe('other');
	});
});

test('the backup is of one moment, though people go on writing while it is taken', async () => {
	const round = await openRound(hall, 1);
	const [group] = await hall.groups(round.id);
	const write = () =>
		hall.does('point.write', {
			id: newId(),
			groupId: group!.id,
			promptId: round.round.prompts[0]!.id,
			text: 'Skrevet mens kopien ble tatt'
		});
	const file = newFile();
	const writing = Array.from({ length: 30 }, write);
	await Promise.all([backUp(house.app.store, file.path), ...writing]);
	await withEmpty(async (store) => {
		await bringBack(store, file.path);
		const { rows } = (await store.db.execute(
			sql`select r.seq::int as seq, count(j.seq)::int as facts from room r left join journal j on j.room_id = r.id where r.kind = 'conference' group by r.id`
		)) as unknown as { rows: { seq: number; facts: number }[] };
		for (const { seq, facts } of rows) expect(facts).toBe(seq);
	});
	file.drop();
});

const spoiled: [what: string, reason: string, spoil: (whole: Buffer) => Buffer][] = [
	['a file cut off in the middle', 'cut-off', (whole) => whole.subarray(0, whole.length / 2)],
	['a file without its last line', 'cut-off', (whole) => relined(whole, (l) => l.slice(0, -1))],
	['a file that lacks a row', 'changed', (whole) => relined(whole, (l) => l.toSpliced(5, 1))],
	['a file with a word changed', 'changed', (w) => gzipSync(text(w).replace('Nordli', 'Nordby'))],
	[
		'a file that goes on after its end',
		'changed',
		(w) => relined(w, (l) => [...l, '{"person":{}}'])
	],
	['garbage', 'other', () => Buffer.from('Høstkonferansen 2026')],
	['nothing', 'cut-off', () => Buffer.alloc(0)],
	['somebody else’s file', 'other', () => gzipSync('{"name":"noe annet"}\n')],
	['a later format', 'newer', (w) => gzipSync(text(w).replace('"format":1', '"format":2'))],
	['a later schema', 'newer', (w) => signed(text(w).replace(SCHEMA, '9999_later'))]
];
const text = (whole: Buffer): string => gunzipSync(whole).toString();
const relined = (whole: Buffer, change: (lines: string[]) => string[]): Buffer =>
	gzipSync(`${change(text(whole).trimEnd().split('\n')).join('\n')}\n`);
/** With the sum put right after a change, as a later version would write it. */
function signed(changed: string): Buffer {
	const lines = changed.trimEnd().split('\n').slice(0, -1);
	const body = `${lines.join('\n')}\n`;
	const sha256 = createHash('sha256').update(body).digest('hex');
	return gzipSync(`${body}${JSON.stringify({ end: { rows: lines.length - 1, sha256 } })}\n`);
}

test('a file that cannot be used is refused by name, and nothing is changed', async () => {
	const file = newFile();
	await withEmpty(async (store) => {
		await bringBack(store, kept.path);
		const before = [await everyRow(store), await epochs(store)];
		const answers: [what: string, reason: string][] = [];
		for (const [what, , spoil] of spoiled) {
			writeFileSync(file.path, spoil(readFileSync(kept.path)));
			answers.push([what, await reasonOf(bringBack(store, file.path, { replace: true }))]);
		}
		expect(answers).toEqual(spoiled.map(([what, reason]) => [what, reason]));
		expect([await everyRow(store), await epochs(store)]).toEqual(before);
	});
	file.drop();
});

test('a backup of an earlier schema is brought back as it was and then follows the schema', async () => {
	const later = newFile();
	const migrationsDir = join(later.path, '..', 'drizzle');
	cpSync('drizzle', migrationsDir, { recursive: true });
	const journal = JSON.parse(readFileSync(join(migrationsDir, 'meta/_journal.json'), 'utf8'));
	const { idx, when } = journal.entries.at(-1);
	const next = { ...journal.entries.at(-1), idx: idx + 1, when: when + 1, tag: '9000_later' };
	journal.entries.push(next);
	writeFileSync(join(migrationsDir, 'meta/_journal.json'), JSON.stringify(journal));
	const statement = `alter table "person" add column "nickname" text not null default 'ingen';`;
	writeFileSync(join(migrationsDir, '9000_later.sql'), statement);
	await withEmpty(async (store) => {
		await bringBack(store, kept.path, { migrationsDir });
		const { rows } = (await store.db.execute(
			sql`select distinct nickname from person`
		)) as unknown as { rows: object[] };
		expect(rows).toEqual([{ nickname: 'ingen' }]);
	});
	later.drop();
});

/** Runs a command on a database as whoever runs the server would. */
async function command(
	script: string,
	words: string[],
	database: Awaited<ReturnType<typeof freshDatabase>>
) {
	const asked = run(process.execPath, [`scripts/${script}.ts`, ...words], {
		env: {
			PATH: process.env.PATH,
			ENV_FILE: '/dev/null',
			DATA_DIR: database.dataDir,
			DATABASE_URL: database.databaseUrl ?? ''
		}
	});
	return { code: await asked.ended, said: asked.output() };
}

test('by command: taken while the app runs, brought back into an empty house, refused in one line', async () => {
	const opened = await hatch.open(house.app);
	const file = newFile();
	const taken = await command('backup', ['--out', file.path], house.database);
	expect(taken).toMatchObject({
		code: 0,
		said: expect.stringContaining(`rows, schema ${SCHEMA}`)
	});
	expect((await verify(file.path)).links).toBe(markOf(house.app.secret));
	opened.close();
	const database = await freshDatabase();
	const restored = await command('restore', ['--in', file.path], database);
	expect(restored.said).not.toContain('SECRET');
	expect(restored.code).toBe(0);
	const again = await command('restore', ['--in', file.path], database);
	expect(again).toMatchObject({ code: 2, said: expect.stringContaining('--replace') });
	writeFileSync(file.path, 'x');
	const garbage = await command('restore', ['--in', file.path, '--replace'], database);
	expect(garbage.code).toBe(2);
	expect(garbage.said.trim().split('\n')).toHaveLength(1);
	const store = await openBare(database);
	expect(await everyRow(store)).toEqual(await everyRow(house.app.store));
	await store.close();
	await database.drop();
	file.drop();
});

test('a database that no Rundebord has used has nothing to back up', async () => {
	const folder = newFile();
	const dataDir = join(folder.path, '..', 'data');
	mkdirSync(dataDir);
	const nowhere = { ...house.database, databaseUrl: null, dataDir };
	const asked = await command('backup', ['--out', folder.path], nowhere);
	expect(asked).toMatchObject({ code: 2, said: expect.stringContaining('nothing to back up') });
	rmSync(dataDir, { recursive: true });
	folder.drop();
});
