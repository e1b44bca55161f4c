import type { z } from 'zod';
import { ACTS, isActName, type Act, type ActName } from '#lib/domain/act.ts';
import { Id } from '#lib/domain/id.ts';
import { may } from '#lib/domain/permission.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import { storable } from '#lib/domain/storable.ts';
import type { Fact } from '#lib/domain/room.ts';
import * as access from './access.ts';
import type { App } from './app.ts';
import { change, forGood, type Here, type Told } from './change.ts';
import * as hall from './hall.ts';
import * as measures from './measures.ts';
import * as minutes from './minutes.ts';
import * as points from './points.ts';
import * as programme from './programme.ts';
import * as proposals from './proposals.ts';
import * as seating from './seating.ts';
import * as themes from './themes.ts';

type Do = { [N in ActName]: (here: Here, input: z.output<(typeof ACTS)[N]>) => Promise<Fact> };

/** Every act and the use case that carries it out. */
const DO: Do = {
	'conference.set': hall.setConference,
	'conference.close': hall.close,
	'conference.reopen': hall.reopen,
	'item.add': programme.add,
	'item.set': programme.set,
	'item.move': programme.move,
	'item.remove': programme.remove,
	'groups.arrange': seating.arrange,
	'seat.move': seating.move,
	'leader.appoint': seating.appointLeader,
	'place.set': seating.setPlace,
	'rounds.publish': seating.publish,
	'attendance.set': seating.setAttendance,
	'attendance.rest': seating.setRest,
	'walkin.add': seating.addWalkIn,
	'programme.go': programme.go,
	'programme.undo': programme.undo,
	'clock.set': hall.setClock,
	'screen.cue': hall.cue,
	'notice.send': hall.sendNotice,
	'keys.turn': hall.turnKeys,
	'recorder.appoint': seating.appointRecorder,
	'point.write': points.write,
	'point.edit': points.edit,
	'point.move': points.move,
	'point.withdraw': points.withdraw,
	'point.return': points.giveBack,
	'point.restore': points.restore,
	'group.hand-in': points.handIn,
	'group.reopen': points.reopen,
	'help.ask': hall.askForHelp,
	'help.done': hall.helped,
	'point.hold': points.hold,
	'point.release': points.release,
	'point.redact': points.redact,
	'round.release': points.releaseRound,
	'points.carry': points.carry,
	'minute.write': minutes.write,
	'minute.edit': minutes.edit,
	'minute.remove': minutes.remove,
	'theme.add': themes.add,
	'theme.set': themes.set,
	'theme.remove': themes.remove,
	'point.place': themes.place,
	'point.set-aside': themes.setAside,
	'proposal.make': proposals.make,
	'proposal.set': proposals.set,
	'proposal.hear': proposals.hear,
	'proposal.decide': proposals.decide,
	'measure.make': measures.make,
	'measure.set': measures.set,
	'measure.advance': measures.advance,
	'measure.log': measures.log
};

/** Kinds of acts that belong in a school's or municipality's room; all others in a conference's. */
const isForSchool = (name: ActName): boolean =>
	/^(theme|proposal|measure)\./.test(name) || name === 'point.place' || name === 'point.set-aside';

/**
 * Does an act for `who`, or refuses it by name: access, shape, then the use case within one
 * change. What the use case refuses is refused for good. Called by the socket gateway and by form actions alike.
 */
export async function act(
	app: App,
	who: access.Who,
	asked: Act & { epoch?: string | undefined }
): Promise<Told> {
	refuseUnless(isActName(asked.name) && Id.safeParse(asked.id).success, 'bad-input');
	const input = ACTS[asked.name].safeParse(storable(asked.input));
	if (!input.success) throw new Refusal('bad-input', { field: fieldOf(input.error) });
	const body = { room: asked.room, input: input.data };
	const { room: roomId, id: actId, name, epoch } = asked;
	const by = { actor: actorOf(who, roomId), actorOf: (fact: Fact) => actorOf(who, roomId, fact) };
	return change(app, { roomId, actId, name, body, epoch, ...by }, async ({ db, room, seq }) => {
		const { hats, grants } = await access.standing(db, who, room.id);
		refuseUnless(may(hats, asked.name), 'not-allowed');
		refuseUnless(isForSchool(asked.name) === (room.kind !== 'conference'), 'bad-input');
		const here: Here = {
			db,
			room,
			seq,
			seen: asked.seen,
			now: app.now(),
			newId: app.newId,
			hats,
			grants,
			by: who.account?.name ?? ''
		};
		const use = DO[asked.name] as (here: Here, input: unknown) => Promise<Fact>;
		return forGood(use(here, input.data));
	});
}

const fieldOf = (error: z.ZodError): string => error.issues[0]?.path.join('.') ?? '';

const POWER = ['table', 'screen', 'guest'];

/**
 * Who did it, for journal and log: an account's id or a table's number, never a name. A device may hold several links:
 * it did it by the one of this room and, where it did something for a table, of that table; else by the one that may
 * most, and of those the latest.
 */
export function actorOf(who: access.Who, roomId?: string, fact?: Fact): string {
	if (who.account) return `account/${who.account.id}`;
	const ofRoom = who.grants.filter(({ conferenceId }) => conferenceId === (roomId ?? conferenceId));
	const tables = new Set(fact?.things.map((thing) => ('table' in thing ? thing.table : null)));
	const [most] = ofRoom.toReversed().sort((a, b) => POWER.indexOf(a.kind) - POWER.indexOf(b.kind));
	const grant = ofRoom.find(({ kind, table }) => kind === 'table' && tables.has(table)) ?? most;
	return grant ? `${grant.kind}/${grant.table ?? ''}` : 'nobody';
}
