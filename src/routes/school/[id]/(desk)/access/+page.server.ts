import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { ROLES } from '#lib/domain/permission.ts';
import { refuseUnless } from '#lib/domain/refusal.ts';
import * as access from '#lib/server/access.ts';
import * as accounts from '#lib/server/accounts.ts';
import * as schools from '#lib/server/schools.ts';
import type { App } from '#lib/server/app.ts';
import { acting, arriving, fields, formOf, typed } from '../../../../answer.ts';

/** The school itself and its conferences: everything that roles can be given in here. */
async function scopesOf(house: App, who: access.Who, placeId: string) {
	access.owns(who, placeId);
	const conferences = await schools.conferencesIn(house, who, placeId);
	return [placeId, ...conferences.map(({ id }) => id)];
}

export const load = ({ locals, params }) =>
	arriving(async () => {
		const { house, who } = locals;
		if (!who.account) error(401, { message: '', code: 'not-signed-in' });
		access.owns(who, params.id);
		const conferences = await schools.conferencesIn(house, who, params.id);
		const inScope = async (id: string, name: string | null) => ({
			id,
			name,
			roles: await accounts.rolesIn(house, who, id)
		});
		const all = await Promise.all([
			inScope(params.id, null),
			...conferences.map(({ id, name }) => inScope(id, name))
		]);
		return {
			scopes: all.filter(({ name, roles }) => name === null || roles.length > 0),
			conferences: conferences.map(({ id, name, date }) => ({ id, name, date })),
			roles: ROLES,
			me: who.account.id
		};
	});

const Named = z.object({ accountId: z.string(), scopeId: z.string() });
const NamedRole = Named.extend({ role: z.enum(ROLES) });
const Invite = accounts.Invite.omit({ lang: true });

export const actions = {
	/** Gives a role. Somebody new gets a link that works once; one who has a password needs none. */
	invite: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting(typed(form), async () => {
			const { house, who, lang } = locals;
			const input = { ...fields(Invite, form), lang };
			refuseUnless((await scopesOf(house, who, params.id)).includes(input.scopeId), 'not-found');
			const { token } = await accounts.invite(house, who, input);
			return { given: { name: input.name, login: input.login, token, kind: 'invite' as const } };
		});
	},
	/** A link to choose a password anew. */
	reset: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			const { house, who } = locals;
			const { accountId, scopeId } = fields(Named, form);
			refuseUnless((await scopesOf(house, who, params.id)).includes(scopeId), 'not-found');
			const found = await accounts.rolesIn(house, who, scopeId);
			const { name = '', login = '' } = found.find((row) => row.accountId === accountId) ?? {};
			const token = await accounts.resetBy(house, who, accountId, scopeId);
			return { given: { name, login, token, kind: 'reset' as const } };
		});
	},
	take: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			const { house, who } = locals;
			const input = fields(NamedRole, form);
			refuseUnless((await scopesOf(house, who, params.id)).includes(input.scopeId), 'not-found');
			await accounts.takeRole(house, who, input);
			return { taken: true };
		});
	}
};
