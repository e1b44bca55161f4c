import { z } from 'zod';
import { accepted, answersFrom, rowsOf, type Answer } from '#lib/domain/acceptance.ts';
import type { SetConference } from '#lib/domain/conference.ts';
import {
	ImportPeople,
	ImportPerson,
	readPeople,
	recognise,
	splitText,
	type Row
} from '#lib/domain/person.ts';
import { Refusal, refuseUnless } from '#lib/domain/refusal.ts';
import { only, roomOf } from '#lib/domain/room.ts';
import { arrive } from '#lib/server/arrive.ts';
import { act } from '#lib/server/acts.ts';
import * as access from '#lib/server/access.ts';
import { rowsFromFile } from '#lib/server/documents/table-file.ts';
import * as people from '#lib/server/people.ts';
import { acting, arriving, fields, formOf, postedAs, typed } from '../../../../answer.ts';

type Locals = App.Locals;

export const load = ({ locals, params, parent }) =>
	arriving(async () => {
		const { hats } = await parent();
		if (!hats.includes('facilitator')) return { known: [] };
		const known = await people.recognisable(locals.house, locals.who, params.id);
		return { known: known.map(({ id, name, unit }) => ({ id, name, unit })) };
	});

/** A list as it was understood, with what would be done with each row. Nothing is kept on the server. */
async function preview(locals: Locals, id: string, rows: Row[], answers?: Map<number, Answer>) {
	const known = await people.recognisable(locals.house, locals.who, id);
	const read = readPeople(rows);
	const found = rowsOf(read.people, recognise(read.people, known), known, answers);
	const { columns, problems } = read;
	return { columns, problems, rows: found, source: JSON.stringify(rows) };
}

const Rows = z.array(z.array(z.string().max(4_000)).max(400)).max(3_000);

/** The rows that the preview's form carries along. */
function carriedRows(form: FormData): Row[] {
	try {
		return Rows.parse(JSON.parse(String(form.get('rows') ?? '')));
	} catch {
		throw new Refusal('file-unreadable');
	}
}

async function rowsIn(form: FormData): Promise<Row[]> {
	const file = form.get('file');
	if (file instanceof File && file.size > 0)
		return rowsFromFile(file.name, new Uint8Array(await file.arrayBuffer()));
	return splitText(String(form.get('text') ?? ''));
}

/** Somebody typed by hand; attributes are the fields `attribute-<name>`. */
function byHand(form: FormData) {
	const attributes = [...form]
		.filter(([name, value]) => name.startsWith('attribute-') && value !== '')
		.map(([name, value]) => [name.slice('attribute-'.length), String(value)]);
	const read = ImportPerson.omit({ attributes: true, personId: true });
	return { ...fields(read, form), attributes: Object.fromEntries(attributes) };
}

const set = (locals: Locals, room: string, input: z.input<typeof SetConference>) =>
	act(locals.house, locals.who, {
		id: locals.house.newId(),
		room,
		name: 'conference.set',
		input,
		seen: 0
	});

/** Who is kept apart now, for those who may change it. */
async function apartNow(locals: Locals, id: string) {
	await access.leads(locals.house, locals.who, id);
	const { arrived } = await arrive(locals.house, locals.who, id, 'staff');
	const room = roomOf(arrived.things);
	return { apart: only(room, 'conference')?.apart ?? [], people: room.participant };
}

const Pair = z.object({ one: z.string().min(1), other: z.string().min(1) });

export const actions = {
	read: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({ text: String(form.get('text') ?? '') }, async () => {
			// Before a file is opened: that costs, and a stranger's is none of ours.
			await access.leads(locals.house, locals.who, params.id);
			return { preview: await preview(locals, params.id, await rowsIn(form)) };
		});
	},
	accept: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({ text: '' }, async () => {
			const seen = await preview(locals, params.id, carriedRows(form), answersFrom(form));
			return acting({ text: '', preview: seen }, async () => {
				const list = ImportPeople.safeParse(accepted(seen.rows));
				if (!list.success) throw new Refusal('bad-input');
				const { house, who } = locals;
				const as = postedAs(form, house.newId);
				await people.importInto(house, who, params.id, list.data, as, typed(form));
				const known = list.data.filter(({ personId }) => personId).length;
				return { imported: { added: list.data.length - known, known } };
			});
		});
	},
	add: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({ add: typed(form) }, async () => {
			const someone = byHand(form);
			const list = ImportPeople.safeParse([someone]);
			if (!list.success)
				throw new Refusal('bad-input', { field: String(list.error.issues[0]?.path[1] ?? '') });
			const as = postedAs(form, locals.house.newId);
			await people.importInto(locals.house, locals.who, params.id, list.data, as);
			return { added: someone.name };
		});
	},
	remove: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			const { participantId, personId, name } = fields(
				z.object({ participantId: z.string(), personId: z.string(), name: z.string() }),
				form
			);
			const as = postedAs(form, locals.house.newId);
			await people.removeFrom(locals.house, locals.who, params.id, participantId, as);
			return { removed: { personId, name } };
		});
	},
	/** Takes people whom the school knows: those chosen, or everybody. */
	known: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			const ids = form.getAll(form.has('all') ? 'everybody' : 'personId').map(String);
			const as = postedAs(form, locals.house.newId);
			const taken = await people.takeKnown(locals.house, locals.who, params.id, ids, as);
			return { taken };
		});
	},
	colour: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			await set(locals, params.id, { colourBy: String(form.get('colourBy') ?? '') });
			return {};
		});
	},
	/** Keeps two people from the same table. */
	apart: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({ pair: typed(form) }, async () => {
			const { one, other } = fields(Pair, form);
			const now = await apartNow(locals, params.id);
			refuseUnless(one !== other, 'apart-from-self');
			refuseUnless(now.people[one] && now.people[other], 'person-unknown');
			const there = now.apart.some((pair) => pair.includes(one) && pair.includes(other));
			if (!there) await set(locals, params.id, { apart: [...now.apart, [one, other]] });
			return {};
		});
	},
	together: async ({ request, locals, params }) => {
		const form = await formOf(request);
		return acting({}, async () => {
			const { one, other } = fields(Pair, form);
			const { apart } = await apartNow(locals, params.id);
			const rest = apart.filter((pair) => !(pair.includes(one) && pair.includes(other)));
			await set(locals, params.id, { apart: rest });
			return {};
		});
	}
};
