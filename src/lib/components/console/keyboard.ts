/** Whether a key belongs to a field that somebody writes or chooses in, or is part of a shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
	if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
	const { target } = event;
	return (
		target instanceof Element &&
		target.closest('input, textarea, select, [contenteditable]') !== null
	);
}

/** Whether a sheet lies over the page, so that its keys are not the page's. */
export function isElsewhere(event: KeyboardEvent): boolean {
	return event.defaultPrevented || document.querySelector('dialog[open]') !== null;
}
