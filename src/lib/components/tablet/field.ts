/** Lets a text field be as tall as what is written in it, also where CSS cannot. */
export function grow(field: HTMLTextAreaElement): (() => void) | undefined {
	if (CSS.supports('field-sizing', 'content')) return undefined;
	const fit = () => {
		field.style.height = 'auto';
		field.style.height = `${field.scrollHeight}px`;
	};
	fit();
	field.addEventListener('input', fit);
	return () => field.removeEventListener('input', fit);
}

/**
 * Whether a key is the Enter that means «done»: not one that ends a composition (dead keys,
 * suggestions), which Safari tells of only by its code.
 */
export function isEnter(event: KeyboardEvent): boolean {
	return event.key === 'Enter' && !event.isComposing && event.keyCode !== 229;
}

/** Some tablets' keyboards tell of Enter only as a line break that is about to be put in. */
export function isLineBreak(event: InputEvent): boolean {
	const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
	return breaks && !event.isComposing;
}

/** Copies a text, also over plain http, where the clipboard is closed to pages. */
export async function copy(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelecting(text);
	}
}

function copyBySelecting(text: string): boolean {
	const field = document.createElement('textarea');
	field.value = text;
	field.readOnly = true;
	field.className = 'unseen';
	document.body.append(field);
	field.select();
	const done = document.execCommand('copy');
	field.remove();
	return done;
}
