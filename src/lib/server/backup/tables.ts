import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../store/schema.ts';

/** A table as a backup sees it: its name and the columns that tell its rows apart. */
export type Table = { name: string; key: string[] };

/** Every table of today's schema, those first that others refer to. */
export function inOrder(): Table[] {
	const rest = Object.values(schema)
		.filter((one) => is(one, PgTable))
		.map(shapeOf);
	const ordered: Table[] = [];
	while (rest.length > 0) {
		const known = new Set(ordered.map(({ name }) => name));
		const at = rest.findIndex(({ needs }) => needs.every((name) => known.has(name)));
		if (at < 0) throw new Error('Tables refer to each other in a ring.');
		const [{ name, key }] = rest.splice(at, 1) as [(typeof rest)[number]];
		ordered.push({ name, key });
	}
	return ordered;
}

function shapeOf(table: PgTable) {
	const { name, columns, primaryKeys, foreignKeys } = getTableConfig(table);
	const together = primaryKeys.flatMap(({ columns }) => columns.map((column) => column.name));
	const alone = columns.filter(({ primary }) => primary).map((column) => column.name);
	const needs = foreignKeys.map((key) => getTableConfig(key.reference().foreignTable).name);
	return { name, key: [...together, ...alone], needs: needs.filter((other) => other !== name) };
}
