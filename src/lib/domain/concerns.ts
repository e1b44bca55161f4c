import { inOrder, isRound, type Item, type RoundItem } from './programme.ts';
import { MOST_REPORTS, plenumMinutes } from './templates.ts';

/**
 * What a facilitator may want to look at in a programme. Never walls: the conference can be
 * held as it stands. Numbers are the method's defaults.
 */
export type Concern =
	| { code: 'too-few-rounds'; itemId: null; rounds: number }
	| { code: 'no-plenum'; itemId: string; round: number }
	| { code: 'short-plenum'; itemId: string; minutes: number; needed: number }
	| { code: 'short-break'; itemId: string; minutes: number; needed: number }
	| { code: 'no-break'; itemId: string; tables: number; needed: number }
	| { code: 'question-missing'; itemId: string; round: number }
	| { code: 'groups-small'; itemId: string; round: number; size: number }
	| { code: 'groups-large'; itemId: string; round: number; size: number }
	| { code: 'tables-over-people'; itemId: string; round: number; tables: number; people: number }
	| { code: 'seats-differ'; itemId: string; round: number; seats: number; people: number }
	| { code: 'attribute-missing'; itemId: string; round: number; attribute: string; people: number }
	| { code: 'same-is-gone'; itemId: string; round: number };

/** Rounds that a dialogue conference has at least (R115). */
export const LEAST_ROUNDS = 2;
/** People in a group. */
export const LEAST_SIZE = 5;
export const MOST_SIZE = 7;
/** Minutes that a break before a plenum gives whoever gathers the points. */
export const LEAST_BREAK = 10;

type Someone = { attributes: Record<string, string> };

/** Everything worth a look, in programme order; `people` are those expected. */
export function concerns(items: Iterable<Item>, people: Someone[]): Concern[] {
	const lines = inOrder(items);
	const rounds = lines.filter(isRound);
	const few: Concern[] =
		rounds.length < LEAST_ROUNDS
			? [{ code: 'too-few-rounds', itemId: null, rounds: rounds.length }]
			: [];
	return [...few, ...lines.flatMap((line, at) => concernsOf(lines, line, at, people))];
}

function concernsOf(lines: Item[], line: Item, at: number, people: Someone[]): Concern[] {
	if (isRound(line)) return roundConcerns(lines, line, at, people);
	if (line.type === 'plenum') return plenumConcerns(lines, line, at);
	return [];
}

/** A round is followed by a plenum before the next round begins (R107). */
function roundConcerns(lines: Item[], line: RoundItem, at: number, people: Someone[]): Concern[] {
	const { number } = line.round;
	const about = { itemId: line.id, round: number };
	const found: Concern[] = [];
	const rest = lines.slice(at + 1);
	const next = rest.findIndex(({ type }) => type === 'round');
	const until = next < 0 ? rest : rest.slice(0, next);
	if (!until.some(({ type }) => type === 'plenum')) found.push({ code: 'no-plenum', ...about });
	if (line.round.prompts.some(({ text }) => !isQuestion(text)))
		found.push({ code: 'question-missing', ...about });
	return [...found, ...mixConcerns(lines, line, at, people), ...sizeConcerns(line, people)];
}

/** A prompt with no letter in it stands for one that is still to be written. */
export const isQuestion = (text: string): boolean => /\p{L}/u.test(text);

function mixConcerns(lines: Item[], line: RoundItem, at: number, people: Someone[]): Concern[] {
	const { mix, number: round } = line.round;
	if (mix.kind === 'same') {
		const there = lines.slice(0, at).some(({ id }) => id === mix.roundId);
		return there ? [] : [{ code: 'same-is-gone', itemId: line.id, round }];
	}
	if (mix.kind !== 'home') return [];
	const without = people.filter(({ attributes }) => !attributes[mix.attribute]).length;
	const { attribute } = mix;
	if (without === 0) return [];
	return [{ code: 'attribute-missing', itemId: line.id, round, attribute, people: without }];
}

function sizeConcerns(line: RoundItem, people: Someone[]): Concern[] {
	const { mix, number: round } = line.round;
	const count = people.length;
	// Groups at home are as large as they are, and a round like another is spoken of there.
	if (count === 0 || mix.kind === 'same' || mix.kind === 'home') return [];
	const about = { itemId: line.id, round };
	const tables = tableCount(line);
	if (tables > count) return [{ code: 'tables-over-people', ...about, tables, people: count }];
	const sizes = sizesOf(line, count);
	const seats = sizes.reduce((sum, size) => sum + size, 0);
	if (seats !== count) return [{ code: 'seats-differ', ...about, seats, people: count }];
	const least = Math.min(...sizes);
	const most = Math.max(...sizes);
	if (most > MOST_SIZE) return [{ code: 'groups-large', ...about, size: most }];
	return least < LEAST_SIZE ? [{ code: 'groups-small', ...about, size: least }] : [];
}

/** The tables of a round. */
export function tableCount({ round }: RoundItem): number {
	return 'count' in round.tables ? round.tables.count : round.tables.sizes.length;
}

/** How many sit at each table: as asked for, or as evenly as `people` can be shared, largest first. */
export function sizesOf(line: RoundItem, people: number): number[] {
	const { tables } = line.round;
	if ('sizes' in tables) return tables.sizes;
	const { count } = tables;
	return Array.from({ length: count }, (_, at) => Math.floor((people + count - 1 - at) / count));
}

function plenumConcerns(lines: Item[], line: Item, at: number): Concern[] {
	const round = lines.slice(0, at).findLast(isRound);
	if (!round) return [];
	const found: Concern[] = [];
	const tables = tableCount(round);
	const needed = plenumMinutes(tables);
	if (line.minutes < needed)
		found.push({ code: 'short-plenum', itemId: line.id, minutes: line.minutes, needed });
	const before = lines[at - 1];
	if (before?.type === 'break' && before.minutes < LEAST_BREAK)
		found.push({
			code: 'short-break',
			itemId: before.id,
			minutes: before.minutes,
			needed: LEAST_BREAK
		});
	if (tables > MOST_REPORTS && before?.type !== 'break')
		found.push({ code: 'no-break', itemId: line.id, tables, needed: LEAST_BREAK });
	return found;
}
