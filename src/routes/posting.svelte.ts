import { enhance } from '$app/forms';
import type { ActionResult, SubmitFunction } from '@sveltejs/kit';
import { newId } from '#lib/realtime/new-id.ts';

/** What a page wants of its form's answer; without it the form is emptied and what the page shows is read again. */
type After = {
	reset?: boolean;
	invalidateAll?: boolean;
	/** Once it has been done. */
	done?: () => void;
};

type Unanswered = { code: string; details?: Record<string, unknown> };

/** Why the last form that was sent got no answer of its own; the page it was sent from still stands as it was. */
export const unanswered = $state<{ refusal: Unanswered | null }>({ refusal: null });

/** How long an answer is waited for, in ms; a file takes its time on a school's network. */
const PATIENCE = { form: 20_000, file: 60_000 };

/** What a form holds, as one text. */
const written = (data: FormData): string =>
	JSON.stringify(
		[...data].map(([name, value]) =>
			value instanceof File ? [name, value.name, value.size, value.lastModified] : [name, value]
		)
	);

/** Why a result is none that the page can show. */
function noAnswerIn(result: ActionResult): Unanswered | null {
	// An answer of the app's own has a status; a network that is down, or somebody else's page, has none.
	if (result.type === 'error') return result.status ? result.error : { code: 'not-answered' };
	const refusal =
		result.type === 'failure' ? (result.data?.refusal as Unanswered | undefined) : undefined;
	return refusal?.code === 'not-answered' ? refusal : null;
}

/**
 * Sends a form without leaving the page. A second press while the first is on its way is none. When no answer comes, or
 * none that can be read, everything that was typed stands as it was and `unanswered` says so. The field `as` is the
 * same when the same is sent again, so that the server does it once.
 */
export function posting(form: HTMLFormElement, after: After = {}) {
	let sent: { what: string; as: string } | null = null;
	let isUnderWay = false;

	const named = (data: FormData): string => {
		const what = written(data);
		if (sent?.what !== what) sent = { what, as: newId() };
		return sent.as;
	};

	const submit: SubmitFunction = ({ formData, submitter, controller, cancel }) => {
		if (isUnderWay) return cancel();
		isUnderWay = true;
		unanswered.refusal = null;
		formData.set('as', named(formData));
		submitter?.setAttribute('aria-busy', 'true');
		const settle = (refusal: Unanswered | null) => {
			clearTimeout(waiting);
			submitter?.removeAttribute('aria-busy');
			isUnderWay = false;
			unanswered.refusal = refusal;
		};
		const patience = form.enctype === 'multipart/form-data' ? PATIENCE.file : PATIENCE.form;
		let answered = false;
		const waiting = setTimeout(() => {
			settle(answered ? null : { code: 'not-answered' });
			controller.abort();
		}, patience);

		return async ({ result, update }) => {
			const none = noAnswerIn(result);
			if (none) return settle(none);
			answered = true;
			if (result.type === 'success') sent = null;
			await update({ reset: after.reset, invalidateAll: after.invalidateAll });
			settle(null);
			if (result.type === 'success') after.done?.();
		};
	};
	return enhance(form, submit);
}
