import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	isSure,
	learn,
	offsetOf,
	UNKNOWN,
	type ServerClock
} from '../src/lib/realtime/server-clock.ts';

/** A device whose clock is `off` ms wrong, and hears of the server's. `moment` is the right time. */
function device(off: number) {
	let known: ServerClock = UNKNOWN;
	let setBy = off;
	const hear = (moment: number, told: number, trip: number | null) => {
		known = learn(known, { told, now: moment + setBy, passed: moment, trip });
	};
	return {
		/** A tick that was said `delay` ms before it came. */
		tick: (moment: number, delay: number) => hear(moment, moment - delay, null),
		/** An answer: `there` ms to the server, `work` ms of thinking, `back` ms home. */
		ask: (moment: number, there: number, work: number, back: number) =>
			hear(moment, moment - back, there + work + back),
		set: (to: number) => void (setBy = to),
		isSure: () => isSure(known),
		/** How wrong the time is that it shows. */
		error: () => offsetOf(known) + setBy
	};
}

const FIVE_MINUTES = 300_000;

type Word = { isAsked: boolean; there: number; work: number; back: number };

describe('the time on every screen', () => {
	test('is right within milliseconds on a good network, though the device is five minutes wrong', () => {
		for (const off of [-FIVE_MINUTES, 0, FIVE_MINUTES]) {
			const one = device(off);
			one.ask(1_000_000, 5, 3, 5);
			expect(Math.abs(one.error())).toBeLessThan(10);
			expect(one.isSure()).toBe(true);
		}
	});

	test('is right though each word takes 800 ms, there and back', () => {
		const one = device(FIVE_MINUTES);
		one.ask(1_000_000, 800, 2, 800);
		for (let at = 1; at < 100; at++) one.tick(1_000_000 + at * 2_000, 800);
		expect(Math.abs(one.error())).toBeLessThan(50);
	});

	test('is put right by the next answer when the first took seconds to think of', () => {
		const one = device(0);
		one.ask(1_000_000, 5, 3_000, 5);
		expect(one.isSure()).toBe(false);
		one.ask(1_005_000, 5, 1, 5);
		expect(Math.abs(one.error())).toBeLessThan(10);
		one.ask(1_010_000, 5, 4_000, 5);
		expect(Math.abs(one.error())).toBeLessThan(10);
	});

	test('is not moved by ticks that come late, and follows when the device’s clock is set', () => {
		const one = device(0);
		one.ask(1_000_000, 5, 1, 5);
		one.tick(1_004_000, 9_000);
		expect(Math.abs(one.error())).toBeLessThan(10);
		one.set(-FIVE_MINUTES);
		one.tick(1_006_000, 20);
		expect(Math.abs(one.error())).toBeLessThan(30);
		expect(one.isSure()).toBe(false);
	});

	test('of two devices that are sure is at most 200 ms apart, whatever the network did', () => {
		const delay = fc.integer({ min: 0, max: 2_000 });
		const word = fc.record({ isAsked: fc.boolean(), there: delay, work: delay, back: delay });
		const story = fc.record({
			off: fc.integer({ min: -FIVE_MINUTES, max: FIVE_MINUTES }),
			words: fc.array(word, { minLength: 1, maxLength: 60 })
		});
		const told = ({ off, words }: { off: number; words: Word[] }) => {
			const one = device(off);
			for (const [at, { isAsked, there, work, back }] of words.entries())
				if (isAsked) one.ask(1_000_000 + at * 10_000, there, work, back);
				else one.tick(1_000_000 + at * 10_000, back);
			return one;
		};
		fc.assert(
			fc.property(story, story, (a, b) => {
				const [one, other] = [told(a), told(b)];
				if (one.isSure() && other.isSure())
					expect(Math.abs(one.error() - other.error())).toBeLessThanOrEqual(200);
			}),
			{ seed: 2026, numRuns: 3_000 }
		);
	});
});
