import { account } from './ledger.ts';
import { inOrder, isRound } from './programme.ts';
import { all, only, type Room } from './room.ts';

/** What follows a conference, in order (R114). */
export const STEPS = ['held', 'minuted', 'analysed', 'proposed', 'decided'] as const;
export type Step = (typeof STEPS)[number];

/** How far one step has come: `done` of `of`. A step with nothing in it is not done. */
export type Progress = { step: Step; done: number; of: number };

export const isDone = ({ done, of }: Progress): boolean => of > 0 && done >= of;

/**
 * Where a conference stands afterwards (R114): rounds that are over, plenums with minutes, points
 * looked at, proposals made (one at least), proposals decided. `school` is the room that holds
 * what came of it.
 */
export function progress(conference: Room, school: Room): Progress[] {
	const id = only(conference, 'conference')?.id;
	const items = inOrder(all(conference, 'item'));
	const rounds = items.filter(isRound);
	const isClosed = only(conference, 'conference')?.phase.name === 'closed';
	const over = rounds.filter(({ round }) => isClosed || round.state === 'over');
	const plenums = items.filter(({ type }) => type === 'plenum');
	const minuted = new Set(all(conference, 'minute').map(({ plenumId }) => plenumId));
	const proposals = all(school, 'proposal').filter(({ conferenceId }) => conferenceId === id);
	const ledger = account(all(conference, 'point'), school.placement, proposals);
	const decided = proposals.filter(({ decision }) => decision !== null);
	return [
		{ step: 'held', done: over.length, of: rounds.length },
		{
			step: 'minuted',
			done: plenums.filter((plenum) => minuted.has(plenum.id)).length,
			of: plenums.length
		},
		{ step: 'analysed', done: ledger.all - ledger.unseen, of: ledger.all },
		{ step: 'proposed', done: proposals.length, of: Math.max(1, proposals.length) },
		{ step: 'decided', done: decided.length, of: proposals.length }
	];
}
