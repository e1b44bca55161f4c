import { canonical, follow, NOTHING, thingsIn, type Room } from '../../src/lib/domain/room.ts';
import type { History } from './history.ts';
import { leaks, remains } from './leaks.ts';
import type { Entry, Ledger } from './ledger.ts';
import { lifeOfPoints } from './points.ts';
import { screens } from './screens.ts';

/** What is wrong, in sentences; all empty is what we promise. */
export type Findings = {
	/** Acknowledged and not there; or done on a device that was there to the end, and never answered. */
	lost: string[];
	/** The same thing twice, or something that nobody did. */
	doubled: string[];
	/** Numbers with gaps, acts out of order, edits that ate each other, rows that are not what the journal tells. */
	misordered: string[];
	/** A text in a frame to somebody who may not see it; one that was redacted, in a frame or the database after that. */
	leaked: string[];
	/** A screen that is not what the database holds. */
	diverged: string[];
};

/**
 * Compares what people did and what screens showed with what the database holds. It knows
 * nothing of how the product works: only what was promised. Pure.
 */
export function check(history: History, ledger: Ledger): Findings {
	const entries = new Map(ledger.journal.map((entry) => [entry.actId, entry]));
	return {
		lost: [...lost(history, entries), ...both(ledger, entries), ...late(history, ledger)],
		doubled: doubled(history, ledger),
		misordered: [
			...numbered(ledger),
			...inOrder(history, entries),
			...lifeOfPoints(history, ledger),
			...rows(ledger)
		],
		leaked: [...leaks(history, ledger), ...remains(history, ledger)],
		diverged: [
			...history.deaths.map((said) => `An app process ended by itself: ${said}`),
			...history.returns
				.filter(({ ms }) => ms === null)
				.map(({ device, calm }) => `${device} never came back after round ${calm}`),
			...screens(history, ledger)
		]
	};
}

const nameOf = ({
	id,
	name,
	device,
	seen
}: {
	id: string;
	name: string;
	device: string;
	seen: number;
}) => `${name} ${id} by ${device} (seen ${seen})`;

function lost({ deeds }: History, entries: Map<string, Entry>): string[] {
	const found: string[] = [];
	for (const deed of deeds.values()) {
		const entry = entries.get(deed.id);
		const { acknowledged, refused, stayed } = deed;
		if (acknowledged && entry?.seq !== acknowledged.seq)
			found.push(
				`${nameOf(deed)} acknowledged as ${acknowledged.seq}, in the journal: ${entry?.seq}`
			);
		if (refused && entry)
			found.push(`${nameOf(deed)} refused (${refused.code}), but done as ${entry.seq}`);
		if (!acknowledged && !refused && stayed) found.push(`${nameOf(deed)} was never answered`);
	}
	return found;
}

/** Kept as refused and yet done, whatever its author was told. */
function both({ refused }: Ledger, entries: Map<string, Entry>): string[] {
	return refused
		.filter(({ actId }) => entries.has(actId))
		.map(
			({ actId, code }) =>
				`${actId} kept as refused (${code}) and done as ${entries.get(actId)?.seq}`
		);
}

/** Refused because the round was over, though its author could not have known (R145). */
function late({ deeds }: History, { journal }: Ledger): string[] {
	const over = new Map<string, number>();
	const roundOf = new Map<string, string>();
	for (const { seq, fact } of journal)
		for (const thing of fact.things) {
			if (thing.kind === 'item' && thing.round?.state === 'over' && !over.has(thing.id))
				over.set(thing.id, seq);
			if (thing.kind === 'group') roundOf.set(thing.id, thing.roundId);
			if (thing.kind === 'point') roundOf.set(thing.id, thing.roundId);
		}
	return [...deeds.values()]
		.filter(
			({ refused }) => refused?.code === 'round-is-over' || refused?.code === 'round-not-open'
		)
		.filter(({ input, seen }) => {
			const round = roundOf.get(String(input['groupId'] ?? input['id']));
			return seen < (over.get(round ?? '') ?? 0);
		})
		.map((deed) => `${nameOf(deed)} refused (${deed.refused?.code}) before its author could know`);
}

function doubled({ deeds }: History, { journal }: Ledger): string[] {
	const found: string[] = [];
	const texts = new Map<string, string>();
	const written = new Set<string>();
	const times = new Map<string, number>();
	const first = journal.findIndex(({ actId }) => deeds.has(actId));
	for (const [at, { seq, actId, fact }] of journal.entries()) {
		times.set(actId, (times.get(actId) ?? 0) + 1);
		if (at > first && first >= 0 && !deeds.has(actId))
			found.push(`${fact.name} at ${seq}: nobody did ${actId}`);
		if (fact.name !== 'point.written' && fact.name !== 'minute.written') continue;
		for (const thing of fact.things) {
			if (thing.kind !== 'point' && thing.kind !== 'minute') continue;
			if (written.has(thing.id))
				found.push(`${thing.kind} ${thing.id} written twice, again at ${seq}`);
			written.add(thing.id);
			const other = texts.get(thing.text ?? '');
			if (other && other !== thing.id) found.push(`«${thing.text}» in ${other} and ${thing.id}`);
			texts.set(thing.text ?? '', thing.id);
		}
	}
	for (const [actId, count] of times) if (count > 1) found.push(`${actId} done ${count} times`);
	return found;
}

/** A room's numbers have no gaps, and the last is the room's own. */
function numbered({ journal, seq }: Ledger): string[] {
	const found: string[] = [];
	for (const [at, entry] of journal.entries())
		if (entry.seq !== at + 1) {
			found.push(`Number ${entry.seq} where ${at + 1} should stand`);
			break;
		}
	const last = journal.at(-1)?.seq ?? 0;
	if (last !== seq) found.push(`The room stands at ${seq}, its journal at ${last}`);
	return found;
}

/** What a device did is done in the order in which it was done there. */
function inOrder({ deeds }: History, entries: Map<string, Entry>): string[] {
	const found: string[] = [];
	const last = new Map<string, { seq: number; id: string }>();
	for (const { id, device, life } of deeds.values()) {
		const seq = entries.get(id)?.seq;
		if (seq === undefined) continue;
		const who = `${device} ${life}`;
		const before = last.get(who);
		if (before && before.seq > seq)
			found.push(`${device}: ${before.id} came at ${before.seq}, ${id} done after it at ${seq}`);
		last.set(who, { seq, id });
	}
	return found;
}

/** Facts, followed one by one, end as the rows. */
function rows({ journal, things }: Ledger): string[] {
	const told = journal.reduce<Room>((room, { fact }) => follow(room, fact), NOTHING);
	const key = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;
	const stand = new Map(things.map((thing) => [key(thing), canonical(thing)]));
	const found: string[] = [];
	for (const thing of thingsIn(told)) {
		if (stand.get(key(thing)) !== canonical(thing))
			found.push(
				`${key(thing)}: the journal tells ${canonical(thing)}, the rows ${stand.get(key(thing))}`
			);
		stand.delete(key(thing));
	}
	for (const [name, row] of stand)
		found.push(`${name} stands in the rows and was never told: ${row}`);
	return found;
}
