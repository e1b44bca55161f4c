import type { Log } from './log.ts';

/**
 * The watch: what was refused to whom, as lines in the log for whoever looks after the server. What
 * is the same within a minute is one line, so that nobody can fill a disk by asking; the next line
 * says how many came between.
 */
export type Watch = {
	/** `what` was asked for and refused; `asker` is ids and an address, never a name. */
	refused: (what: string, code: string, asker?: Record<string, unknown>) => void;
};

/** Refusals that somebody who tries doors would get. Others are a day's work: too late, too long, changed meanwhile. */
const TRIED = new Set([
	'not-allowed',
	'not-found',
	'not-signed-in',
	'bad-input',
	'wrong-password',
	'current-password-wrong',
	'too-many-tries',
	'too-fast',
	'link-used',
	'link-revoked',
	'code-unknown',
	'name-unknown',
	'same-act-other-body',
	'file-unreadable',
	'too-large'
]);
const QUIET_FOR = 60_000;
const MOST_KEPT = 10_000;

export function openWatch(log: Log, now: () => number): Watch {
	const told = new Map<string, { at: number; more: number }>();
	return {
		refused: (what, code, asker = {}) => {
			if (!TRIED.has(code)) return;
			const key = JSON.stringify([what, code, asker]);
			const before = told.get(key);
			if (before && now() - before.at < QUIET_FOR) return void (before.more += 1);
			if (told.size >= MOST_KEPT) told.clear();
			told.set(key, { at: now(), more: 0 });
			log.warn('refused', { what, code, ...asker, ...(before?.more && { between: before.more }) });
		}
	};
}
