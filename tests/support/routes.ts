import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * One way in from outside, as the tree of routes has it. `id` is the address with its parameters,
 * without the groups that no address shows; `action` is a form action's name.
 */
export type Way = {
	/** As a person would say it: `POST /conference/[id]/people?/add`. Each is there once. */
	name: string;
	id: string;
	method: string;
	kind: 'page' | 'endpoint' | 'action';
	action?: string;
	/**
	 * What of a page's data a browser that is on the page already may ask for, as the framework's
	 * bits: the page's own alone where it has some, past every layout's; null where no data is sent.
	 */
	data: string | null;
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'];

/** Every way in that the tree of routes opens: pages, form actions, and endpoints by method. */
export function waysIn(root = 'src/routes'): Way[] {
	const files = globSync(`${root}/**/+*.{svelte,ts,js}`);
	if (files.some((file) => file.endsWith('.js'))) throw new Error('Routes are TypeScript here');
	const folders = new Set(files.map((file) => dirname(file)));
	return [...folders]
		.sort()
		.flatMap((folder) => [
			...pageIn(root, folder),
			...actionsIn(root, folder),
			...endpointsIn(root, folder)
		]);
}

const addressOf = (root: string, folder: string): string =>
	`/${relative(root, folder)
		.split('/')
		.filter((part) => part !== '' && !/^\(.*\)$/.test(part))
		.join('/')}`;

const has = (folder: string, sign: RegExp): boolean =>
	readdirSync(folder).some((file) => sign.test(file));

const PAGE = /^\+page(@.*)?\.(svelte|ts|js)$|^\+page\.server\.(ts|js)$/;

function pageIn(root: string, folder: string): Way[] {
	if (!has(folder, PAGE)) return [];
	const id = addressOf(root, folder);
	return [{ name: `GET ${id}`, id, method: 'GET', kind: 'page', data: dataOf(root, folder) }];
}

function dataOf(root: string, folder: string): string | null {
	// An error page of its own takes a place among the layouts, also where there is none.
	const above = foldersDownTo(root, folder).filter((one) => has(one, /^\+(layout(@.*)?|error)\./));
	const loads = (one: string, file: string) => exportsOf(join(one, file)).has('load');
	if (loads(folder, '+page.server.ts')) return `${'0'.repeat(above.length)}1`;
	const guards = above.filter((one) => one !== root && loads(one, '+layout.server.ts'));
	return guards.length > 0 ? '1'.repeat(above.length + 1) : null;
}

/** The folders from the root down to one, both with. */
function foldersDownTo(root: string, folder: string): string[] {
	const parts = relative(root, folder).split('/').filter(Boolean);
	return [root, ...parts.map((_, at) => join(root, ...parts.slice(0, at + 1)))];
}

function actionsIn(root: string, folder: string): Way[] {
	const id = addressOf(root, folder);
	const actions = exportsOf(join(folder, '+page.server.ts')).get('actions');
	return (actions === undefined ? [] : namesIn(actions, folder)).map((action) => ({
		name: `POST ${id}${action === 'default' ? '' : `?/${action}`}`,
		id,
		method: 'POST',
		kind: 'action',
		action,
		data: null
	}));
}

function endpointsIn(root: string, folder: string): Way[] {
	const id = addressOf(root, folder);
	return [...exportsOf(join(folder, '+server.ts')).keys()]
		.filter((name) => METHODS.includes(name))
		.map((method) => ({ name: `${method} ${id}`, id, method, kind: 'endpoint', data: null }));
}

type Exported = Map<string, ts.Expression | null>;

/** What a file exports, by name; nothing where there is no such file. What cannot be read is an error. */
function exportsOf(path: string): Exported {
	const found: Exported = new Map();
	if (!existsSync(path)) return found;
	const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
	for (const statement of source.statements) {
		if (ts.isExportDeclaration(statement)) addNamed(statement, found, path);
		else if (ts.canHaveModifiers(statement) && isExported(statement)) addDeclared(statement, found);
	}
	return found;
}

const isExported = (node: ts.HasModifiers): boolean =>
	ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

function addNamed({ exportClause }: ts.ExportDeclaration, found: Exported, path: string): void {
	if (!exportClause || !ts.isNamedExports(exportClause))
		throw new Error(`${path} exports what cannot be read from it: name each thing`);
	for (const { name } of exportClause.elements) found.set(name.text, null);
}

function addDeclared(statement: ts.Statement, found: Exported): void {
	if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, null);
	if (!ts.isVariableStatement(statement)) return;
	for (const { name, initializer } of statement.declarationList.declarations)
		if (ts.isIdentifier(name)) found.set(name.text, initializer ?? null);
}

/** The names of form actions, which must stand in the object itself. */
function namesIn(actions: ts.Expression | null, folder: string): string[] {
	let object = actions;
	while (object && (ts.isSatisfiesExpression(object) || ts.isAsExpression(object)))
		object = object.expression;
	if (!object || !ts.isObjectLiteralExpression(object))
		throw new Error(`The actions of ${folder} cannot be read: write them as an object`);
	return object.properties.map(({ name }) => {
		if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name)))
			throw new Error(`The actions of ${folder} cannot be read: name each`);
		return name.text;
	});
}
