import type { Ledger } from '../chaos/ledger.ts';
import type { Struck } from './blows.ts';
import type { Stand, Word } from './crowd.ts';

/** What is wrong, in sentences; all empty is what we promise. */
export type Harm = { lost: string[]; doubled: string[]; behind: string[]; deaths: string[] };

/** Compares what tablets were answered, and where devices stand, with what the database holds. */
export function found(
	words: Word[],
	{ journal, seq }: Ledger,
	stands: Stand[]
): Omit<Harm, 'deaths'> {
	const told = Map.groupBy(journal, ({ actId }) => actId);
	const isKept = ({ id, seq }: Word) => told.get(id)?.some((entry) => entry.seq === seq);
	return {
		lost: words
			.filter((word) => word.seq === null || !isKept(word))
			.map(({ id, seq }) => `${id} was answered with ${seq}, and is not there`),
		doubled: words
			.filter(({ id }) => (told.get(id)?.length ?? 0) > 1)
			.map(({ id }) => `${id} is there twice`),
		behind: stands
			.filter(({ number, waiting }) => number < seq || waiting > 0)
			.map(
				({ lane, number, waiting }) => `${lane} stands at ${number} of ${seq}, ${waiting} waiting`
			)
	};
}

const ms = (value: number): string => (Number.isFinite(value) ? `${Math.round(value)}` : '–');

/** The slowest of each kind of blow, for people. */
export function table(struck: Struck[], harm: Harm): string {
	const row = (cells: string[]) =>
		cells.map((cell, at) => (at === 0 ? cell.padEnd(26) : cell.padStart(16))).join('');
	const kinds = [...Map.groupBy(struck, ({ blow }) => blow)].map(([blow, times]) => {
		const most = (of: (one: Struck) => number) => ms(Math.max(...times.map(of)));
		return row([
			`${blow} ×${times.length}`,
			most(({ lasted }) => lasted),
			most(({ silence }) => silence),
			most(({ answer }) => answer),
			most(({ screen }) => screen)
		]);
	});
	const wrong = Object.entries(harm).map(([kind, said]) =>
		[`${kind.padEnd(10)} ${said.length}`, ...said.slice(0, 5).map((line) => `  ! ${line}`)].join(
			'\n'
		)
	);
	return [
		row(['slowest, ms', 'lasted', 'nobody answered', 'one answer', 'on the screen']),
		...kinds,
		...wrong
	].join('\n');
}
