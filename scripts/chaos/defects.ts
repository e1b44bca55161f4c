/** A change of a source file: exactly this text, which must stand there once, becomes that. */
export type Patch = { file: string; find: string; put: string };

/**
 * A seeded defect: what it does to the product, and the faults and seconds that bring it to
 * light. `isBuilt`: it is in the server, so that the patched copy must be built anew.
 */
export type Defect = {
	name: string;
	patches: Patch[];
	isBuilt: boolean;
	faults: string[];
	seconds: number;
};

const CHANGE = 'src/lib/server/change.ts';
const POINTS = 'src/lib/server/points.ts';
const GATEWAY = 'src/lib/realtime/gateway.server.ts';
const DRIVER = 'src/lib/realtime/driver.ts';
const THREAD = 'src/lib/realtime/thread.ts';

/** The twelve that every run must be able to catch. */
export const DEFECTS: Defect[] = [
	{
		name: 'acknowledge-before-commit',
		isBuilt: true,
		faults: ['postgres-restart', 'postgres-backends', 'process-kill'],
		seconds: 30,
		patches: [
			{
				file: CHANGE,
				find: 'const told = await app.store.db.transaction(async (db) => {',
				put: 'const told = await new Promise<Told>((early, failed) => app.store.db.transaction(async (db) => {'
			},
			{
				file: CHANGE,
				find: 'return { seq: before.seq, epoch: room.epoch, again: true };',
				put: 'return early({ seq: before.seq, epoch: room.epoch, again: true });'
			},
			{
				file: CHANGE,
				find: '		return { seq, epoch: room.epoch, again: false };\n	});\n	app.kick(asked.roomId);',
				put: `		early({ seq, epoch: room.epoch, again: false });
		await new Promise((later) => setTimeout(later, 40));
	}).then(() => app.kick(asked.roomId), failed));`
			}
		]
	},
	{
		name: 'emit-without-outbox',
		isBuilt: false,
		faults: ['wire-cut', 'wire-loss', 'process-kill'],
		seconds: 20,
		patches: [
			{
				file: DRIVER,
				find: '			set({ box: outbox.post(standing.box, act) });\n			void shelf.keep(act).then(send);',
				put: "			void wire.ask('act', frameOf(act), PATIENCE).catch(() => undefined);"
			}
		]
	},
	{
		name: 'act-id-from-socket',
		isBuilt: true,
		faults: ['wire-cut', 'wire-loss'],
		seconds: 20,
		patches: [
			{
				file: GATEWAY,
				find: 'await house.act(dataOf(socket).who, frame);',
				put: `await house.act(dataOf(socket).who, {
				...frame,
				id: (socket.id + performance.now().toString(36).replace('.', '')).slice(0, 40)
			});`
			}
		]
	},
	{
		name: 'sequence-as-number',
		isBuilt: true,
		faults: ['wire-lag', 'postgres-backends'],
		seconds: 20,
		patches: [
			{
				file: CHANGE,
				find: "import { and, eq } from 'drizzle-orm';",
				put: "import { and, eq, sql } from 'drizzle-orm';"
			},
			{
				file: CHANGE,
				find: 'const seq = room.seq + 1;',
				put: `await db.execute(sql\`create sequence if not exists numbers_of_rooms\`);
		const drawn = await db.execute(sql\`select nextval('numbers_of_rooms') as seq\`);
		const seq = Number((drawn as unknown as { rows: { seq: string }[] }).rows[0]!.seq);`
			}
		]
	},
	{
		name: 'fan-out-by-redis-alone',
		isBuilt: true,
		faults: ['redis-away'],
		seconds: 30,
		patches: [
			{
				file: 'src/lib/server/app.ts',
				find: "			for (const listener of kicked) listener(room);\n			bell.ring('look', room);",
				put: "			bell.ring('look', room);"
			},
			{ file: GATEWAY, find: '() => pump.poll().catch(', put: '() => Promise.resolve().catch(' }
		]
	},
	{
		name: 'no-gap-check-no-tick',
		isBuilt: false,
		faults: ['wire-loss', 'wire-cut'],
		seconds: 20,
		patches: [
			{
				file: THREAD,
				find: `	if (envelope.from > thread.number)
		return thread.wants === 'snapshot' ? thread : { ...thread, wants: 'missing' };
`,
				put: ''
			},
			{
				file: THREAD,
				find: "if (tick.room !== thread.room || thread.wants === 'snapshot') return thread;",
				put: 'if (tick.number >= 0) return thread;'
			}
		]
	},
	{
		// Two nets hang under this one: the device comes again when it was asked to go, and when it
		// hears nothing. Socket.IO's own client does neither, so both are cut here.
		name: 'disconnect-sockets-on-stop',
		isBuilt: true,
		faults: ['deploy'],
		seconds: 20,
		patches: [
			{
				file: GATEWAY,
				find: '			await io.close();',
				put: '			io.disconnectSockets(true);\n			await io.close();'
			},
			{
				file: DRIVER,
				find: "		if (reason === 'io server disconnect' && !closed) wire.connect();\n",
				put: ''
			},
			{
				file: DRIVER,
				find: 'if (silentFor <= SILENCE || !ground.online()) return;',
				put: 'if (silentFor >= 0) return;'
			}
		]
	},
	{
		name: 'no-version-check',
		isBuilt: true,
		faults: ['wire-lag', 'wire-hole', 'wire-loss'],
		seconds: 30,
		patches: [
			{
				file: POINTS,
				find: 'const collided = input.version !== point.version && text !== point.text;',
				put: 'const collided = false;'
			}
		]
	},
	{
		name: 'snapshot-cache-without-lane',
		isBuilt: true,
		faults: ['reload', 'crash', 'wire-cut', 'replace'],
		seconds: 20,
		patches: [
			{ file: GATEWAY, find: 'const key = keyOf(room, lane);', put: 'const key = room;' },
			{
				file: GATEWAY,
				find: '{ ...(await kept.promise), now: house.now() }',
				put: '{ ...(await kept.promise), lane, now: house.now() }'
			}
		]
	},
	{
		name: 'late-acts-dropped',
		isBuilt: true,
		faults: ['wire-hole', 'wire-lag', 'sleep'],
		seconds: 40,
		patches: [
			{
				file: POINTS,
				find: `	refuseUnless(state === 'open' || state === 'over', 'round-not-open', { round: number });
	if (state === 'open') return false;
	const knew`,
				put: `	refuseUnless(state === 'open', 'round-is-over', { round: number });
	const knew`
			},
			{ file: POINTS, find: '	return !inGrace;', put: '	return false;' },
			{
				file: POINTS,
				find: "	refuseUnless(!knew || inGrace, 'round-is-over', { round: number });\n",
				put: '	void knew;\n'
			}
		]
	},
	{
		name: 'view-and-list-from-two-stores',
		isBuilt: false,
		faults: ['wire-cut', 'wire-lag', 'process-kill'],
		seconds: 30,
		patches: [
			{
				file: DRIVER,
				find: '			set({ ...change, at, box });',
				put: `		{
			const { screen } = at.things;
			set({ ...change, at: { ...at, things: { ...standing.at.things, screen } } });
			set({ ...change, at, box });
		}`
			}
		]
	},
	{
		name: 'no-timeout-in-flight',
		isBuilt: false,
		faults: ['wire-loss'],
		seconds: 20,
		patches: [
			{
				file: DRIVER,
				find: "await wire.ask('act', frameOf(act), PATIENCE)",
				put: "await wire.ask('act', frameOf(act), undefined as never)"
			}
		]
	}
];

/** The text with a patch in it. Throws when the patch does not fit: then the product has moved on, and so must it. */
export function patched(text: string, { file, find, put }: Patch): string {
	const times = text.split(find).length - 1;
	if (times !== 1)
		throw new Error(
			`A defect no longer fits ${file}: found ${times} times, once expected:\n${find}`
		);
	return text.replace(find, () => put);
}
