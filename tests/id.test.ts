import { expect, test } from 'vitest';
import { Id } from '../src/lib/domain/id.ts';

test('an id is never one of the language’s own names, under which a thing would not be found again', () => {
	expect(Id.safeParse('__proto__').success).toBe(false);
	expect(Id.safeParse('p__proto__').success).toBe(true);
});
