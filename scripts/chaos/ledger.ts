import { asc, eq } from 'drizzle-orm';
import type { Fact, Thing } from '../../src/lib/domain/room.ts';
import { openLog } from '../../src/lib/server/log.ts';
import { openStore } from '../../src/lib/server/store/db.ts';
import * as s from '../../src/lib/server/store/schema.ts';
import { everything } from '../../src/lib/server/store/things.ts';
import type { FreshDatabase } from '../../tests/support/database.ts';
import { configurationFor } from '../../tests/support/house.ts';

/** What the database holds of one room: its number, its journal, its refusals, and its rows as things, unseen by any lane. */
export type Ledger = {
	epoch: string;
	seq: number;
	journal: Entry[];
	/** The acts that it keeps as refused. */
	refused: { actId: string; code: string }[];
	things: Thing[];
};
export type Entry = { seq: number; actId: string; fact: Fact };

export async function readLedger(database: FreshDatabase, roomId: string): Promise<Ledger> {
	const store = await openStore(configurationFor(database), openLog('silent'));
	try {
		const { db } = store;
		const [room] = await db.select().from(s.room).where(eq(s.room.id, roomId));
		const journal = await db
			.select({ seq: s.journal.seq, actId: s.journal.actId, fact: s.journal.fact })
			.from(s.journal)
			.where(eq(s.journal.roomId, roomId))
			.orderBy(asc(s.journal.seq));
		const refused = await db
			.select({ actId: s.refused.actId, code: s.refused.code })
			.from(s.refused)
			.where(eq(s.refused.roomId, roomId));
		const things = await everything(db, room!);
		return { epoch: room!.epoch, seq: room!.seq, journal, refused, things };
	} finally {
		await store.close();
	}
}
