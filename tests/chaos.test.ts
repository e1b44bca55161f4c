import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check, type Findings } from '../scripts/chaos/checker.ts';
import { BUILD, DEFECTS, fits } from '../scripts/chaos/defects.ts';
import { begin, see, type Deed, type History } from '../scripts/chaos/history.ts';
import type { Ledger } from '../scripts/chaos/ledger.ts';
import { read } from '../scripts/chaos/options.ts';
import { frameOf } from '../src/lib/components/scenes/frame.ts';
import { seeFact } from '../src/lib/domain/audience.ts';
import type { Point } from '../src/lib/domain/point.ts';
import {
	canonical,
	follow,
	NOTHING,
	roomHash,
	thingsIn,
	type Fact
} from '../src/lib/domain/room.ts';

/** The checker of the runs that break things: each kind of harm is seen, and a whole day without any is silent. */
const point = (more: Partial<Point> = {}): Point => ({
	kind: 'point',
	id: 'point-001',
	roundId: 'round-001',
	promptId: 'prompt-01',
	groupId: 'group-001',
	table: 1,
	position: 0,
	text: 'Én plan, kanari-table1-1',
	lang: 'nb',
	type: null,
	state: 'written',
	late: false,
	shelved: false,
	version: 1,
	other: null,
	writtenAt: 5,
	...more
});

const fact = (name: string, ...things: Fact['things']): Fact => ({ name, things });

const deed = (id: string, name: string, input: Record<string, unknown>, seq: number): Deed => ({
	id,
	device: 'table/1 #1',
	lane: 'table/1',
	name,
	input,
	seen: 0,
	at: seq,
	acknowledged: { seq, epoch: 'e', at: seq },
	refused: null,
	stayed: true,
	life: 0
});

const SECOND = 'Én plan til, kanari-table1-2';
const THIRD = 'En tredje, kanari-table1-3';

/** A point is written, changed twice from the same version, and handed in to the hall. */
function day(): { history: History; ledger: Ledger } {
	const history = begin();
	const id = 'point-001';
	const deeds = [
		deed('act-00001', 'point.write', { id, groupId: 'group-001', text: point().text }, 1),
		deed('act-00002', 'point.edit', { id, version: 1, text: SECOND }, 2),
		deed('act-00003', 'point.edit', { id, version: 1, text: THIRD }, 3),
		deed('act-00004', 'group.hand-in', { groupId: 'group-001' }, 4)
	];
	for (const one of deeds) history.deeds.set(one.id, one);
	const last = point({ text: THIRD, version: 3, other: SECOND });
	const journal = [
		fact('point.written', point()),
		fact('point.edited', point({ text: SECOND, version: 2 })),
		fact('point.edited', last),
		fact('group.handed-in', { ...last, state: 'released' })
	].map((told, at) => ({ seq: at + 1, actId: deeds[at]!.id, fact: told }));
	const things = thingsIn(journal.reduce((room, entry) => follow(room, entry.fact), NOTHING));
	const guest = journal.reduce(
		(room, entry) => follow(room, seeFact(entry.fact, 'guest')),
		NOTHING
	);
	const projector = canonical(frameOf(guest));
	history.looks.push({
		device: 'phone',
		lane: 'guest',
		epoch: 'e',
		number: 4,
		hash: roomHash(guest)
	});
	history.pictures.set('p', { device: 'screen', number: 4, hash: projector });
	history.returns.push({ device: 'phone', calm: 1, ms: 12 });
	see(history, 'phone', 'guest', { to: 4, facts: [seeFact(journal[3]!.fact, 'guest')] });
	return { history, ledger: { epoch: 'e', seq: 4, journal, kept: journal, refused: [], things } };
}

const CLEAN: Findings = { lost: [], doubled: [], misordered: [], leaked: [], diverged: [] };
/** The kinds of harm that are found once something has been done to the day. */
function found(harm: (day: { history: History; ledger: Ledger }) => void): string[] {
	const one = day();
	harm(one);
	const findings = check(one.history, one.ledger);
	return Object.entries(findings)
		.filter(([, said]) => said.length > 0)
		.map(([kind]) => kind);
}

test('a day on which all went well is found to be so', () => {
	const { history, ledger } = day();
	expect(check(history, ledger)).toEqual(CLEAN);
});

test('an acknowledged act that is not in the journal is lost', () => {
	expect(
		found(({ history }) => history.deeds.set('act-00009', deed('act-00009', 'help.ask', {}, 9)))
	).toEqual(['lost']);
});

test('an act that is never answered, on a device that was there to the end, is lost', () => {
	const silent = { ...deed('act-00009', 'help.ask', {}, 9), acknowledged: null };
	expect(found(({ history }) => history.deeds.set(silent.id, silent))).toEqual(['lost']);
	const replaced = { ...silent, stayed: false };
	expect(found(({ history }) => history.deeds.set(silent.id, replaced))).toEqual([]);
});

test('an act whose author was told that it is refused, and that was done after all, is lost', () => {
	expect(
		found(({ history }) => {
			history.deeds.get('act-00003')!.acknowledged = null;
			history.deeds.get('act-00003')!.refused = { code: 'round-is-over', at: 3 };
		})
	).toContain('lost');
});

test('an act that the room keeps as refused, and that was done, is lost', () => {
	const refused = (actId: string) => [{ actId, code: 'round-is-over' }];
	expect(found(({ ledger }) => void (ledger.refused = refused('act-00003')))).toEqual(['lost']);
	expect(found(({ ledger }) => void (ledger.refused = refused('act-00009')))).toEqual([]);
});

test('a late act that is refused though its author could not know is lost', () => {
	expect(
		found(({ history, ledger }) => {
			const round = { number: 1, state: 'over' } as never;
			const item = { kind: 'item', id: 'round-001', round } as never;
			ledger.journal.push({ seq: 5, actId: 'act-00005', fact: fact('programme.went', item) });
			ledger.things.push(item);
			ledger.seq = 5;
			history.deeds.set('act-00005', deed('act-00005', 'programme.go', {}, 5));
			const late = deed('act-00006', 'point.write', { groupId: 'x', id: 'point-001' }, 6);
			late.input['groupId'] = undefined;
			history.deeds.set(late.id, {
				...late,
				seen: 3,
				acknowledged: null,
				refused: { code: 'round-is-over', at: 6 }
			});
		})
	).toEqual(['lost']);
});

test('an act that is done twice, or that nobody did, is doubled', () => {
	const again = (actId: string) => (one: ReturnType<typeof day>) => {
		const { fact } = one.ledger.journal[3]!;
		one.ledger.journal.push({ seq: 5, actId, fact });
		one.ledger.seq = 5;
	};
	expect(found(again('act-00004'))).toContain('doubled');
	expect(found(again('somebody-else'))).toEqual(['doubled']);
});

test('a number that is left out is misordered', () => {
	expect(
		found(({ history, ledger }) => {
			ledger.journal[3]!.seq = 5;
			ledger.seq = 5;
			history.deeds.get('act-00004')!.acknowledged!.seq = 5;
			history.looks = [];
			history.pictures.clear();
			history.sights.clear();
		})
	).toEqual(['misordered']);
});

test('what one device did in another order than it was done there is misordered', () => {
	expect(
		found(({ history }) => {
			const [first, ...rest] = [...history.deeds.values()];
			history.deeds = new Map([...rest, first!].map((one) => [one.id, one]));
		})
	).toEqual(['misordered']);
});

test('what a tablet had left when another took its place comes when its other tab finds it, in any order', () => {
	expect(
		found(({ history }) => {
			const [, second] = [...history.deeds.values()];
			history.deeds.delete(second!.id);
			history.deeds.set(second!.id, { ...second!, life: 1 });
		})
	).toEqual([]);
});

test('a text that another change ate is misordered', () => {
	expect(
		found(({ ledger }) => {
			for (const { fact } of ledger.journal)
				for (const thing of fact.things) if (thing.kind === 'point') thing.other = null;
			for (const thing of ledger.things) if (thing.kind === 'point') thing.other = null;
		})
	).toEqual(['misordered']);
});

test('rows that are not what the journal tells are misordered', () => {
	expect(found(({ ledger }) => void (ledger.things = [point()]))).toEqual(['misordered']);
});

test('a text in a frame to a lane that may not see it yet is leaked', () => {
	const frame = (to: number) => ({ to, facts: [fact('point.edited', point())] });
	expect(found(({ history }) => see(history, 'phone', 'guest', frame(2)))).toEqual(['leaked']);
	expect(found(({ history }) => see(history, 'console', 'staff', frame(2)))).toEqual(['leaked']);
	expect(found(({ history }) => see(history, 'tablet', 'table/2', frame(2)))).toEqual(['leaked']);
	expect(found(({ history }) => see(history, 'tablet', 'table/1', frame(2)))).toEqual([]);
});

/** The point is redacted; the journal is blanked unless `keptAsTold`. */
function redact({ history, ledger }: ReturnType<typeof day>, keptAsTold = false): void {
	const blank = point({ text: '', other: null, state: 'redacted', version: 4 });
	ledger.journal.push({ seq: 5, actId: 'act-00005', fact: fact('point.redacted', blank) });
	const kept = ledger.journal.map((entry) => ({ ...entry, fact: fact(entry.fact.name, blank) }));
	ledger.kept = keptAsTold ? ledger.journal : kept;
	ledger.things = [blank];
	ledger.seq = 5;
	const id = 'point-001';
	history.deeds.set('act-00005', deed('act-00005', 'point.redact', { id }, 5));
}

test('a text that was redacted and still stands in the journal, or comes in a later frame, is leaked', () => {
	expect(found((day) => redact(day))).toEqual([]);
	expect(found((day) => redact(day, true))).toEqual(['leaked']);
	const frame = { to: 5, facts: [fact('group.handed-in', point({ text: THIRD }))] };
	const late = (one: ReturnType<typeof day>) => {
		redact(one);
		see(one.history, 'phone', 'guest', frame);
	};
	expect(found(late)).toEqual(['leaked']);
});

test('a screen that is not the database’s room, and one that never came back, have diverged', () => {
	expect(found(({ history }) => void (history.looks[0]!.hash += 1))).toEqual(['diverged']);
	expect(found(({ history }) => void (history.returns[0]!.ms = null))).toEqual(['diverged']);
});

test('a picture that is of no room that ever was has diverged', () => {
	const mixed = { device: 'screen', number: 4, hash: '{"scene":"points"}' };
	expect(found(({ history }) => history.pictures.set('q', mixed))).toEqual(['diverged']);
});

const inSources = DEFECTS.flatMap(({ name, patches }) =>
	patches.filter(({ where }) => where !== BUILD).map((patch) => ({ name, patch }))
);

test.each(inSources)('the seeded defect $name fits the sources as they stand', ({ patch }) => {
	expect(fits(readFileSync(patch.where, 'utf8'), patch)).toBe(1);
});

test('there are twelve seeded defects', () => {
	expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(12);
});

test('a number that makes no sense on the command line is told by its name', () => {
	expect(() => read(['--seed', 'x'])).toThrow('--seed');
	expect(() => read(['--clients', '2'])).toThrow('--clients');
	expect(read(['--pglite', '--processes', '3'])).toMatchObject({ pglite: true, processes: 1 });
});
