import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { base, groupsIn, type Problem } from './problem.ts';

/** Raised whenever the same seed and steps would give another plan. A plan stores it. */
export const VERSION = 'rotation-5';

/**
 * Who sits where: `rounds[r][k]` lists the people at table k in round r, table order counting. `seed`, `steps` and
 * `version` say how it was found: the same three give the same plan on any machine.
 */
export const PlanFile = z.object({
	rounds: z.array(z.array(z.array(z.int().min(0)))),
	seed: z.int().min(0).optional(),
	steps: z.int().min(0).optional(),
	version: z.string().optional()
});
export type Plan = z.infer<typeof PlanFile>;

/** Reads a plan: an object with `rounds`, or the bare list of rounds. Throws `plan-malformed`. Lawfulness is `check`'s. */
export function parsePlan(input: unknown): Plan {
	const read = PlanFile.safeParse(Array.isArray(input) ? { rounds: input } : input);
	if (read.success) return read.data;
	const issue = read.error.issues[0];
	throw new Refusal('plan-malformed', {
		at: (issue?.path.join('.') || 'the file').slice(0, 80),
		what: (issue?.message ?? '').slice(0, 120)
	});
}

/** seats[r][i] = table of person i in round r, −1 when nowhere. People and rounds that the problem lacks are passed over. */
export function seats(problem: Problem, plan: Plan): Int32Array[] {
	return problem.sizes.map((_, r) => {
		const at = new Int32Array(problem.n).fill(-1);
		(plan.rounds[r] ?? []).forEach((group, k) => {
			for (const i of group) if (i < problem.n) at[i] = k;
		});
		return at;
	});
}

/** The plan in which person i sits at table at[r][i] in round r. */
export function fromSeats(problem: Problem, at: ArrayLike<number>[]): Plan {
	return {
		rounds: at.map((seat, r) => {
			const groups: number[][] = Array.from({ length: groupsIn(problem, r) }, () => []);
			for (let i = 0; i < problem.n; i++) if (seat[i]! >= 0) groups[seat[i]!]?.push(i);
			return groups;
		})
	};
}

/** Two people change places in round r, or one moves to table `group` (the sizes then change): a new plan. */
export function swap(plan: Plan, r: number, i: number, j: number): Plan {
	const rounds = plan.rounds.map((groups, at) =>
		at !== r ? groups : groups.map((g) => g.map((x) => (x === i ? j : x === j ? i : x)))
	);
	return { rounds };
}

/** Rounds of kind `same` filled from the round they repeat; people who were not there then go where there is most room. */
export function followSame(problem: Problem, at: Int32Array[], here: Uint8Array[]): void {
	for (let r = problem.frozen.length; r < at.length; r++) {
		if (problem.rounds[r]!.kind !== 'same') continue;
		const first = at[base(problem, r)]!;
		const taken = new Int32Array(groupsIn(problem, r));
		for (let i = 0; i < problem.n; i++) {
			at[r]![i] = here[r]![i] ? first[i]! : -1;
			if (at[r]![i]! >= 0) taken[at[r]![i]!]!++;
		}
		for (let i = 0; i < problem.n; i++) {
			if (!here[r]![i] || at[r]![i]! >= 0) continue;
			const k = taken.indexOf(Math.min(...taken));
			at[r]![i] = k;
			taken[k]!++;
		}
	}
}
