/**
 * Those who ask at the same moment are answered by one question, begun after the last of them has asked: when a hall
 * comes back all at once, two thousand need not ask the database one by one. `ask` is given each key once; what it
 * does not find is undefined. When it fails, it fails for those who asked.
 */
export function together<V>(
	ask: (keys: string[]) => Promise<Map<string, V>>
): (key: string) => Promise<V | undefined> {
	let gathering: { keys: Set<string>; answers: Promise<Map<string, V>> } | null = null;
	const begin = () => {
		const keys = new Set<string>();
		const answers = new Promise((next) => setImmediate(next)).then(() => {
			gathering = null;
			return ask([...keys]);
		});
		return { keys, answers };
	};
	return async (key) => {
		gathering ??= begin();
		gathering.keys.add(key);
		return (await gathering.answers).get(key);
	};
}
