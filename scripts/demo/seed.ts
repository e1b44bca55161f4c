import type { App } from '../../src/lib/server/app.ts';
import * as conferences from '../../src/lib/server/conferences.ts';
import { playBefore } from './before.ts';
import type { Hall } from './hall.ts';
import { conference, ELAPSED } from './points.ts';
import { openSchool, setArenas, type Account, type School } from './school.ts';
import { minutesAfter, openStage } from './stage.ts';
import { playToday } from './today.ts';

/** The demo as it stands once it is seeded: ids, who can sign in, and the links that open it. */
export type Demo = School & {
	/** The day's conference, at half past ten. */
	today: Hall;
	/** The finished conference of the year before. */
	earlier: Hall;
	/** Arenas and the two older measures, by key. */
	arenas: Record<string, string>;
	measures: Map<string, string>;
	/** Addresses from the root; the part after # is a key. */
	links: { tables: { table: number; link: string }[]; screen: string; guest: string };
};
export type { Account };

/**
 * Fills an empty house with an invented school, through the same use cases as anybody: a
 * conference of the year before with two measures, and one today that began two hours ago and
 * is in the middle of its second round. The past is played on a clock turned back.
 */
export async function seed(app: App): Promise<Demo> {
	const stage = openStage(app);
	const begins = minutesAfter(app.now(), -ELAPSED);
	const school = await openSchool(app);
	let arenas: Record<string, string> = {};
	const before = await playBefore(stage, school, begins, async () => {
		arenas = await setArenas(stage.past, school.facilitator.who, school.schoolId);
		return arenas;
	});
	const today = await playToday(stage, school, begins);
	const numbers = Array.from({ length: conference.tables }, (_, at) => at + 1);
	const links = await conferences.links(app, today.lead, today.id, numbers);
	return { ...school, today, earlier: before.hall, arenas, measures: before.measures, links };
}
