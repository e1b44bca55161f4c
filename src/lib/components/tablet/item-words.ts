import type { Item } from '#lib/domain/programme.ts';
import { m } from '#lib/paraglide/messages.js';

/** What an item of the programme is called: its title, or what it is. */
export function inWords(item: Item): string {
	if (item.title) return item.title;
	const words = {
		talk: m.tablet_type_talk,
		round: m.tablet_type_round,
		plenum: m.tablet_type_plenum,
		break: m.tablet_type_break
	};
	return words[item.type]();
}
