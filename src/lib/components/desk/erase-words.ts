import type { Outlook, Told } from '#lib/domain/erasure.ts';
import { m } from '#lib/paraglide/messages.js';
import { listed } from '../planner/words.ts';

const names = (conferences: Told[]): string => listed(conferences.map(({ name }) => `«${name}»`));

/** Where somebody has written the name, or that it was found nowhere. */
export function textsLine(conferences: Told[], atPlace = 0): string {
	const where = conferences
		.filter(({ texts }) => texts > 0)
		.map(({ name, texts: n }) => m.desk_erase_texts_in({ n, name: `«${name}»` }));
	if (atPlace > 0) where.push(m.desk_erase_texts_place({ n: atPlace }));
	return where.length > 0 ? m.desk_erase_texts({ where: listed(where) }) : m.desk_erase_no_texts();
}

/** What goes when a person is erased whom a school knows. */
export function goesWith({ conferences, teams, measures }: Outlook): string[] {
	const past = conferences.filter(({ begun }) => begun);
	const coming = conferences.filter(({ begun }) => !begun);
	return [
		m.desk_erase_known(),
		...(past.length > 0 ? [m.desk_erase_past({ names: names(past) })] : []),
		...(coming.length > 0 ? [m.desk_erase_coming({ names: names(coming) })] : []),
		...(conferences.length > 0 ? [m.desk_erase_rules(), m.desk_erase_phone()] : []),
		...(teams + measures > 0 ? [m.desk_erase_teams()] : [])
	];
}

/** What stays all the same. */
export function staysWithout(outlook: Outlook): string[] {
	const been = outlook.conferences.some(({ begun }) => begun);
	return [
		...(been ? [m.desk_erase_points(), m.desk_erase_figures()] : []),
		textsLine(outlook.conferences, outlook.texts),
		...(outlook.hasAccount ? [m.desk_erase_account({ access: m.desk_access() })] : []),
		m.desk_erase_backups()
	];
}
