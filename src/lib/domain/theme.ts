import { z } from 'zod';
import { Id } from './id.ts';

/** A name that points are gathered under. Colour is an index into the data colours. */
export type Theme = {
	kind: 'theme';
	id: Id;
	conferenceId: Id;
	title: string;
	colour: number;
	position: number;
	version: number;
};

/**
 * Where one point lies on the board: in a theme, set aside with a reason, or (both null)
 * not yet looked at. A point without a placement is not yet looked at either, so that
 * nothing said can drop out of the account.
 */
export type Placement = {
	kind: 'placement';
	id: Id;
	conferenceId: Id;
	themeId: Id | null;
	aside: string | null;
	position: number;
};

const Title = z.string().trim().min(1).max(160);
export const AddTheme = z.object({ id: Id, conferenceId: Id, title: Title });
export const SetTheme = z.object({ id: Id, title: Title, version: z.number().int().min(1) });
export const RemoveTheme = z.object({ id: Id });
export const PlacePoint = z.object({ pointId: Id, conferenceId: Id, themeId: Id.nullable() });
export const SetAside = z.object({
	pointId: Id,
	conferenceId: Id,
	reason: z.string().trim().max(400)
});
