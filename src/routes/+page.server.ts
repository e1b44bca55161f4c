import type { Role } from '#lib/domain/permission.ts';
import { dayOf } from '#lib/domain/programme.ts';
import * as conferences from '#lib/server/conferences.ts';
import { arriving } from './answer.ts';

/** The front page: for a stranger the way in, for the rest their schools and conferences. */
export const load = ({ locals }) =>
	arriving(async () => {
		const { house, who } = locals;
		if (!who.account) return { places: null, today: '' };
		const today = dayOf(house.now());
		const found = await conferences.reachable(house, who.roles);
		const kinds = [
			...found.schools.map(({ id, name }) => ({ id, name, kind: 'school' as const })),
			...found.municipalities.map(({ id, name }) => ({ id, name, kind: 'municipality' as const }))
		];
		const places = kinds.map((place) => ({
			...place,
			leads: leadsIn(who.roles, place.id),
			enters: who.roles.some(({ scopeId }) => scopeId === place.id),
			conferences: found.conferences
				.filter(({ ownerId }) => ownerId === place.id)
				.map((one) => ({ ...one, leads: leadsIn(who.roles, place.id, one.id) }))
		}));
		return { places: ordered(places), today };
	});

const leadsIn = (roles: Role[], ...scopes: string[]): boolean =>
	roles.some(
		({ role, scopeId }) => (role === 'owner' || role === 'facilitator') && scopes.includes(scopeId)
	);

type Ordered = { kind: string; name: string; conferences: { phase: { name: string } }[] };

/** Where something is under way first, then schools before municipalities, by name. */
function ordered<P extends Ordered>(places: P[]): P[] {
	const rank = ({ kind, conferences }: P) =>
		(conferences.some(({ phase }) => phase.name === 'running') ? 0 : 2) +
		(kind === 'school' ? 0 : 1);
	return places.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'nb'));
}
