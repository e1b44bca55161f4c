import { Refusal } from '#lib/domain/refusal.ts';

/**
 * How patient to be: tries that cost nothing, then a wait that doubles, at most so long (ms). When more than `overall`
 * have failed in a minute, whoever they are, keys that have never tried before wait too.
 */
export type Patience = { free: number; longest: number; overall?: number };

/** One person and their own password. */
const STRICT: Patience = { free: 5, longest: 5 * 60_000 };
/**
 * A whole hall behind one address types the same code. Three hundred may mistype and none is
 * locked out; who guesses at 31⁸ codes gets no more than one try in ten seconds, also from many addresses.
 */
export const HALL: Patience = { free: 60, longest: 10_000, overall: 100 };
/** Whoever tries many logins from one address; a staff room behind one may mistype sixty times. */
export const LOGINS: Patience = { free: 60, longest: 10_000 };
/** New devices that wait to become projectors, from one address. */
export const SCREENS: Patience = { free: 60, longest: 60_000 };

/**
 * Slows those who guess. Each key (an address and what it tries) may fail some times, then
 * waits, longer each time. Kept in this process's memory: it slows, it does not lock.
 */
export type Pace = {
	/** Refuses `too-many-tries` while the key must wait. */
	mayTry: (key: string, patience?: Patience) => void;
	failed: (key: string, patience?: Patience) => void;
	succeeded: (key: string) => void;
};

const FORGET_AFTER = 30 * 60_000;
const MOST_KEYS = 50_000;
const MINUTE = 60_000;

export function openPace(now: () => number): Pace {
	const tries = new Map<string, { count: number; until: number; at: number }>();

	function forget(): void {
		if (tries.size < MOST_KEYS) return;
		for (const [key, { at }] of tries) if (now() - at > FORGET_AFTER) tries.delete(key);
		if (tries.size >= MOST_KEYS) tries.clear();
	}

	/** When those failed who share an overall patience, the last minute's. */
	let failures: number[] = [];

	function crowded(overall: number): boolean {
		failures = failures.filter((at) => now() - at < MINUTE);
		return failures.length > overall;
	}

	return {
		mayTry: (key, { longest, overall } = STRICT) => {
			const isNew = overall !== undefined && !tries.has(key) && crowded(overall);
			if (isNew) tries.set(key, { count: 0, until: now() + longest, at: now() });
			const wait = (tries.get(key)?.until ?? 0) - now();
			if (wait > 0) throw new Refusal('too-many-tries', { seconds: Math.ceil(wait / 1_000) });
		},
		failed: (key, { free, longest, overall } = STRICT) => {
			forget();
			if (overall !== undefined && !crowded(overall)) failures.push(now());
			const before = tries.get(key);
			const count = before && now() - before.at < FORGET_AFTER ? before.count + 1 : 1;
			const over = count - free;
			const wait = over < 0 ? 0 : Math.min(longest, 2_000 * 2 ** over);
			tries.set(key, { count, until: now() + wait, at: now() });
		},
		succeeded: (key) => void tries.delete(key)
	};
}
