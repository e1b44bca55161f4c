import { PointType } from '#lib/domain/point.ts';
import type { Trace } from '#lib/domain/privacy.ts';
import { m } from '#lib/paraglide/messages.js';

export const KINDS = PointType.options;

/** A kind of point in words. */
export function kindInWords(kind: PointType): string {
	const words = {
		challenge: m.tablet_kind_challenge,
		proposal: m.tablet_kind_proposal,
		experience: m.tablet_kind_experience,
		disagreement: m.tablet_kind_disagreement
	};
	return words[kind]();
}

/** What was found that could point at somebody, in one sentence. */
export function tracesInWords(traces: Trace[]): string {
	const words = {
		'national-number': m.tablet_trace_national_number,
		phone: m.tablet_trace_phone,
		address: m.tablet_trace_address,
		pupil: m.tablet_trace_pupil,
		name: m.tablet_trace_name
	};
	const what = traces.map(({ kind, text }) => words[kind]({ text })).join(', ');
	return m.tablet_privacy_ask({ what });
}
