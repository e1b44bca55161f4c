/**
 * The invented school of the demo. Every name is made up, surnames from the pencil case and the
 * school yard, so that nobody takes them for real. Pure data: a seeding script gives ids.
 */

export const MUNICIPALITY = 'Eksempelvik kommune';
export const SCHOOL = 'Solhaugen eksempelskole';
const HEALTH = 'Skolehelsetjenesten i Eksempelvik';
const PSYCHOLOGY = 'PPT i Eksempelvik';

/** A person as a staff list has them; `key` is what the rest of the demo's data refers to. */
export type DemoPerson = {
	key: string;
	name: string;
	staffNumber: string;
	profession: string;
	team: string;
	unit: string;
};

type Row = [key: string, name: string, profession: string, unit?: string];

const TEAMS: Record<string, Row[]> = {
	'1.–2. trinn': [
		['tavlemo', 'Åse Tavlemo', 'lærer'],
		['krittnes', 'Bjørnar Krittnes', 'lærer'],
		['papirvik', 'Ellen Papirvik', 'lærer'],
		['lesebraten', 'Mohammed Lesebråten', 'lærer'],
		['ringeklokkas', 'Anne-Margrethe Ringeklokkås Matpakkelien', 'lærer'],
		['fargeseth', 'Turid Fargeseth', 'fagarbeider'],
		['penselrud', 'Oddgeir Penselrud', 'fagarbeider'],
		['limstad', 'Liv Limstad', 'assistent']
	],
	'3.–4. trinn': [
		['linjalberg', 'Kari Linjalberg', 'lærer'],
		['viskelund', 'Håkon Viskelund', 'lærer'],
		['blyantsrud', 'Samira Blyantsrud', 'lærer'],
		['tallvik', 'Øystein Tallrekkvik', 'lærer'],
		['stavemo', 'Gro Stavelsesmo', 'lærer'],
		['brokdal', 'Ingvild Brøkstrekdal', 'spesialpedagog'],
		['saksevag', 'Stian Saksevåg', 'fagarbeider'],
		['tegneli', 'Malin Tegneli', 'assistent']
	],
	'5. trinn': [
		['ranselvik', 'Torunn Ranselvik', 'lærer'],
		['kladdebo', 'Eirik Kladdebø', 'lærer'],
		['permedal', 'Fatima Permedal', 'lærer'],
		['margberg', 'Jon Bokmargberg', 'lærer'],
		['sidemyr', 'Sunniva Sidetallmyr', 'lærer'],
		['reknehaug', 'Rune Reknehaug', 'spesialpedagog'],
		['huskestad', 'Ida Huskestad', 'assistent']
	],
	'6. trinn': [
		['sirkelas', 'Marit Sirkelås', 'lærer'],
		['globusrud', 'Anders Globusrud', 'lærer'],
		['kartholm', 'Nina Kartholm', 'lærer'],
		['svampdal', 'Dag-Øyvind Svampdal', 'lærer'],
		['skrivestol', 'Zofia Skrivestøl', 'lærer'],
		['ordboksas', 'Jorunn Ordboksås', 'spesialpedagog'],
		['sloydheim', 'Arvid Sløydheim', 'fagarbeider']
	],
	'7. trinn': [
		['notebakk', 'Sigrid Notebakk', 'lærer'],
		['sangoy', 'Tor Magnus Sangbokøy', 'lærer'],
		['gymsalsmo', 'Ole Kristian Gymsalsmo', 'lærer'],
		['brikkeland', 'Amina Puslebrikkeland', 'lærer'],
		['terningmo', 'Yngvild Terningmo', 'lærer'],
		['refleksrud', 'Per Refleksrud', 'assistent']
	],
	SFO: [
		['pauselien', 'Hege Pauselien', 'leder'],
		['linjalberg-sfo', 'Kari Linjalberg', 'fagarbeider'],
		['sandkassvik', 'Kjell-Åge Sandkassvik', 'fagarbeider'],
		['klatrestol', 'Vilde Klatrestøl', 'assistent']
	],
	'Ledelse og ressurs': [
		['timeplanes', 'Ragnhild Timeplanes', 'leder'],
		['stiftnes', 'Terje Stiftnes', 'leder'],
		['konvoluttvik', 'Wenche Konvoluttvik', 'leder'],
		['undrestad', 'Lars-Erik Undringstad', 'sosiallærer'],
		['lytteberg', 'Åshild Lytteberg', 'spesialpedagog'],
		['plasterud', 'Ingeborg Plasterud', 'helsesykepleier', HEALTH],
		['testvoll', 'Joakim Testvoll', 'PPT-veileder', PSYCHOLOGY],
		['samtalemo', 'Berit Helene Samtalemo', 'PPT-veileder', PSYCHOLOGY]
	]
};

/** The 48 people who are expected, two of them with the same name. */
export const people: DemoPerson[] = Object.entries(TEAMS)
	.flatMap(([team, rows]) => rows.map((row) => ({ team, row })))
	.map(({ team, row: [key, name, profession, unit = SCHOOL] }, at) => ({
		key,
		name,
		staffNumber: `E${1001 + at}`,
		profession,
		team,
		unit
	}));

/** Who has an account, and for what; the rest join with a code or a personal link. */
export const roles = {
	owner: 'timeplanes',
	facilitator: 'stiftnes',
	minuteTaker: 'undrestad',
	steering: ['timeplanes', 'stiftnes', 'sirkelas', 'lytteberg', 'pauselien']
} as const;

/** An arena as a plain list; leader and members are keys of people. */
export type DemoArena = {
	key: string;
	kind: 'steering-group' | 'resource-team' | 'year-team';
	name: string;
	leader: string;
	members: string[];
};

const membersOf = (team: string) =>
	people.filter((person) => person.team === team).map((person) => person.key);

export const arenas: DemoArena[] = [
	{
		key: 'steering',
		kind: 'steering-group',
		name: 'Styringsgruppa',
		leader: 'timeplanes',
		members: [...roles.steering]
	},
	{
		key: 'resource',
		kind: 'resource-team',
		name: 'Ressursteamet',
		leader: 'timeplanes',
		members: [
			'timeplanes',
			'undrestad',
			'lytteberg',
			'ranselvik',
			'sirkelas',
			'notebakk',
			'plasterud',
			'testvoll'
		]
	},
	{
		key: 'year-5',
		kind: 'year-team',
		name: 'Trinnteam 5',
		leader: 'ranselvik',
		members: membersOf('5. trinn')
	},
	{
		key: 'year-6',
		kind: 'year-team',
		name: 'Trinnteam 6',
		leader: 'sirkelas',
		members: membersOf('6. trinn')
	},
	{
		key: 'year-7',
		kind: 'year-team',
		name: 'Trinnteam 7',
		leader: 'notebakk',
		members: membersOf('7. trinn')
	}
];

/** On the morning: who did not come, who came without being on the list, who is never seated together. */
export const absent: string[] = ['gymsalsmo', 'tegneli', 'limstad'];
export const walkIn = {
	name: 'Synnøve Innomveien',
	profession: 'lærer',
	team: '5. trinn',
	unit: SCHOOL
};
export const apart: [string, string][] = [['kladdebo', 'viskelund']];

/** Who leads each of the eight tables when they sit there; others lead where these do not. */
export const usualLeaders: string[] = [
	'ranselvik',
	'sirkelas',
	'notebakk',
	'tavlemo',
	'linjalberg',
	'pauselien',
	'konvoluttvik',
	'undrestad',
	'brokdal',
	'reknehaug',
	'ordboksas',
	'papirvik'
];
