import { SvelteMap } from 'svelte/reactivity';
import type { PointType } from '#lib/domain/point.ts';
import {
	openDrafts,
	type Beside,
	type Draft,
	type Ground,
	type Kept
} from '#lib/realtime/drafts.ts';

/** What the editing of a point began with. */
export type Began = { version: number; text: string };
/** What stands somewhere on the pad; for a point that is being changed, also the text it had then. */
export type Note = Draft & { began?: string };

/** The notepad of a table: what is being written, as it is shown and as it is kept. Reactive. */
export type Pad = {
	read: (place: string) => Note | null;
	write: (place: string, text: string, type: PointType | null, began?: Began) => void;
	clear: (place: string) => void;
	/** Texts the server would not take, oldest first. */
	readonly kept: Kept[];
	keep: (kept: Omit<Kept, 'at'>) => void;
	drop: (id: string) => void;
	/** Every place where something is written. */
	all: () => { place: string; draft: Note }[];
	/** False when this device keeps nothing of what is written now. */
	readonly isKept: boolean;
};

/** Opens the pad of a room and lane on this device. */
export function openPad(
	owner: string,
	ground: Ground | null,
	now: () => number,
	beside: Omit<Beside, 'changed'> = {}
): Pad {
	const drafts = openDrafts(owner, ground, now, { ...beside, changed });
	const shown = new SvelteMap<string, Note>(drafts.all().map(({ place, draft }) => [place, draft]));
	let kept = $state.raw(drafts.kept());
	let isKept = $state(drafts.isKept);

	/** Another tab has written, or the device has begun or ceased to keep anything. */
	function changed(): void {
		for (const place of [...shown.keys(), ...drafts.all().map(({ place }) => place)]) {
			const draft = drafts.read(place);
			draft ? shown.set(place, draft) : shown.delete(place);
		}
		kept = drafts.kept();
		isKept = drafts.isKept;
	}

	return {
		read: (place) => shown.get(place) ?? null,
		write: (place, text, type, began) => {
			const draft = { text, type, ...(began && { version: began.version, began: began.text }) };
			shown.set(place, { ...draft, at: now() });
			drafts.write(place, draft);
		},
		clear: (place) => {
			shown.delete(place);
			drafts.clear(place);
		},
		get kept() {
			return kept;
		},
		keep: (refused) => {
			drafts.keep(refused);
			kept = drafts.kept();
		},
		drop: (id) => {
			drafts.drop(id);
			kept = drafts.kept();
		},
		all: () =>
			[...shown]
				.filter(([, { text }]) => text.trim() !== '')
				.map(([place, draft]) => ({ place, draft })),
		get isKept() {
			return isKept;
		}
	};
}
