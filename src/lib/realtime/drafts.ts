import type { PointType } from '../domain/point.ts';

/**
 * What has been typed and not yet sent, kept on the device with every key: a new point's text
 * per group and question, a changed text per point. It outlives reloads and crashes, and is
 * cleared once the text has become an act (which the outbox keeps).
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
};

/** Where drafts are put: `localStorage`, or anything that behaves like it. */
export type Ground = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const MARK = 'rundebord.draft.';
const KEPT = 'rundebord.kept.';
/** Drafts that nobody has touched for this long are swept away, in ms: a week. */
const KEEPS_FOR = 7 * 24 * 3_600_000;

/** The place of a new point. */
export const newPointIn = (groupId: string, promptId: string): string => `${groupId}/${promptId}`;
/** The place of a change to a point. */
export const changeOf = (pointId: string): string => `point/${pointId}`;

/**
 * The drafts of one owner (a room and a lane). A ground that is full or forbidden loses
 * nothing while the page lives: everything is held here too.
 */
export function openDrafts(owner: string, ground: Ground | null, now: () => number): Drafts {
	const held = new Map<string, string>();
	const keyOf = (mark: string, name: string) => `${mark}${owner}/${name}`;
	load();

	function load(): void {
		for (const key of keysOn(ground)) {
			if (!key.startsWith(MARK) && !key.startsWith(KEPT)) continue;
			const text = tried(() => ground?.getItem(key) ?? null);
			const at = parsed<{ at: number }>(text)?.at ?? 0;
			if (now() - at > KEEPS_FOR) tried(() => ground?.removeItem(key));
			else if (text && isMine(key)) held.set(key, text);
		}
	}

	function isMine(key: string): boolean {
		return key.startsWith(`${MARK}${owner}/`) || key.startsWith(`${KEPT}${owner}/`);
	}

	function put(key: string, value: Draft | Kept): void {
		held.set(key, JSON.stringify(value));
		tried(() => ground?.setItem(key, JSON.stringify(value)));
	}

	function take(key: string): void {
		held.delete(key);
		tried(() => ground?.removeItem(key));
	}

	const under = <T>(mark: string): { name: string; value: T }[] =>
		[...held]
			.filter(([key]) => key.startsWith(`${mark}${owner}/`))
			.map(([key, text]) => ({
				name: key.slice(`${mark}${owner}/`.length),
				value: parsed<T>(text)
			}))
			.filter((entry): entry is { name: string; value: T & {} } => entry.value !== null);

	return {
		read: (place) => parsed<Draft>(held.get(keyOf(MARK, place)) ?? null),
		write: (place, draft) => put(keyOf(MARK, place), { ...draft, at: now() }),
		clear: (place) => take(keyOf(MARK, place)),
		kept: () =>
			under<Kept>(KEPT)
				.map(({ value }) => value)
				.sort((a, b) => a.at - b.at),
		keep: (kept) => put(keyOf(KEPT, kept.id), { ...kept, at: now() }),
		drop: (id) => take(keyOf(KEPT, id)),
		all: () =>
			under<Draft>(MARK)
				.filter(({ value }) => value.text.trim() !== '')
				.map(({ name, value }) => ({ place: name, draft: value }))
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
