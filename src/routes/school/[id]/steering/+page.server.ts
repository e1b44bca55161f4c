import { redirect } from '@sveltejs/kit';
import * as access from '#lib/server/access.ts';
import * as conferences from '#lib/server/conferences.ts';
import { arriving } from '../../../answer.ts';

/** The board of the newest conference; without any, the school's measures. */
export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		await access.steers(house.store.db, who, params.id);
		const { conferences: all } = await conferences.reachable(house, who.roles);
		const newest = all.find(({ ownerId }) => ownerId === params.id);
		redirect(
			303,
			newest ? `/school/${params.id}/steering/${newest.id}` : `/school/${params.id}/measures`
		);
	});
