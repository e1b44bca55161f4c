import { z } from 'zod';
import { Id } from './id.ts';

/** An entry of the plenary minutes (R113), with the points it is about. */
export type Minute = {
	kind: 'minute';
	id: Id;
	plenumId: Id;
	position: number;
	text: string;
	points: Id[];
	version: number;
	other: string | null;
	writtenAt: number;
};

const Text = z.string().max(20_000);
const Points = z.array(Id).max(100);
export const WriteMinute = z.object({
	id: Id,
	plenumId: Id,
	text: Text,
	points: Points.default([]),
	/** Where it stood, when an entry that was removed is put back; else it comes last. */
	position: z.number().int().min(0).max(100_000).optional()
});
export const EditMinute = z.object({
	id: Id,
	text: Text,
	points: Points.optional(),
	version: z.number().int().min(1)
});
export const RemoveMinute = z.object({ id: Id });
