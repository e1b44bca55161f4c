import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../support/app.ts';
import {
	EVERYBODY,
	everythingIn,
	openPlace,
	SECRETS,
	type Name,
	type Place
} from '../support/everybody.ts';
import { openHouse, REAL_CLOCK } from '../support/house.ts';
import { waysIn, type Way } from '../support/routes.ts';

/**
 * Every door from outside: pages, their data, form actions and endpoints, each tried by everybody
 * at the running build. The list of doors is the tree of routes, so that a new one without a row
 * here is missed. What goes over sockets is tried in permission.test.ts.
 */

const LED: Name[] = ['owner', 'facilitator'];
const STAFF: Name[] = [...LED, 'minute-taker', 'steering'];
const DEVICES: Name[] = ['phone', 'projector', 'table 1', 'table 2'];
const ACCOUNTS: Name[] = [
	...STAFF,
	'facilitator of another',
	'facilitator no more',
	'neighbour',
	'municipality'
];

/** Who gets in (200, or 303 where they are led on), and what the others are told. */
type Door = {
	in: readonly Name[];
	/** Led on to an address that ends so, instead of what the others get. */
	led?: Partial<Record<Name, string>>;
	others: (name: Name) => number[];
	/** What is posted: what would be done, if it came from somebody who may. */
	form?: () => Record<string, string> | Promise<Record<string, string>>;
	/** Other ids than the hall's and its school's. */
	ids?: () => Record<string, string>;
	/** What is answered where an id is unknown, other than 404. */
	unknown?: Record<string, number>;
};

/** In a hall: those who have no business there learn nothing, those who have another are told so. */
const ofHall = (name: Name): number[] =>
	name === 'nobody' ? [401] : [...STAFF, ...DEVICES].includes(name) ? [403] : [404];
/** In a school, where no link leads. */
const ofSchool = (name: Name): number[] =>
	!ACCOUNTS.includes(name) ? [401] : ['owner', 'steering'].includes(name) ? [403] : [404];
/** What belongs to the owner is not there for anybody else. */
const ofOwner = (name: Name): number[] => (ACCOUNTS.includes(name) ? [404] : [401]);
const always =
	(...codes: number[]) =>
	() =>
		codes;

const hall = (...names: Name[]): Door => ({ in: names, others: ofHall });
const school = (...names: Name[]): Door => ({ in: names, others: ofSchool });
const owner: Door = { in: ['owner'], others: ofOwner };
const anybody: Door = { in: EVERYBODY, others: always(404) };
const shut: Door = { in: [], others: always(404) };

const DOORS: Record<string, Door> = {
	'GET /': anybody,
	'GET /account': { in: ACCOUNTS, others: always(401) },
	'POST /account?/password': {
		in: [],
		// Wrong, and after some tries: wait.
		others: (name) => (ACCOUNTS.includes(name) ? [400, 429] : [401]),
		form: () => ({ current: 'en gjettet setning', password: 'en helt annen setning' })
	},
	'POST /account?/elsewhere': {
		in: [],
		others: (name) => (ACCOUNTS.includes(name) ? [400, 429] : [401]),
		form: () => ({ current: 'en gjettet setning' })
	},
	'GET /away': anybody,
	'GET /health': anybody,
	'GET /health/live': anybody,
	'GET /health/ready': anybody,
	// From the machine itself; through a proxy is a test of its own.
	'GET /metrics': anybody,
	'GET /join': anybody,
	'POST /join': { ...anybody, form: () => ({ code: place.joinCode }) },
	'GET /join/[conference]/[place]': { ...anybody, unknown: { conference: 200 } },
	'POST /join/[conference]/[place]': {
		...anybody,
		form: async () => ({ key: await place.keyOf('table-1') }),
		unknown: { conference: 403 }
	},
	'POST /language': { ...anybody, form: () => ({ lang: 'nb' }) },
	'GET /password': anybody,
	'POST /password': {
		in: [],
		others: always(403),
		form: () => ({ token: 'gjettet', password: 'en gjettet setning' })
	},
	'GET /setup': anybody,
	'POST /setup': { in: [], others: always(403), form: () => SET_UP },
	'GET /sign-in': anybody,
	'POST /sign-in': {
		in: [],
		// Wrong, and after some tries: wait.
		others: always(400, 429),
		form: () => ({ login: 'petra', password: 'en gjettet setning' })
	},
	'GET /sign-out': anybody,
	'POST /sign-out': { ...anybody, form: () => ({}) },
	'GET /screen': anybody,
	'POST /screen': { ...anybody, form: () => ({}) },
	'GET /screen/waiting': anybody,
	// In the demo alone, and while developing alone.
	'GET /demo/[token]': shut,
	'GET /workbench/scenes': shut,

	'GET /conference/[id]/programme': hall(...STAFF),
	'GET /conference/[id]/people': hall(...STAFF),
	'GET /conference/[id]/after': hall(...STAFF),
	'GET /conference/[id]/groups': hall(...LED),
	'GET /conference/[id]/handout': hall(...LED),
	'POST /conference/[id]/handout?/pair': {
		...hall(...LED),
		form: () => ({ code: place.waitingCode })
	},
	'POST /conference/[id]/people?/read': {
		...hall(...LED),
		form: () => ({ text: 'Navn\nNina Nysgjerrig' })
	},
	'POST /conference/[id]/people?/accept': {
		...hall(...LED),
		form: () => ({ rows: JSON.stringify([['Navn'], ['Nina Nysgjerrig']]) })
	},
	'POST /conference/[id]/people?/add': { ...hall(...LED), form: () => ({ name: 'Nils Nyhus' }) },
	'POST /conference/[id]/people?/known': { ...hall(...LED), form: () => ({ all: '1' }) },
	'POST /conference/[id]/people?/colour': { ...hall(...LED), form: () => ({ colourBy: 'team' }) },
	'POST /conference/[id]/people?/apart': { ...hall(...LED), form: () => place.apart },
	'POST /conference/[id]/people?/together': { ...hall(...LED), form: () => place.apart },
	'POST /conference/[id]/people?/remove': {
		...hall(...LED),
		form: () => ({ ...place.spare, participantId: place.spare.id })
	},
	'GET /conference/[id]/people/[participant]': hall(...LED),
	'POST /conference/[id]/people/[participant]?/erase': {
		...hall(...LED),
		form: () => CONFIRMED
	},
	'GET /conference/[id]/export/[file]': hall(...STAFF),
	'GET /conference/[id]/facilitate': {
		...hall(...LED),
		led: { 'minute-taker': '/plenum' }
	},
	'GET /conference/[id]/facilitate/well': hall(...LED),
	'GET /conference/[id]/plenum': hall(...LED, 'minute-taker'),
	'GET /conference/[id]/print': hall(...LED),
	'GET /conference/[id]/screen': hall(...LED, 'projector'),
	'GET /conference/[id]/screen/link': hall(...LED, 'projector'),
	'GET /conference/[id]/me': hall(...STAFF, ...DEVICES),
	'POST /conference/[id]/me?/find': {
		...hall(...STAFF, ...DEVICES),
		form: () => ({ name: 'Alva Nordli' })
	},
	// What a device knows of its own owner is its own to forget.
	'POST /conference/[id]/me?/forget': { ...anybody, form: () => ({}), unknown: { id: 303 } },
	// A shell that names nobody; what is told in it is looked for among the secrets.
	'GET /conference/[id]/table/[n]': { ...anybody, unknown: { id: 200, n: 200 } },

	'GET /school/[id]': school('owner', 'steering'),
	'POST /school/[id]?/school': {
		in: ['municipality'],
		others: ofOwner,
		form: () => ({ name: 'Nybygd skole', lang: 'nb' }),
		ids: () => ({ id: place.house.municipalityId })
	},
	'GET /school/[id]/access': owner,
	'POST /school/[id]/access?/invite': {
		...owner,
		form: () => ({
			name: 'Nora Ny',
			login: 'nora.ny',
			role: 'minute-taker',
			scopeId: place.hall.id
		})
	},
	'POST /school/[id]/access?/reset': {
		...owner,
		form: () => ({ accountId: place.colleague, scopeId: place.hall.id })
	},
	'POST /school/[id]/access?/take': {
		...owner,
		form: () => ({ accountId: place.colleague, scopeId: place.hall.id, role: 'facilitator' })
	},
	'GET /school/[id]/access/[account]': owner,
	'POST /school/[id]/access/[account]?/erase': { ...owner, form: () => CONFIRMED },
	'GET /school/[id]/arenas': school('owner'),
	'POST /school/[id]/arenas?/set': {
		...school('owner'),
		form: () => ({ kind: 'year-team', name: 'Trinnteam 1–4' })
	},
	'POST /school/[id]/arenas?/remove': {
		...school('owner'),
		form: () => ({ id: place.board.teams.year })
	},
	'GET /school/[id]/new': school('owner'),
	'POST /school/[id]/new': {
		...school('owner'),
		form: () => ({
			name: 'Vårkonferansen',
			date: '2027-04-06',
			start: '09:00',
			lang: 'nb',
			template: 'empty'
		})
	},
	'GET /school/[id]/people': school('owner'),
	'POST /school/[id]/people?/keep': {
		...school('owner'),
		form: () => ({ name: 'Nina Nysgjerrig' })
	},
	'GET /school/[id]/people/[person]': school('owner'),
	'POST /school/[id]/people/[person]?/erase': { ...school('owner'), form: () => CONFIRMED },
	'GET /school/[id]/export/[file]': school('owner', 'steering'),
	'GET /school/[id]/measures': school('owner', 'steering'),
	'GET /school/[id]/measures/[measure]': school('owner', 'steering'),
	'GET /school/[id]/points/[point]': school('owner', 'steering'),
	'GET /school/[id]/steering': school('owner', 'steering'),
	'GET /school/[id]/steering/[conference]': school('owner', 'steering')
};

const CONFIRMED = { confirmed: 'yes' };
const SET_UP = {
	token: 'gjettet',
	municipality: 'Gjetteby',
	school: 'Gjetteby skole',
	name: 'Gjert Gjettestad',
	login: 'gjert',
	password: 'en gjettet setning',
	lang: 'nb'
};

/** Who may read what, wherever they look and whatever they post. */
const SEES: Record<Name, (keyof typeof SECRETS)[]> = {
	nobody: [],
	phone: ['what was released'],
	'phone of another': [],
	'phone, turned': [],
	projector: ['what was released', 'a name at table 2'],
	'projector of another': [],
	'projector, turned': [],
	'table 1': ['what was released', 'what table 1 has not handed in', 'what was held back'],
	'table 1 of another': [],
	'table 1, turned': [],
	'table 2': ['what was released', 'a name at table 2'],
	'minute-taker': [
		'what was released',
		'what was held back',
		'a minute',
		'a name at table 2',
		'what somebody is'
	],
	steering: [
		'what was released',
		'what was held back',
		'a minute',
		'a name at table 2',
		'what somebody is',
		'a measure'
	],
	facilitator: [
		'what was released',
		'what table 1 has not handed in',
		'what was held back',
		'a minute',
		'a name at table 2',
		'what somebody is'
	],
	'facilitator of another': [],
	'facilitator no more': [],
	owner: Object.keys(SECRETS) as (keyof typeof SECRETS)[],
	neighbour: [],
	municipality: []
};

let place: Place;
let app: RunningApp;
let cookies: Record<Name, string | undefined>;
const read = new Map<Name, Set<string>>(EVERYBODY.map((name) => [name, new Set()]));

beforeAll(async () => {
	const house = await openHouse(REAL_CLOCK);
	place = await openPlace(house);
	app = await startApp({ databaseUrl: house.database.databaseUrl });
	cookies = await cookiesOfAll();
});
afterAll(async () => {
	await app?.stop();
	await place?.house.close();
});

async function cookiesOfAll() {
	const made = EVERYBODY.map(async (name) => [name, await place.cookieOf(name)] as const);
	return Object.fromEntries(await Promise.all(made)) as Record<Name, string | undefined>;
}

const WAYS = waysIn();
const LOOKED = WAYS.filter(({ method }) => method === 'GET');
const POSTED = WAYS.filter(({ method }) => method === 'POST');
/** A door without a row is taken for shut, and is missed by name in the first test. */
const rowOf = (way: Way): Door => DOORS[way.name] ?? shut;

type Ids = Record<string, string>;

/** The address of a way: the hall's, its school's and theirs, where no other ids are given. */
function pathOf({ id, action }: Way, other: Ids = {}): string {
	const ids: Ids = {
		id: id.startsWith('/school') ? place.house.schoolId : place.hall.id,
		conference: place.hall.id,
		place: 'table-1',
		n: '1',
		file: 'everything.json',
		measure: place.measureId,
		point: place.board.points['To voksne ute i storefri']!,
		token: 'gjettet',
		person: place.erasable.personId,
		participant: place.erasable.id,
		account: place.erasable.accountId,
		...other
	};
	const path = id.replaceAll(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? '');
	return action && action !== 'default' ? `${path}?/${action}` : path;
}

const parametersOf = ({ id }: Way): string[] =>
	[...id.matchAll(/\[(\w+)\]/g)].map(([, name]) => name!);

type Told = { code: number; to: string; text: string };

/** Asks the running app as somebody; what is in the answer counts as read by them. */
async function ask(name: Name, path: string, more: RequestInit = {}): Promise<Told> {
	const cookie = cookies[name];
	const headers = { ...(cookie && { cookie }), ...(more.headers as Record<string, string>) };
	const answer = await fetch(app.url + path, { redirect: 'manual', ...more, headers });
	const text = await answer.text();
	for (const [secret, words] of Object.entries(SECRETS))
		if (text.includes(words)) read.get(name)!.add(secret);
	return { code: answer.status, to: answer.headers.get('location') ?? '', text };
}

/** Looks at a page or what an endpoint gives. */
const look = (name: Name, way: Way, ids?: Ids) => ask(name, pathOf(way, ids));

/** Asks for a page's data as a browser does that says it has every layout's already. */
async function lookAtData(name: Name, way: Way, ids?: Ids): Promise<Told> {
	const path = pathOf(way, ids).replace(/\/$/, '');
	const told = await ask(name, `${path}/__data.json?x-sveltekit-invalidated=${way.data}`);
	if (told.code !== 200) return told;
	const data = JSON.parse(told.text.split('\n')[0]!) as Data;
	if (data.type === 'redirect') return { ...told, code: 303, to: data.location };
	const failed = data.nodes.find((node) => node?.type === 'error');
	return { ...told, code: failed?.status ?? 200 };
}
type Data =
	| { type: 'redirect'; location: string }
	| { type: 'data'; nodes: ({ type: string; status?: number } | null)[] };

/** Posts as a page of ours does with JavaScript, so that the action's own answer is told. */
async function post(name: Name, way: Way, ids?: Ids, from = app.url): Promise<Told> {
	const row = rowOf(way);
	const form = new URLSearchParams(await row.form?.());
	const path = pathOf(way, ids ?? row.ids?.());
	const headers = { origin: from, accept: 'application/json' };
	const told = await ask(name, path, { method: 'POST', body: form, headers });
	if (way.kind !== 'action' || told.code !== 200) return told;
	const { status, location = '' } = JSON.parse(told.text) as { status: number; location?: string };
	return { ...told, code: status, to: location };
}

/** What everybody got at a door that should not have been given so, in words. */
async function wrongAt(way: Way, go: (name: Name, way: Way) => Promise<Told>): Promise<string[]> {
	const { in: inside, led = {}, others } = rowOf(way);
	const tried = EVERYBODY.map(async (name) => {
		const { code, to } = await go(name, way);
		const end = led[name];
		const right =
			end !== undefined
				? code === 303 && to.endsWith(end)
				: inside.includes(name)
					? code === 200 || code === 303
					: others(name).includes(code);
		return right ? [] : [`${name}: ${code} ${to}`];
	});
	return (await Promise.all(tried)).flat();
}

/** Whatever `work` does, the house holds the same afterwards. */
async function unchanged<T>(work: () => Promise<T>): Promise<T> {
	const before = await everythingIn(place.house);
	const done = await work();
	expect(await everythingIn(place.house)).toEqual(before);
	return done;
}

test('every door has its row, and every row its door', () => {
	const names = WAYS.map(({ name }) => name);
	expect(names.filter((name) => !(name in DOORS))).toEqual([]);
	expect(Object.keys(DOORS).filter((name) => !names.includes(name))).toEqual([]);
	expect(POSTED.filter((way) => !rowOf(way).form)).toEqual([]);
	expect(WAYS.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
});

test.each(LOOKED)('who gets in at $name', async (way) => {
	const wrong = await unchanged(async () => [
		...(await wrongAt(way, look)),
		...(way.data === null ? [] : await wrongAt(way, lookAtData))
	]);
	expect(wrong).toEqual([]);
});

test.each(POSTED)('whoever may not $name changes nothing, and is told', async (way) => {
	const row = rowOf(way);
	const shutOut = EVERYBODY.filter((name) => !row.in.includes(name));
	const told = await unchanged(() =>
		Promise.all(shutOut.map(async (name) => [name, (await post(name, way)).code] as const))
	);
	expect(told.filter(([name, code]) => !row.others(name).includes(code))).toEqual([]);
});

test.each(POSTED)(
	'$name from a page of somebody else changes nothing, whoever reads it',
	async (way) => {
		const reader = rowOf(way).in[0] ?? 'owner';
		const told = await unchanged(() =>
			Promise.all(
				['http://elsewhere.example', 'null'].map(
					async (from) => (await post(reader, way, undefined, from)).code
				)
			)
		);
		expect(told).toEqual([403, 403]);
	}
);

const RUBBISH = [
	['application/json', '{"name":"x"}'],
	['multipart/form-data; boundary=x', 'no boundary in sight'],
	['multipart/form-data', ''],
	['text/plain', 'name=x']
] as const;

test.each(POSTED.filter(({ name }) => name !== 'POST /sign-out'))(
	'$name with what is no form breaks nothing',
	async (way) => {
		const reader = rowOf(way).in[0] ?? 'owner';
		const told = RUBBISH.map(async ([type, body]) => {
			const headers = { origin: app.url, accept: 'application/json', 'content-type': type };
			const path = pathOf(way, rowOf(way).ids?.());
			return [type, (await ask(reader, path, { method: 'POST', body, headers })).code] as const;
		});
		expect((await Promise.all(told)).filter(([, code]) => code >= 500)).toEqual([]);
	}
);

test('a list that is too large is told so, and is not read', async () => {
	const way = POSTED.find(({ name }) => name === 'POST /conference/[id]/people?/read')!;
	const body = new URLSearchParams({ text: 'x'.repeat(6_000_000) });
	const headers = { origin: app.url, accept: 'application/json' };
	const { code } = await ask('owner', pathOf(way), { method: 'POST', body, headers });
	expect(code).toBe(413);
});

const NAMED = WAYS.filter((way) => parametersOf(way).length > 0);

test.each(NAMED)('$name with an id that nothing has is not there', async (way) => {
	const { unknown = {}, in: inside } = rowOf(way);
	const go = way.method === 'POST' ? post : look;
	const told = await unchanged(() =>
		Promise.all(
			parametersOf(way).map(async (name) => {
				const someone = inside.includes('owner') ? 'owner' : 'municipality';
				return [name, (await go(someone, way, { [name]: 'finnes-ikke' })).code];
			})
		)
	);
	const expected = parametersOf(way).map((name) => [name, unknown[name] ?? 404]);
	expect(told).toEqual(expected);
});

test.each(NAMED)(
	'$name with the id of something else is refused, and nothing breaks',
	async (way) => {
		const { hall, house } = place;
		const others = [hall.id, house.schoolId, house.municipalityId, place.measureId];
		const go = way.method === 'POST' ? post : look;
		const rest = rowOf(way);
		const kinds = parametersOf(way).flatMap((name) => others.map((id) => ({ [name]: id })));
		const strange = kinds.filter((ids) => pathOf(way, ids) !== pathOf(way, rest.ids?.()));
		const told = await unchanged(() =>
			Promise.all(
				strange.flatMap((ids) =>
					(['facilitator', 'owner'] as const).map(async (name) => [
						name,
						pathOf(way, ids),
						(await go(name, way, ids)).code
					])
				)
			)
		);
		const { unknown = {} } = rest;
		const fine = [400, 401, 403, 404, ...Object.values(unknown)];
		expect(told.filter(([, , code]) => !fine.includes(Number(code)))).toEqual([]);
	}
);

test('the neighbour sees nothing of the hall through its own school, nor the school through another', async () => {
	const through = LOOKED.filter(({ id }) =>
		/^\/school\/\[id\]\/.+\[(measure|point|conference|person|account)\]/.test(id)
	);
	expect(through).toHaveLength(5);
	for (const way of through)
		expect(await look('neighbour', way, { id: place.neighbourId }), way.name).toMatchObject({
			code: 404
		});
});

test("the municipality's own desk is its owner's alone", async () => {
	const ids = { id: place.house.municipalityId };
	const desk = LOOKED.filter(
		({ id }) =>
			id.startsWith('/school/[id]') && !/\[(measure|point|conference|person|account)\]/.test(id)
	);
	for (const way of desk)
		for (const name of EVERYBODY) {
			const { code } = await look(name, way, ids);
			const isTheirs = name === 'municipality';
			expect(isTheirs ? [200, 303] : [401, 404], `${name} ${way.name}`).toContain(code);
		}
});

test('what is counted is not there for whoever comes through a proxy', async () => {
	const through = { headers: { 'x-forwarded-for': '10.0.0.7' } };
	const told = EVERYBODY.map((name) => ask(name, '/metrics', through));
	expect(new Set((await Promise.all(told)).map(({ code }) => code))).toEqual(new Set([404]));
});

test('everybody has read what is theirs to read, and not a word more', async () => {
	const tablet = WAYS.find(({ id }) => id.endsWith('/table/[n]'))!;
	await Promise.all(EVERYBODY.map((name) => lookAtData(name, tablet, { n: '2' })));
	for (const name of EVERYBODY)
		expect([...read.get(name)!].sort(), name).toEqual([...SEES[name]].sort());
});

// Last, since much is changed by it.
const LAST = [
	'POST /conference/[id]/people?/remove',
	'POST /conference/[id]/people/[participant]?/erase',
	'POST /school/[id]/people/[person]?/erase',
	// Signs the one out whose password it is.
	'POST /school/[id]/access?/reset',
	'POST /school/[id]/access?/take',
	'POST /school/[id]/access/[account]?/erase',
	'POST /join',
	'POST /join/[conference]/[place]',
	'POST /sign-out'
];
const DONE = POSTED.filter((way) => rowOf(way).in.length > 0).sort(
	(one, other) => LAST.indexOf(one.name) - LAST.indexOf(other.name)
);

test.each(DONE)('whoever may $name is not turned away', async (way) => {
	const told: number[] = [];
	for (const name of rowOf(way).in) told.push((await post(name, way)).code);
	expect(told.filter((code) => ![200, 303, 400].includes(code))).toEqual([]);
	// What is done once cannot be done again, so the first of them counts.
	expect([200, 303]).toContain(told[0]);
});
