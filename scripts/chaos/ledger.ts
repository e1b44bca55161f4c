import { asc, eq, sql } from 'drizzle-orm';
import type { Fact, Thing } from '../../src/lib/domain/room.ts';
import { openLog } from '../../src/lib/server/log.ts';
import { openStore, type Db } from '../../src/lib/server/store/db.ts';
import * as s from '../../src/lib/server/store/schema.ts';
import { everything } from '../../src/lib/server/store/things.ts';
import type { FreshDatabase } from '../../tests/support/database.ts';
import { configurationFor } from '../../tests/support/house.ts';

/** What the database holds of one room: its number, its journal, its refusals, and its rows as things, unseen by any lane. */
export type Ledger = {
	epoch: string;
	seq: number;
	/** Each fact as it was told when it was written. */
	journal: Entry[];
	/** The same as the journal keeps them now: texts that were redacted since are not in it. */
	kept: Entry[];
	/** The acts that it keeps as refused. */
	refused: { actId: string; code: string }[];
	things: Thing[];
};
export type Entry = { seq: number; actId: string; fact: Fact };

/** Has the database keep a copy of each fact as it is told, in the same transaction: redaction blanks the journal. */
export async function witness(db: Db): Promise<void> {
	await db.execute(sql`create table told as select * from journal`);
	await db.execute(sql`create function tell() returns trigger language plpgsql as
		$$ begin insert into told select new.*; return null; end $$`);
	await db.execute(sql`create trigger tell after insert on journal
		for each row execute function tell()`);
}

export async function readLedger(database: FreshDatabase, roomId: string): Promise<Ledger> {
	const store = await openStore(configurationFor(database), openLog('silent'));
	try {
		const { db } = store;
		const [room] = await db.select().from(s.room).where(eq(s.room.id, roomId));
		const kept = await entries(db, roomId);
		const journal = await told(db, roomId);
		const refused = await db
			.select({ actId: s.refused.actId, code: s.refused.code })
			.from(s.refused)
			.where(eq(s.refused.roomId, roomId));
		const things = await everything(db, room!);
		return { epoch: room!.epoch, seq: room!.seq, journal, kept, refused, things };
	} finally {
		await store.close();
	}
}

const entries = (db: Db, roomId: string): Promise<Entry[]> =>
	db
		.select({ seq: s.journal.seq, actId: s.journal.actId, fact: s.journal.fact })
		.from(s.journal)
		.where(eq(s.journal.roomId, roomId))
		.orderBy(asc(s.journal.seq));

async function told(db: Db, roomId: string): Promise<Entry[]> {
	const { rows } = (await db.execute(
		sql`select seq::int as seq, act_id as "actId", fact from told where room_id = ${roomId} order by seq`
	)) as unknown as { rows: Entry[] };
	return rows;
}
