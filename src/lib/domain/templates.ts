import type { Language } from './language.ts';
import type { ItemType, Mix } from './programme.ts';

/** How a template composes a round: across everybody, or at home by one attribute of the people. */
type TemplateMix = Extract<Mix, { kind: 'mixed' | 'home' }>;

/** One line of a template's programme. Keys name messages; `minutes` is a default, editable. */
export type TemplateItem = {
	type: ItemType;
	titleKey: string;
	noteKey?: string;
	minutes: number;
	/** What only a round has: its composition, and the keys of its questions in order. */
	round?: { mix: TemplateMix; prompts: string[] };
};

/** A ready-made conference (R118–R127): its name, one sentence about it, and its programme. */
export type Template = { id: TemplateId; nameKey: string; aboutKey: string; items: TemplateItem[] };

export const TEMPLATE_IDS = ['ideas', 'swot'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

/** An item as a conference starts with it: plain words in one language, copied, not looked up. */
export type PlannedItem = {
	type: ItemType;
	title: string;
	note: string;
	minutes: number;
	lang: Language;
	round: { mix: TemplateMix; prompts: { text: string; lang: Language }[] } | null;
};

/** Attributes of people that the templates compose by; the import's columns map to these names. */
export const PROFESSION = 'profession';
export const TEAM = 'team';

/** Groups that report one by one in a plenum; above this they report by theme. */
export const MOST_REPORTS = 8;

const USUAL_GROUPS = 8;

/**
 * Minutes for a plenum: 15, and two and a half for each group that reports, rounded up to
 * a multiple of five. Above MOST_REPORTS groups report by theme and it grows no more.
 */
export function plenumMinutes(groups: number): number {
	return Math.ceil((15 + 2.5 * Math.min(groups, MOST_REPORTS)) / 5) * 5;
}

const round = (
	name: string,
	minutes: number,
	mix: TemplateMix,
	questions: string[]
): TemplateItem => ({
	type: 'round',
	titleKey: `templates_${name}_title`,
	noteKey: `templates_${name}_note`,
	minutes,
	round: { mix, prompts: questions.map((question) => `templates_${name}_${question}`) }
});

const welcome: TemplateItem = {
	type: 'talk',
	titleKey: 'templates_welcome_title',
	noteKey: 'templates_welcome_note',
	minutes: 10
};
const plenum: TemplateItem = {
	type: 'plenum',
	titleKey: 'templates_plenum_title',
	noteKey: 'templates_plenum_note',
	minutes: plenumMinutes(USUAL_GROUPS)
};
const pause: TemplateItem = { type: 'break', titleKey: 'templates_break_title', minutes: 15 };
const onward: TemplateItem = {
	type: 'talk',
	titleKey: 'templates_onward_title',
	noteKey: 'templates_onward_note',
	minutes: 10
};

/** Half a day each: two rounds that are composed differently (R115), each with a plenum (R107). */
export const TEMPLATES: Record<TemplateId, Template> = {
	/** What everybody sees, then what each team will try (R104, R120). */
	ideas: {
		id: 'ideas',
		nameKey: 'templates_ideas_name',
		aboutKey: 'templates_ideas_about',
		items: [
			welcome,
			round('ideas_today', 45, { kind: 'mixed' }, ['question']),
			plenum,
			pause,
			round('ideas_try', 45, { kind: 'home', attribute: TEAM }, ['what', 'how']),
			plenum,
			onward
		]
	},
	/** Four lists from each profession's side, then a choice made across. */
	swot: {
		id: 'swot',
		nameKey: 'templates_swot_name',
		aboutKey: 'templates_swot_about',
		items: [
			welcome,
			round('swot_map', 50, { kind: 'home', attribute: PROFESSION }, [
				'strengths',
				'weaknesses',
				'opportunities',
				'threats'
			]),
			plenum,
			pause,
			round('swot_choose', 45, { kind: 'mixed' }, ['question']),
			plenum,
			onward
		]
	}
};

/** Every message key that a template needs, itself included. */
export function keysOf(template: Template): string[] {
	const items = template.items.flatMap((item) => [
		item.titleKey,
		...(item.noteKey ? [item.noteKey] : []),
		...(item.round?.prompts ?? [])
	]);
	return [...new Set([template.nameKey, template.aboutKey, ...items])];
}

/**
 * A template as a programme of plain words in `lang`; `words` finds a message in a language.
 * Give the number of `groups` where it is known, and the plenums get the time they need.
 */
export function programmeFrom(
	template: Template,
	lang: Language,
	words: (key: string, lang: Language) => string,
	groups: number = USUAL_GROUPS
): PlannedItem[] {
	return template.items.map((item) => ({
		type: item.type,
		title: words(item.titleKey, lang),
		note: item.noteKey ? words(item.noteKey, lang) : '',
		minutes: item.type === 'plenum' ? plenumMinutes(groups) : item.minutes,
		lang,
		round: item.round
			? {
					mix: item.round.mix,
					prompts: item.round.prompts.map((key) => ({ text: words(key, lang), lang }))
				}
			: null
	}));
}

/** Professions to choose from when somebody is added by hand; any other may be typed. */
export const PROFESSIONS = [
	'teacher',
	'skilled_worker',
	'assistant',
	'special_educator',
	'social_teacher',
	'milieu_therapist',
	'leader',
	'health_nurse',
	'psychology_adviser',
	'child_welfare_adviser',
	'office_staff',
	'other'
] as const;
export type Profession = (typeof PROFESSIONS)[number];

/** The message key of a profession's name. */
export const professionKey = (profession: Profession): string =>
	`templates_profession_${profession}`;
