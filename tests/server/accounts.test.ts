import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPeople, recognise, splitText, type ImportPerson } from '#lib/domain/person.ts';
import { only, roomOf } from '#lib/domain/room.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { accepted, rowsOf } from '#lib/domain/acceptance.ts';
import { act } from '#lib/server/acts.ts';
import type { Who } from '#lib/server/access.ts';
import * as accounts from '#lib/server/accounts.ts';
import * as conferences from '#lib/server/conferences.ts';
import { hashOfToken } from '#lib/server/keys.ts';
import { LOGINS } from '#lib/server/pace.ts';
import * as people from '#lib/server/people.ts';
import * as schools from '#lib/server/schools.ts';
import * as sessions from '#lib/server/sessions.ts';
import { isAway } from '#lib/server/store/db.ts';
import { account } from '#lib/server/store/schema.ts';
import { snapshot } from '#lib/server/store/journal.ts';
import { newId, openHouse, PROGRAMME, somebody, type OpenHouse } from '../support/house.ts';

let house: OpenHouse;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

async function refusal(work: Promise<unknown>): Promise<Refusal> {
	const thrown = await work.then(
		() => new Error('it was not refused'),
		(error: unknown) => error
	);
	if (thrown instanceof Refusal) return thrown;
	throw thrown;
}
const codeOf = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;

const SETUP = {
	municipality: 'Andrevik kommune',
	school: 'Andrevik skole',
	name: 'Nummer To',
	login: 'nummer-to',
	password: 'en lang setning til',
	lang: 'nb' as const
};
const invited = (login: string, scopeId: string, name = 'Ivar Innbudt') => ({
	name,
	login,
	role: 'facilitator' as const,
	scopeId,
	lang: 'nb' as const
});
const device = (address: string) => ({ address, token: undefined });

async function chosen(token: string | null, password = 'et helt nytt passord'): Promise<Who> {
	const session = await accounts.choosePassword(house.app, { token: token ?? '', password });
	return sessions.who(house.app, session);
}
/** Somebody with an account, signed in on a device. */
async function somebodyAt(login: string) {
	const input = invited(login, house.schoolId, `Noen ${login}`);
	const { accountId, token } = await accounts.invite(house.app, house.principal, input);
	const password = 'et helt nytt passord';
	const session = await accounts.choosePassword(house.app, { token: token ?? '', password });
	return { id: accountId, session, login, password };
}
async function newSchool(name: string): Promise<string> {
	const { app, principal, municipalityId } = house;
	const id = await accounts.addSchool(app, principal, municipalityId, { name, lang: 'nb' });
	house.principal = {
		...principal,
		roles: [...principal.roles, { role: 'owner', scopeKind: 'school', scopeId: id }]
	};
	return id;
}
/** Somebody of whom no more than the name is known. */
const named = (name: string) => ({
	name,
	email: undefined,
	staffNumber: undefined,
	unit: undefined,
	attributes: {}
});
const newConference = (ownerId: string, who = house.principal) =>
	conferences.create(
		house.app,
		who,
		{ ownerId, name: 'Høstkonferanse', date: '2026-11-23', startsAt: 540, lang: 'nb' },
		PROGRAMME
	);

test('setting up a second time is refused, also with a link that was real once', async () => {
	expect(await accounts.setUpToken(house.app)).toBeNull();
	expect(await codeOf(accounts.setUp(house.app, { token: 'gjettet', ...SETUP }))).toBe('link-used');
});

test('a wrong password many times has to wait, longer each time, and the right one works again after', async () => {
	const wrong = () =>
		accounts.signIn(house.app, { login: 'petra', password: 'feil passord' }, device('192.0.2.7'));
	const codes: string[] = [];
	for (let tries = 0; tries < 5; tries++) codes.push(await codeOf(wrong()));
	expect(codes).toEqual(Array(5).fill('wrong-password'));
	const first = await refusal(wrong());
	expect(first.code).toBe('too-many-tries');
	house.clock.pass(Number(first.details.seconds) * 1_000);
	expect(await codeOf(wrong())).toBe('wrong-password');
	const second = await refusal(wrong());
	expect(Number(second.details.seconds)).toBeGreaterThan(Number(first.details.seconds));
	house.clock.pass(Number(second.details.seconds) * 1_000);
	const right = { login: 'petra', password: 'en lang setning' };
	expect(await accounts.signIn(house.app, right, device('192.0.2.7'))).not.toBe('');
});

test('who guesses many passwords at once is let try no more of them than one after another', async () => {
	const wrong = { login: 'petra', password: 'feil passord' };
	const codes = await Promise.all(
		Array.from({ length: 12 }, () =>
			codeOf(accounts.signIn(house.app, wrong, device('192.0.2.10')))
		)
	);
	expect(codes.filter((code) => code === 'wrong-password')).toHaveLength(5);
	expect(new Set(codes)).toEqual(new Set(['wrong-password', 'too-many-tries']));
});

test('who has tried many logins from an address is slowed for every login; another address is not', async () => {
	for (let tries = 0; tries < 62; tries++) house.app.pace.failed('logins 192.0.2.20', LOGINS);
	const right = { login: 'petra', password: 'en lang setning' };
	const from = (address: string) => accounts.signIn(house.app, right, device(address));
	expect(await codeOf(from('192.0.2.20'))).toBe('too-many-tries');
	expect(await from('192.0.2.21')).not.toBe('');
	house.clock.pass(10_000);
	expect(await from('192.0.2.20')).not.toBe('');
});

test('what a page sends again because it heard no answer is made once', async () => {
	const { app, principal, municipalityId, schoolId } = house;
	const about = { ownerId: schoolId, name: 'Sendt igjen', date: '2026-12-01', lang: 'nb' as const };
	const conference = newId();
	const create = (name = about.name) =>
		conferences.create(app, principal, { ...about, name, startsAt: 540 }, PROGRAMME, conference);
	expect([await create(), await create()]).toEqual([conference, conference]);
	expect(await codeOf(create('En annen'))).toBe('same-act-other-body');
	const there = await schools.conferencesIn(app, principal, schoolId);
	expect(there.filter(({ id }) => id === conference).map(({ name }) => name)).toEqual([about.name]);

	const school = newId();
	const add = (name = 'Sendt skole') =>
		accounts.addSchool(app, principal, municipalityId, { name, lang: 'nb' }, school);
	expect([await add(), await add()]).toEqual([school, school]);
	expect(await codeOf(add('En annen'))).toBe('not-found');

	const person = newId();
	const keep = () => people.keep(app, principal, schoolId, named('Sendt Igjen'), person);
	expect([await keep(), await keep()]).toEqual([person, person]);

	const sent = newId();
	const takeIn = () =>
		people.importInto(app, principal, conference, [{ name: 'Ny Person', attributes: {} }], sent);
	await takeIn();
	await takeIn();
	const known = (await people.known(app, principal, schoolId)).map(({ name }) => name);
	expect(known.filter((name) => ['Ny Person', 'Sendt Igjen'].includes(name)).sort()).toEqual([
		'Ny Person',
		'Sendt Igjen'
	]);
});

test('the id of something that is there makes nothing of another kind, and nothing anew', async () => {
	const { app, principal, municipalityId, schoolId } = house;
	const about = { ownerId: schoolId, name: 'Tatt id', date: '2026-12-01', lang: 'nb' as const };
	const there = await newConference(schoolId);
	for (const id of [there, schoolId, municipalityId]) {
		const input = { ...about, startsAt: 540 };
		const creating = conferences.create(app, principal, input, [], id);
		expect(await codeOf(creating)).toBe(id === there ? 'same-act-other-body' : 'not-found');
		const school = { name: 'Tatt id', lang: 'nb' as const };
		const adding = accounts.addSchool(app, principal, municipalityId, school, id);
		expect(await codeOf(adding)).toBe('not-found');
	}
	const other = await newSchool('Naboen');
	const id = await people.keep(app, house.principal, other, named('Nabo'));
	expect(await codeOf(people.keep(app, principal, schoolId, named('Nabo'), id))).toBe('not-found');
});

test('a school is added to a municipality, never to a school', async () => {
	const added = { name: 'Skole i skolen', lang: 'nb' as const };
	const adding = accounts.addSchool(house.app, house.principal, house.schoolId, added);
	expect(await codeOf(adding)).toBe('not-found');
});

test('somebody else at another address is not slowed by one who guesses', async () => {
	for (let tries = 0; tries < 6; tries++)
		await refusal(
			accounts.signIn(house.app, { login: 'petra', password: 'feil' }, device('192.0.2.8'))
		);
	const right = { login: 'petra', password: 'en lang setning' };
	expect(await accounts.signIn(house.app, right, device('192.0.2.9'))).not.toBe('');
});

test('an invitation opens once: the second who uses it is refused, and a short password uses nothing up', async () => {
	const { token } = await accounts.invite(
		house.app,
		house.principal,
		invited('ivar', house.schoolId)
	);
	expect(await codeOf(chosen(token, 'kort'))).toBe('password-too-short');
	const who = await chosen(token);
	expect(who.roles).toMatchObject([{ role: 'facilitator', scopeId: house.schoolId }]);
	expect(await codeOf(chosen(token))).toBe('link-used');
});

test.each([
	['much used', 'Manchester1'],
	['much used, twice', 'dragondragon'],
	['much used, dressed up', '!!password2026!!'],
	['few signs', 'abababababab'],
	['their name', 'Ivar-Innbudt-1'],
	['their school', 'Bergtun2026!'],
	['what this is', 'Dialogkonferanse26'],
	['the season', 'Høst2026Høst2026']
])('a password that lies near is refused, and uses nothing up: %s', async (_, password) => {
	const input = invited('ivar-nær', house.schoolId);
	const { token } = await accounts.invite(house.app, house.principal, input);
	expect(await codeOf(chosen(token, password))).toBe('password-easy');
	expect((await chosen(token, 'fire ord som ingen gjetter')).account).not.toBeNull();
	await house.app.store.db.delete(account).where(eq(account.login, 'ivar-nær'));
});

test('a password may be long, and of any signs', async () => {
	for (const [at, password] of [
		'æøå æøå blåbærsyltetøy',
		'日本語の合言葉は長い',
		'x9'.repeat(5) + 'q w/é'.repeat(20)
	].entries()) {
		const { token } = await accounts.invite(
			house.app,
			house.principal,
			invited(`lang-${at}`, house.schoolId)
		);
		expect((await chosen(token, password)).account, password).not.toBeNull();
	}
});

test('a reset link ends what was open, is refused when too old, and is the owner’s to make', async () => {
	const { token } = await accounts.invite(
		house.app,
		house.principal,
		invited('rita', house.schoolId, 'Rita Glemsk')
	);
	const session = await accounts.choosePassword(house.app, {
		token: token ?? '',
		password: 'det gamle passordet'
	});
	const rita = await sessions.who(house.app, session);
	const id = rita.account?.id ?? '';
	expect(await codeOf(accounts.resetBy(house.app, rita, id, house.schoolId))).toBe('not-found');
	const old = await accounts.resetBy(house.app, house.principal, id, house.schoolId);
	house.clock.pass(25 * 3_600_000);
	expect(await codeOf(chosen(old))).toBe('link-used');
	const fresh = await accounts.resetBy(house.app, house.principal, id, house.schoolId);
	expect((await chosen(fresh, 'det nye passordet')).account?.id).toBe(id);
	expect((await sessions.who(house.app, session)).account).toBeNull();
});

test('a device that was lost is shut out when a new link is made, before anybody has used it', async () => {
	const lost = await somebodyAt('mistet-nettbrett');
	expect((await sessions.who(house.app, lost.session)).account).not.toBeNull();
	await accounts.resetBy(house.app, house.principal, lost.id, house.schoolId);
	expect((await sessions.who(house.app, lost.session)).account).toBeNull();
});

test('a link to choose a password is worth nothing once another has been used', async () => {
	const { id } = await somebodyAt('to-lenker');
	const first = await accounts.resetBy(house.app, house.principal, id, house.schoolId);
	const second = await accounts.resetBy(house.app, house.principal, id, house.schoolId);
	await chosen(second);
	expect(await codeOf(chosen(first))).toBe('link-used');
});

test('thirty days after signing in one signs in again, whatever links one has opened since', async () => {
	const { session } = await somebodyAt('tretti-dager');
	house.clock.pass(20 * 24 * 3_600_000);
	const grant = { conferenceId: 'hallen', kind: 'guest' as const, table: null, version: 1 };
	expect(await sessions.grant(house.app, session, grant)).toBe(session);
	house.clock.pass(11 * 24 * 3_600_000);
	expect((await sessions.who(house.app, session)).account).toBeNull();
});

test('a session whose time is up in the middle of a conference goes on until the night', async () => {
	const HOUR = 3_600_000;
	const day = 24 * HOUR;
	const atTen = 10 * HOUR + day - (house.clock.now() % day);
	house.clock.pass(atTen);
	const { session } = await somebodyAt('midt-i-konferansen');
	house.clock.pass(30 * day + 6 * HOUR);
	expect((await sessions.who(house.app, session)).account).not.toBeNull();
	house.clock.pass(10 * HOUR);
	expect((await sessions.who(house.app, session)).account).toBeNull();
});

test('links that are opened at once on one device are all kept', async () => {
	const { app } = house;
	const opened = (table: number) =>
		({ conferenceId: 'hall', kind: 'table', table, version: 1 }) as const;
	const token = await sessions.grant(app, undefined, opened(1));
	const guest = { conferenceId: 'hall', kind: 'guest', table: null, version: 1 } as const;
	await sessions.grant(app, token, guest);
	const [, ...others] = await Promise.all([
		sessions.know(app, token, 'hall', 'participant'),
		...[2, 3, 4, 5].map((table) => sessions.grant(app, token, opened(table))),
		sessions.grantTo(app, hashOfToken(token), { ...guest, kind: 'screen' })
	]);
	expect(others).toEqual([token, token, token, token, true]);
	const { grants } = await sessions.who(app, token);
	expect(grants.flatMap(({ table }) => table ?? []).sort()).toEqual([1, 2, 3, 4, 5]);
	expect(grants.map(({ kind }) => kind)).toContain('screen');
	expect(grants.find(({ kind }) => kind === 'guest')).toMatchObject({
		participantId: 'participant'
	});
});

test('a login that is another’s is taken; the same person gets a second role without a link', async () => {
	const again = invited('petra', house.schoolId, 'En Helt Annen');
	expect(await codeOf(accounts.invite(house.app, house.principal, again))).toBe('login-taken');
	const known = accounts.Invite.parse(invited(' PETRA ', house.municipalityId, 'petra lindmo'));
	expect(await accounts.invite(house.app, house.principal, known)).toMatchObject({ token: null });
});

test('no owner gets a link into what is another owner’s, by inviting or by resetting', async () => {
	const other = await newSchool('Nabo skole');
	const neighbour = await somebody(house, 'owner', other);
	const mine = invited('kari', house.schoolId, 'Kari Felles');
	const { accountId, token } = await accounts.invite(house.app, house.principal, mine);
	const theirs = invited('kari', other, 'Kari Felles');
	expect((await accounts.invite(house.app, neighbour, theirs)).token).toBeNull();
	await chosen(token);
	expect(await codeOf(accounts.resetBy(house.app, neighbour, accountId, other))).toBe(
		'not-allowed'
	);
	expect(await accounts.resetBy(house.app, house.principal, accountId, other)).not.toBe('');
});

test('the last owner stays, and a role that is taken away is gone at once', async () => {
	const school = await newSchool('Tredje skole');
	const me = house.principal.account?.id ?? '';
	const mine = { accountId: me, role: 'owner' as const, scopeId: school };
	expect(await codeOf(accounts.takeRole(house.app, house.principal, mine))).toBe('last-owner');
	const owner = await somebody(house, 'owner', school);
	await accounts.takeRole(house.app, owner, mine);
	const rows = await accounts.rolesIn(house.app, owner, school);
	expect(rows.map(({ accountId }) => accountId)).toEqual([owner.account?.id]);
});

test('the owner of a municipality sees its schools by name, and nothing of their conferences (R144)', async () => {
	const school = await newSchool('Fjerde skole');
	const conferenceId = await newConference(school);
	const above = await somebody(house, 'owner', house.municipalityId);
	const seen = await schools.schoolsIn(house.app, above, house.municipalityId);
	expect(seen).toContainEqual({ id: school, name: 'Fjerde skole', mine: false });
	expect(await codeOf(schools.conferencesIn(house.app, above, school))).toBe('not-found');
	expect(await codeOf(schools.find(house.app, above, conferenceId))).toBe('not-found');
	const reached = await conferences.reachable(house.app, above.roles);
	expect(reached.conferences.map(({ id }) => id)).not.toContain(conferenceId);
	expect(await codeOf(people.known(house.app, above, school))).toBe('not-found');
});

test('a role at the school opens it to the owner of the municipality too', async () => {
	const school = await newSchool('Femte skole');
	const conferenceId = await newConference(school);
	const seen = await schools.conferencesIn(house.app, house.principal, school);
	expect(seen.map(({ id }) => id)).toEqual([conferenceId]);
	const { above, owns } = await schools.find(house.app, house.principal, school);
	expect([above?.id, owns]).toEqual([house.municipalityId, true]);
});

test('a list accepted twice makes nobody two, and those known are taken in by one press', async () => {
	const school = await newSchool('Sjette skole');
	const first = await newConference(school);
	const take = async () => {
		const read = readPeople(splitText('Navn;Enhet\nAlva Nordli;Trinn 1\nBo Sørli;Trinn 2'));
		const known = await people.known(house.app, house.principal, school);
		const rows = rowsOf(read.people, recognise(read.people, known), known);
		await people.importInto(house.app, house.principal, first, accepted(rows));
	};
	await take();
	await take();
	const known = await people.known(house.app, house.principal, school);
	expect(known.map(({ name }) => name)).toEqual(['Alva Nordli', 'Bo Sørli']);
	const second = await newConference(school);
	const ids = known.map(({ id }) => id);
	expect(await people.takeKnown(house.app, house.principal, second, ids)).toBe(2);
	expect(await people.takeKnown(house.app, house.principal, second, ids)).toBe(0);
});

test('a list that is accepted by two presses at once, or sent again, makes nobody two', async () => {
	const school = await newSchool('Åttende skole');
	const room = await newConference(school);
	const sent = { rows: 'Navn;Enhet\nAlva Nordli;Trinn 1\nBo Sørli;Trinn 2' };
	const as = newId();
	const accept = async (form = sent) => {
		const read = readPeople(splitText(form.rows));
		const known = await people.known(house.app, house.principal, school);
		const list = accepted(rowsOf(read.people, recognise(read.people, known), known));
		await people.importInto(house.app, house.principal, room, list, as, form);
	};
	await Promise.all([accept(), accept()]);
	await accept();
	const known = await people.known(house.app, house.principal, school);
	expect(known.map(({ name }) => name)).toEqual(['Alva Nordli', 'Bo Sørli']);
	expect(await codeOf(accept({ rows: 'Navn\nEn Annen' }))).toBe('same-act-other-body');
});

test('somebody taken off the list is no longer kept from anybody', async () => {
	const school = await newSchool('Sjuende skole');
	const room = await newConference(school);
	const list: ImportPerson[] = ['En', 'To', 'Tre'].map((name) => ({
		name,
		email: undefined,
		staffNumber: undefined,
		unit: undefined,
		attributes: {}
	}));
	await people.importInto(house.app, house.principal, room, list);
	const things = async () => roomOf((await snapshot(house.app.store.db, room, 'staff')).things);
	const [one = '', two = '', three = ''] = Object.keys((await things()).participant);
	const apart: [string, string][] = [
		[one, two],
		[two, three]
	];
	await act(house.app, house.principal, {
		id: newId(),
		room,
		name: 'conference.set',
		input: { apart },
		seen: 1
	});
	await people.removeFrom(house.app, house.principal, room, one);
	expect(only(await things(), 'conference')?.apart).toEqual([[two, three]]);
});

test('a database that is gone is told apart from a question that is wrong', async () => {
	const wrong = await house.app.store.db.execute('select nothing from nowhere').then(
		() => null,
		(error: unknown) => error
	);
	expect(wrong).toBeInstanceOf(Error);
	expect(isAway(wrong)).toBe(false);
	const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
	expect(isAway(new Error('Failed query', { cause: refused }))).toBe(true);
	expect(isAway(new Error('timeout exceeded when trying to connect'))).toBe(true);
	expect(isAway(new Refusal('not-found'))).toBe(false);
});
