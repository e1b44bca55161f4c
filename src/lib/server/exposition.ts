/**
 * The text that Prometheus reads (exposition format 0.0.4,
 * https://prometheus.io/docs/instrumenting/exposition_formats/).
 */
export type Family = {
	name: string;
	help: string;
	type: 'counter' | 'gauge' | 'histogram';
	samples: Sample[];
};
/** One value; `suffix` is `_bucket`, `_sum` or `_count` of a histogram. */
export type Sample = { labels?: Record<string, string>; value: number; suffix?: string };

/** Families as text; those without samples are left out. */
export function textOf(families: Family[]): string {
	return families
		.filter(({ samples }) => samples.length > 0)
		.map(
			({ name, help, type, samples }) =>
				`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n${samples
					.map((sample) => lineOf(name, sample))
					.join('')}`
		)
		.join('');
}

function lineOf(name: string, { labels = {}, value, suffix = '' }: Sample): string {
	const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
	const set = pairs.length > 0 ? `{${pairs.join(',')}}` : '';
	return `${name}${suffix}${set} ${value}\n`;
}

const escaped = (text: string): string =>
	text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
