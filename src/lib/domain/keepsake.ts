import type { Act, ActName } from './act.ts';

/**
 * What a device keeps for a while after it was acknowledged, so that it can be sent again when
 * the server has been brought back to an earlier state: what people wrote, and how a table's
 * own points stood. Never what steers the hall (programme, clock, screen, keys, seats): that
 * would be the past coming back over whoever has gone on meanwhile.
 */
const KEEPSAKES: ReadonlySet<ActName> = new Set<ActName>([
	'point.write',
	'point.edit',
	'point.move',
	'point.withdraw',
	'point.return',
	'point.restore',
	'group.hand-in',
	'group.reopen',
	'minute.write',
	'minute.edit',
	'minute.remove',
	'theme.add',
	'theme.set',
	'proposal.make',
	'proposal.set',
	'proposal.hear',
	'measure.make',
	'measure.set',
	'measure.log'
]);

/** Whether a device keeps acts of this name after they were acknowledged. */
export const isKeepsake = (name: ActName): boolean => KEEPSAKES.has(name);

/**
 * What steers the hall here and now: the programme, the clock, what hangs on the wall, a message to all tables. Whoever
 * presses means this moment, and has gone on by other means when it could not be sent.
 */
const OF_THE_MOMENT: ReadonlySet<ActName> = new Set<ActName>([
	'programme.go',
	'programme.undo',
	'clock.set',
	'screen.cue',
	'notice.send'
]);
export const isOfTheMoment = (name: ActName): boolean => OF_THE_MOMENT.has(name);

/** Where in what goes with an act the words of people lie. */
const SAID = new Set(
	'text title note name prompts comment grounds reason override without objective content'.split(
		' '
	)
);

/** The words that somebody wrote in an act, in the order in which they lie there. */
export const wordsIn = ({ input }: Pick<Act, 'input'>): string[] => textsIn(input);

function textsIn(value: unknown, key = ''): string[] {
	if (typeof value === 'string') return SAID.has(key) && value ? [value] : [];
	if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, key));
	// What hangs on the wall has a name of its own, and nobody wrote it.
	if (value === null || typeof value !== 'object' || key === 'scene') return [];
	return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, name));
}

/** Whether words that somebody wrote go with an act: then its refusal must be seen by a person. */
export const carriesWords = (act: Pick<Act, 'input'>): boolean => wordsIn(act).length > 0;

/** The thing an act is about, by its id; null when it names none. */
export function about({ input }: Pick<Act, 'input'>): string | null {
	const { id } = input as { id?: unknown };
	return typeof id === 'string' ? id : null;
}
