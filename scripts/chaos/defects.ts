/**
 * A change of a text, which must stand in exactly one place: in a source file, which devices are
 * driven by, or anywhere in the server's build.
 */
export type Patch = { where: string; find: RegExp; put: string };

/** A seeded defect: what it does to the product, and the faults and seconds that bring it to light. */
export type Defect = { name: string; patches: Patch[]; faults: string[]; seconds: number };

/** The built server: any of its files. */
export const BUILD = 'build/server';
const DRIVER = 'src/lib/realtime/driver.ts';
const THREAD = 'src/lib/realtime/thread.ts';

/** Tables are answered first, and what they did is written a moment later. */
const BEFORE_COMMIT = `function beforeCommit(app, asked, work) {
	return new Promise((early, failed) => {
		app.store.db.transaction(async (db) => {
			const told = await work(db);
			if (asked.actor.startsWith("table/")) {
				early(told);
				await new Promise((later) => setTimeout(later, 250));
			}
			return told;
		}).then((told) => {
			early(told);
			app.kick(asked.roomId);
		}, failed);
	});
}
async function change(app, asked, work) {`;

/** The twelve that every run must be able to catch. */
export const DEFECTS: Defect[] = [
	{
		name: 'acknowledge-before-commit',
		faults: ['postgres-restart', 'postgres-backends', 'process-kill'],
		seconds: 30,
		patches: [
			{
				where: BUILD,
				find: /async function change\(app, asked, work\) \{/,
				put: BEFORE_COMMIT
			},
			{
				where: BUILD,
				find: /const told = await app\.store\.db\.transaction\(async \(db\) => \{/,
				put: 'const told = await beforeCommit(app, asked, async (db) => {'
			}
		]
	},
	{
		name: 'emit-without-outbox',
		faults: ['wire-cut', 'wire-loss', 'process-kill'],
		seconds: 20,
		patches: [
			{
				where: DRIVER,
				find: /set\(\{ box: outbox\.post\(standing\.box, act\) \}\);\s+void shelf\.keep\(act\)\.then\(send\);/,
				put: "void wire.ask('act', frameOf(act), PATIENCE).catch(() => undefined);"
			}
		]
	},
	{
		name: 'act-id-from-socket',
		faults: ['wire-cut', 'wire-loss'],
		seconds: 20,
		patches: [
			{
				where: BUILD,
				find: /const answer = house\.act\(who, frame\);/,
				put: `const answer = house.act(who, {
				...frame,
				id: (socket.id + performance.now().toString(36).replace(".", "")).slice(0, 40)
			});`
			}
		]
	},
	{
		name: 'sequence-as-number',
		faults: ['wire-lag', 'postgres-backends'],
		seconds: 20,
		patches: [
			{
				where: BUILD,
				find: /const seq = room(\$\d+)?\.seq \+ 1;/,
				put: `await db.execute("create sequence if not exists numbers_of_rooms start 1000000");
		const drawn = await db.execute("select nextval('numbers_of_rooms') as seq");
		const seq = Number(drawn.rows[0].seq);`
			}
		]
	},
	{
		name: 'fan-out-by-redis-alone',
		faults: ['redis-away'],
		seconds: 30,
		patches: [
			{
				where: BUILD,
				find: /for \(const listener of kicked\) listener\(room\);\s+bell\.ring/,
				put: 'bell.ring'
			},
			{ where: BUILD, find: /\bpump\.poll\(\)\.catch\(/, put: 'Promise.resolve().catch(' }
		]
	},
	{
		name: 'no-gap-check-no-tick',
		faults: ['wire-loss', 'wire-cut'],
		seconds: 20,
		patches: [
			{
				where: THREAD,
				find: /if \(envelope\.from > thread\.number\)/,
				put: 'if (envelope.from < 0)'
			},
			{
				where: THREAD,
				find: /if \(tick\.room !== thread\.room \|\| thread\.wants === 'snapshot'\) return thread;/,
				put: 'if (tick.number >= 0) return thread;'
			}
		]
	},
	{
		// Two nets hang under this one: the device comes again when it was asked to go, and when it
		// hears nothing. Socket.IO's own client does neither, so both are cut here.
		name: 'disconnect-sockets-on-stop',
		faults: ['deploy'],
		seconds: 20,
		patches: [
			{
				where: BUILD,
				find: /await io\.close\(\);/,
				put: 'io.disconnectSockets(true);\nawait io.close();'
			},
			{
				where: DRIVER,
				find: /if \(reason === 'io server disconnect' && !closed\) wire\.connect\(\);/,
				put: 'void reason;'
			},
			{
				where: DRIVER,
				find: /if \(silentFor <= \(standing\.shut \? SHUT_SILENCE : SILENCE\) \|\| !ground\.online\(\)\) return;/,
				put: 'if (silentFor >= 0) return;'
			}
		]
	},
	{
		name: 'no-version-check',
		faults: ['wire-lag', 'wire-hole', 'wire-loss'],
		seconds: 30,
		patches: [
			{
				where: BUILD,
				find: /const collided = input\.version !== point\.version && text !== point\.text;/,
				put: 'const collided = false;'
			}
		]
	},
	{
		name: 'snapshot-cache-without-lane',
		faults: ['reload', 'crash', 'wire-cut', 'replace'],
		seconds: 20,
		patches: [
			{ where: BUILD, find: /const key = keyOf\(room, lane\);/, put: 'const key = room;' },
			{
				where: BUILD,
				find: /\.\.\.\(?await kept\.promise\)?,/,
				put: '...await kept.promise, lane,'
			}
		]
	},
	{
		name: 'late-acts-dropped',
		faults: ['wire-hole', 'wire-lag', 'sleep'],
		seconds: 40,
		patches: [
			{
				where: BUILD,
				find: /if \(state === "open"\) return false;\s+const knew = .*;/,
				put: `refuseUnless(state === "open", "round-is-over", { round: number });
	const knew = true;`
			},
			{
				where: BUILD,
				find: /refuseUnless\(!knew \|\| inGrace,/,
				put: 'refuseUnless(knew || inGrace,'
			},
			{ where: BUILD, find: /return !inGrace;/, put: 'return false;' }
		]
	},
	{
		name: 'view-and-list-from-two-stores',
		faults: ['wire-cut', 'wire-lag', 'process-kill'],
		seconds: 30,
		patches: [
			{
				where: DRIVER,
				find: /\bset\(\{ \.\.\.change, at, box \}\);/,
				put: `{
			const { screen } = at.things;
			set({ ...change, at: { ...at, things: { ...standing.at.things, screen } } });
			set({ ...change, at, box });
		}`
			}
		]
	},
	{
		name: 'no-timeout-in-flight',
		faults: ['wire-loss'],
		seconds: 20,
		patches: [
			{
				where: DRIVER,
				find: /await wire\.ask\('act', frameOf\(act\), PATIENCE\)/,
				put: "await wire.ask('act', frameOf(act), undefined as never)"
			}
		]
	}
];

/** How often a patch fits a text. */
export const fits = (text: string, { find }: Patch): number =>
	text.match(new RegExp(find, 'g'))?.length ?? 0;

/**
 * The texts with a patch in one of them, by their paths. Throws unless it fits exactly once in
 * all of them: then the product has moved on, and so must the defect.
 */
export function patched(texts: Map<string, string>, patch: Patch): Map<string, string> {
	const times = [...texts.values()].reduce((sum, text) => sum + fits(text, patch), 0);
	if (times !== 1)
		throw new Error(`A defect fits ${patch.where} ${times} times, once expected: ${patch.find}`);
	return new Map(
		[...texts].map(([path, text]) => [path, text.replace(patch.find, () => patch.put)])
	);
}
