/** What a run's command line asks for, by `read`; where that throws, says what is wrong and ends with 2. */
export function asked<T>(read: (args: string[]) => T): T {
	try {
		return read(process.argv.slice(2));
	} catch (error) {
		console.error((error as Error).message);
		process.exit(2);
	}
}

/** Reads an option that is a number. Throws with what it must be, and with how the run is used. */
export type Read = (name: string, text: string, least: number, most: number) => number;

export function numbers(usage: string): { within: Read; whole: Read } {
	const within: Read = (name, text, least, most) => {
		const number = Number(text);
		if (text.trim() !== '' && number >= least && number <= most) return number;
		throw new Error(`--${name} is a number from ${least} to ${most}.\n${usage}`);
	};
	return { within, whole: (...asked) => Math.trunc(within(...asked)) };
}

/** The words of an option that lists some, parted by commas. */
export const listed = (text: string | undefined): string[] =>
	text?.split(',').filter((one) => one !== '') ?? [];

/** Ms within which a second signal is the same Ctrl+C: it reaches a run from the terminal and from npm. */
const MEANT = 2_000;

/** Aborts on Ctrl+C, so that the run ends in order; pressed again, it is meant. */
export function stopped(): AbortSignal {
	const stopping = new AbortController();
	let at = 0;
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.on(signal, () => {
			if (stopping.signal.aborted && performance.now() - at > MEANT) process.exit(130);
			at ||= performance.now();
			stopping.abort();
		});
	return stopping.signal;
}
