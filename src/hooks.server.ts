import type { Server } from 'node:http';
import { building } from '$app/environment';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { languageOf } from '#lib/domain/language.ts';
import { NOBODY } from '#lib/server/access.ts';
import * as accounts from '#lib/server/accounts.ts';
import type { Gateway } from '#lib/realtime/gateway.server.ts';
import { openApp, openAppGateway, type App } from '#lib/server/app.ts';
import * as hatch from '#lib/server/backup/hatch.ts';
import { readConfiguration } from '#lib/server/configuration.ts';
import { cookieName } from '#lib/server/cookies.ts';
import { MAX_FILE } from '#lib/server/documents/table-file.ts';
import { chosen, inLanguage, LANGUAGE_COOKIE } from '#lib/server/language.ts';
// Begins to watch the event loop with the process, and not with the first who asks.
import '#lib/server/metrics.ts';
import * as sessions from '#lib/server/sessions.ts';
import { isAway } from '#lib/server/store/db.ts';
import { awayAnswer } from './away.ts';

/**
 * The house is opened once a process and kept on globalThis, so that a hot reload neither
 * opens the database twice nor loses the sockets. The HTTP server is lent by `server.js`, or
 * by Vite while developing, before or after this runs.
 */
const shared = globalThis as unknown as Record<symbol, unknown>;
const at = (name: string) => Symbol.for(`rundebord.${name}`);

export const init: ServerInit = async () => {
	if (building) return;
	// One at a time: a reload may ask again while the house is still opening.
	const former = shared[at('opening')] as Promise<void> | undefined;
	const opening = Promise.resolve(former)
		.catch(() => undefined)
		.then(() => (shared[at('close')] as (() => Promise<void>) | undefined)?.())
		.then(open);
	shared[at('opening')] = opening;
	await opening;
};

async function open(): Promise<void> {
	const house = await openApp(readConfiguration(process.env));
	const gateway = openAppGateway(house);
	const opened = await hatch.open(house);
	const lend = (server: Server) => gateway.attach(server);
	shared[at('house')] = house;
	shared[at('gateway')] = gateway;
	shared[at('lend')] = lend;
	const lent = shared[at('http')] as Server | undefined;
	if (lent) lend(lent);
	const tidying = setInterval(() => void sessions.tidy(house).catch(() => undefined), 3_600_000);
	shared[at('close')] = async () => {
		clearInterval(tidying);
		opened.close();
		await gateway.close();
		await house.close();
	};
	await greet(house);
}

/** What the console says when the house opens: the storage, and the way in while nobody has an account. */
async function greet(house: App): Promise<void> {
	const { configuration, log, store } = house;
	log.info('open', {
		storage: store.kind,
		redis: house.bell.state(),
		origin: configuration.origin
	});
	if (store.kind === 'pglite')
		log.warn('storage.trial', {
			say: 'This is trial storage in a folder (PGlite). For real use set DATABASE_URL to a PostgreSQL.',
			folder: configuration.dataDir
		});
	if (!configuration.origin?.startsWith('https://'))
		log.warn('https.missing', {
			say: 'Without https: tablets cannot reload without network, screens may fall asleep, and what is typed can be read on the network.'
		});
	const token = await accounts.setUpToken(house);
	if (token && !configuration.demo)
		log.info('setup', {
			say: 'Nobody has an account yet. Open this address once to set up.',
			link: `${configuration.origin ?? `http://localhost:${process.env.PORT ?? '3000'}`}/setup#${token}`
		});
}

const houseOf = (): App => shared[at('house')] as App;
const gatewayOf = (): Gateway => shared[at('gateway')] as Gateway;

/** Pages for other programs need nobody to be known, and must answer when the database does not. */
const isForPrograms = (path: string): boolean => /^\/(health|metrics)(\/|$)/.test(path);

export const handle: Handle = async ({ event, resolve }) => {
	const house = houseOf();
	const cookie = (name: string) => event.cookies.get(cookieName(house.configuration, name));
	const token = cookie(sessions.COOKIE);
	let who = NOBODY;
	try {
		if (!isForPrograms(event.url.pathname)) who = await sessions.who(house, token);
	} catch (error) {
		if (!isAway(error)) throw error;
		house.log.error('database.away', { route: event.route.id });
		return awayAnswer(event, languageOf(cookie(LANGUAGE_COOKIE)));
	}
	const lang = chosen(cookie(LANGUAGE_COOKIE), who.account);
	event.locals = { house, gateway: gatewayOf(), who, token, lang };
	const response = await inLanguage(lang, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.lang)
		})
	);
	setHeaders(event.route.id, response.headers);
	return response;
};

/** A tablet's page names nobody, and a browser that lost its network may show what it has of it. */
const SHELL = '/conference/[id]/table/[n]';

/** Also set by `server.js` on what never comes here: `nosniff` and where we tell what was read before. */
function setHeaders(route: string | null, headers: Headers): void {
	headers.set('x-content-type-options', 'nosniff');
	// The secrets of links are in fragments, which no browser sends; ids in paths stay here too.
	headers.set('referrer-policy', 'same-origin');
	const isPage = headers.get('content-type') === 'text/html';
	if (isPage) headers.set('content-type', 'text/html; charset=utf-8');
	// What names people stays with no browser and no proxy after it was read.
	if (!headers.has('cache-control'))
		headers.set('cache-control', isPage && route === SHELL ? 'private, no-cache' : 'no-store');
}

/** Bugs and weather: logged without personal text, and told without detail. */
export const handleError: HandleServerError = ({ error, event, status }) => {
	if (status === 404) return { message: 'not-found', code: 'not-found' };
	if (status === 413)
		return { message: 'too-large', code: 'too-large', details: { max: MAX_FILE } };
	const code = isAway(error) ? 'database-away' : 'bug';
	houseOf().log.error('request.failed', { route: event.route.id, code, error });
	return { message: code, code };
};
