import { tableOf } from '../../src/lib/domain/audience.ts';
import { only } from '../../src/lib/domain/room.ts';
import { keyFor, type Opens } from '../../src/lib/server/keys.ts';
import { COOKIE } from '../../src/lib/server/sessions.ts';
import type { Device } from './device.ts';
import type { Dice } from './dice.ts';
import { holding } from './faults.ts';
import type { Site } from './site.ts';

/** Ms between two looks, and ms until somebody comes with the new link, at most. */
const LOOK_EVERY = 250;
const COMES_WITHIN = 4_000;
const ANSWERED_WITHIN = 3_000;

/**
 * Goes round the hall and lets in again whoever was shut out because the link they came by was turned: with the link as
 * the console shows it, swapped for a cookie at one of the processes, as a device does. Ends when it is told to.
 */
export function usher(site: Site, devices: Device[], dice: Dice): () => void {
	const met = new Set<Device>();
	const timer = setInterval(() => {
		for (const device of devices)
			if (device.standing.shut && device.isAwake && !met.has(device)) {
				met.add(device);
				const comes = dice.between(0, COMES_WITHIN);
				setTimeout(
					() => void letIn(site, devices, device).finally(() => met.delete(device)),
					comes
				);
			}
	}, LOOK_EVERY);
	return () => clearInterval(timer);
}

async function letIn(site: Site, devices: Device[], device: Device): Promise<void> {
	const opens = opensOf(site, device);
	const known = devices.flatMap(({ kind, things }) => (kind.lane === 'staff' ? [things] : []));
	const versions = known.map((things) => versionIn(only(things, 'keys'), opens));
	const cookie = await swap(site, opens, Math.max(...versions)).catch(() => null);
	if (cookie) await holding(device, async () => device.standing.shut && device.letIn(cookie));
}

type Versions = ReturnType<typeof only<'keys'>>;
function versionIn(keys: Versions, { kind, table }: Opens): number {
	if (kind === 'table') return keys?.tables[String(table)] ?? 1;
	return keys?.[kind] ?? 1;
}

function opensOf({ hall }: Site, { kind: { lane } }: Device): Opens {
	const table = tableOf(lane);
	const kind = table !== null ? 'table' : lane === 'projector' ? 'screen' : 'guest';
	return { conferenceId: hall.id, kind, table };
}

/** The cookie that a link's key is swapped for; null when it does not fit. */
async function swap(site: Site, opens: Opens, version: number): Promise<string | null> {
	const { kind, table, conferenceId } = opens;
	const at = `http://127.0.0.1:${site.another().port}`;
	const place = table === null ? kind : `${kind}-${table}`;
	const answer = await fetch(`${at}/join/${conferenceId}/${place}`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin: at },
		body: new URLSearchParams({ key: keyFor(site.hall.secret, opens, version) }),
		signal: AbortSignal.timeout(ANSWERED_WITHIN)
	});
	await answer.body?.cancel();
	const set = answer.headers.getSetCookie().find((one) => one.startsWith(`${COOKIE}=`));
	return set?.split(';')[0] ?? null;
}
