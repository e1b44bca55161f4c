/** What can be undone and done again: states before and after the one that stands. Reactive. */
export type History<T> = {
	readonly undoes: number;
	readonly redoes: number;
	/** A change is about to be made to how things stand now. */
	note: (now: T) => void;
	/** What to go back to, or forth to; undefined when there is nothing. */
	back: (now: T) => T | undefined;
	forth: (now: T) => T | undefined;
};

const LONGEST = 100; // steps that are remembered

export function openHistory<T>(): History<T> {
	let past = $state.raw<T[]>([]);
	let future = $state.raw<T[]>([]);
	return {
		get undoes() {
			return past.length;
		},
		get redoes() {
			return future.length;
		},
		note: (now) => {
			past = [...past, now].slice(-LONGEST);
			future = [];
		},
		back: (now) => {
			const to = past.at(-1);
			if (to === undefined) return undefined;
			past = past.slice(0, -1);
			future = [...future, now];
			return to;
		},
		forth: (now) => {
			const to = future.at(-1);
			if (to === undefined) return undefined;
			future = future.slice(0, -1);
			past = [...past, now];
			return to;
		}
	};
}
