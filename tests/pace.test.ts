import { expect, test } from 'vitest';
import { Refusal } from '../src/lib/domain/refusal.ts';
import { HALL, openPace } from '../src/lib/server/pace.ts';

const waits = (pace: ReturnType<typeof openPace>, key: string): number => {
	try {
		pace.mayTry(key);
		return 0;
	} catch (refusal) {
		return (refusal as Refusal).details.seconds as number;
	}
};

test('a password mistyped five times waits, longer each time, and is forgiven when right', () => {
	let now = 0;
	const pace = openPace(() => now);
	const seen = Array.from({ length: 8 }, () => {
		now += 600_000 / 8;
		pace.failed('petra');
		return waits(pace, 'petra');
	});
	expect(seen).toEqual([0, 0, 0, 0, 2, 4, 8, 16]);
	expect(waits(pace, 'somebody else')).toBe(0);
	pace.succeeded('petra');
	expect(waits(pace, 'petra')).toBe(0);
});

test('a hall behind one address may mistype the code sixty times, and never waits more than ten seconds', () => {
	const pace = openPace(() => 0);
	for (let tries = 0; tries < 59; tries++) pace.failed('hall', HALL);
	expect(waits(pace, 'hall')).toBe(0);
	for (let tries = 0; tries < 40; tries++) pace.failed('hall', HALL);
	expect(waits(pace, 'hall')).toBe(10);
});

test('when more than a hundred codes a minute are wrong, new addresses wait ten seconds; those known already do not', () => {
	let now = 0;
	const pace = openPace(() => now);
	const mayTry = (key: string): number => {
		try {
			pace.mayTry(key, HALL);
			return 0;
		} catch (refusal) {
			return (refusal as Refusal).details.seconds as number;
		}
	};
	pace.failed('the hall', HALL);
	for (let guess = 0; guess < 100; guess++) {
		expect(mayTry(`guesser ${guess}`)).toBe(0);
		pace.failed(`guesser ${guess}`, HALL);
	}
	expect(mayTry('another guesser')).toBe(10);
	expect(mayTry('the hall')).toBe(0);
	now += 10_000;
	expect(mayTry('another guesser')).toBe(0);
	now += 60_000;
	expect(mayTry('somebody later')).toBe(0);
});
