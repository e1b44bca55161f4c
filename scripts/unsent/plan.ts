import { dice, type Dice } from '../chaos/dice.ts';
import { tagOf, textOf, type Kind } from './texts.ts';

/** What lies between a tablet and the server while somebody writes. */
export type Weather = 'fine' | 'cut' | 'black-hole' | 'lag';
/** What happens to the tablet, or to the server. */
export type Blow = 'none' | 'reload' | 'crash' | 'close' | 'browser-kill' | 'server-kill';
/**
 * What is wrong with what a page may keep. `both-refuse`: neither storage takes anything, and the
 * page must say so. `both-wiped`: somebody empties both at once, which no page can know.
 */
export type Fault =
	| 'none'
	| 'idb-throws'
	| 'idb-hangs'
	| 'idb-full'
	| 'idb-deleted'
	| 'local-full'
	| 'local-forbidden'
	| 'local-cleared'
	| 'both-refuse'
	| 'both-wiped';

/** Something that is written, and how it gets into its field. */
export type Written = { question: 0 | 1; text: string; kind: Kind };

/** One tablet's misfortune. Times in ms. */
export type Case = {
	number: number;
	weather: Weather;
	blow: Blow;
	fault: Fault;
	/** When the storage breaks. */
	faultFrom: 'arrival' | 'before-the-last' | 'blow';
	/** Whether it is still broken when the page comes again. */
	faultStays: boolean;
	added: Written[];
	/** By Enter rather than by the button. */
	byEnter: boolean;
	/** Left in the field of a new point, on one question or on both. */
	half: Written[];
	/** The kind of point that was chosen for the last of them. */
	type: string;
	/** Left standing in the field of an added point, or null; it goes with the last question. */
	edit: Written | null;
	/** A second tab of the same table, which goes on where the first stopped. */
	secondTab: string | null;
	/** From the last key to the blow; below 500 the last half second may be missing. */
	wait: number;
	/** From the blow until the weather is good again. */
	stays: number;
	/** What was half written is added in the end, and must be there once. */
	finishes: boolean;
	/** The next table's page is looked at on the same device. */
	looksAside: boolean;
};

const WEATHER = { fine: 30, cut: 30, 'black-hole': 20, lag: 20 };
const BLOWS = {
	none: 5,
	reload: 26,
	crash: 24,
	close: 14,
	'browser-kill': 18,
	'server-kill': 13
};
const FAULTS = {
	none: 30,
	'idb-throws': 8,
	'idb-hangs': 8,
	'idb-full': 6,
	'idb-deleted': 10,
	'local-full': 12,
	'local-forbidden': 6,
	'local-cleared': 12,
	'both-refuse': 5,
	'both-wiped': 3
};
const KINDS = { plain: 5, decomposed: 4, 'dead-keys': 4, emoji: 3, pasted: 2, long: 2 };
/** As a tablet's list names them; '' is no kind. */
const TYPES = ['', '', 'challenge', 'proposal', 'experience', 'disagreement'];

/** What happens in case `number` of a seed: always the same. */
export function planOf(seed: number, number: number): Case {
	const throws = dice(seed, `unsent ${number}`);
	const blow = throws.weighed(BLOWS);
	const fault = possible(throws.weighed(FAULTS), blow);
	const last = throws.pick([0, 1] as const);
	const write = writer(throws, number);
	const added = Array.from({ length: 1 + throws.below(2) }, () => write(last));
	const elsewhere = throws.chance(0.3) ? [write(last === 0 ? 1 : 0)] : [];
	const half = [...elsewhere, write(last)];
	const isEdited = throws.chance(0.45);
	return {
		number,
		weather: throws.weighed(WEATHER),
		blow,
		fault,
		faultFrom: from(throws, fault, blow),
		faultStays: throws.chance(0.5),
		added,
		byEnter: throws.chance(0.4),
		half,
		type: throws.pick(TYPES),
		edit: isEdited ? write(last) : null,
		secondTab: !isEdited && throws.chance(0.2) ? `, og ${tagOf(number, 9)} i den andre fana` : null,
		wait: throws.chance(0.2) ? throws.between(0, 480) : throws.between(500, 1_300),
		stays: throws.between(0, 900),
		finishes: throws.chance(0.4),
		looksAside: throws.chance(0.3)
	};
}

/**
 * A browser that is killed takes with it what it had not written to the disk: of localStorage
 * several seconds, so that IndexedDB must be there. Both broken at once is no promise of ours.
 */
function possible(fault: Fault, blow: Blow): Fault {
	if (blow !== 'browser-kill') return fault;
	return fault.startsWith('idb') && fault !== 'idb-deleted' ? 'local-full' : fault;
}

function from(throws: Dice, fault: Fault, blow: Blow): Case['faultFrom'] {
	const wipes = ['idb-deleted', 'local-cleared'].includes(fault);
	if (fault === 'both-wiped') return 'blow';
	if (fault === 'idb-deleted' && blow === 'browser-kill') return 'before-the-last';
	return throws.pick(wipes ? ['before-the-last', 'blow'] : ['arrival', 'before-the-last']);
}

function writer(throws: Dice, number: number): (question: 0 | 1) => Written {
	let at = 0;
	return (question) => {
		const kind = throws.weighed(KINDS) as Kind;
		return { question, kind, text: textOf(throws, kind, tagOf(number, at++)) };
	};
}
