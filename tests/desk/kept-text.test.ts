import { expect, test } from 'vitest';
import { keptText } from '../../src/lib/components/desk/kept-text.ts';
import type { Act } from '../../src/lib/domain/act.ts';

const words = (input: object) => keptText({ input } as Pick<Act, 'input'>);

test('the words of an act are found wherever they lie in it, and nothing else', () => {
	expect(words({ id: 'a', plenumId: 'b', text: 'Alle vil', points: ['c'] })).toBe('Alle vil');
	expect(words({ id: 'a', arenaId: 'b', date: '2026-12-02', comment: 'Bra.' })).toBe('Bra.');
	expect(words({ id: 'a', outcome: 'adopted', grounds: 'Vi vil.', override: 'Haster' })).toBe(
		'Vi vil. · Haster'
	);
	const plan = { objective: 'Ro', coordinatorId: 'b', milestones: [{ date: '', text: 'Start' }] };
	expect(words({ id: 'a', version: 3, title: 'Hylle', plan })).toBe('Hylle · Ro · Start');
	expect(words({ pointId: 'a', reason: 'Gjelder SFO' })).toBe('Gjelder SFO');
	expect(words({ id: 'a', position: 4 })).toBe('');
	expect(words({ scene: { name: 'seating', roundId: 'a', by: 'table' } })).toBe('');
});
