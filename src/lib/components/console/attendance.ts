import { byName, fold } from '#lib/domain/name.ts';
import { all, type Room } from '#lib/domain/room.ts';
import type { Attendance, Participant } from '#lib/domain/seating.ts';

/** How many there are of each. */
export function headcount(room: Room): Record<Attendance, number> {
	const count = { present: 0, absent: 0, expected: 0 };
	for (const { attendance } of all(room, 'participant')) count[attendance] += 1;
	return count;
}

/** People by name; of those whose name, or one of whose attributes, has each word typed somewhere. */
export function found(room: Room, typed: string, locale: string): Participant[] {
	const words = fold(typed).split(' ').filter(Boolean);
	const has = (one: Participant) => {
		const text = fold([one.name, ...Object.values(one.attributes)].join(' '));
		return words.every((word) => text.includes(word));
	};
	return all(room, 'participant').filter(has).sort(byName(locale));
}

/** The attributes that people here have, most used first, with the values in use. */
export function attributesInUse(room: Room): { name: string; values: string[] }[] {
	const used = new Map<string, Map<string, number>>();
	for (const { attributes } of all(room, 'participant'))
		for (const [name, value] of Object.entries(attributes)) {
			const values = used.get(name) ?? new Map<string, number>();
			used.set(name, values.set(value, (values.get(value) ?? 0) + 1));
		}
	const sum = (values: Map<string, number>) => [...values.values()].reduce((a, b) => a + b, 0);
	return [...used]
		.sort(([, a], [, b]) => sum(b) - sum(a))
		.map(([name, values]) => ({ name, values: [...values.keys()].sort() }));
}
