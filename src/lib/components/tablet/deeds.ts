import type { Language } from '#lib/domain/language.ts';
import { tidy, type Point, type PointType } from '#lib/domain/point.ts';
import type { Group } from '#lib/domain/seating.ts';
import { changeOf, newPointIn } from '#lib/realtime/drafts.ts';
import { newId } from '#lib/realtime/new-id.ts';
import type { LiveRoom } from '#lib/realtime/room.svelte.ts';
import type { Pad } from './pad.svelte.ts';
import { stepOf } from './place.ts';

/** What a table can do with its points and itself; each is one act, kept here until it has arrived. */
export type Deeds = ReturnType<typeof openDeeds>;

export function openDeeds(
	room: Pick<LiveRoom, 'act'>,
	pad: Pick<Pad, 'read' | 'clear'>,
	lang: () => Language
) {
	return {
		/** Adds what stands in a field, and empties it: the outbox has it from here on. Gives the point's id. */
		add: (group: Group, promptId: string, text: string, type: PointType | null) => {
			const point = { id: newId(), groupId: group.id, promptId, text, type, lang: lang() };
			room.act('point.write', point);
			pad.clear(newPointIn(group.id, promptId));
			return point.id;
		},
		/**
		 * Changes a point's text, if it says anything else than it did when the writing began: whoever
		 * only looked into a field must not take back what another made of the point meanwhile.
		 */
		change: (point: Point, text: string) => {
			const place = changeOf(point.id);
			const { version = point.version, began = point.text } = pad.read(place) ?? {};
			const said = tidy(text);
			if (said !== began && said !== point.text)
				room.act('point.edit', { id: point.id, text, version });
			pad.clear(place);
		},
		kind: ({ id, text, version }: Point, type: PointType | null) =>
			room.act('point.edit', { id, text: text ?? '', type, version }),
		/** Moves a point one step; gives its new place in the list, or null at the ends. */
		step: (list: Point[], { id }: Point, step: -1 | 1) => {
			const position = stepOf(list, id, step);
			if (position !== null) room.act('point.move', { id, position });
			return position;
		},
		withdraw: ({ id }: Point) => room.act('point.withdraw', { id }),
		giveBack: ({ id }: Point) => room.act('point.return', { id }),
		restore: ({ id }: Point) => room.act('point.restore', { id }),
		appoint: ({ id }: Group, participantId: string) =>
			room.act('recorder.appoint', { groupId: id, participantId }),
		handIn: ({ id }: Group) => room.act('group.hand-in', { groupId: id }),
		reopen: ({ id }: Group) => room.act('group.reopen', { groupId: id }),
		help: ({ id }: Group, asked: boolean) =>
			room.act(asked ? 'help.ask' : 'help.done', { groupId: id })
	};
}
