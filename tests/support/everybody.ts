import { sql, type SQL } from 'drizzle-orm';
import { all, only } from '../../src/lib/domain/room.ts';
import { inOrder } from '../../src/lib/domain/programme.ts';
import type { Grant, RoleName } from '../../src/lib/domain/permission.ts';
import * as accounts from '../../src/lib/server/accounts.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import * as pairing from '../../src/lib/server/pairing.ts';
import * as people from '../../src/lib/server/people.ts';
import * as sessions from '../../src/lib/server/sessions.ts';
import { openBoard, type Board } from './board.ts';
import { newId, openHall, type Hall, type OpenHouse } from './house.ts';

/** Everybody who might come to a door of the hall, of its school, or of the municipality. */
export const EVERYBODY = [
	'nobody',
	'phone',
	'phone of another',
	'phone, turned',
	'projector',
	'projector of another',
	'projector, turned',
	'table 1',
	'table 1 of another',
	'table 1, turned',
	'table 2',
	'minute-taker',
	'steering',
	'facilitator',
	'facilitator of another',
	'facilitator no more',
	'owner',
	'neighbour',
	'municipality'
] as const;
export type Name = (typeof EVERYBODY)[number];

/** Texts that not everybody may read, and where they were put. */
export const SECRETS = {
	'what was released': 'Mobilen ligger i hylla hele dagen',
	'what table 1 has not handed in': 'Kanari under bordet',
	'what was held back': 'Kanari som holdes',
	'a minute': 'Kanari i referatet',
	'a name at table 2': 'Falk Hagen',
	'what somebody is': 'kanariveileder',
	"somebody's address": 'kanari@skole.example',
	"a colleague's login": 'kanarilogin',
	'a measure': 'Kanari som tiltak'
};

/** A school in the middle of its work, with everybody at its doors. */
export type Place = {
	house: OpenHouse;
	hall: Hall;
	other: Hall;
	board: Board;
	neighbourId: string;
	measureId: string;
	spare: { id: string; personId: string; name: string };
	/** Somebody who has sat in both rounds, and an account, both to be erased. */
	erasable: { id: string; personId: string; accountId: string };
	/** Two who are kept from the same table. */
	apart: { one: string; other: string };
	colleague: string;
	/** A code that a computer shows which waits to become a screen. */
	waitingCode: string;
	joinCode: string;
	/** A new session for each, as a cookie header; none for nobody. */
	cookieOf: (name: Name) => Promise<string | undefined>;
	/** The secret of a link as it stands now. */
	keyOf: (what: string) => Promise<string>;
};

export async function openPlace(house: OpenHouse): Promise<Place> {
	const hall = await openHall(house);
	const other = await openHall(house);
	const spare = await addSpare(hall);
	const board = await openBoard(hall);
	await writeSecrets(board);
	const measureId = await makeMeasure(board);
	const apart = await keepApart(hall, spare.id);
	const { neighbourId, made } = await openAccounts(hall, other);
	const grants = await openLinks(hall, other);
	const key = await keysOf(hall);
	return {
		house,
		hall,
		other,
		board,
		neighbourId,
		measureId,
		spare,
		erasable: { ...(await personNamed(hall, 'Embla Vik')), accountId: made['minute-taker']! },
		apart,
		colleague: made.facilitator!,
		waitingCode: (await pairing.wait(house.app, undefined)).code,
		joinCode: only(await hall.seen(), 'conference')!.joinCode,
		cookieOf: (name) => cookieOf(house, made[name], grants[name]),
		keyOf: async (what) => key[what] ?? ''
	};
}

async function addSpare(hall: Hall): Promise<Place['spare']> {
	const name = 'Kari Prøvestad';
	const attributes = { profession: SECRETS['what somebody is'] };
	const someone = { name, attributes, email: SECRETS["somebody's address"] };
	await people.importInto(hall.house.app, hall.house.principal, hall.id, [someone]);
	return { ...(await personNamed(hall, name)), name };
}

async function personNamed(hall: Hall, name: string) {
	const found = all(await hall.seen(), 'participant').find((one) => one.name === name)!;
	return { id: found.id, personId: found.personId ?? '' };
}

async function keepApart(hall: Hall, one: string): Promise<Place['apart']> {
	const other = all(await hall.seen(), 'participant').find(({ id }) => id !== one)!.id;
	await hall.does('conference.set', { apart: [[one, other]] });
	return { one, other };
}

async function writeSecrets({ hall }: Board): Promise<void> {
	const round = (await hall.rounds())[1]!;
	const [one] = await hall.groups(round.id);
	const at = { groupId: one!.id, promptId: round.round.prompts[0]!.id };
	const held = newId();
	await hall.does('group.reopen', { groupId: one!.id });
	await hall.does('point.write', { id: held, ...at, text: SECRETS['what was held back'] });
	await hall.does('group.hand-in', { groupId: one!.id });
	await hall.does('point.hold', { id: held });
	await hall.does('group.reopen', { groupId: one!.id });
	const text = SECRETS['what table 1 has not handed in'];
	await hall.does('point.write', { id: newId(), ...at, text });
	const plenum = inOrder(await hall.items()).find(({ type }) => type === 'plenum')!;
	await hall.does('minute.write', { id: newId(), plenumId: plenum.id, text: SECRETS['a minute'] });
}

async function makeMeasure(board: Board): Promise<string> {
	const theme = await board.theme('Like regler', [SECRETS['what was released']]);
	const proposalId = await board.propose('Voksne ute', [theme]);
	await board.adopt(proposalId);
	const id = newId();
	await board.does('measure.make', {
		id,
		proposalId,
		title: SECRETS['a measure'],
		level: 'preventive',
		plan: {}
	});
	return id;
}

/** Accounts by name. None has a password: they come with sessions. */
type Accounts = Partial<Record<Name, string>>;

async function openAccounts(hall: Hall, other: Hall) {
	const { app, principal, municipalityId, schoolId } = hall.house;
	const neighbour = { name: 'Nabo skole', lang: 'nb' as const };
	const neighbourId = await accounts.addSchool(app, principal, municipalityId, neighbour);
	const role = { role: 'owner', scopeKind: 'school', scopeId: neighbourId } as const;
	const whoOwns = { ...principal, roles: [...principal.roles, role] };
	const invited = async (role: RoleName, scopeId: string, login = newId()) => {
		const someone = { name: `Noen ${role}`, login, role, scopeId, lang: 'nb' as const };
		return (await accounts.invite(app, whoOwns, someone)).accountId;
	};
	const made: Accounts = {
		'minute-taker': await invited('minute-taker', hall.id),
		steering: await invited('steering', schoolId),
		facilitator: await invited('facilitator', hall.id, SECRETS["a colleague's login"]),
		'facilitator of another': await invited('facilitator', other.id),
		'facilitator no more': await invited('facilitator', hall.id),
		owner: await invited('owner', schoolId),
		neighbour: await invited('owner', neighbourId),
		municipality: await invited('owner', municipalityId)
	};
	const gone = { accountId: made['facilitator no more']!, scopeId: hall.id };
	await accounts.takeRole(app, principal, { ...gone, role: 'facilitator' });
	return { neighbourId, made };
}

type Grants = Partial<Record<Name, Grant>>;

/** Links as they are, and some that were printed before they were turned. */
async function openLinks(hall: Hall, other: Hall): Promise<Grants> {
	const of = (where: Hall, kind: Grant['kind'], table: number | null = null) =>
		conferences.grantFor(hall.house.app, { conferenceId: where.id, kind, table });
	const turned = {
		'phone, turned': await of(hall, 'guest'),
		'projector, turned': await of(hall, 'screen'),
		'table 1, turned': await of(hall, 'table', 1)
	};
	await hall.does('keys.turn', { what: 'guest' });
	await hall.does('keys.turn', { what: 'screen' });
	await hall.does('keys.turn', { what: 'table', table: 1 });
	return {
		...turned,
		phone: await of(hall, 'guest'),
		'phone of another': await of(other, 'guest'),
		projector: await of(hall, 'screen'),
		'projector of another': await of(other, 'screen'),
		'table 1': await of(hall, 'table', 1),
		'table 1 of another': await of(other, 'table', 1),
		'table 2': await of(hall, 'table', 2)
	};
}

async function keysOf({ house: { app, principal }, id }: Hall): Promise<Record<string, string>> {
	const { tables, screen, guest } = await conferences.links(app, principal, id, [1, 2]);
	const secret = (link: string) => link.split('#')[1] ?? '';
	const ofTables = tables.map(({ table, link }) => [`table-${table}`, secret(link)]);
	return { ...Object.fromEntries(ofTables), screen: secret(screen), guest: secret(guest) };
}

async function cookieOf({ app }: OpenHouse, accountId?: string, grant?: Grant) {
	if (!accountId && !grant) return undefined;
	const token = accountId
		? await sessions.signIn(app, undefined, accountId)
		: await sessions.grant(app, undefined, grant!);
	return `${sessions.COOKIE}=${token}`;
}

/** What every table of the house holds, by its name: how many rows, and a hash of them. */
export async function everythingIn({ app: { store } }: OpenHouse): Promise<Record<string, string>> {
	const rowsOf = async <T>(query: SQL): Promise<T[]> =>
		((await store.db.execute(query)) as { rows: T[] }).rows;
	const tables = await rowsOf<{ name: string }>(
		sql`select table_name as name from information_schema.tables where table_schema = 'public'`
	);
	const hashes = tables.map(
		({ name }) =>
			sql`select ${name}::text as name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as holds from ${sql.identifier(name)} t`
	);
	const found = await rowsOf<{ name: string; holds: string }>(sql.join(hashes, sql` union all `));
	return Object.fromEntries(found.map(({ name, holds }) => [name, holds]));
}
