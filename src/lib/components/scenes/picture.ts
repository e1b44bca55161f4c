import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Language } from '#lib/domain/language.ts';

/** What every part of a scene knows of the picture it stands in. Reactive through its getters. */
export type Picture = {
	/** The conference's language: the hall reads it, whatever the computer is set to. */
	readonly lang: Language;
	/** For messages: `m.screen_join({}, picture.said)`. */
	readonly said: { locale: Language };
	/** The server's clock, in epoch ms, moving. */
	readonly time: number;
	/** Width and height in parts of 1080 of the shorter side. */
	readonly width: number;
	readonly height: number;
	/** Goes up when sizes or fonts have changed and things must be measured again. */
	readonly measured: number;
	/** Pages stand still. */
	readonly still: boolean;
	/** Where phones go: the address to show, and what the QR code holds. */
	readonly address: string;
	readonly link: string;
};

export const [pictureHere, setPictureHere] = createContext<Picture>();

/** A page of a list that is too long for one stays this long, in ms. */
export const PAGE_STAYS = 8_000;

/** Which of `pages` stands now: the same on every screen, since all keep the server's time. */
export function pageAt(picture: Picture, pages: number): number {
	if (picture.still || pages < 2) return 0;
	return Math.floor(picture.time / PAGE_STAYS) % pages;
}

/** Sets custom properties on an element; style attributes are not allowed where pages are strict. */
export function properties(
	values: Record<string, string | number>
): Attachment<HTMLElement | SVGElement> {
	return (node) => {
		for (const [name, value] of Object.entries(values)) node.style.setProperty(name, String(value));
	};
}

/** A code in two groups of four: 7K4M X2PD. */
export const inGroups = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');
