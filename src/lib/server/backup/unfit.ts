/** Why a file or a database cannot be used for what was asked, by name. */
export type Reason = keyof typeof WORDS;

const WORDS = {
	missing: (what: string) => `There is no file ${what}.`,
	other: (what: string) => `${what} is not a backup of Rundebord. Nothing was changed.`,
	newer: (what: string) =>
		`${what} was made by a newer Rundebord than this one. Use that version, or a newer one. Nothing was changed.`,
	'cut-off': (what: string) =>
		`${what} is not whole: it ends before its end. Use another copy of it, or an earlier backup. Nothing was changed.`,
	changed: (what: string) =>
		`${what} is not as it was written: rows are missing or were changed. Use another copy of it, or an earlier backup. Nothing was changed.`,
	'not-empty': (what: string) =>
		`${what} holds a Rundebord already. With --replace everything in it is thrown away and the backup put in its place: take a backup of it first. Nothing was changed.`,
	'other-version': (what: string) =>
		`${what} was last used by another version of Rundebord. Take the backup with that version, or start this one once so that the database follows.`,
	nothing: (what: string) => `${what} holds no Rundebord yet: there is nothing to back up.`
};

/** A file or database that cannot be used: a reason by name, and words for whoever runs the command. */
export class Unfit extends Error {
	readonly reason: Reason;
	constructor(reason: Reason, what: string) {
		super(WORDS[reason](what));
		this.reason = reason;
	}
}
