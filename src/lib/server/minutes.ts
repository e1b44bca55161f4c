import { and, eq, inArray } from 'drizzle-orm';
import type { z } from 'zod';
import type { EditMinute, RemoveMinute, WriteMinute } from '#lib/domain/minutes.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import * as access from './access.ts';
import { tell, type Here } from './change.ts';
import { readable } from './points.ts';
import * as s from './store/schema.ts';

/** Writes an entry of a plenum's minutes, linked to the points it is about (R113). */
export async function write(here: Here, input: z.infer<typeof WriteMinute>) {
	await access.openAsKnown(here);
	const plenum = await access.item(here, input.plenumId);
	refuseUnless(plenum.type === 'plenum', 'item-unknown');
	await known(here, input.points);
	const others = await here.db
		.select({ position: s.minute.position })
		.from(s.minute)
		.where(eq(s.minute.plenumId, plenum.id));
	await here.db.insert(s.minute).values({
		id: input.id,
		conferenceId: here.room.id,
		plenumId: plenum.id,
		position:
			input.position ?? others.reduce((most, { position }) => Math.max(most, position + 1), 0),
		text: readable(input.text),
		points: input.points,
		version: 1,
		other: null,
		writtenAt: here.now
	});
	return tell(here, 'minute.written', { minute: [input.id] });
}

async function known(here: Here, points: string[]): Promise<void> {
	if (points.length === 0) return;
	const found = await here.db
		.select({ id: s.tablePoint.id })
		.from(s.tablePoint)
		.where(and(eq(s.tablePoint.conferenceId, here.room.id), inArray(s.tablePoint.id, points)));
	refuseUnless(found.length === new Set(points).size, 'point-gone');
}

async function mine(here: Here, id: string) {
	const [row] = await here.db
		.select()
		.from(s.minute)
		.where(and(eq(s.minute.id, id), eq(s.minute.conferenceId, here.room.id)));
	refuseUnless(row, 'not-found');
	return row;
}

/**
 * Changes an entry; when two edit at once the newest shows and the other text is kept. Choosing
 * the other text puts the one that showed in its place.
 */
export async function edit(here: Here, input: z.infer<typeof EditMinute>) {
	await access.openAsKnown(here);
	const minute = await mine(here, input.id);
	const text = readable(input.text);
	if (input.points) await known(here, input.points);
	const collided = input.version !== minute.version && text !== minute.text;
	const swapped = text === minute.other;
	await here.db
		.update(s.minute)
		.set({
			text,
			points: input.points ?? minute.points,
			other: collided || swapped ? minute.text : minute.other,
			version: minute.version + 1
		})
		.where(eq(s.minute.id, minute.id));
	return tell(here, 'minute.edited', { minute: [minute.id] });
}

export async function remove(here: Here, input: z.infer<typeof RemoveMinute>) {
	await access.openAsKnown(here);
	const minute = await mine(here, input.id);
	await here.db.delete(s.minute).where(eq(s.minute.id, minute.id));
	return tell(here, 'minute.removed', {}, [{ kind: 'minute', id: minute.id }]);
}
