import { tableOf, type Lane } from '../../src/lib/domain/audience.ts';
import type { Thing } from '../../src/lib/domain/room.ts';
import { CANARY, type History } from './history.ts';
import type { Ledger } from './ledger.ts';

/** Words that a thing shows, with who may read them from now on. */
type Shown = { word: string; may: (lane: Lane) => boolean };

/**
 * Texts that came to a lane before anybody there might see them. Who may see what is said here
 * once more, on purpose in other words than the product's own.
 */
export function leaks({ sights, deeds }: History, { journal }: Ledger): string[] {
	/** For each word, from which number on whom it was shown to. */
	const shown = new Map<string, { seq: number; may: Shown['may'] }[]>();
	for (const { seq, fact } of journal)
		for (const { word, may } of fact.things.flatMap(wordsIn))
			shown.set(word, [...(shown.get(word) ?? []), { seq, may }]);
	const own = wordsByLane(deeds);
	return [...sights.values()]
		.filter(({ lane, word, number }) => {
			if (own.get(word)?.has(lane) && lane === 'staff') return false;
			const times = shown.get(word) ?? [];
			return !times.some(({ seq, may }) => number !== null && seq <= number && may(lane));
		})
		.map(
			({ lane, word, number, device }) =>
				`${word} in a frame to ${lane} (${device}) up to ${number}`
		);
}

/** What staff wrote themselves is no secret to them. */
function wordsByLane(deeds: History['deeds']): Map<string, Set<Lane>> {
	const words = new Map<string, Set<Lane>>();
	for (const { lane, input } of deeds.values())
		for (const word of JSON.stringify(input).match(CANARY) ?? [])
			words.set(word, (words.get(word) ?? new Set()).add(lane));
	return words;
}

const canaries = (text: string | null): string[] => text?.match(CANARY) ?? [];
const isStaff = (lane: Lane): boolean => lane === 'staff';

function wordsIn(thing: Thing): Shown[] {
	const each = (text: string | null, may: Shown['may']) =>
		canaries(text).map((word) => ({ word, may }));
	switch (thing.kind) {
		case 'point': {
			const isOut = thing.state === 'released';
			const isIn = isOut || thing.state === 'handed-in' || thing.state === 'held';
			const near = (lane: Lane) => tableOf(lane) === thing.table || (isIn && isStaff(lane));
			return [...each(thing.text, (lane) => isOut || near(lane)), ...each(thing.other, near)];
		}
		case 'notice':
			return each(thing.text, () => true);
		case 'participant':
			return each(thing.name, isStaff);
		case 'minute':
			return [...each(thing.text, isStaff), ...each(thing.other, isStaff)];
		case 'group':
			return thing.members.flatMap(({ name }) =>
				each(
					name,
					(lane) =>
						isStaff(lane) ||
						(thing.published && (lane === 'projector' || tableOf(lane) === thing.table))
				)
			);
		default:
			return [];
	}
}

/** Texts that were redacted and yet stand in the database, or came in a frame that told of the redaction or of more. */
export function remains({ sights }: History, { journal, kept, things }: Ledger): string[] {
	const gone = redacted(journal);
	const found: string[] = [];
	const stands = (where: string, what: unknown) => {
		for (const word of canaries(JSON.stringify(what)))
			if (gone.has(word))
				found.push(`${word} was redacted at ${gone.get(word)}, stands in ${where}`);
	};
	for (const { seq, fact } of kept) stands(`the journal at ${seq}`, fact);
	for (const thing of things) stands(`the row of ${thing.kind} ${thing.id}`, thing);
	for (const { word, lane, last, lastTo } of sights.values())
		if (last >= (gone.get(word) ?? Infinity))
			found.push(
				`${word} was redacted at ${gone.get(word)}, in a frame to ${lane} (${lastTo}) up to ${last}`
			);
	return found;
}

/** The words of each point that was redacted, with the number at which it was. */
function redacted(journal: Ledger['journal']): Map<string, number> {
	const words = new Map<string, Set<string>>();
	const gone = new Map<string, number>();
	for (const { seq, fact } of journal)
		for (const thing of fact.things) {
			if (thing.kind !== 'point') continue;
			const said = words.get(thing.id) ?? new Set();
			words.set(thing.id, said);
			for (const word of [...canaries(thing.text), ...canaries(thing.other)]) said.add(word);
			if (thing.state === 'redacted')
				for (const word of said) gone.set(word, gone.get(word) ?? seq);
		}
	return gone;
}
