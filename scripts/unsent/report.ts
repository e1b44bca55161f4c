import { isWhole } from './look.ts';
import type { Case } from './plan.ts';
import type { Played } from './play.ts';

/** One case and what came of it; `broke` when the case itself could not be played. */
export type Outcome = { plan: Case; played: Played | null; broke: string | null; took: number };

/** A run in figures. Times in ms. */
export type Report = {
	seed: number;
	cases: number;
	texts: number;
	lost: number;
	doubled: number;
	altered: number;
	/** Cases that could not be played to the end. */
	broke: number;
	/** Cases in which nothing could keep anything, counted apart: those where the page said so. */
	impossible: { refused: number; said: number; wiped: number };
	/** Until every text stood where it should. */
	back: { p50: number; p99: number; slowest: number };
	took: { p50: number; slowest: number; seconds: number };
	by: Record<'blow' | 'weather' | 'fault', Record<string, number>>;
	/** What is wrong: with the case's number, to play it alone. */
	first: string[];
	ok: boolean;
};

const KINDS = ['lost', 'doubled', 'altered'] as const;

export function reportOf(seed: number, outcomes: Outcome[], asked: number, took: number): Report {
	const played = outcomes.flatMap(({ plan, played }) => (played ? [{ plan, ...played }] : []));
	const apart = played.filter(({ said }) => said !== null);
	const refused = apart.filter(({ plan }) => plan.fault === 'both-refuse');
	const sum = (kind: (typeof KINDS)[number]) =>
		played.reduce((count, one) => count + one[kind].length, 0);
	const broke = outcomes.filter(({ broke }) => broke !== null).length;
	const said = refused.filter(({ said }) => said).length;
	const backs = played.filter(({ said }) => said === null).map(({ back }) => back);
	const figures = { lost: sum('lost'), doubled: sum('doubled'), altered: sum('altered'), broke };
	const isSound = Object.values(figures).every((count) => count === 0) && said === refused.length;
	return {
		seed,
		cases: outcomes.length,
		texts: played.reduce((count, { texts }) => count + texts, 0),
		...figures,
		impossible: { refused: refused.length, said, wiped: apart.length - refused.length },
		back: { p50: part(backs, 0.5), p99: part(backs, 0.99), slowest: part(backs, 1) },
		took: {
			p50: part(
				outcomes.map(({ took }) => took),
				0.5
			),
			slowest: part(
				outcomes.map(({ took }) => took),
				1
			),
			seconds: Math.round(took / 1_000)
		},
		by: {
			blow: tally(outcomes, 'blow'),
			weather: tally(outcomes, 'weather'),
			fault: tally(outcomes, 'fault')
		},
		first: outcomes.flatMap(told).slice(0, 20),
		ok: isSound && outcomes.length === asked
	};
}

/** What went wrong in a case, in a sentence or more. */
export function told({ plan, played, broke }: Outcome): string[] {
	const { number, weather, blow, fault, faultFrom } = plan;
	const broken = fault === 'none' ? '' : `, ${fault} from ${faultFrom}`;
	const where = `case ${number} (${weather}, ${blow}${broken})`;
	if (broke !== null) return [`${where} broke: ${broke}`];
	if (!played) return [];
	if (played.said === false && fault === 'both-refuse')
		return [`${where}: nothing keeps what is written, and the page does not say so`];
	return isWhole(played)
		? []
		: KINDS.flatMap((kind) => played[kind].map((one) => `${where} ${kind}: ${one}`));
}

export const isGood = (outcome: Outcome): boolean => told(outcome).length === 0;

function part(list: number[], of: number): number {
	const sorted = [...list].sort((a, b) => a - b);
	return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * of) - 1)] ?? 0);
}

function tally(outcomes: Outcome[], by: 'blow' | 'weather' | 'fault'): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { plan } of outcomes) counts[plan[by]] = (counts[plan[by]] ?? 0) + 1;
	return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
}

/** A report for people. */
export function table(report: Report): string {
	const { impossible, back, took, by } = report;
	const list = (counts: Record<string, number>) =>
		Object.entries(counts)
			.map(([name, count]) => `${name} ${count}`)
			.join(', ');
	return [
		`seed ${report.seed}: ${report.cases} cases, ${report.texts} texts in ${took.seconds} s`,
		`  lost ${report.lost}, doubled ${report.doubled}, altered ${report.altered}, could not be played ${report.broke}`,
		`  blows    ${list(by.blow)}`,
		`  weather  ${list(by.weather)}`,
		`  storage  ${list(by.fault)}`,
		`  nothing could keep them: ${impossible.refused} where both refused (the page said so in ${impossible.said}), ${impossible.wiped} where both were emptied`,
		`  back within ${back.p50} ms (half), ${back.p99} ms (99 %), ${back.slowest} ms (slowest); a case takes ${took.p50} ms, at most ${took.slowest} ms`,
		...report.first.map((line) => `  ! ${line}`),
		report.ok ? '  whole' : '  NOT WHOLE'
	].join('\n');
}
