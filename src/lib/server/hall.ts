import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { touch, type SetClock } from '#lib/domain/clock.ts';
import type {
	CloseConference,
	SendNotice,
	SetConference,
	TurnKeys
} from '#lib/domain/conference.ts';
import type { NamedGroup } from '#lib/domain/point.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import type { CueScreen } from '#lib/domain/screen.ts';
import * as access from './access.ts';
import { tell, type Here } from './change.ts';
import * as s from './store/schema.ts';

type ConferenceRow = typeof s.conference.$inferSelect;

/** Nothing to set is nothing to do: an update without values is none that SQL knows. */
async function update(here: Here, to: Partial<ConferenceRow>): Promise<void> {
	if (Object.values(to).every((value) => value === undefined)) return;
	await here.db.update(s.conference).set(to).where(eq(s.conference.id, here.room.id));
}

/** Starts, pauses, lengthens or shortens the clock; past zero it counts overtime. */
export async function setClock(here: Here, input: SetClock) {
	const conference = await access.openConference(here);
	await update(here, { clock: touch(conference.clock, input, here.now) });
	return tell(here, 'clock.set', { clock: true });
}

/** Cues what the projector shows: of a round that is there. */
export async function cue(here: Here, input: CueScreen) {
	const conference = await access.conference(here);
	if ('roundId' in input.scene) await access.round(here, input.scene.roundId);
	await update(here, {
		scene: input.scene,
		sceneBefore: conference.scene,
		dark: input.dark ?? conference.dark,
		cue: conference.cue + 1
	});
	return tell(here, 'screen.cued', { screen: true });
}

/** Sends a line to every tablet; an empty one takes it away. */
export async function sendNotice(here: Here, input: z.infer<typeof SendNotice>) {
	await access.openConference(here);
	if (input.text === '') {
		await update(here, { notice: null });
		return tell(here, 'notice.taken', {}, [{ kind: 'notice', id: 'notice' }]);
	}
	await update(here, { notice: { text: input.text, at: here.now } });
	return tell(here, 'notice.sent', { notice: true });
}

/** A table asks for help, or the facilitator has been there. */
export async function askForHelp(here: Here, input: z.infer<typeof NamedGroup>) {
	await access.openConference(here);
	const group = await access.seatedGroup(here, input.groupId);
	await here.db.update(s.group).set({ helpAt: here.now }).where(eq(s.group.id, group.id));
	return tell(here, 'help.asked', { group: [group.id] });
}

export async function helped(here: Here, input: z.infer<typeof NamedGroup>) {
	await access.openConference(here);
	const group = await access.seatedGroup(here, input.groupId);
	await here.db.update(s.group).set({ helpAt: null }).where(eq(s.group.id, group.id));
	return tell(here, 'help.given', { group: [group.id] });
}

/** Raises the version of a kind of link: those handed out before are void at once. */
export async function turnKeys(here: Here, input: z.infer<typeof TurnKeys>) {
	const row = await access.conference(here);
	if (input.what === 'screen') await update(here, { keyScreen: row.keyScreen + 1 });
	if (input.what === 'guest') await update(here, { keyGuest: row.keyGuest + 1 });
	if (input.what === 'table') await update(here, { keyTables: turned(row, input.table) });
	return tell(here, 'keys.turned', { keys: true });
}

/** One table's version raised, or every table's. */
function turned(row: ConferenceRow, table: number | undefined): Record<string, number> {
	const next = { ...row.keyTables };
	const tables = table === undefined ? Array.from({ length: 200 }, (_, at) => at + 1) : [table];
	for (const number of tables) next[String(number)] = (next[String(number)] ?? 1) + 1;
	return next;
}

export async function setConference(here: Here, input: z.infer<typeof SetConference>) {
	await access.openConference(here);
	await update(here, input);
	return tell(here, 'conference.set', { conference: true });
}

/** Closes the conference: gated on minutes from every plenum held, or a reason that is kept (R113). */
export async function close(here: Here, input: z.infer<typeof CloseConference>) {
	const conference = await access.openConference(here);
	const items = await access.items(here);
	if (input.without === undefined) await minuted(here, items);
	await update(here, {
		phase: { name: 'closed', at: here.now, without: input.without ?? null },
		undo: null,
		scene: { name: 'neutral' },
		sceneBefore: conference.scene,
		cue: conference.cue + 1
	});
	for (const item of items)
		if (item.startedAt !== null && item.endedAt === null)
			await here.db
				.update(s.item)
				.set({
					endedAt: here.now,
					round: item.round && { ...item.round, state: 'over' },
					overSeq: item.round ? here.seq : null
				})
				.where(eq(s.item.id, item.id));
	return tell(here, 'conference.closed', { conference: true, screen: true, item: true });
}

async function minuted(here: Here, items: access.ItemRow[]): Promise<void> {
	const plenums = items.filter(({ type }) => type === 'plenum');
	const minutes = await here.db
		.select({ plenumId: s.minute.plenumId })
		.from(s.minute)
		.where(eq(s.minute.conferenceId, here.room.id));
	const written = new Set(minutes.map(({ plenumId }) => plenumId));
	const held = plenums.filter(({ startedAt }) => startedAt !== null);
	const without = (held.length > 0 ? held : plenums).filter(({ id }) => !written.has(id));
	const plenum = without.map(({ title }) => title).join(', ');
	refuseUnless(plenum === '', 'minutes-missing', { plenum });
	refuseUnless(without.length === 0 && minutes.length > 0, 'minutes-none');
}

/** Opens a closed conference again; nothing runs until the facilitator goes to an item. */
export async function reopen(here: Here) {
	const row = await access.conference(here);
	if (row.phase.name === 'closed') await update(here, { phase: { name: 'planning' } });
	return tell(here, 'conference.reopened', { conference: true });
}
