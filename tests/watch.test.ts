import { expect, test } from 'vitest';
import { openLog } from '../src/lib/server/log.ts';
import { openWatch } from '../src/lib/server/watch.ts';

function watched() {
	let now = 0;
	const lines: Record<string, unknown>[] = [];
	const log = openLog('info', (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
	return { lines, pass: (ms: number) => void (now += ms), ...openWatch(log, () => now) };
}

test('who knocks all day long is told of once a minute, with how often', () => {
	const { lines, pass, refused } = watched();
	const knock = () => refused('POST /sign-in', 'wrong-password', { address: '192.0.2.7' });
	for (let tries = 0; tries < 100; tries++) knock();
	expect(lines).toMatchObject([
		{ event: 'refused', what: 'POST /sign-in', code: 'wrong-password', address: '192.0.2.7' }
	]);
	pass(60_000);
	knock();
	expect(lines).toHaveLength(2);
	expect(lines[1]).toMatchObject({ between: 99 });
});

test('somebody else, or something else, is a line of its own', () => {
	const { lines, refused } = watched();
	refused('POST /sign-in', 'wrong-password', { address: '192.0.2.7' });
	refused('POST /sign-in', 'wrong-password', { address: '192.0.2.8' });
	refused('POST /sign-in', 'too-many-tries', { address: '192.0.2.8' });
	expect(lines).toHaveLength(3);
});

test('what is a day’s work is no knocking: a round that was over, a text that was too long', () => {
	const { lines, refused } = watched();
	refused('act point.write', 'round-over');
	refused('act point.edit', 'version-old');
	expect(lines).toEqual([]);
});
