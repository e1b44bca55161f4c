import { z } from 'zod';
import { SetClock } from './clock.ts';
import { CloseConference, SendNotice, SetConference, TurnKeys } from './conference.ts';
import { AdvanceMeasure, LogMeasure, MakeMeasure, SetMeasure } from './measure.ts';
import { EditMinute, RemoveMinute, WriteMinute } from './minutes.ts';
import {
	CarryPoints,
	EditPoint,
	MovePoint,
	NamedGroup,
	NamedPoint,
	NamedRound,
	WritePoint
} from './point.ts';
import { AddItem, GoTo, MoveItem, RemoveItem, SetItem, Undo } from './programme.ts';
import { DecideProposal, HearProposal, MakeProposal, SetProposal } from './proposal.ts';
import { CueScreen } from './screen.ts';
import {
	AddWalkIn,
	AppointLeader,
	AppointRecorder,
	ArrangeGroups,
	MoveSeat,
	PublishRounds,
	SetAttendance,
	SetPlace,
	SetRest
} from './seating.ts';
import { AddTheme, PlacePoint, RemoveTheme, SetAside, SetTheme } from './theme.ts';

/**
 * Everything that can be done in a room: its name (imperative) and the shape of what goes
 * with it. Who may do it stands in `permission.ts`; what it does, in `src/lib/server`.
 */
export const ACTS = {
	'conference.set': SetConference,
	'conference.close': CloseConference,
	'conference.reopen': z.object({}),
	'item.add': AddItem,
	'item.set': SetItem,
	'item.move': MoveItem,
	'item.remove': RemoveItem,
	'groups.arrange': ArrangeGroups,
	'seat.move': MoveSeat,
	'leader.appoint': AppointLeader,
	'place.set': SetPlace,
	'rounds.publish': PublishRounds,
	'attendance.set': SetAttendance,
	'attendance.rest': SetRest,
	'walkin.add': AddWalkIn,
	'programme.go': GoTo,
	'programme.undo': Undo,
	'clock.set': SetClock,
	'screen.cue': CueScreen,
	'notice.send': SendNotice,
	'keys.turn': TurnKeys,
	'recorder.appoint': AppointRecorder,
	'point.write': WritePoint,
	'point.edit': EditPoint,
	'point.move': MovePoint,
	'point.withdraw': NamedPoint,
	'point.return': NamedPoint,
	'point.restore': NamedPoint,
	'group.hand-in': NamedGroup,
	'group.reopen': NamedGroup,
	'help.ask': NamedGroup,
	'help.done': NamedGroup,
	'point.hold': NamedPoint,
	'point.release': NamedPoint,
	'point.redact': NamedPoint,
	'round.release': NamedRound,
	'points.carry': CarryPoints,
	'minute.write': WriteMinute,
	'minute.edit': EditMinute,
	'minute.remove': RemoveMinute,
	'theme.add': AddTheme,
	'theme.set': SetTheme,
	'theme.remove': RemoveTheme,
	'point.place': PlacePoint,
	'point.set-aside': SetAside,
	'proposal.make': MakeProposal,
	'proposal.set': SetProposal,
	'proposal.hear': HearProposal,
	'proposal.decide': DecideProposal,
	'measure.make': MakeMeasure,
	'measure.set': SetMeasure,
	'measure.advance': AdvanceMeasure,
	'measure.log': LogMeasure
} as const;

export type ActName = keyof typeof ACTS;
/** What the sender gives, before defaults are filled in. */
export type ActInput<N extends ActName> = z.input<(typeof ACTS)[N]>;

/**
 * An act on its way: made on the device with an id of its own, so that twice is once. `seen`
 * is the number of the room that its author had seen.
 */
export type Act<N extends ActName = ActName> = {
	id: string;
	room: string;
	name: N;
	input: ActInput<N>;
	seen: number;
};

export const isActName = (name: string): name is ActName => Object.hasOwn(ACTS, name);
