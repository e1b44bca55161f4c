import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alike } from '../src/lib/domain/similarity.ts';

const texts = (...said: string[]) => said.map((text, at) => ({ id: `point-${at}`, text }));
const with0 = (...said: string[]) => alike(texts(...said)).get('point-0') ?? [];

const OTHERS = [
	'To voksne ute i storefri ved fotballbanen',
	'Nye kollegaer har en fadder det første halvåret',
	'Elevrådet spør klassene hver måned'
];

test('two tables that say it in other words are alike, in any of the four languages', () => {
	const pairs = [
		['Dagens beskjeder står på tavla', 'Én fast plass for dagens beskjeder'],
		['Mobilen i hylla når timen begynner', 'Felles mobilregel: i hylla hele timen'],
		['Vi treng ein vikarpott til planlegginga', 'Planleggingstida er borte utan vikarpott'],
		['Samma regler för mobilen i alla klasser', 'Mobilregler: samma i alla klassrum'],
		['A buddy for every new colleague', 'New colleagues need a buddy']
	];
	for (const [one = '', other = ''] of pairs)
		expect(with0(one, other, ...OTHERS), one).toContain('point-1');
});

test('small words in common do not make two points alike', () => {
	expect(with0('Vi har det ikke så bra på det', 'Det har vi ikke på alle, men vi skal')).toEqual(
		[]
	);
	expect(with0('Elevene spør ofte', ...OTHERS)).not.toContain('point-1');
	expect(with0('', '', '…')).toEqual([]);
});

test('who wrote first, or reads first, changes nothing', () => {
	const words = fc.constantFrom(
		...'mobil mobilregel hylle time beskjed tavle fadder vikar og i'.split(' ')
	);
	const list = fc.array(fc.array(words, { maxLength: 6 }), { maxLength: 9 });
	fc.assert(
		fc.property(list, fc.nat(), (said, turn) => {
			const all = texts(...said.map((one) => one.join(' ')));
			const at = all.length === 0 ? 0 : turn % all.length;
			const turned = [...all.slice(at), ...all.slice(0, at)].reverse();
			const sorted = (found: Map<string, string[]>) =>
				[...found].sort(([a], [b]) => (a < b ? -1 : 1));
			expect(sorted(alike(turned))).toEqual(sorted(alike(all)));
		}),
		{ seed: 20261124, numRuns: 200 }
	);
});

test('a suggestion goes both ways, and nobody is like themselves', () => {
	const found = alike(
		texts('Mobilen i hylla', 'Mobilen skal i hylla', 'Hylla for mobilen', ...OTHERS)
	);
	for (const [id, others] of found) {
		expect(others).not.toContain(id);
		for (const other of others) expect(found.get(other)).toContain(id);
	}
	expect(found.size).toBe(3);
});
