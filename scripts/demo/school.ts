import { PROFESSION, TEAM } from '../../src/lib/domain/templates.ts';
import type { ImportPerson } from '../../src/lib/domain/person.ts';
import type { Who } from '../../src/lib/server/access.ts';
import * as accounts from '../../src/lib/server/accounts.ts';
import type { App } from '../../src/lib/server/app.ts';
import { newToken } from '../../src/lib/server/keys.ts';
import * as people from '../../src/lib/server/people.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import * as staff from './people.ts';

/** Somebody who can sign in. `token` is a session of theirs; the password is random. */
export type Account = {
	person: string;
	name: string;
	login: string;
	password: string;
	token: string;
	who: Who;
};

/** The demo's municipality and school, with who has an account there. */
export type School = {
	municipalityId: string;
	schoolId: string;
	owner: Account;
	facilitator: Account;
	minuteTaker: Account;
	/** The members of the steering group who are neither owner nor facilitator. */
	steering: Account[];
};

const named = (key: string) => staff.people.find((person) => person.key === key)!;
const loginOf = (key: string) => `${key}@demo.example`;

async function account(app: App, key: string, token: string, password: string): Promise<Account> {
	const who = await sessions.who(app, token);
	return { person: key, name: named(key).name, login: loginOf(key), password, token, who };
}

/** Sets the house up and invites those who work with the conference. */
export async function openSchool(app: App): Promise<School> {
	const owner = await first(app);
	const at = (kind: string) => owner.who.roles.find((role) => role.scopeKind === kind)!.scopeId;
	const [municipalityId, schoolId] = [at('municipality'), at('school')];
	const invited = (key: string, role: 'facilitator' | 'minute-taker' | 'steering') =>
		invite(app, owner.who, schoolId, key, role);
	const facilitator = await invited(staff.roles.facilitator, 'facilitator');
	const minuteTaker = await invited(staff.roles.minuteTaker, 'minute-taker');
	const steering: Account[] = [];
	for (const key of staff.roles.steering)
		if (key !== owner.person && key !== facilitator.person)
			steering.push(await invited(key, 'steering'));
	return { municipalityId, schoolId, owner, facilitator, minuteTaker, steering };
}

async function first(app: App): Promise<Account> {
	const link = await accounts.setUpToken(app);
	if (link === null) throw new Error('The folder is not empty: the demo begins in a fresh one.');
	const key = staff.roles.owner;
	const password = newToken();
	const token = await accounts.setUp(app, {
		token: link,
		municipality: staff.MUNICIPALITY,
		school: staff.SCHOOL,
		name: named(key).name,
		login: loginOf(key),
		password,
		lang: 'nb'
	});
	return account(app, key, token, password);
}

async function invite(
	app: App,
	owner: Who,
	scopeId: string,
	key: string,
	role: 'facilitator' | 'minute-taker' | 'steering'
): Promise<Account> {
	const { name } = named(key);
	const input = { name, login: loginOf(key), role, scopeId, lang: 'nb' as const };
	const link = (await accounts.invite(app, owner, input)).token!;
	const password = newToken();
	const token = await accounts.choosePassword(app, { token: link, password });
	return account(app, key, token, password);
}

/** Takes people, by key, into a conference; those whom the school knows by number are recognised. */
export async function importInto(
	app: App,
	who: Who,
	schoolId: string,
	conferenceId: string,
	keys: string[]
): Promise<void> {
	const known = await idsByKey(app, who, schoolId);
	const list = keys.map((key): ImportPerson => {
		const { name, staffNumber, unit, profession, team } = named(key);
		const attributes = { [PROFESSION]: profession, [TEAM]: team };
		return { name, email: undefined, staffNumber, unit, attributes, personId: known.get(key) };
	});
	await people.importInto(app, who, conferenceId, list);
}

/** The ids of the people whom the school knows, by key. */
export async function idsByKey(app: App, who: Who, schoolId: string): Promise<Map<string, string>> {
	const known = await people.known(app, who, schoolId);
	const keys = new Map(staff.people.map(({ key, staffNumber }) => [staffNumber, key]));
	return new Map(known.map(({ id, staffNumber }) => [keys.get(staffNumber ?? '') ?? '', id]));
}

/** Sets up the arenas (R12); gives their ids by key. */
export async function setArenas(
	app: App,
	who: Who,
	schoolId: string
): Promise<Record<string, string>> {
	const known = await idsByKey(app, who, schoolId);
	const ids: Record<string, string> = {};
	for (const { key, kind, name, leader, members } of staff.arenas) {
		const id = (ids[key] = app.newId());
		const memberIds = members.map((member) => known.get(member)!);
		const input = { id, kind, name, leaderId: known.get(leader)!, memberIds };
		await people.setArena(app, who, schoolId, input);
	}
	return ids;
}
