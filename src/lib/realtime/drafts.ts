import type { PointType } from '../domain/point.ts';

/**
 * What has been typed and not yet sent, kept on the device with every key: a new point's text
 * per group and question, a changed text per point. It outlives reloads and crashes, and is
 * cleared once the text has become an act (which the outbox keeps). Two tabs of one device are
 * one notepad.
 */
export type Draft = {
	text: string;
	type: PointType | null;
	/** The version of the point that was being changed. */
	version?: number;
	/** When it was last touched, on this device's clock, in epoch ms. */
	at: number;
};

/** A text the server would not take: kept, with the reason, until a person has seen to it. */
export type Kept = {
	/** The act's id. */
	id: string;
	place: string;
	text: string;
	type: PointType | null;
	code: string;
	details: Record<string, unknown>;
	at: number;
};

export type Drafts = {
	read: (place: string) => Draft | null;
	write: (place: string, draft: Omit<Draft, 'at'>) => void;
	clear: (place: string) => void;
	kept: () => Kept[];
	keep: (kept: Omit<Kept, 'at'>) => void;
	drop: (id: string) => void;
	/** Every draft of this owner that holds a text, with its place. */
	all: () => { place: string; draft: Draft }[];
	/** False when the last thing written found no place at all: it stands only on this page. */
	readonly isKept: boolean;
};

/** Where drafts are put: `localStorage`, or anything that behaves like it. */
export type Ground = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** A second place for drafts: it answers later than the ground, and loses other things. */
export type Depth = {
	/** What lay there on arrival, by key. */
	lying: ReadonlyMap<string, string>;
	/** Puts a text there, or takes it away; false where it could not. */
	sink: (key: string, text: string | null) => Promise<boolean>;
};

/** The same device's other tabs. */
export type Tabs = {
	tell: (key: string, text: string) => void;
	hear: (heard: (key: string, text: string) => void) => void;
	close: () => void;
};

/** What drafts may have beside their ground; `changed` hears of what did not come from here. */
export type Beside = {
	depth?: Depth | undefined;
	tabs?: Tabs | undefined;
	changed?: () => void;
};

const MARK = 'rundebord.draft.';
const KEPT = 'rundebord.kept.';
/** Left where a draft was cleared; without a text, also to those who do not know the word. */
const GONE = { text: '', gone: true };
/** Drafts that nobody has touched for this long are swept away, in ms: a week. */
const KEEPS_FOR = 7 * 24 * 3_600_000;

/** The place of a new point. */
export const newPointIn = (groupId: string, promptId: string): string => `${groupId}/${promptId}`;
/** The place of a change to a point. */
export const changeOf = (pointId: string): string => `point/${pointId}`;

/**
 * The drafts of one owner (a room and a lane). Of two places that tell different things the newest
 * is right; so that what was cleared does not come back from one of them, a word of that is left
 * there. Where neither takes anything, nothing is lost while the page lives: everything is
 * held here too.
 */
export function openDrafts(
	owner: string,
	ground: Ground | null,
	now: () => number,
	{ depth, tabs, changed }: Beside = {}
): Drafts {
	const held = new Map<string, string>();
	const keyOf = (mark: string, name: string) => `${mark}${owner}/${name}`;
	let isKept = true;
	load();
	tabs?.hear(hear);

	function load(): void {
		for (const key of new Set([...keysOn(ground), ...(depth?.lying.keys() ?? [])])) {
			if (!key.startsWith(MARK) && !key.startsWith(KEPT)) continue;
			const found = [tried(() => ground?.getItem(key) ?? null), depth?.lying.get(key) ?? null];
			const text = found.reduce((a, b) => (atOf(b) > atOf(a) ? b : a));
			if (now() - atOf(text) > KEEPS_FOR) forget(key);
			else if (text && isMine(key)) {
				held.set(key, text);
				if (found[0] !== text || (depth && found[1] !== text)) keep(key, text);
			}
		}
	}

	function isMine(key: string): boolean {
		return key.startsWith(`${MARK}${owner}/`) || key.startsWith(`${KEPT}${owner}/`);
	}

	/** Rising, also when the device's clock has been set back. */
	const nextAt = (key: string): number => Math.max(now(), atOf(held.get(key) ?? null) + 1);

	function put(key: string, value: object): void {
		const text = JSON.stringify({ ...value, at: nextAt(key) });
		held.set(key, text);
		keep(key, text);
		tabs?.tell(key, text);
	}

	function keep(key: string, text: string): void {
		const isOnGround = tried(() => ground && (ground.setItem(key, text), true)) ?? false;
		const sunk = depth?.sink(key, text) ?? Promise.resolve(false);
		if (isOnGround) told(true);
		else void sunk.then(told);
	}

	function told(kept: boolean): void {
		if (kept === isKept) return;
		isKept = kept;
		changed?.();
	}

	function take(key: string): void {
		if (depth) put(key, GONE);
		else drop(key);
	}

	function drop(key: string): void {
		tabs?.tell(key, JSON.stringify({ ...GONE, at: nextAt(key) }));
		held.delete(key);
		forget(key);
	}

	function forget(key: string): void {
		tried(() => ground?.removeItem(key));
		void depth?.sink(key, null);
	}

	function hear(key: string, text: string): void {
		if (!isMine(key) || atOf(text) <= atOf(held.get(key) ?? null)) return;
		held.set(key, text);
		changed?.();
	}

	const under = <T>(mark: string): { name: string; value: T }[] =>
		[...held]
			.filter(([key]) => key.startsWith(`${mark}${owner}/`))
			.map(([key, text]) => ({
				name: key.slice(`${mark}${owner}/`.length),
				value: withText<T>(text)
			}))
			.filter((entry): entry is { name: string; value: T & {} } => entry.value !== null);

	return {
		read: (place) => withText<Draft>(held.get(keyOf(MARK, place)) ?? null),
		write: (place, draft) => put(keyOf(MARK, place), draft),
		clear: (place) => take(keyOf(MARK, place)),
		kept: () =>
			under<Kept>(KEPT)
				.map(({ value }) => value)
				.sort((a, b) => a.at - b.at),
		keep: (kept) => put(keyOf(KEPT, kept.id), kept),
		drop: (id) => drop(keyOf(KEPT, id)),
		all: () =>
			under<Draft>(MARK)
				.filter(({ value }) => value.text.trim() !== '')
				.map(({ name, value }) => ({ place: name, draft: value })),
		get isKept() {
			return isKept;
		}
	};
}

function keysOn(ground: Ground | null): string[] {
	if (!ground) return [];
	const count = tried(() => ground.length) ?? 0;
	return Array.from({ length: count }, (_, at) => tried(() => ground.key(at)) ?? '');
}

/** What a storage answers, or null where it is full, forbidden or broken. */
function tried<T>(use: () => T): T | null {
	try {
		return use();
	} catch {
		return null;
	}
}

function parsed<T>(text: string | null): T | null {
	return text === null ? null : tried(() => JSON.parse(text) as T);
}

const atOf = (text: string | null): number => parsed<{ at?: number }>(text)?.at ?? 0;

/** What was kept with a text; null where it has been cleared. */
function withText<T>(text: string | null): T | null {
	const value = parsed<T & { gone?: true }>(text);
	return value?.gone ? null : value;
}
