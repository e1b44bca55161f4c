/**
 * Structured log, one JSON line an event, without personal text: ids, codes and counts only.
 */
const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type Level = (typeof LEVELS)[number];
export type Log = Record<
	Exclude<Level, 'silent'>,
	(event: string, details?: Record<string, unknown>) => void
>;

/** A log that writes lines of at least `least`. */
export function openLog(
	least: Level,
	write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)
): Log {
	const at =
		(level: Exclude<Level, 'silent'>) =>
		(event: string, details = {}) => {
			if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
			write(JSON.stringify({ at: new Date().toISOString(), level, event, ...tellable(details) }));
		};
	return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Errors by name, code and place; never by parameters, which may hold what people wrote. */
function tellable(details: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(details).map(([name, value]) => [
			name,
			value instanceof Error ? errorOf(value) : value
		])
	);
}

function errorOf(error: Error): Record<string, unknown> {
	const cause = error.cause instanceof Error ? errorOf(error.cause) : undefined;
	const where = (error.stack ?? '')
		.split('\n')
		.filter((line) => line.trim().startsWith('at '))
		.slice(0, 6)
		.map((line) => line.trim());
	const code = 'code' in error ? error.code : undefined;
	// Drizzle's messages quote the parameters of the query.
	const message = error.message.startsWith('Failed query') ? 'failed query' : error.message;
	return { name: error.name, code, message, where, cause };
}
