import type { Language } from '#lib/domain/language.ts';
import { NO_RULES } from '#lib/domain/plan-rules.ts';
import type { Point } from '#lib/domain/point.ts';
import type { Item, Prompt } from '#lib/domain/programme.ts';
import { roomOf, type Room, type Thing } from '#lib/domain/room.ts';
import type { Scene } from '#lib/domain/screen.ts';
import type { Group } from '#lib/domain/seating.ts';

/**
 * A room made up for looking at scenes and for testing them: as many people, tables, points
 * and long words as are asked for. Everybody in it is invented.
 */
export type Sample = {
	people: number;
	tables: number;
	/** Released points at each table of round 2. */
	points: number;
	/** Long names, long points, several questions. */
	long: boolean;
	dark: boolean;
	lang: Language;
	/** The moment to be at, in epoch ms. */
	now: number;
};

export const SAMPLE: Sample = {
	people: 48,
	tables: 8,
	points: 4,
	long: false,
	dark: false,
	lang: 'nb',
	now: Date.UTC(2026, 10, 23, 9, 27)
};

const FIRST =
	'Anette Bjørn Carina Dag Eli Frode Gunn Henrik Ingrid Jonas Kari Lars Marit Nils Olaug Per Ragnhild Sindre Tone Ulrik Vigdis Wenche Yngve Åse Øystein'.split(
		' '
	);
const LAST =
	'Kvernmo Tavlesen Krittvik Pulterud Friminutt Svampbakken Linjalstad Kladdebøen Viskelund Ringeklokka Bokhylla'.split(
		' '
	);
const LONG_LAST = ['Friminuttsen-Kladdebokstad', 'Ringeklokkehaugen', 'Gymsalbakken Tavlekritt'];

/** The name of person number `at`. */
export function nameOf(at: number, long: boolean): string {
	const first = FIRST[at % FIRST.length]!;
	const last = LAST[Math.floor(at / FIRST.length + at) % LAST.length]!;
	if (!long || at % 5 > 0) return `${first} ${last}`;
	return `${first}-${FIRST[(at + 7) % FIRST.length]} ${LONG_LAST[at % LONG_LAST.length]}`;
}

const SAID = [
	'Felles start på alle timer: døra åpen, vi hilser ved navn',
	'Vi avtaler tre regler for gangene og henger dem opp på alle trinn',
	'Den som har inspeksjon, går fast rute; listen ligger på personalrommet',
	'Faglærer og kontaktlærer snakkes hver fredag om de stille elevene'
];
const LONG_SAID =
	'Vi foreslår at alle trinn bruker de ti første minuttene hver mandag til det samme: se over uka, si hva som er viktigst, og spørre hver elev om noe annet enn fag, slik at de møter de samme voksne på samme måte, enten det er en vikar eller kontaktlæreren som står der.';
const ASKED = [
	'Hva skal vi gjøre likt på alle trinn, slik at elevene møter de samme voksne hele dagen?',
	'Hva har vi prøvd før, og hva lærte vi av det?',
	'Hva trenger vi fra ledelsen for å holde fast ved det vi blir enige om, også i en travel uke i februar?'
];

const ROUNDS = ['sample-round-1', 'sample-round-2', 'sample-round-3'];

/** The room, cued to `scene`. */
export function sampleRoom(sample: Sample, scene: Scene): Room {
	const things: Thing[] = [
		conferenceOf(sample),
		...itemsOf(sample),
		...ROUNDS.flatMap((roundId, turn) => groupsOf(sample, roundId, turn)),
		...pointsOf(sample),
		{
			kind: 'clock',
			id: 'clock',
			itemId: ROUNDS[1]!,
			length: 30 * 60_000,
			run: { state: 'running', endsAt: sample.now + (18 * 60 + 40) * 1_000 }
		},
		{ kind: 'screen', id: 'screen', scene, dark: sample.dark, cue: 7, before: scene }
	];
	return roomOf(things);
}

const conferenceOf = ({ lang }: Sample): Thing => ({
	kind: 'conference',
	id: 'sample-conference',
	ownerId: 'sample-school',
	ownerName: 'Krittbakken skole',
	name: 'Dialogkonferanse om laget rundt eleven',
	date: '2026-11-23',
	startsAt: 8 * 60 + 30,
	lang,
	joinCode: '7K4MX2PD',
	phase: { name: 'running', itemId: ROUNDS[1]! },
	undo: null,
	colourBy: 'profession',
	apart: [],
	rules: NO_RULES
});

function itemsOf({ long, lang }: Sample): Item[] {
	const prompts: Prompt[] = (long ? ASKED : ASKED.slice(0, 1)).map((text, at) => ({
		id: `sample-prompt-${at}`,
		text,
		lang
	}));
	const titles = ['Det vi er gode på', 'Fra ideer til tiltak', 'Det vi vil prøve'];
	const rounds = ROUNDS.map((id, at): Item => ({
		...item(id, 2 * at + 1, 'round', titles[at]!, 30),
		round: {
			number: at + 1,
			mix: { kind: 'mixed' },
			prompts,
			tables: { count: 8 },
			release: 'on-hand-in',
			state: at === 0 ? 'over' : 'published',
			carried: []
		}
	}));
	return [
		item('sample-talk', 0, 'talk', 'Velkommen ved rektor', 20),
		...rounds,
		item('sample-break', 2, 'break', 'Kaffe', 15),
		item('sample-plenum', 4, 'plenum', 'Plenum etter runde 2', 25),
		item('sample-end', 6, 'talk', 'Veien videre', 15)
	];
}

function item(
	id: string,
	position: number,
	type: Item['type'],
	title: string,
	minutes: number
): Item {
	const shape = { kind: 'item' as const, note: '', startedAt: null, endedAt: null, round: null };
	return { ...shape, id, position, type, title, minutes };
}

export const groupId = (roundId: string, table: number): string => `${roundId}-table-${table}`;

function groupsOf({ people, tables, long }: Sample, roundId: string, turn: number): Group[] {
	return Array.from({ length: tables }, (_, at): Group => {
		const members = Array.from({ length: people }, (__, person) => person)
			.filter((person) => (person + turn * Math.floor(person / tables)) % tables === at)
			.map((person) => ({
				id: `sample-person-${person}`,
				name: nameOf(person, long),
				present: person !== 3
			}));
		return {
			kind: 'group',
			id: groupId(roundId, at + 1),
			roundId,
			table: at + 1,
			place: long && at % 4 === 0 ? 'Biblioteket, ved vinduene' : '',
			members,
			leaderId: members[turn % members.length]?.id ?? null,
			recorderId: null,
			published: true,
			handedInAt: at % 4 === 1 ? 1 : null,
			helpAt: null
		};
	});
}

function pointsOf({ tables, points, long, lang }: Sample): Point[] {
	return Array.from({ length: tables * points }, (_, count): Point => {
		const [table, at] = [Math.floor(count / points) + 1, count % points];
		const isLong = long && at % 3 === 1;
		return {
			kind: 'point',
			id: `sample-point-${table}-${at}`,
			roundId: ROUNDS[1]!,
			promptId: 'sample-prompt-0',
			groupId: groupId(ROUNDS[1]!, table),
			table,
			position: at,
			text: isLong ? LONG_SAID : SAID[at % SAID.length]!,
			lang,
			type: null,
			state: 'released',
			late: false,
			shelved: false,
			version: 1,
			other: null,
			writtenAt: at
		};
	});
}

/** The scenes by the names that the workbench knows them by. */
export function sceneNamed(name: string, lit: number | null): Scene {
	const roundId = ROUNDS[1]!;
	if (name === 'by-name') return { name: 'seating', roundId, by: 'name' };
	if (name === 'by-table') return { name: 'seating', roundId, by: 'table' };
	if (name === 'question' || name === 'points') return { name, roundId };
	if (name === 'plenum') {
		const pointId = lit === null ? null : `sample-point-3-${lit}`;
		return { name, roundId, groupId: groupId(roundId, 3), pointId };
	}
	return { name: name === 'programme' || name === 'waiting' ? name : 'neutral' };
}
