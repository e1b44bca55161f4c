import { pins, type Problem } from './problem.ts';

/** A hard rule of one round, as people know it. Tables and people are 0-based numbers. */
export type Rule =
	| { rule: 'apart'; people: [number, number] }
	| { rule: 'together'; people: number[] }
	| { rule: 'pinned'; person: number; table: number }
	| { rule: 'fixed'; table: number; people: number[] }
	| { rule: 'require'; attribute: string; value: string; min?: number; max?: number };

/** Rules of round `round` that cannot all hold; without any one of them the others could (as far as was looked). */
export type Contradiction = { round: number; rules: Rule[] };

const MOST_NODES = 4000; // seats tried before the question is left to the search
const MOST_WORK = 400_000; // seats tried in all while the rules are narrowed down

/**
 * Rules that contradict each other more deeply than in pairs (rule P9): four people who are all to be kept apart from
 * the two who keep the smallest tables, groups of three who fit no table together. Each open round by itself is looked
 * through for a seating of the people that rules name; when there is none, rules are left out one after another as long
 * as there still is none. Null when the rounds can be seated, or when it would take too long to know.
 */
export function contradiction(problem: Problem, here: Uint8Array[]): Contradiction | null {
	for (let r = problem.frozen.length; r < problem.sizes.length; r++) {
		const kind = problem.rounds[r]!.kind;
		if (kind !== 'mixed' && kind !== 'fixed') continue;
		const rules = rulesOf(problem, r, here[r]!);
		const round = { problem, sizes: problem.sizes[r]!, here: here[r]!, work: 0 };
		if (rules.length > 1 && impossible(round, rules))
			return { round: r, rules: narrowed(round, rules) };
	}
	return null;
}

function rulesOf(problem: Problem, r: number, here: Uint8Array): Rule[] {
	const both = (people: number[]) => people.filter((i) => here[i]);
	const { kind, fixedGroups } = problem.rounds[r]!;
	const fixed = kind === 'fixed' ? fixedGroups! : [];
	return [
		...fixed.flatMap((people, table) =>
			people.length ? [{ rule: 'fixed' as const, table, people }] : []
		),
		...pins(problem)
			.filter((p) => here[p.person] && (!p.rounds || p.rounds.includes(r)))
			.map((p) => ({ rule: 'pinned' as const, person: p.person, table: p.group })),
		...problem.together
			.map(both)
			.filter((people) => people.length > 1)
			.map((people) => ({ rule: 'together' as const, people })),
		...(kind === 'mixed' ? problem.require : []).map((x) => ({ rule: 'require' as const, ...x })),
		...problem.apart
			.filter((pair) => both(pair).length === 2)
			.map((people) => ({ rule: 'apart' as const, people }))
	];
}

/** Leaves out whole stretches of rules, then shorter ones, as long as what is left still has no seating. */
function narrowed(round: Round, rules: Rule[]): Rule[] {
	let left = rules;
	for (
		let length = Math.ceil(rules.length / 2);
		length >= 1;
		length = length > 1 ? Math.ceil(length / 2) : 0
	)
		for (let at = 0; at < left.length && round.work < MOST_WORK;) {
			const fewer = [...left.slice(0, at), ...left.slice(at + length)];
			if (fewer.length && impossible(round, fewer)) left = fewer;
			else at += length;
		}
	return left;
}

type Round = { problem: Problem; sizes: number[]; here: Uint8Array; work: number };

/** People who sit together by the rules: how many, at which table, of which kinds, and whom they are kept apart from. */
type Unit = { people: number[]; table: number; kinds: number[]; apart: Set<number> };

/** So many of a kind at each table. */
type Limit = { min: number; max: number; of: Uint8Array; there: number; attribute: string };

type Seating = {
	units: Unit[];
	limits: Limit[];
	room: number[];
	/** got[limit][table], and how many of the kind have no table yet. */
	got: number[][];
	open: number[];
	seated: number[][];
	nodes: number;
};

/** Is it certain that no seating of the round obeys these rules? */
const impossible = (round: Round, rules: Rule[]): boolean => seatedBy(round, rules) === false;

/**
 * A table for everybody whom a hard rule of round r names, −1 for others, so that those rules hold and the rest can
 * still be seated; null when none was found.
 */
export function ruledSeats(problem: Problem, r: number, here: Uint8Array): Int32Array | null {
	const round = { problem, sizes: problem.sizes[r]!, here, work: 0 };
	return seatedBy(round, rulesOf(problem, r, here)) || null;
}

/** The tables of those whom the rules name; false when it is certain that there is no way, null when it is not known. */
function seatedBy(round: Round, rules: Rule[]): Int32Array | false | null {
	const limits = limitsOf(round, rules);
	const units = unitsOf(rules, limits);
	if (!units) return false;
	const seating: Seating = {
		units,
		limits,
		room: [...round.sizes],
		got: limits.map(() => round.sizes.map(() => 0)),
		open: limits.map((l) => l.there),
		seated: round.sizes.map(() => []),
		nodes: 0
	};
	const found = mayStillDo(seating) && seat(seating, 0);
	round.work += seating.nodes + units.length;
	if (!found) return found;
	const at = new Int32Array(round.here.length).fill(-1);
	seating.seated.forEach((people, k) => people.forEach((i) => (at[i] = k)));
	return at;
}

function limitsOf({ problem, here }: Round, rules: Rule[]): Limit[] {
	return rules.flatMap((rule) => {
		if (rule.rule !== 'require') return [];
		const a = problem.attributes.find((x) => x.name === rule.attribute)!;
		const v = a.values.indexOf(rule.value);
		const of = Uint8Array.from(here, (is, i) => (is && a.of[i] === v ? 1 : 0));
		const there = of.reduce((sum, is) => sum + is, 0);
		return [{ min: rule.min ?? 0, max: rule.max ?? Infinity, of, there, attribute: a.name }];
	});
}

/** Everybody whom a rule names, joined with those they sit with; null when that alone is impossible. The tightest first. */
function unitsOf(rules: Rule[], limits: Limit[]): Unit[] | null {
	const of = new Map<number, Unit>();
	const unit = (i: number): Unit => {
		if (!of.has(i))
			of.set(i, { people: [i], table: -1, kinds: limits.map((l) => l.of[i]!), apart: new Set() });
		return of.get(i)!;
	};
	const join = (a: Unit, b: Unit): void => {
		if (a === b) return;
		a.people.push(...b.people);
		a.kinds = a.kinds.map((k, q) => k + b.kinds[q]!);
		for (const i of b.people) of.set(i, a);
	};
	for (const rule of rules)
		if (rule.rule === 'together') for (const i of rule.people) join(unit(rule.people[0]!), unit(i));
	for (const rule of rules)
		for (const [i, table] of seatsOf(rule)) {
			if (unit(i).table >= 0 && unit(i).table !== table) return null;
			unit(i).table = table;
		}
	for (const rule of rules)
		if (rule.rule === 'apart') {
			const [a, b] = rule.people.map(unit) as [Unit, Unit];
			if (a === b) return null;
			for (const i of a.people) for (const j of b.people) void (a.apart.add(j), b.apart.add(i));
		}
	const tightness = (u: Unit) => (u.table >= 0 ? 1e6 : 0) + u.people.length * 1000 + u.apart.size;
	return [...new Set(of.values())].sort(
		(a, b) => tightness(b) - tightness(a) || a.people[0]! - b.people[0]!
	);
}

function seatsOf(rule: Rule): [number, number][] {
	if (rule.rule === 'pinned') return [[rule.person, rule.table]];
	return rule.rule === 'fixed' ? rule.people.map((i) => [i, rule.table]) : [];
}

/** Seats unit q and those after it: true and they stay, false when there is no way, null when it would take too long. */
function seat(s: Seating, q: number): boolean | null {
	if (q === s.units.length) return true;
	const unit = s.units[q]!;
	const tried = new Set<string>();
	for (let k = 0; k < s.room.length; k++) {
		if (unit.table >= 0 && unit.table !== k) continue;
		if (s.room[k]! < unit.people.length || s.seated[k]!.some((i) => unit.apart.has(i))) continue;
		const alike = s.seated[k]!.length ? '' : `${s.room[k]}`; // an empty table is as good as another of its size
		if (alike && unit.table < 0 && !namedLater(s, q, k)) {
			if (tried.has(alike)) continue;
			tried.add(alike);
		}
		if (++s.nodes > MOST_NODES) return null;
		put(s, unit, k, 1);
		const found = mayStillDo(s) ? seat(s, q + 1) : false;
		if (found !== false) return found;
		put(s, unit, k, -1);
	}
	return false;
}

/** Is somebody still to be seated who must sit at table k? (They come first, so hardly ever.) */
const namedLater = (s: Seating, q: number, k: number): boolean =>
	s.units.slice(q + 1).some((u) => u.table === k);

function put(s: Seating, unit: Unit, k: number, sign: 1 | -1): void {
	s.room[k]! -= sign * unit.people.length;
	if (sign > 0) s.seated[k]!.push(...unit.people);
	else s.seated[k]!.length -= unit.people.length;
	unit.kinds.forEach((kind, q) => {
		s.got[q]![k]! += sign * kind;
		s.open[q]! -= sign * kind;
	});
}

/** Can the limits still be met by those who have no table yet? Each limit by itself, and each table by itself. */
function mayStillDo(s: Seating): boolean {
	const asked = new Map<string, number>();
	for (let q = 0; q < s.limits.length; q++) {
		const { min, max, attribute } = s.limits[q]!;
		let least = 0;
		let most = 0;
		for (let k = 0; k < s.room.length; k++) {
			const got = s.got[q]![k]!;
			const lack = Math.max(0, min - got);
			if (got > max || lack > s.room[k]!) return false;
			least += lack;
			most += Math.min(s.room[k]!, max - got);
			const key = `${attribute} ${k}`;
			asked.set(key, (asked.get(key) ?? 0) + lack);
			if (asked.get(key)! > s.room[k]!) return false;
		}
		if (least > s.open[q]! || most < s.open[q]!) return false;
	}
	return true;
}
