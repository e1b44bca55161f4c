import type { Arena } from '#lib/domain/arena.ts';
import type { Named, Plan } from '#lib/domain/measure.ts';

/** A plan in which whoever was chosen just now, and is not told by the server yet, has a name. */
export function withNames(plan: Plan, known: { people: Named[]; arenas: Arena[] }): Plan {
	const nameOf = (id: string) => known.people.find(({ personId }) => personId === id)?.name ?? '';
	const named = (one: Named): Named =>
		one.name === '' ? { ...one, name: nameOf(one.personId) } : one;
	const arena = known.arenas.find(({ id }) => id === plan.mainArena?.arenaId);
	return {
		...plan,
		coordinator: plan.coordinator && named(plan.coordinator),
		participants: plan.participants.map(named),
		mainArena:
			plan.mainArena?.name === '' && arena
				? { ...plan.mainArena, name: arena.name }
				: plan.mainArena
	};
}
