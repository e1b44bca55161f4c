import type { Point } from '../../src/lib/domain/point.ts';
import type { Deed, History } from './history.ts';
import type { Ledger } from './ledger.ts';

/**
 * The life of a point as it was promised, lived again from what people did: an edit of a version
 * that was no longer the newest leaves the other text beside it, and so does one that comes late; nothing else is ever eaten.
 */
type Life = Pick<Point, 'text' | 'other' | 'version'> & { bornIn: string };

/** An edit leaves a point written; only one that came late leaves the hall what it had. */
const cameLate = (point: Point | undefined): boolean =>
	point?.state === 'handed-in' || point?.state === 'released';

/** Compares each point in the journal with the life it should have had. */
export function lifeOfPoints({ deeds }: History, { journal }: Ledger): string[] {
	const lives = new Map<string, Life>();
	const found: string[] = [];
	for (const { seq, actId, fact } of journal) {
		const deed = deeds.get(actId);
		const points = fact.things.filter((thing) => thing.kind === 'point');
		const id = String(deed?.input['id'] ?? '');
		if (deed) live(lives, id, deed, cameLate(points.find((point) => point.id === id)));
		for (const point of points) {
			const life = lives.get(point.id);
			const born = provenance(point);
			if (!life) continue;
			life.bornIn ||= born;
			if (life.bornIn !== born) found.push(`Point ${point.id} moved house at ${seq}: ${born}`);
			if (point.state === 'redacted') continue;
			for (const part of ['text', 'other', 'version'] as const)
				if (point[part] !== life[part])
					found.push(
						`Point ${point.id} after ${fact.name} at ${seq}: ${part} is ${point[part]}, should be ${life[part]}`
					);
		}
	}
	return found;
}

/** What a point does with an act that was done. */
function live(lives: Map<string, Life>, id: string, { name, input }: Deed, late: boolean): void {
	const life = lives.get(id);
	const text = String(input['text'] ?? '');
	if (name === 'point.write') lives.set(id, { text, other: null, version: 1, bornIn: '' });
	if (!life) return;
	if (name === 'point.edit' && late) {
		life.other = text;
		life.version += 1;
	} else if (name === 'point.edit') {
		const collided = input['version'] !== life.version && text !== life.text;
		if (collided) life.other = life.text;
		life.text = text;
		life.version += 1;
	}
	if (name === 'point.restore') {
		[life.text, life.other] = [life.other, life.text];
		life.version += 1;
	}
}

/** Fixed when it is written (R107). */
const provenance = ({ roundId, promptId, groupId, table, writtenAt }: Point): string =>
	[roundId, promptId, groupId, table, writtenAt].join(' ');
