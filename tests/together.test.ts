import { expect, test } from 'vitest';
import { together } from '../src/lib/realtime/together.server.ts';

/** Answers questions when it is told to, and keeps what it was asked. */
function desk() {
	const asked: string[][] = [];
	const open: { answer: () => void; fail: () => void }[] = [];
	const ask = together<string>((keys) => {
		asked.push(keys);
		return new Promise((done, failed) =>
			open.push({
				answer: () =>
					done(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}!`]))),
				fail: () => failed(new Error('away'))
			})
		);
	});
	const turn = () => new Promise((next) => setImmediate(next));
	return { asked, open, ask, turn };
}

test('a hall that asks at the same moment is answered by one question, each key asked once', async () => {
	const { asked, open, ask, turn } = desk();
	const answers = ['ada', 'bo', 'ada', 'nobody'].map(ask);
	expect(asked).toEqual([]);
	await turn();
	expect(asked).toEqual([['ada', 'bo', 'nobody']]);
	open[0]!.answer();
	expect(await Promise.all(answers)).toEqual(['ada!', 'bo!', 'ada!', undefined]);
});

test('whoever asks when a question is on its way is never given its answer: it may be older than what they know', async () => {
	const { asked, open, ask, turn } = desk();
	const first = ask('ada');
	await turn();
	const second = ask('ada');
	await turn();
	expect(asked).toEqual([['ada'], ['ada']]);
	open[1]!.answer();
	expect(await second).toBe('ada!');
	open[0]!.answer();
	expect(await first).toBe('ada!');
});

test('a question that fails does so for those who asked it, and for nobody after', async () => {
	const { open, ask, turn } = desk();
	const both = [ask('ada'), ask('bo')].map((one) => one.catch((error: Error) => error.message));
	await turn();
	open[0]!.fail();
	expect(await Promise.all(both)).toEqual(['away', 'away']);
	const again = ask('ada');
	await turn();
	open[1]!.answer();
	expect(await again).toBe('ada!');
});
