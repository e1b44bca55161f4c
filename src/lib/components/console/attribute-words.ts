import { m } from '#lib/paraglide/messages.js';

/** The name of an attribute: the usual ones in the reader's language, others as the staff list has them. */
export function attributeWords(name: string): string {
	if (name === 'profession') return m.console_attribute_profession();
	if (name === 'team') return m.console_attribute_team();
	if (name === 'unit') return m.console_attribute_unit();
	return name;
}
