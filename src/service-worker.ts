/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';

/**
 * Lets a table's tablet reload without network. Of every other page it shows, when the server cannot be reached, one
 * that says so and looks again by itself: the hall's screen never stands on the browser's own. It keeps the app's own files, and of the
 * tablet's page an empty shell and the answer to `?shell`: neither names anybody. What the
 * table has seen and written, the page keeps itself. Everything else goes to the network as if
 * this were not here; sockets never pass through it.
 */
const here = self as unknown as ServiceWorkerGlobalScope;

const KEPT = `rundebord-${version}`;
const ASSETS = new Set([...build, ...files]);
const TABLET = /^\/conference\/[^/]+\/table\/\d+$/;
const DATA = '/__data.json';
const SHELL = '/shell-of-a-tablet';
const SHELL_DATA = '/data-of-a-shell';
const AWAY = '/away';
/** A network that has not begun to answer within this is taken for none, in ms. */
const PATIENCE = 4_000;

here.addEventListener('install', (event) => {
	event.waitUntil(install().then(() => here.skipWaiting()));
});

here.addEventListener('activate', (event) => {
	event.waitUntil(sweep().then(() => here.clients.claim()));
});

here.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== location.origin) return;
	if (ASSETS.has(url.pathname)) event.respondWith(asset(request));
	else if (request.mode === 'navigate' && TABLET.test(url.pathname))
		event.respondWith(networkOr(event, SHELL));
	else if (url.pathname.endsWith(DATA) && TABLET.test(url.pathname.slice(0, -DATA.length)))
		event.respondWith(networkOr(event, SHELL_DATA));
	else if (request.mode === 'navigate') event.respondWith(networkOrAway(request));
});

/** Everything the tablet needs is here before this version answers for it. */
async function install(): Promise<void> {
	const cache = await caches.open(KEPT);
	await cache.addAll([...ASSETS, AWAY]);
	const pages = await here.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const page = pages.map(({ url }) => new URL(url).pathname).find((path) => TABLET.test(path));
	if (page) await keepShell(cache, page);
}

/**
 * The shell is fetched with cookies only for its language (`lang` on the page); its data
 * without, so that it can tell of nobody.
 */
async function keepShell(cache: Cache, page: string): Promise<void> {
	const shell = await fetch(page);
	const data = await fetch(`${page}${DATA}?shell`, {
		credentials: 'omit'
	});
	if (shell.ok && !shell.redirected) await cache.put(SHELL, shell);
	if (data.ok) await cache.put(SHELL_DATA, data);
}

async function keepShellOf({ url }: Request): Promise<void> {
	await keepShell(await caches.open(KEPT), new URL(url).pathname).catch(() => undefined);
}

async function sweep(): Promise<void> {
	const names = await caches.keys();
	await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
}

async function asset(request: Request): Promise<Response> {
	return (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** The server's answer; what is kept when there is none, when it is slow, or when it fails. */
async function networkOr(event: FetchEvent, kept: string): Promise<Response> {
	const { request } = event;
	const shelved = await caches.match(kept, { ignoreVary: true });
	if (!shelved) {
		// This version was taken while no table stood open.
		if (kept === SHELL) event.waitUntil(keepShellOf(request));
		return fetch(request);
	}
	try {
		const answer = await within(PATIENCE, fetch(request));
		return answer.status >= 500 ? shelved : answer;
	} catch {
		return shelved;
	}
}

/** What a proxy says when there is no server behind it. */
const NOBODY_BEHIND = new Set([502, 504]);

/** The server's answer, however slow; the page that waits for it when there is none. */
async function networkOrAway(request: Request): Promise<Response> {
	const answer = await fetch(request).catch(() => null);
	if (answer && !NOBODY_BEHIND.has(answer.status)) return answer;
	return (await caches.match(AWAY, { ignoreVary: true })) ?? answer ?? Response.error();
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
	const late = new Promise<never>((_, refuse) => setTimeout(() => refuse(new Error('slow')), ms));
	return Promise.race([work, late]);
}
